"""An IMAP account read without leaving a trace: no flag set, nothing moved, new mail only."""

import contextlib
import imaplib
import re
import ssl
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

from relance_xl.adapters.mailbox import limits
from relance_xl.adapters.mailbox.imap_account import ImapAccount, login_refused, trouble
from relance_xl.adapters.mailbox.parsing import parse_mail
from relance_xl.adapters.smtp_account import Security, trusted_context
from relance_xl.incoming import IncomingMail
from relance_xl.ports import Letterbox
from relance_xl.problems import ChannelError

if TYPE_CHECKING:
    from imap_tools import BaseMailBox

_CURSOR = re.compile(r"(\d+):(\d+)")
_UID = re.compile(rb"\bUID (\d+)")
_SIZE = re.compile(rb"\bRFC822\.SIZE (\d+)")
_SIZES_AT_ONCE = 500
_MAILS_AT_ONCE = 40
_BYTES_AT_ONCE = 8_000_000
_FOLDERS_TOLD = 12


class ImapMailbox:
    """Fulfils `Mailbox` over IMAP; one instance serves one run.

    A `Letterbox` is named by its folder, as people see it. Its cursor is the folder's
    UIDVALIDITY and the last number read: `3:128`. Without one, or when the server has
    numbered anew, mails received since `since` come (again): the caller knows identifiers.
    """

    def __init__(
        self,
        account: ImapAccount,
        secret: str,
        since: date,
        context: ssl.SSLContext | None = None,
    ) -> None:
        """Read `account` with its password or token; a first run goes back to `since`."""
        self._account = account
        self._secret = secret
        self._since = since
        self._context = context

    def fetch(self, boxes: Sequence[Letterbox]) -> Iterator[tuple[Letterbox, IncomingMail]]:
        """Give each folder's new mails by number, with the cursor after each."""
        with self._connected() as connection:
            for box in boxes:
                yield from self._folder(connection, box)

    def check(self, folders: Sequence[str]) -> None:
        """Log in and open each folder, reading nothing; raises `ChannelError`."""
        with self._connected() as connection:
            for name in folders:
                self._select(connection, name)

    @contextlib.contextmanager
    def _connected(self) -> Iterator["BaseMailBox"]:
        account = self._account
        if account.protection is Security.NONE and not account.is_local:
            raise ChannelError(
                f"La boîte de réception «\u202f{account.host}\u202f» est réglée sans "
                "chiffrement\u202f: le mot de passe n’a pas été envoyé. Réglez le port IMAP à 993 "
                "dans Paramètres."
            )
        with _telling(account):
            connection = _opened(account, self._context or trusted_context())
            try:
                self._log_in(connection)
                yield connection
            finally:
                with contextlib.suppress(Exception):  # a goodbye nobody waits for
                    connection.logout()

    def _log_in(self, connection: "BaseMailBox") -> None:
        user, secret = self._account.user, self._secret
        try:
            if self._account.oauth:
                connection.xoauth2(user, secret, None)
            elif (user + secret).isascii():
                connection.login(user, secret, None)
            else:
                connection.login_utf8(user, secret, None)
        except imaplib.IMAP4.abort:
            raise
        except (imaplib.IMAP4.error, _imap_tools_error()) as error:
            raise ChannelError(login_refused(self._account, error)) from error

    def _folder(
        self, connection: "BaseMailBox", box: Letterbox
    ) -> Iterator[tuple[Letterbox, IncomingMail]]:
        validity = self._select(connection, box.name)
        known = _CURSOR.fullmatch(box.cursor)
        last = int(known[2]) if known and int(known[1]) == validity else 0
        # « n:* » gives the last mail even when its number is below n.
        asked = f"UID {last + 1}:*" if last else f"SINCE {_imap_day(self._since)}"
        uids = sorted(uid for uid in map(int, connection.uids(asked)) if uid > last)
        for uid, raw, size in _mails(connection.client, uids):
            mail = parse_mail(raw, whole_size=size)
            reached = replace(box, cursor=f"{validity}:{uid}")
            yield reached, replace(mail, source=f"{box.name}/{uid}")

    def _select(self, connection: "BaseMailBox", name: str) -> int:
        """Open a folder for reading only and give its UIDVALIDITY."""
        try:
            connection.folder.set(name, readonly=True)
        except _imap_tools_error() as error:
            known = ", ".join(info.name for info in connection.folder.list()[:_FOLDERS_TOLD])
            raise ChannelError(
                f"Le dossier «\u202f{name}\u202f» n’existe pas dans la boîte «\u202f"
                f"{self._account.user}\u202f». Corrigez «\u202fDossiers IMAP lus\u202f» dans "
                f"Paramètres. Dossiers trouvés\u202f: {known}."
            ) from error
        _, told_validity = connection.client.response("UIDVALIDITY")
        first = told_validity[0] if told_validity else None
        return int(first) if isinstance(first, bytes) and first.isdigit() else 0


