"""The SMTP channel against a real Postfix, its certificate, passwords and reports."""

import os
import shutil
import ssl
from collections.abc import Iterator

import pytest
import trustme

from relance_xl.adapters.smtp import SmtpChannel
from relance_xl.adapters.smtp_account import SmtpAccount, password_login, trusted_context
from relance_xl.problems import ChannelError
from tests.adapters.mails import PDF, SENDER, message
from tests.fakes.mail_server import PASSWORD, USER
from tests.fakes.postfix import Postfix, postfix_server

pytestmark = [
    pytest.mark.postfix,
    pytest.mark.skipif(
        not (shutil.which("postfix") and shutil.which("dovecot") and os.geteuid() == 0),
        reason="needs root and the packages postfix and dovecot-core",
    ),
]


@pytest.fixture(scope="module")
def server(authority: trustme.CA) -> Iterator[Postfix]:
    with postfix_server(authority) as running:
        yield running


def channel(server: Postfix, context: ssl.SSLContext, password: str = PASSWORD) -> SmtpChannel:
    account = SmtpAccount("localhost", SENDER.address, SENDER.name, port=server.port)
    return SmtpChannel(account, password_login(USER, password), context)


def test_a_batch_with_reports(server: Postfix, trusting: ssl.SSLContext) -> None:
    """Twenty mails and an unknown one: delivered once each, and reported by number."""
    marks: list[str] = []
    addresses = [*(f"c{i}@client.example" for i in range(20)), "inconnu@client.example"]
    smtp = channel(server, trusting)
    with smtp.open():
        receipts = [
            smtp.send(
                message(number=f"REL-2026-{i:05d}", recipient=address, attachments=(PDF,)),
                lambda address=address: marks.append(address),  # type: ignore[misc]
            )
            for i, address in enumerate(addresses)
        ]
    assert [receipt.state.value for receipt in receipts] == ["accepted"] * 20 + ["refused"]
    assert receipts[20].detail.startswith("550 5.1.1 <inconnu@client.example>")
    assert marks == addresses[:20]
    mails = server.delivered("clients", 20)
    numbers = [f"REL-2026-{i:05d}" for i in range(20)]
    assert sorted(str(mail["X-Relance"]) for mail in mails) == numbers
    assert {part.get_filename() for mail in mails for part in mail.walk()} == {None, PDF.name}
    reports = server.delivered("compta", 20)
    assert all(report.get_content_type() == "multipart/report" for report in reports)
    told = "".join(report.as_string() for report in reports)
    assert all(f"Original-Envelope-Id: {number}" in told for number in numbers)


def test_an_unknown_authority(server: Postfix) -> None:
    with (
        pytest.raises(ChannelError, match="certificat n’est pas valable"),
        channel(server, trusted_context()).open(),
    ):
        pass


def test_without_password_nothing_is_taken(server: Postfix, trusting: ssl.SSLContext) -> None:
    account = SmtpAccount("localhost", SENDER.address, port=server.port)
    smtp = SmtpChannel(account, None, trusting)
    marks: list[str] = []
    with smtp.open():
        receipt = smtp.send(message(recipient="c1@client.example"), lambda: marks.append("marked"))
    assert (receipt.state.value, receipt.detail[:9]) == ("deferred", "554 5.7.1")
    assert marks == []


def test_above_the_size_limit(server: Postfix, trusting: ssl.SSLContext) -> None:
    smtp = channel(server, trusting)
    with smtp.open():
        receipt = smtp.send(message(text="x" * 2_000_001), lambda: pytest.fail("acted"))
    assert receipt.state.value == "deferred"
    assert "trop lourd" in receipt.detail


def test_a_wrong_password(server: Postfix, trusting: ssl.SSLContext) -> None:
    with (
        pytest.raises(ChannelError, match="mot de passe refusé"),
        channel(server, trusting, "faux").open(),
    ):
        pass
