"""Mail by SMTP: one connection per batch, the journal marked just before the last dot.

The body goes out first, without its closing dot: up to there the server must throw the
message away if the line breaks. Then `before_act()`, the dot, and the server's word.
"""

import contextlib
import re
import smtplib
import ssl
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from relance_xl.adapters.mail_words import address
from relance_xl.adapters.mime import Sender, build, envelope
from relance_xl.adapters.smtp_account import Login, SmtpAccount
from relance_xl.adapters.smtp_connection import Connection, connect
from relance_xl.adapters.smtp_replies import (
    CLOSING,
    NEEDS_LOGIN,
    is_accepted,
    is_clear,
    judge_content,
    judge_recipient,
    told,
    xtext,
)
from relance_xl.ports import Message, Receipt, SendState
from relance_xl.problems import ChannelError

_DONE, _FORWARDED, _GO_ON = 250, 251, 354
_LEADING_DOT = re.compile(rb"^\.", re.MULTILINE)
_FAULTS = (smtplib.SMTPException, OSError)


class SmtpChannel:
    """Fulfils `Channel`: one message per recipient, its copies in the same envelope."""

    name = "email"

    def __init__(
        self,
        account: SmtpAccount,
        login: Login | None = None,
        context: ssl.SSLContext | None = None,
    ) -> None:
        """Send from `account`, authenticated by `login`, trusting what `context` trusts."""
        self._account = account
        self._login = login
        self._context = context
        self._sender = Sender(account.from_address, account.from_name)
        self._connection: Connection | None = None

    @contextmanager
    def open(self) -> Iterator[None]:
        """Connect and log in for the batch; `ChannelError` says what is wrong."""
        self._connection = connect(self._account, self._login, self._context)
        try:
            yield
        finally:
            if self._connection is not None:
                self._connection.close()
                self._connection = None

    def check(self, message: Message) -> None:
        """Build the mail once, for nothing: what cannot be built is told before any leaves."""
        build(message, self._sender)

    def send(self, message: Message, before_act: Callable[[], None]) -> Receipt:
        """Send one mail; `before_act()` is called when only the last dot is missing.

        A receipt is the server's clear word. `ChannelError` means the line is gone: the
        message was not tried, or stays in doubt when `before_act` had been called.
        """
        content = _LEADING_DOT.sub(b"..", build(message, self._sender))
        if too_big := self._too_big(len(content)):
            return too_big
        try:
            refused_copies = self._hand_over(message, content)
        except _DeclinedError as declined:
            return self._set_aside(declined)
        except _FAULTS as error:
            self._drop()
            raise ChannelError(
                "La connexion au serveur de messagerie s’est rompue\u202f: ce message n’est pas "
                "parti. Ce qui reste est toujours approuvé, relancez «\u202fEnvoyer\u202f»."
            ) from error
        try:
            before_act()
        except BaseException:
            self._drop()
            raise
        return self._finish(refused_copies)

    def _hand_over(self, message: Message, content: bytes) -> list[str]:
        """Say all but the last dot; returns the copies the server will not take."""
        recipient, copies = envelope(message)
        self._start(message, len(content))
        smtp = self._smtp
        code, reply = smtp.rcpt(recipient, self._report_options(recipient))
        if code not in (_DONE, _FORWARDED):
            raise _DeclinedError(code, reply, judge_recipient(code, reply))
        refused_copies = [copy for copy in copies if not self._takes_copy(copy)]
        code, reply = smtp.docmd("DATA")
        if code != _GO_ON:
            raise _DeclinedError(code, reply, judge_content(code, reply))
        smtp.send(content)
        return refused_copies

    def _start(self, message: Message, size: int) -> None:
        """Say MAIL FROM; a server that tires of a connection gets a new one, once."""
        try:
            code, reply = self._mail_from(message, size)
        except _FAULTS:
            code, reply = CLOSING, b""
        if code == CLOSING:
            self._drop()
            self._connection = connect(self._account, self._login, self._context)
            code, reply = self._mail_from(message, size)
        if code != _DONE:
            raise _DeclinedError(code, reply, SendState.DEFERRED)

    def _mail_from(self, message: Message, size: int) -> tuple[int, bytes]:
        smtp = self._smtp
        options = [f"SIZE={size}"] if smtp.has_extn("size") else []
        if smtp.has_extn("dsn"):
            options += ["RET=HDRS", f"ENVID={xtext(message.number)}"]
        return smtp.mail(address(self._sender.address, "expéditeur"), options)

    def _report_options(self, recipient: str) -> list[str]:
        if not self._smtp.has_extn("dsn"):
            return []
        return ["NOTIFY=SUCCESS,FAILURE,DELAY", f"ORCPT=rfc822;{xtext(recipient)}"]

    def _takes_copy(self, copy: str) -> bool:
        code, reply = self._smtp.rcpt(copy)
        if code == CLOSING:
            raise _DeclinedError(code, reply, SendState.DEFERRED)
        return code in (_DONE, _FORWARDED)

    def _finish(self, refused_copies: list[str]) -> Receipt:
        """Say the dot and wait for the server's word."""
        smtp = self._smtp
        try:
            _patience(smtp, self._account.last_dot_seconds)
            smtp.send(b".\r\n")
            code, reply = smtp.getreply()
            _patience(smtp, self._account.timeout_seconds)
            if not is_clear(code):
                raise smtplib.SMTPResponseException(code, reply)
        except _FAULTS as error:
            self._drop()
            raise ChannelError(
                "La connexion au serveur de messagerie s’est rompue avant son accord\u202f: "
                "ce message est incertain. Cherchez-le dans vos messages envoyés, puis notez "
                "«\u202fparti\u202f» ou «\u202fpas parti\u202f» dans la feuille Envois."
            ) from error
        if is_accepted(code):
            left_out = "\u202f; copie refusée\u202f: " if refused_copies else ""
            detail = f"{told(code, reply)}{left_out}{', '.join(refused_copies)}"
            return Receipt(SendState.ACCEPTED, detail)
        return Receipt(judge_content(code, reply), told(code, reply))

    def _set_aside(self, declined: "_DeclinedError") -> Receipt:
        """Leave the connection ready for the next message, or say that it is of no use."""
        answer = told(declined.code, declined.reply)
        if declined.code == CLOSING or declined.code in NEEDS_LOGIN:
            self._drop()
            raise ChannelError(
                f"Le serveur de messagerie n’accepte plus de message ({answer})\u202f: "
                "ce qui reste est toujours approuvé, relancez «\u202fEnvoyer\u202f» plus tard."
            ) from declined
        with contextlib.suppress(*_FAULTS):
            self._smtp.rset()
        return Receipt(declined.state, answer)

    def _too_big(self, size: int) -> Receipt | None:
        limit = self._smtp.esmtp_features.get("size", "")
        if not limit.isdigit() or not 0 < int(limit) < size:
            return None
        sizes = f"{_megabytes(size)}, le serveur accepte {_megabytes(int(limit))}"
        return Receipt(SendState.DEFERRED, f"message trop lourd ({sizes})\u202f: allégez ses PDF")

    @property
    def _smtp(self) -> smtplib.SMTP:
        if self._connection is None:
            raise ChannelError(
                "La connexion au serveur de messagerie est fermée\u202f: "
                "relancez «\u202fEnvoyer\u202f»."
            )
        smtp: smtplib.SMTP = self._connection.smtp
        return smtp

    def _drop(self) -> None:
        if self._connection is not None:
            self._connection.drop()
            self._connection = None


class _DeclinedError(Exception):
    """The server's clear no before the last dot."""

    def __init__(self, code: int, reply: bytes, state: SendState) -> None:
        super().__init__(code, reply)
        self.code, self.reply, self.state = code, reply, state


def _patience(smtp: smtplib.SMTP, seconds: float) -> None:
    if smtp.sock is not None:
        smtp.sock.settimeout(seconds)


def _megabytes(size: int) -> str:
    return f"{size / 1_000_000:.1f} Mo".replace(".", ",")
