"""`relance penalites`: every country and type, to the cent, and what it says when nothing runs."""

import pytest

from relance_xl.cli import main
from relance_xl.flows.calculator import Asked, penalties
from relance_xl.problems import RelanceError, UsageError


def asked(place: str, kind: str, amount: str, due: str, as_of: str, **more: object) -> Asked:
    from datetime import date  # noqa: PLC0415 - only here

    words: dict[str, object] = {
        "country": place,
        "customer_type": kind,
        "amount": amount,
        "due_date": date.fromisoformat(due),
        "as_of": date.fromisoformat(as_of),
    }
    dated = {"notice", "reminder"}
    more = {k: date.fromisoformat(str(v)) if k in dated else v for k, v in more.items()}
    return Asked(**{**words, **more})  # type: ignore[arg-type] # a test's table


@pytest.mark.parametrize(
    ("words", "interest", "fee", "segments"),
    [
        (
            asked("FR", "professionnel", "10 000,00", "2026-04-30", "2026-08-31"),
            41368, 4000, [(61, 1215, 20305), (62, 1240, 21063)],
        ),
        (
            asked("FR", "professionnel", "10000", "2026-05-01", "2026-09-01"),
            41375, 4000, [(60, 1215, 19972), (63, 1240, 21403)],
        ),
        (
            asked("FR", "professionnel", "1000", "2025-06-15", "2025-07-15", rate="10"),
            868, 4000, [(15, 1113, 457), (15, 1000, 411)],
        ),
        (
            asked("FR", "public", "10000", "2026-04-30", "2026-08-31"),
            34204, 4000, [(123, 1015, 34204)],
        ),
        (
            asked("FR", "public", "10000", "2026-06-30", "2027-08-31"),
            121666, 4000, [(427, 1040, 121666)],
        ),
        (
            asked("FR", "particulier", "600", "2026-03-31", "2026-08-31"),
            672, 0, [(91, 262, 392), (62, 275, 280)],
        ),
        (
            asked("FR", "particulier", "600", "2026-03-31", "2026-08-31", notice="2026-05-31"),
            409, 0, [(30, 262, 129), (62, 275, 280)],
        ),
        (
            asked("BE", "professionnel", "1000", "2026-03-31", "2026-04-30"),
            863, 4000, [(30, 1050, 863)],
        ),
        (
            asked("BE", "professionnel", "1000", "2026-03-31", "2026-04-30",
                  indemnity=("15", "50", "120")),
            863, 12000, [(30, 1050, 863)],
        ),
        (
            asked("BE", "particulier", "650", "2026-01-31", "2026-08-31"),
            3702, 7250, [(136, 1050, 2543), (62, 1050, 1159)],
        ),
        (asked("BE", "particulier", "650", "2026-01-31", "2026-02-14"), 0, 0, []),
        (
            asked("BE", "particulier", "650", "2026-01-31", "2026-02-23", clause=True,
                  reminder="2026-02-09"),
            0, 0, [],
        ),
        (
            asked("BE", "particulier", "650", "2026-01-31", "2026-02-24", clause=True,
                  reminder="2026-02-09"),
            19, 7250, [(1, 1050, 19)],
        ),
        (
            asked("BE", "particulier", "650", "2023-09-11", "2023-10-05", clause=True, posted=True,
                  reminder="2023-09-18", rate="8"),
            14, 7250, [(1, 800, 14)],
        ),
        (
            asked("LU", "professionnel", "1000", "2024-07-01", "2024-07-31"),
            1007, 4000, [(30, 1225, 1007)],
        ),
        (asked("LU", "particulier", "1000", "2024-01-31", "2024-04-30"), 0, 0, []),
        (
            asked("LU", "particulier", "1000", "2024-01-31", "2024-05-10"),
            123, 0, [(10, 450, 123)],
        ),
        (
            asked("CH", "professionnel", "600", "2025-03-31", "2026-03-31"),
            3000, 0, [(360, 500, 3000)],
        ),
        (
            asked("CH", "particulier", "600", "2026-01-31", "2026-02-28"),
            233, 0, [(28, 500, 233)],
        ),
        (
            asked("CA", "professionnel", "1000", "2025-12-31", "2026-12-31", rate="18"),
            18000, 0, [(365, 1800, 18000)],
        ),
        (
            asked("CA", "professionnel", "1000", "2025-12-31", "2026-12-31", region="QC",
                  rate="2", monthly=True),
            5000, 0, [(365, 500, 5000)],
        ),
        (
            asked("DE", "public", "600", "2026-03-31", "2026-08-31"),
            2578, 4000, [(91, 1015, 1518), (62, 1040, 1060)],
        ),
    ],
)  # fmt: skip
def test_to_the_cent(
    words: Asked, interest: int, fee: int, segments: list[tuple[int, int, int]]
) -> None:
    found = penalties(words).json
    assert (found["interest_cents"], found["fee_cents"]) == (interest, fee)
    parts = [(part["days"], part["rate_bps"], part["cents"]) for part in found["segments"]]  # type: ignore[attr-defined] # JSON
    assert parts == segments
    assert sum(part[2] for part in parts) == interest


