"""The file is replaced whole or not at all, with a copy kept, and never when in doubt."""

import multiprocessing
import os
import random
import shutil
import stat
import sys
import time
import zipfile
from datetime import date, datetime, timedelta
from multiprocessing.sharedctypes import Synchronized
from pathlib import Path

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from relance_xl.adapters.xlsx import ClosedBook, disk
from relance_xl.adapters.xlsx.cells import as_text
from relance_xl.problems import WorkbookBusyError, WorkbookError
from tests.adapters.xlsx.samples import (
    NOW,
    THREE,
    closed,
    parts,
    with_parts,
    write_workbook,
)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return write_workbook(tmp_path / "Relances.xlsx", THREE)


def change(path: Path) -> ClosedBook:
    book = closed(path)
    book.patch("invoices", ["F1"], {"why": ["changé"]})
    return book


def refusal(path: Path, book: ClosedBook) -> str:
    """Save and give the sentence of the refusal, once seen that nothing was touched."""
    before = path.read_bytes()
    with pytest.raises(WorkbookError) as fault:
        book.save()
    assert path.read_bytes() == before
    assert not (path.parent / "copies").exists()
    assert [file.name for file in path.parent.glob("~relance*")] == []
    return str(fault.value)


@pytest.mark.parametrize("owner", ["~$Relances.xlsx", ".~lock.Relances.xlsx#"])
def test_open_elsewhere(path: Path, owner: str) -> None:
    book = change(path)
    (path.parent / owner).touch()
    assert "ouvert ailleurs" in refusal(path, book)
    (path.parent / owner).unlink()
    book.save()
    assert closed(path).read()["invoices"].rows[0][5] == "changé"


def test_read_only(path: Path) -> None:
    book = change(path)
    path.chmod(0o444)
    with pytest.raises(WorkbookBusyError, match="lecture seule"):
        book.save()


def test_changed_since_it_was_read(path: Path) -> None:
    book, other = change(path), closed(path)
    other.patch("invoices", ["F2"], {"why": ["quelqu’un d’autre"]})
    other.save()
    before = path.read_bytes()
    with pytest.raises(WorkbookError, match="modifié pendant le travail"):
        book.save()
    assert path.read_bytes() == before


def test_changed_while_the_new_file_is_written(path: Path, monkeypatch) -> None:
    """On a large workbook that takes seconds; Excel on another machine saves under other names."""
    book, real = change(path), disk.write_draft

    def write_draft(place: Path, write) -> Path:
        draft = real(place, write)
        theirs = write_workbook(path.with_name("autre.xlsx"), {**THREE, "proposals": ([], [])})
        theirs.replace(path)
        return draft

    monkeypatch.setattr(disk, "write_draft", write_draft)
    with pytest.raises(WorkbookError, match="modifié pendant le travail"):
        book.save()
    assert not [*path.parent.glob("~*")]


@pytest.mark.skipif(os.name != "posix", reason="facultatif : un fichier ouvert ne s’efface pas")
def test_another_machine_saves_at_the_same_instant(path: Path, monkeypatch) -> None:
    """Its draft takes the name of ours: half-written, it must not become the workbook."""
    before, sync = path.read_bytes(), os.fsync

    def fsync(handle: int) -> None:
        sync(handle)
        for draft in path.parent.glob("~relance-*"):
            draft.unlink()
            draft.write_bytes(before[:1_000])

    book = change(path)
    monkeypatch.setattr(disk.os, "fsync", fsync)
    with pytest.raises(WorkbookBusyError, match="autre poste"):
        book.save()
    assert path.read_bytes() == before


def test_signed(path: Path) -> None:
    with_parts(path, {"_xmlsignatures/origin.sigs": b""})
    assert "signature" in refusal(path, change(path))


@pytest.mark.filterwarnings("ignore:Duplicate name")
def test_twice_the_same_part(path: Path) -> None:
    with zipfile.ZipFile(path, "a") as package:
        package.writestr("xl/styles.xml", parts(path)["xl/styles.xml"])
    assert "deux fois" in refusal(path, change(path))


