"""The contract with terminals, schedulers and other programs (PRODUCT §3)."""

import re
import subprocess
import sys
from datetime import date
from pathlib import Path

import pytest

from relance_xl import wiring
from relance_xl.cli import commands, main
from relance_xl.cli.words import COMMANDS, build_parser
from relance_xl.flows.outcome import Outcome
from relance_xl.problems import UsageError, WorkbookError
from relance_xl.schema import TABLES
from tests.cli.terminal import DAY, Terminal

ENGLISH = re.compile(r"\b(usage|options?:|show this|error|required|argument|default)\b")


@pytest.mark.parametrize("command", ["", *COMMANDS])
def test_help_is_french(command: str, relance: Terminal) -> None:
    said = relance(*([command] if command else []), "--help")
    assert said.status == 0
    assert said.err == ""
    assert said.out.startswith("Utilisation : relance")
    assert "montrer cette aide" in said.out
    assert not ENGLISH.search(said.out.replace("par défaut", ""))


def test_what_help_offers_is_french(relance: Terminal) -> None:
    offered = {
        word
        for command in COMMANDS
        for word in re.findall(r"(?<![\w-])--[a-z-]+", relance(command, "--aide").out)
    }
    assert {"--surs", "--simulation", "--aide", "--rediriger"} <= offered
    assert not offered & {"--high", "--help", "--all", "--force", "--to", "--dry-run"}


def test_english_names_given_before_still_work() -> None:
    for name in ("--surs", "--high"):
        assert build_parser().parse_args(["traiter", "x.xlsx", name]).surs is True
    assert build_parser().parse_args(["traiter", "x.xlsx"]).surs is False


@pytest.mark.parametrize("option", ["--echeance", "--au", "--mise-en-demeure", "--premier-rappel"])
def test_every_day_is_read_both_ways(option: str) -> None:
    name = option[2:].replace("-", "_")
    found = [
        getattr(build_parser().parse_args([*PENALTY, option, text]), name)
        for text in ("23/11/2026", "2026-11-23")
    ]
    assert found == [date(2026, 11, 23)] * 2


@pytest.mark.parametrize("words", [["preparer", "x.xlsx"], ["nouveau", "x.xlsx"], ["demo"]])
def test_the_day_of_a_run_is_read_both_ways(words: list[str]) -> None:
    for text in ("23/11/2026", "2026-11-23"):
        assert build_parser().parse_args([*words, "--date", text]).date == date(2026, 11, 23)


def test_help_loads_nothing_heavy() -> None:
    script = (
        "import sys\nfrom relance_xl.cli import main\n"
        "try:\n    main(['--help'])\nexcept SystemExit:\n    pass\n"
        "heavy = {'pandas', 'numpy', 'typst', 'lxml', 'xlsxwriter', 'jinja2', 'holidays',"
        " 'yagmail', 'keyring', 'docxtpl', 'segno', 'sqlite3', 'css_inline'}\n"
        "print(sorted(heavy & set(sys.modules)), file=sys.stderr)"
    )
    run = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    assert run.stderr.strip() == "[]"


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        ([], "Il manque : COMMANDE. Voir « relance --aide »."),
        (["danser"], "« danser » n’est pas une commande connue."),
        (["preparer"], "Il manque : CLASSEUR. Voir « relance preparer --aide »."),
        (["preparer", "x.xlsx", "--vite"], "Mots inconnus : --vite. Voir « relance --aide »."),
        (
            ["preparer", "x.xlsx", "--date", "demain"],
            "« demain » n’est pas une date, comme 23/11/2026 ou",
        ),
        (["preparer", "x.xlsx", "--date", "11/23/2026"], "« 11/23/2026 » n’est pas une date"),
        (["approuver", "x.xlsx"], "Il faut l’un de : --tout --relance."),
        (["approuver", "x.xlsx", "--tout", "--relance", "R"], "ne vont pas ensemble"),
        (["tester", "x.xlsx", "--a", "moi"], "moi"),
        (["tester", "x.xlsx"], "Il manque : --a."),
        (["preparer", "absent.xlsx"], "absent.xlsx » est introuvable."),
    ],
)
def test_wrong_usage_is_2_and_a_french_sentence(
    words: list[str], sentence: str, relance: Terminal
) -> None:
    said = relance(*words)
    assert (said.status, said.out) == (2, "")
    assert sentence in said.err
    assert said.err.count("\n") == 1


def test_json_stays_alone_on_stdout_even_for_a_fault(relance: Terminal) -> None:
    said = relance("preparer", "absent.xlsx", "--json")
    assert (said.status, said.err) == (2, "")
    assert said.json["status"] == 2
    assert "introuvable" in said.json["error"]


@pytest.mark.parametrize("content", [b"", b"bonjour", b"PK\x03\x04 tronqu"])
def test_a_file_that_is_no_workbook(content: bytes, tmp_path: Path, relance: Terminal) -> None:
    path = tmp_path / "Relances.xlsx"
    path.write_bytes(content)
    said = relance("controler", path)
    assert (said.status, said.out) == (1, "")
    assert "Relances.xlsx" in said.err
    assert path.read_bytes() == content