@pytest.mark.parametrize(
    ("words", "line"),
    [
        (
            asked("FR", "particulier", "600", "2026-03-31", "2026-08-31"),
            (
                "Hypothèse : mise en demeure reçue le 31/03/2026, jour de l’échéance. Rien ne "
                "court avant sa réception : donner --mise-en-demeure JJ/MM/AAAA."
            ),
        ),
        (
            asked("BE", "particulier", "600", "2026-03-31", "2026-08-31"),
            "Hypothèse : le contrat prévoit indemnité et intérêts ; sinon rien n’est dû.",
        ),
        (
            asked("FR", "professionnel", "600", "2026-12-31", "2027-01-31"),
            "Taux provisoire : à ne communiquer à personne avant sa publication officielle.",
        ),
        (
            asked("FR", "professionnel", "600", "2026-08-31", "2026-08-31"),
            "Aucun jour de retard sur un solde dû.",
        ),
        (
            asked(
                "FR",
                "professionnel",
                "600",
                "2026-03-31",
                "2026-08-31",
                payments=("2026-05-31:100",),
                interest_first=True,
            ),
            ("le 31/05/2026 : règlement de 100,00\u00a0€, imputé d’abord sur les intérêts"),
        ),
        (
            asked("ES", "professionnel", "600", "2026-03-31", "2026-08-31"),
            (
                "Minimum de la directive : à ne communiquer à personne avant d’avoir nommé le taux "
                "du pays."
            ),
        ),
        (
            asked("FR", "public", "600", "2026-03-31", "2026-08-31", rate="15"),
            "Ce droit ne connaît pas de taux contractuel : celui donné n’est pas appliqué.",
        ),
    ],
)
def test_what_a_person_is_told(words: Asked, line: str) -> None:
    assert line in penalties(words).lines


@pytest.mark.parametrize(
    ("words", "error"),
    [
        (asked("FR", "professionnel", "-5", "2026-03-31", "2026-08-31"), UsageError),
        (asked("FR", "professionnel", "5", "2026-03-31", "2026-08-31", rate="-1"), UsageError),
        (
            asked("FR", "public", "9", "2026-03-31", "2026-08-31", payments=("2026-05-05:-3",)),
            UsageError,
        ),
        (asked("FR", "martien", "5", "2026-03-31", "2026-08-31"), UsageError),
        (asked("US", "professionnel", "5", "2026-03-31", "2026-08-31"), RelanceError),
        (asked("DE", "particulier", "5", "2026-03-31", "2026-08-31"), RelanceError),
        (asked("LU", "particulier", "5", "2022-03-31", "2026-08-31"), RelanceError),
    ],
)
def test_what_it_refuses(words: Asked, error: type[RelanceError]) -> None:
    with pytest.raises(error):
        penalties(words)


def test_the_words_of_the_command_line(capsys: pytest.CaptureFixture[str]) -> None:
    words = "penalites --pays BE --type particulier --montant 650 --echeance 2026-01-31"
    more = "--au 2026-02-24 --clause --premier-rappel 2026-02-09"
    assert main([*words.split(), *more.split()]) == 0
    said = capsys.readouterr().out
    assert "Indemnité forfaitaire\u202f: 72,50\u00a0€" in said
    assert main([*words.split(), *more.split(), "--taux", "8", "--taux-mensuel", "1"]) == 2


def test_a_payment_stands_after_the_day_it_was_made() -> None:
    words = asked("FR", "professionnel", "600", "2025-06-29", "2025-07-02",
                  payments=("2025-07-01:100",))  # fmt: skip
    told = [line.split(":")[0].strip() for line in penalties(words).lines[2:6]]
    assert told == [
        "du 30/06/2025 au 30/06/2025",
        "du 01/07/2025 au 01/07/2025",
        "le 01/07/2025",
        "du 02/07/2025 au 02/07/2025",
    ]
