"""What every mailbox does, whatever it is made of."""

from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path

import pytest
import trustme

from relance_xl.adapters.mailbox.folder import FolderMailbox
from relance_xl.adapters.mailbox.imap import ImapMailbox
from relance_xl.adapters.mailbox.imap_account import ImapAccount
from relance_xl.adapters.smtp_account import trusted_context
from relance_xl.ports import Letterbox, Mailbox
from tests.adapters.mailbox.raw import MIXED_DEEP, mail
from tests.fakes.dovecot import MISSING, PASSWORD, USER, dovecot_server

Put = Callable[[str, bytes], None]


@pytest.fixture(
    params=[
        "folder",
        pytest.param(
            "imap",
            marks=[
                pytest.mark.postfix,
                pytest.mark.skipif(MISSING, reason="needs root and the package dovecot-imapd"),
            ],
        ),
    ]
)
def place(request, tmp_path: Path) -> Iterator[tuple[Mailbox, Letterbox, Put]]:
    """Give a mailbox, its whole box, and a way to put a mail in."""
    if request.param == "folder":
        mailbox = FolderMailbox(tmp_path)
        yield mailbox, Letterbox("", ""), lambda name, raw: _write(tmp_path / f"{name}.eml", raw)
        return
    authority = trustme.CA()
    context = trusted_context()
    authority.configure_trust(context)
    with dovecot_server(authority) as server:
        account = ImapAccount("localhost", USER, server.tls)
        imap = ImapMailbox(account, PASSWORD, date(2020, 1, 1), context)
        yield imap, Letterbox("INBOX", ""), lambda _, raw: server.put(raw)


def _write(path: Path, raw: bytes) -> None:
    path.write_bytes(raw)


def test_a_mailbox(place: tuple[Mailbox, Letterbox, Put]) -> None:
    """Empty, then three mails of which one cannot be taken apart, then nothing new."""
    mailbox, box, put = place
    assert list(mailbox.fetch([box])) == []
    put("a", mail(b"un"))
    put("b", MIXED_DEEP)
    put("c", mail(b"trois").replace(b"2 Mar", b"3 Mar"))
    found = list(mailbox.fetch([box]))
    read = {(m.text.strip(), bool(m.fault)) for _, m in found}
    assert read == {("un", False), ("", True), ("trois", False)}
    assert all(m.identifier.startswith("M-") and m.source and m.raw for _, m in found)
    assert {reached.name for reached, _ in found} == {box.name}
    assert list(mailbox.fetch([found[-1][0]])) == []


def test_the_same_mail_is_the_same_for_all(place: tuple[Mailbox, Letterbox, Put]) -> None:
    mailbox, box, put = place
    put("a", mail(b"un\r\n"))
    ((_, read),) = mailbox.fetch([box])
    assert read.identifier == "M-d719b73504"


def test_a_run_cut_short_loses_nothing(place: tuple[Mailbox, Letterbox, Put]) -> None:
    mailbox, box, put = place
    for name in ("a", "b", "c"):
        put(name, mail(name.encode()))
    reached, first = next(iter(mailbox.fetch([box])))
    rest = [read.text.strip() for _, read in mailbox.fetch([reached])]
    assert {first.text.strip(), *rest} == {"a", "b", "c"}
