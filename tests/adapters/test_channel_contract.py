"""What every channel owes the flow that sends, the fake included."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import pytest

from relance_xl.adapters.folder import LetterFolder, MailFolder
from relance_xl.adapters.smtp import SmtpChannel
from relance_xl.adapters.smtp_account import Security, SmtpAccount
from relance_xl.ports import Channel, SendState
from tests.adapters.mails import PDF, SENDER, message
from tests.fakes.channel import FakeChannel
from tests.fakes.mail_server import ScriptedServer

DAY = date(2026, 11, 23)


@dataclass
class Bench:
    """A channel, and how many messages have left by it."""

    channel: Channel
    server: ScriptedServer | None = None
    folder: Path | None = None

    @property
    def left(self) -> int:
        if self.server is not None:
            return len(self.server.mails)
        if self.folder is not None:
            return len([p for p in self.folder.rglob("*") if p.suffix in {".eml", ".pdf"}])
        assert isinstance(self.channel, FakeChannel)
        return len(self.channel.sent)


@pytest.fixture(params=["fake", "email", "dossier", "letter", "registered_letter"])
def bench(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Bench]:
    if request.param == "fake":
        yield Bench(FakeChannel())
    elif request.param == "email":
        with ScriptedServer() as server:
            account = SmtpAccount(
                "127.0.0.1", SENDER.address, port=server.port, security=Security.NONE
            )
            yield Bench(SmtpChannel(account), server=server)
    elif request.param == "dossier":
        yield Bench(MailFolder(tmp_path, DAY, SENDER), folder=tmp_path)
    else:
        registered = request.param == "registered_letter"
        yield Bench(LetterFolder(tmp_path, DAY, registered=registered), folder=tmp_path)


def test_the_mark_comes_before_the_act(bench: Bench) -> None:
    left_at_mark: list[int] = []
    with bench.channel.open():
        for i in range(3):
            letter = message(number=f"REL-2026-{i:05d}", attachments=(PDF,))
            receipt = bench.channel.send(letter, lambda: left_at_mark.append(bench.left))
            assert receipt.state is SendState.ACCEPTED
    assert left_at_mark == [0, 1, 2]
    assert bench.left == 3


def test_no_mark_no_act(bench: Bench) -> None:
    def refuse() -> None:
        raise RuntimeError

    with bench.channel.open(), pytest.raises(RuntimeError):
        bench.channel.send(message(attachments=(PDF,)), refuse)
    assert bench.left == 0