def test_the_disk_is_full(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(_handle: int) -> None:
        raise OSError(28, "No space left on device")

    book = change(path)
    before = path.read_bytes()
    monkeypatch.setattr(disk, "_flush", lambda _file: None)
    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(WorkbookBusyError, match="place sur le disque"):
        book.save()
    assert path.read_bytes() == before
    assert [file.name for file in path.parent.glob("~relance*")] == []


def test_nothing_to_write_writes_nothing(path: Path) -> None:
    before = path.stat().st_mtime_ns
    book = closed(path)
    book.patch("invoices", ["F1", "42"], {"why": ["vieux", ""], "days": [12.0, None]})
    book.replace(
        "proposals",
        [
            {"number": "REL-1", "channel": "email"},
            {"number": "REL-2", "channel": "email", "amount_cents": 20},
            {"number": "REL-2", "channel": "letter"},
        ],
    )
    book.save()
    assert path.stat().st_mtime_ns == before
    assert not (path.parent / "copies").exists()


def test_mode_is_kept_and_links_are_followed(path: Path) -> None:
    path.chmod(0o640)
    link = path.with_name("lien.xlsx")
    link.symlink_to(path)
    change(link).save()

    assert link.is_symlink()
    assert stat.S_IMODE(path.stat().st_mode) == 0o640
    assert closed(path).read()["invoices"].rows[0][5] == "changé"


def test_a_copy_of_what_was_there_is_kept(path: Path) -> None:
    before = path.read_bytes()
    book = change(path)
    book.save()
    book.patch("invoices", ["F1"], {"why": ["encore"]})
    book.save()

    copies = sorted((path.parent / "copies").iterdir())
    assert [copy.name for copy in copies] == [
        "Relances_2026-11-21_093000-002.xlsx",
        "Relances_2026-11-21_093000.xlsx",
    ]
    assert copies[1].read_bytes() == before


def test_twenty_copies_and_one_a_day_for_thirty_days(path: Path) -> None:
    folder = path.parent / "copies"
    other = folder / "Relances d’un autre_2026-01-01_000000.xlsx"
    for days in range(60, 0, -1):
        for hour in (8, 12, 18):
            disk.keep_copy(path, folder, NOW.replace(hour=hour) - timedelta(days=days))
    other.write_bytes(b"")
    disk.keep_copy(path, folder, NOW)

    kept = [copy.name[9:19] for copy in folder.iterdir() if copy != other]
    assert other.exists()
    assert len(set(kept)) == 31
    assert min(kept) == "2026-10-22"
    assert len(kept) == 20 + 23
    assert [copy.name for copy in sorted(folder.iterdir()) if "10-22" in copy.name] == [
        "Relances_2026-10-22_183000.xlsx"
    ]


text = st.text(max_size=40) | st.sampled_from(
    ["=1+1", "_x0041_", "a\r\nb", " bords ", "#N/A", "<&>\"'", "0042", "\x07", "\ud800", "_x005F_"]
)
day = st.dates(date(1901, 1, 1), date(9999, 12, 31))
moment = st.datetimes(datetime(1901, 1, 1), datetime(9999, 12, 30)).map(
    lambda at: at.replace(microsecond=0)
)
number = st.integers(-(10**12), 10**12) | st.floats(allow_nan=False, allow_infinity=False)
cell = st.none() | st.booleans() | number | text | day | moment


def shown(value: object) -> object:
    """What Excel gives back for a value."""
    if isinstance(value, str):
        return as_text(value) or None
    if isinstance(value, datetime) and value.time() == datetime.min.time():
        return value.date()
    return value


@settings(
    max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(column=st.lists(cell, min_size=3, max_size=3), more=st.lists(cell, max_size=4))
@example(column=[True, 1, 1.0], more=[0, False, -0.0])
@example(column=["x" * 32767, "é" * 32767, "\n"], more=["\t", "\u00a0"])
def test_what_is_written_is_read(path: Path, column: list, more: list) -> None:
    target = Path(shutil.copyfile(path, path.with_name("essai.xlsx")))
    book = closed(target)
    book.patch("invoices", ["F1", "F2", "42"], {"why": column})
    book.append("proposals", [{"number": f"R{n}", "channel": v} for n, v in enumerate(more)])
    book.save()
    grids = closed(target).read()

    found = [row[5] for row in grids["invoices"].rows] + [
        row[1] for row in grids["proposals"].rows[3:]
    ]
    wanted = [shown(value) for value in column + more]
    assert found == wanted
    assert [isinstance(f, bool) for f in found] == [isinstance(w, bool) for w in wanted]


def test_a_text_too_long_is_refused_at_once(path: Path) -> None:
    with pytest.raises(WorkbookError, match="32 767"):
        closed(path).patch("invoices", ["F1"], {"why": ["x" * 32768]})


def write_without_end(path: Path, saved: Synchronized) -> None:
    book = closed(path)
    for turn in range(10_000):
        book.patch("invoices", ["F1", "F2"], {"why": [f"tour {turn}"] * 2, "days": [turn, turn]})
        book.append("proposals", [{"number": f"T{turn}", "channel": "email"}])
        book.save()
        saved.value += 1


@pytest.mark.skipif(sys.platform == "win32", reason="needs fork")
@pytest.mark.filterwarnings("ignore:.*fork:DeprecationWarning")
def test_killed_at_any_instant_leaves_a_whole_file(path: Path) -> None:
    chance = random.Random(7)  # noqa: S311 - any moments will do
    first_bytes, seen = path.read_bytes(), set()
    fork = multiprocessing.get_context("fork")
    for rank in range(30):
        path.write_bytes(first_bytes)
        saved = fork.Value("i", 0)
        writer = fork.Process(target=write_without_end, args=(path, saved))
        writer.start()
        while saved.value < rank % 5 and writer.is_alive():
            time.sleep(0.001)
        time.sleep(chance.uniform(0, 0.03))
        writer.kill()
        writer.join()
        with zipfile.ZipFile(path) as package:
            assert package.testzip() is None
        grids = closed(path).read()
        why, days = ([row[place] for row in grids["invoices"].rows[:2]] for place in (5, 6))
        turns = [row[0] for row in grids["proposals"].rows[3:]]
        last = len(turns) - 1
        assert turns == [f"T{turn}" for turn in range(len(turns))]
        assert (why, days) == (
            ([f"tour {last}"] * 2, [last] * 2) if turns else (["vieux", None], [12, None])
        ), "both sheets are of one save"
        seen.add(last)
    assert len(seen) >= 4, "the kills came at different moments"
