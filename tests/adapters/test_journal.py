"""The journal's contract, held by the real one and by its fake; then the file's own story."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from datetime import date, datetime
from pathlib import Path

import pytest

from relance_xl.adapters.journal import JournalError, SqliteJournal
from relance_xl.ports import Change, Entry, Journal, Pair, Receipt, SendState
from relance_xl.problems import WorkbookBusyError, WorkbookError
from tests.fakes.journal import MemoryJournal

S = SendState
ID = "3f2a-9b"


def entry(number: str, *pairs: tuple[str, str], **more: object) -> Entry:
    known = Entry(
        number=number,
        payer="C1",
        currency="EUR",
        stage="s1",
        channel="email",
        recipient="compta@client.fr",
        pairs=tuple(Pair(*pair) for pair in pairs or [("F1", "s1")]),
        state=S.QUEUED,
        machine="PC1",
    )
    return replace(known, **more)  # type: ignore[arg-type]


@pytest.fixture(params=["sqlite", "simulated", "memory"])
def journal(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Journal]:
    if request.param == "memory":
        yield MemoryJournal()
        return
    with SqliteJournal(tmp_path, ID, simulated=request.param == "simulated") as real:
        yield real


def states(journal: Journal) -> dict[str, str]:
    return {known.number: known.state.value for known in journal.entries()}


def test_a_pair_leaves_once(journal: Journal) -> None:
    """First come, first served; only the four things together make a pair."""
    refused = journal.queue(
        [
            entry("R1"),
            entry("R2"),  # the same pair in the same batch
            entry("R3", ("F2", "s1"), ("F1", "s1")),  # one of two taken: whole message refused
            entry("R4", recipient=" Compta@CLIENT.fr "),  # the same person
            entry("R5", recipient="autre@client.fr"),
            entry("R6", channel="letter"),
            entry("R7", ("F1", "s2")),
            entry("R8", ("F2", "s1"), ("F1", "")),  # F1 is only listed there
            entry("R9", ("F1", "")),
        ]
    )
    assert refused == ["R2", "R3", "R4"]
    assert list(states(journal)) == ["R1", "R5", "R6", "R7", "R8", "R9"]


@pytest.mark.parametrize(
    ("state", "free"),
    [
        (S.SENDING, False),
        (S.IN_DOUBT, False),
        (S.ACCEPTED, False),
        (S.REFUSED, True),
        (S.BOUNCED, True),
        (S.NOT_SENT, True),
        (S.DEFERRED, True),
    ],
)
def test_what_keeps_a_pair(journal: Journal, state: SendState, free: bool) -> None:  # noqa: FBT001
    journal.queue([entry("R1")])
    journal.mark("R1", state)
    assert journal.queue([entry("R2")]) == ([] if free else ["R2"])


def test_ignored_takes_its_pairs(journal: Journal) -> None:
    assert journal.queue([entry("R1", state=S.IGNORED), entry("R2")]) == ["R2"]
    assert states(journal) == {"R1": "ignored"}


def test_only_deferred_numbers_come_back(journal: Journal) -> None:
    journal.queue([entry("R1"), entry("R2", ("F2", "s1")), entry("R3", ("F3", "s1"))])
    journal.mark("R1", S.DEFERRED)
    journal.mark("R2", S.REFUSED)
    again = [entry("R1", recipient="neuf@client.fr"), entry("R2", ("F2", "s1")), entry("R3")]
    assert journal.queue(again) == ["R2", "R3"]
    assert [(e.number, e.recipient) for e in journal.entries() if e.state is S.QUEUED] == [
        ("R3", "compta@client.fr"),
        ("R1", "neuf@client.fr"),
    ]


def test_release_spares_doubt_and_other_machines(journal: Journal) -> None:
    journal.queue([entry(f"R{i}", (f"F{i}", "s1")) for i in range(4)])
    journal.queue([entry("R9", ("F9", "s1"), machine="PC2")])
    journal.mark("R1", S.SENDING)
    for number in ("R2", "R3"):
        journal.mark(number, S.SENDING)
        journal.mark(number, S.IN_DOUBT)
    journal.mark("R3", S.ACCEPTED, Receipt(S.ACCEPTED, "250 Ok", "Envois/a.eml"))
    assert journal.release("PC1") == ["R0", "R1"]
    assert states(journal) == {
        "R0": "deferred",
        "R1": "deferred",
        "R2": "in_doubt",
        "R3": "accepted",
        "R9": "queued",
    }
    assert journal.release("PC1") == []


@pytest.mark.parametrize(
    ("path", "last"),
    [
        ([S.SENDING], S.SENDING),
        ([S.ACCEPTED], S.SENDING),
        ([S.IN_DOUBT], S.SENDING),
        ([S.DEFERRED], S.IN_DOUBT),
        ([S.ACCEPTED], S.IN_DOUBT),
    ],
)
def test_never_sent_from_elsewhere(
    journal: Journal, path: list[SendState], last: SendState
) -> None:
    journal.queue([entry("R1")])
    for state in path:
        journal.mark("R1", state)
    with pytest.raises((JournalError, ValueError), match="R1"):
        journal.mark("R1", last)


def test_verdict_settles_doubt(journal: Journal) -> None:
    journal.queue([entry("R1"), entry("R2", ("F2", "s1"))])
    for number, verdict in (("R1", S.ACCEPTED), ("R2", S.NOT_SENT)):
        journal.mark(number, S.IN_DOUBT)
        journal.mark(number, verdict, Receipt(verdict, "réponse de Julie"))
    assert [(e.state, e.detail) for e in journal.entries()] == [
        (S.ACCEPTED, "réponse de Julie"),
        (S.NOT_SENT, "réponse de Julie"),
    ]
    assert journal.queue([entry("R3"), entry("R4", ("F2", "s1"))]) == ["R3"]


def test_unwritten_until_the_workbook_shows_it(journal: Journal) -> None:
    journal.queue([entry("R1"), entry("R2", ("F2", "s1"))])
    journal.mark_written(["R1", "R2"])
    assert journal.unwritten() == []
    journal.mark("R2", S.SENDING)
    assert [e.number for e in journal.unwritten()] == ["R2"]


def test_last_number(journal: Journal) -> None:
    numbers = ("REL-2026-00009", "REL-2026-100000", "REL-2025-00077")
    journal.queue([entry(number, (number, "s1")) for number in numbers])
    assert [journal.last_number(year) for year in (2024, 2025, 2026)] == [0, 77, 100000]


def test_everything_is_remembered(journal: Journal) -> None:
    whole = entry(
        "R1",
        ("F1", "s1"),
        ("F2", ""),
        at=datetime(2026, 11, 23, 9, 30),
        message_id="<r1@acme.fr>",
        content_hash="ab" * 32,
        record={"due_cents": 1200, "day": date(2026, 11, 23), "name": "Élan", "rate": None},
    )
    journal.queue([whole])
    assert journal.entries() == [whole]
    receipt = Receipt(S.ACCEPTED, "250 Ok", "Envois/a.eml")
    journal.mark("R1", S.ACCEPTED, receipt)
    journal.mark("R1", S.BOUNCED, Receipt(S.BOUNCED, "550"))
    assert journal.entries() == [replace(whole, state=S.BOUNCED, detail="550", file="Envois/a.eml")]


def test_cells_as_they_stood_are_kept_in_order(journal: Journal) -> None:
    moment = datetime(2026, 6, 15, 9, 30)
    first = Change(moment, "importer", "invoices", "F1", "due_date", "2026-05-01", "2026-05-31")
    second = Change(moment, "traiter", "payments", "P1", "accepted", "Coché", "Oui")
    journal.record([first])
    journal.record([second])
    assert journal.changes() == [first, second]


def test_a_journal_of_the_first_version_is_brought_up(tmp_path: Path) -> None:
    with SqliteJournal(tmp_path, "abc") as journal:
        journal.queue([entry("REL-2026-00001", ("F1", "s1"))])
    file = tmp_path / "abc.sqlite"
    with closing(sqlite3.connect(file)) as base:
        base.executescript("DROP TABLE change; PRAGMA user_version = 1;")
    with SqliteJournal(tmp_path, "abc", simulated=True) as journal:
        assert journal.changes() == []
    with SqliteJournal(tmp_path, "abc") as journal:
        assert journal.changes() == []
        assert [e.number for e in journal.entries()] == ["REL-2026-00001"]


def test_on_disk_before_it_returns(tmp_path: Path) -> None:
    """Another look at the file, with the first one still open, sees every mark."""
    with SqliteJournal(tmp_path, ID) as journal:
        journal.queue([entry("R1")])
        journal.mark("R1", S.SENDING)
        with SqliteJournal(tmp_path, ID, simulated=True) as other:
            assert states(other) == {"R1": "sending"}
        modes = [journal._db.execute(f"PRAGMA {p}").fetchone()[0] for p in _PRAGMAS]
    assert modes == ["wal", 2, 2]


def test_held_by_one_run(tmp_path: Path) -> None:
    """Two copies of a workbook have one id: the second run waits its turn."""
    with SqliteJournal(tmp_path, ID), pytest.raises(WorkbookBusyError):
        SqliteJournal(tmp_path, ID)
    with SqliteJournal(tmp_path, ID):
        pass


_PRAGMAS = ("journal_mode", "synchronous", "user_version")


def test_simulation_leaves_the_file(tmp_path: Path) -> None:
    with SqliteJournal(tmp_path / "none", ID, simulated=True) as empty:
        empty.queue([entry("R1")])
    assert not (tmp_path / "none").exists()
    with SqliteJournal(tmp_path, ID) as real:
        real.queue([entry("R1")])
    with SqliteJournal(tmp_path, ID, simulated=True) as copy:
        assert copy.queue([entry("R1"), entry("R2", ("F2", "s1"))]) == ["R1"]
    with SqliteJournal(tmp_path, ID) as real:
        assert states(real) == {"R1": "queued"}


def _truncate(path: Path) -> None:
    path.write_bytes(b"")


def _scribble(path: Path) -> None:
    content = bytearray(path.read_bytes())
    content[100:6000] = b"\xa5" * 5900
    path.write_bytes(content)


def _replace_by_text(path: Path) -> None:
    path.write_text("journal " * 1000)


def _replace_by_other_base(path: Path) -> None:
    path.unlink()
    with closing(sqlite3.connect(path)) as other:
        other.execute("CREATE TABLE message (x)")


def _from_the_future(path: Path) -> None:
    with closing(sqlite3.connect(path)) as other:
        other.execute("PRAGMA user_version = 99")


@pytest.mark.parametrize(
    ("damage", "told"),
    [
        (_truncate, "abîmé"),
        (_scribble, "abîmé"),
        (_replace_by_text, "abîmé"),
        (_replace_by_other_base, "abîmé"),
        (_from_the_future, "plus récente"),
    ],
)
@pytest.mark.parametrize("simulated", [False, True])
def test_damage_is_told_never_mended(
    tmp_path: Path, damage: object, told: str, *, simulated: bool
) -> None:
    with SqliteJournal(tmp_path, ID) as journal:
        journal.queue([entry(f"R{i}", (f"F{i}", "s1")) for i in range(40)])
    path = tmp_path / f"{ID}.sqlite"
    damage(path)  # type: ignore[operator]
    before = path.read_bytes()
    with pytest.raises(JournalError, match=told):
        SqliteJournal(tmp_path, ID, simulated=simulated)
    assert path.read_bytes() == before


def test_a_full_disk_is_a_sentence(tmp_path: Path) -> None:
    with SqliteJournal(tmp_path, ID) as journal:
        journal._db.execute("PRAGMA max_page_count = 1")
        with pytest.raises(JournalError, match="Libérez de la place"):
            journal.queue([entry(f"R{i}", (f"F{i}" * 900, "s1")) for i in range(40)])
        assert journal.entries() == []


@pytest.mark.parametrize("hostile", ["", "../x", "a/b", "C:x", "a" * 65, ".x", "a\n"])
def test_the_id_is_no_path(tmp_path: Path, hostile: str) -> None:
    with pytest.raises(WorkbookError):
        SqliteJournal(tmp_path, hostile)
    assert list(tmp_path.iterdir()) == []