def test_a_workbook_that_is_not_ours(tmp_path: Path, relance: Terminal) -> None:
    import xlsxwriter  # noqa: PLC0415 - this test alone

    path = tmp_path / "Budget.xlsx"
    with xlsxwriter.Workbook(path) as book:
        book.add_worksheet("Feuil1").write(0, 0, "bonjour")
    said = relance("preparer", path)
    assert said.status == 1
    assert "n’est pas un classeur Relance XL" in said.err


def test_nouveau(tmp_path: Path, relance: Terminal) -> None:
    path = tmp_path / "Neuf.xlsx"
    said = relance("nouveau", path, "--json")
    assert (said.status, said.json, path.is_file()) == (0, {"file": str(path)}, True)
    again = relance("nouveau", path)
    assert (again.status, "existe déjà" in again.err) == (1, True)
    assert relance("controler", path, "--date", DAY).status in (0, 3)


@pytest.mark.parametrize("name", ["Neuf.xls", "Neuf", "Neuf.pdf"])
def test_nouveau_refuses_what_is_no_workbook_name(
    name: str, tmp_path: Path, relance: Terminal
) -> None:
    said = relance("nouveau", tmp_path / name)
    assert (said.status, list(tmp_path.iterdir())) == (2, [])
    assert ".xlsx" in said.err


@pytest.mark.parametrize("as_json", [True, False])
@pytest.mark.parametrize(
    ("fault", "status"),
    [
        (UsageError("Mauvais mots."), 2),
        (WorkbookError("Le classeur ne peut pas être lu."), 1),
        (RuntimeError("secret interne"), 1),
        (KeyboardInterrupt(), 1),
        (RecursionError("sans fin"), 1),
    ],
)
def test_no_traceback_whatever_breaks(
    fault: BaseException,
    status: int,
    as_json: bool,  # noqa: FBT001 - a parameter
    relance: Terminal,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def breaks(_: object) -> Outcome:
        raise fault

    monkeypatch.setitem(commands._COMMANDS, "schema", breaks)
    said = relance("schema", *(["--json"] if as_json else []))
    assert said.status == status
    assert "Traceback" not in said.out + said.err
    assert "secret interne" not in said.out + said.err
    assert (said.json["error"] if as_json else said.err).strip()
    assert bool(said.out) is as_json
    log = wiring.data_folder() / "journaux" / "relance.log"
    if isinstance(fault, RuntimeError | RecursionError):
        assert "Traceback" in log.read_text(encoding="utf-8")
        assert str(log) in said.out + said.err


def test_a_log_that_cannot_be_written_is_no_obstacle(
    relance: Terminal, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    (tmp_path / "fichier").write_text("")
    monkeypatch.setenv("RELANCE_DATA_DIR", str(tmp_path / "fichier"))
    assert relance("schema", "--json").status == 0


def test_schema(relance: Terminal) -> None:
    said = relance("schema", "--json")
    tables = said.json["tables"]
    assert [table["name"] for table in tables] == list(TABLES)
    assert {tuple(table) for table in tables} == {
        ("name", "sheet", "excel_name", "key", "columns")
    }  # fmt: skip
    assert {tuple(column) for table in tables for column in table["columns"]} == {
        ("name", "label", "kind", "owner", "required", "choices")
    }
    assert tables[0]["excel_name"] == "tblClients"


PENALTY = (
    *("penalites", "--pays", "FR", "--type", "professionnel", "--montant", "10 000,00"),
    *("--echeance", "2026-04-30", "--au", "2026-08-31"),
)


def test_penalites(relance: Terminal) -> None:
    found = relance(*PENALTY, "--taux", "12,15", "--json").json
    assert {"interest_cents", "fee_cents", "segments", "rate_source"} <= set(found)
    assert found["fee_cents"] == 4000
    assert set(found["segments"][0]) == {"from", "to", "days", "rate_bps", "cents"}
    assert sum(part["days"] for part in found["segments"]) == 123
    assert sum(part["cents"] for part in found["segments"]) == found["interest_cents"]
    law = relance(*PENALTY, "--json").json
    assert [part["rate_bps"] for part in law["segments"]] == [1215, 1240]
    assert [part["cents"] for part in law["segments"]] == [20305, 21063]
    assert law["interest_cents"] == 41368
    words = relance(*PENALTY)
    assert (words.status, "Intérêts : 413,68" in words.out) == (0, True)


@pytest.mark.parametrize(
    ("words", "status"),
    [
        (("--type", "martien"), 2),
        (("--montant", "beaucoup"), 2),
        (("--paiement", "hier:12"), 2),
        (("--paiement", "2026-06-01"), 2),
        (("--taux", "cher"), 2),
        (("--pays", "ZZ"), 1),
    ],
)
def test_penalites_refuses_in_french(
    words: tuple[str, str], status: int, relance: Terminal
) -> None:
    said = relance(*PENALTY, *words)
    assert (said.status, said.out) == (status, "")
    assert "inattendue" not in said.err


def test_a_reader_who_leaves_early_sees_no_traceback() -> None:
    with subprocess.Popen(
        [sys.executable, "-m", "relance_xl", "schema", "--json"],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    ) as run:
        assert run.stdout is not None
        assert run.stderr is not None
        run.stdout.close()
        said = run.stderr.read()
        assert (run.wait(), said) == (0, "")


def test_main_needs_no_terminal(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["schema"]) == 0
    assert "tblClients" in capsys.readouterr().out
