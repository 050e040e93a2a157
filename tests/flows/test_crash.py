"""`relance envoyer` killed at random instants, again and again: never twice, never lost."""

import shutil
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Callable, Mapping
from datetime import datetime
from email import message_from_bytes
from pathlib import Path
from random import Random

import pytest
import trustme

from relance_xl.adapters.xlsx import ClosedBook
from relance_xl.builder.content import Content
from relance_xl.builder.workbook import to_bytes, with_shipped
from relance_xl.cli import main
from relance_xl.frames import read_tables
from relance_xl.schema import TABLES
from tests.fakes.crash import kill_until_done
from tests.fakes.mail_server import PASSWORD, USER, Inbox, real_server
from tests.flows.world import MONDAY, SETTINGS, contact, customer, invoice

COUNT, FEW, KILLS = 300, 12, 15
BACKUPS = "Sauvegardes"
Record = Callable[[str, object], None]


def approved(path: Path, count: int, **settings: object) -> Path:
    """Make a workbook with `count` approved reminders, each to a customer of its own."""
    codes = [f"C{i:03}" for i in range(count)]
    rows = {
        "customers": [customer(code) for code in codes],
        "contacts": [contact(code) for code in codes],
        "invoices": [invoice(f"F{code}", code) for code in codes],
    }
    content = with_shipped(Content(rows, SETTINGS | settings))  # type: ignore[arg-type]
    path.write_bytes(to_bytes(content, MONDAY))
    for words in (["preparer"], ["apercu"], ["approuver", "--tout"]):
        assert main([words[0], str(path), *words[1:], "--date", str(MONDAY)]) == 0
    return path


def command(path: Path, *dying: str) -> list[str]:
    return [sys.executable, "-m", "tests.flows.crash_worker", str(path), *dying]


def start_over(model: Path, folder: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Give a copy of the workbook in its own folder, with journals of its own."""
    folder.mkdir()
    monkeypatch.setenv("RELANCE_DATA_DIR", str(folder / "data"))
    return Path(shutil.copy(model, folder / "Relances.xlsx"))


def tables(path: Path) -> Mapping[str, object]:
    book = ClosedBook(path, path.parent, TABLES, lambda: datetime(2026, 11, 23))
    return read_tables(book.read())[0]


def settled(path: Path, received: Counter[str], count: int) -> int:
    """Hold the workbook against what arrived; returns how many it shows as uncertain."""
    found = tables(path)
    sends, rows = found["sends"], found["proposals"]
    shown = dict(zip(sends["number"], sends["status"], strict=True))  # type: ignore[index]
    assert len(shown) == len(sends) == count  # type: ignore[arg-type]
    assert [number for number, times in received.items() if times > 1] == []
    unsure = {number for number, status in shown.items() if status == "in_doubt"}
    sure = {number for number, status in shown.items() if status == "sent"}
    assert sure | unsure == set(shown)
    assert sure - set(received) == set()
    assert set(received) <= set(shown)
    assert set(rows["number"]) <= unsure  # type: ignore[index]
    drafts = [draft for draft in path.parent.rglob("*.tmp") if draft.parent.name != BACKUPS]
    assert drafts == []
    return len(unsure)


def log_of(path: Path) -> str:
    """Give what stopped a run that should have ended well."""
    return (path.parent / "data" / "journaux" / "relance.log").read_text(encoding="utf-8")


def lasting(path: Path) -> float:
    """Measure a run from the first intention written to its end."""
    with subprocess.Popen(command(path), stdout=subprocess.PIPE, text=True) as run:
        assert run.stdout is not None
        run.stdout.readline()
        begin = time.monotonic()
        run.stdout.read()
        assert run.wait() == 0
    return time.monotonic() - begin


def written(folder: Path) -> Counter[str]:
    return Counter(path.name.partition(" – ")[0] for path in folder.rglob("*.eml"))


@pytest.mark.slow
def test_kills_in_the_folder(
    tmp_path: Path, record_property: Record, monkeypatch: pytest.MonkeyPatch
) -> None:
    random = Random(2026)  # noqa: S311 - instants, not secrets
    model = approved(tmp_path / "Relances.xlsx", COUNT)
    longest = lasting(start_over(model, tmp_path / "mesure", monkeypatch))
    kills = batches = unsure = 0
    while kills < KILLS:
        batches += 1
        path = start_over(model, tmp_path / str(batches), monkeypatch)
        killed, status = kill_until_done(command(path), random, longest / 3)
        assert status in (0, 3), log_of(path)
        unsure += settled(path, written(path.parent), COUNT)
        kills += killed
    assert unsure <= kills
    record_property("folder: kills, batches, unsure", (kills, batches, unsure))


@pytest.mark.slow
def test_kills_by_mail(
    tmp_path: Path, record_property: Record, monkeypatch: pytest.MonkeyPatch
) -> None:
    authority, random = trustme.CA(), Random(2027)  # noqa: S311 - instants, not secrets
    certificate = tmp_path / "ca.pem"
    authority.cert_pem.write_to_path(certificate)
    monkeypatch.setenv("SSL_CERT_FILE", str(certificate))
    monkeypatch.setenv("RELANCE_SMTP_PASSWORD", PASSWORD)
    inbox = Inbox()
    with real_server(inbox, authority) as port:
        server = {"smtp_host": "localhost", "smtp_port": port, "smtp_user": USER}
        model = approved(tmp_path / "Relances.xlsx", COUNT, email_mode="smtp", **server)
        longest = lasting(start_over(model, tmp_path / "mesure", monkeypatch))
        kills = batches = unsure = 0
        while kills < KILLS:
            batches += 1
            inbox.mails.clear()
            path = start_over(model, tmp_path / str(batches), monkeypatch)
            killed, status = kill_until_done(command(path), random, longest / 3)
            assert status in (0, 3), log_of(path)
            numbers = [message_from_bytes(m.original_content or b"") for m in inbox.mails]
            received = Counter(str(mail["X-Relance"]) for mail in numbers)
            unsure += settled(path, received, COUNT)
            kills += killed
    assert unsure <= kills
    record_property("mail: kills, batches, unsure", (kills, batches, unsure))


@pytest.mark.slow
@pytest.mark.parametrize("save", ["1", "2"])
@pytest.mark.parametrize(
    "step",
    ["keep_copy", "write_draft before", "write_draft", "put_in_place before", "put_in_place"],
)
def test_killed_during_the_workbooks_write(
    step: str, save: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("RELANCE_DATA_DIR", str(tmp_path / "data"))
    path = approved(tmp_path / "Relances.xlsx", FEW)
    run = subprocess.run(command(path, step, save), capture_output=True, check=False)
    assert run.returncode == -9
    assert len(written(tmp_path)) == (0 if save == "1" else FEW)
    again = subprocess.run(command(path), capture_output=True, text=True, check=False)
    assert again.returncode == 0, again.stderr
    assert settled(path, written(tmp_path), FEW) == 0