@contextlib.contextmanager
def _telling(account: ImapAccount) -> Iterator[None]:
    try:
        yield
    except (OSError, imaplib.IMAP4.error, _imap_tools_error()) as error:
        raise ChannelError(trouble(account, error)) from error


def _imap_tools_error() -> type[Exception]:
    from imap_tools.errors import ImapToolsError  # noqa: PLC0415 - see _opened

    return ImapToolsError


def _opened(account: ImapAccount, context: ssl.SSLContext) -> "BaseMailBox":
    # Loaded here: only who reads an IMAP account needs it.
    from imap_tools import MailBox, MailBoxStartTls, MailBoxUnencrypted  # noqa: PLC0415

    host, port, timeout = account.host, account.port, account.timeout_seconds
    if account.protection is Security.TLS:
        return MailBox(host, port, timeout, ssl_context=context)
    if account.protection is Security.STARTTLS:
        return MailBoxStartTls(host, port, timeout, ssl_context=context)
    return MailBoxUnencrypted(host, port, timeout)


def _imap_day(day: date) -> str:
    months = "Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec".split()  # noqa: SIM905
    return f"{day.day}-{months[day.month - 1]}-{day.year}"


def _mails(client: imaplib.IMAP4, uids: Sequence[int]) -> Iterator[tuple[int, bytes, int]]:
    """Give number, bytes and true size of each mail; of one too large, its headers alone."""
    for start in range(0, len(uids), _SIZES_AT_ONCE):
        sizes = _sizes(client, uids[start : start + _SIZES_AT_ONCE])
        for group in _groups(sizes):
            whole = "BODY.PEEK[]" if sizes[group[0]] <= limits.MAIL_BYTES else "BODY.PEEK[HEADER]"
            read = dict(_literals(client, group, whole))
            for uid in group:
                if uid in read:  # else somebody deleted it meanwhile
                    yield uid, read[uid], sizes[uid]


def _sizes(client: imaplib.IMAP4, uids: Sequence[int]) -> dict[int, int]:
    _, lines = client.uid("fetch", ",".join(map(str, uids)), "(RFC822.SIZE)")
    found: dict[int, int] = {}
    for line in lines:
        uid, size = (
            pattern.search(line) if isinstance(line, bytes) else None for pattern in (_UID, _SIZE)
        )
        if uid and size:
            found[int(uid[1])] = int(size[1])
    return dict(sorted(found.items()))


def _groups(sizes: dict[int, int]) -> Iterator[list[int]]:
    """Group mails to ask for at once, in order; a too large one stands alone."""
    group: list[int] = []
    weight = 0
    for uid, size in sizes.items():
        alone = size > limits.MAIL_BYTES
        if group and (alone or weight + size > _BYTES_AT_ONCE or len(group) == _MAILS_AT_ONCE):
            yield group
            group, weight = [], 0
        if alone:
            yield [uid]
        else:
            group.append(uid)
            weight += size
    if group:
        yield group


def _literals(client: imaplib.IMAP4, uids: Sequence[int], what: str) -> Iterator[tuple[int, bytes]]:
    _, parts = client.uid("fetch", ",".join(map(str, uids)), f"({what})")
    for part, after in zip(parts, [*parts[1:], b""], strict=True):
        if not isinstance(part, tuple):
            continue
        # Some servers tell the number after the mail.
        uid = _UID.search(part[0]) or (_UID.search(after) if isinstance(after, bytes) else None)
        if uid:
            yield int(uid[1]), part[1]
