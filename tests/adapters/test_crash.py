"""Never twice, never lost: runs killed at random instants, started again until done."""

import sys
from collections import Counter
from collections.abc import Callable
from email import message_from_bytes
from pathlib import Path
from random import Random

import pytest
import trustme

from relance_xl.adapters.journal import SqliteJournal
from relance_xl.ports import SendState
from tests.adapters.crash_worker import WORKBOOK
from tests.fakes.crash import kill_until_done
from tests.fakes.mail_server import Inbox, real_server

COUNT = 300
Record = Callable[[str, object], None]


def command(folder: Path, *where: str) -> list[str]:
    worker = [sys.executable, "-m", "tests.adapters.crash_worker"]
    return [*worker, str(folder), str(COUNT), *where]


def settled(folder: Path, received: Counter[str]) -> int:
    """Hold the journal against what arrived; returns how many are shown as uncertain."""
    with SqliteJournal(folder, WORKBOOK) as journal:
        states = {entry.number: entry.state for entry in journal.entries()}
    assert len(states) == COUNT
    assert {number: times for number, times in received.items() if times > 1} == {}
    sure = {number for number, state in states.items() if state is SendState.ACCEPTED}
    unsure = {number for number, state in states.items() if state is SendState.IN_DOUBT}
    assert sure | unsure == set(states)
    assert sure - set(received) == set()
    return len(unsure)


@pytest.mark.slow
def test_thirty_kills_by_mail(tmp_path: Path, record_property: Record) -> None:
    authority = trustme.CA()
    certificate = tmp_path / "ca.pem"
    authority.cert_pem.write_to_path(certificate)
    random = Random(2026)  # noqa: S311 - instants, not secrets
    kills = unsure = batch = 0
    while kills < 30:
        batch += 1
        folder, inbox = tmp_path / str(batch), Inbox()
        with real_server(inbox, authority) as port:
            run = command(folder, "smtp", str(port), str(certificate))
            killed, status = kill_until_done(run, random, longest=0.25)
        assert status == 0
        numbers = (message_from_bytes(mail.original_content or b"") for mail in inbox.mails)
        unsure += settled(folder, Counter(str(mail["X-Relance"]) for mail in numbers))
        kills += killed
    assert unsure <= kills
    record_property("kills, batches, unsure", (kills, batch, unsure))


@pytest.mark.slow
def test_kills_in_the_folder(tmp_path: Path, record_property: Record) -> None:
    random = Random(2027)  # noqa: S311 - instants, not secrets
    kills = unsure = batch = 0
    while kills < 10:
        batch += 1
        folder, beside = tmp_path / f"data{batch}", tmp_path / f"beside{batch}"
        killed, status = kill_until_done(
            command(folder, "dossier", str(beside)), random, longest=0.06
        )
        assert status == 0
        names = (path.name.partition(" – ")[0] for path in beside.rglob("*.eml"))
        unsure += settled(folder, Counter(names))
        assert list(beside.rglob("*.tmp")) == []
        kills += killed
    assert unsure <= kills
    record_property("kills, batches, unsure", (kills, batch, unsure))
