"""Mail servers on loopback: a real one (aiosmtpd), and one that misbehaves by script."""

import socketserver
import ssl
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any, Self

import trustme
from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, AuthResult, Envelope, LoginPassword, Session

USER, PASSWORD = "compta@acme.example", "secret à accents"


@dataclass
class Inbox:
    """What the real server accepted; `refusals` gives an answer by recipient."""

    refusals: dict[str, str] = field(default_factory=dict)
    data_answer: str = "250 2.0.0 Ok"
    mails: list[Envelope] = field(default_factory=list)
    connections: int = 0
    secure: list[bool] = field(default_factory=list)

    async def handle_EHLO(  # noqa: N802 - aiosmtpd's name
        self, server: SMTP, session: Session, envelope: Envelope, hostname: str, lines: list[str]
    ) -> list[str]:
        session.host_name = hostname
        self.connections += 1
        return lines

    async def handle_RCPT(  # noqa: N802 - aiosmtpd's name
        self, server: SMTP, session: Session, envelope: Envelope, address: str, options: list[str]
    ) -> str:
        if answer := self.refusals.get(address):
            return answer
        envelope.rcpt_tos.append(address)
        return "250 2.1.5 Ok"

    async def handle_DATA(  # noqa: N802 - aiosmtpd's name
        self, server: SMTP, session: Session, envelope: Envelope
    ) -> str:
        if self.data_answer.startswith("2"):
            self.mails.append(envelope)
            self.secure.append(session.ssl is not None and bool(session.authenticated))
        return self.data_answer


def _authenticate(*asked: Any) -> AuthResult:
    given = asked[-1]
    good = isinstance(given, LoginPassword) and given.password == PASSWORD.encode()
    return AuthResult(success=good and given.login == USER.encode(), handled=False)


class _AnyPort(Controller):
    """aiosmtpd knocks at the port asked for; ours is the one the system gave."""

    def _trigger_server(self) -> None:
        self.port = self.server.sockets[0].getsockname()[1]  # type: ignore[union-attr]
        super()._trigger_server()  # type: ignore[no-untyped-call]  # aiosmtpd's


@contextmanager
def real_server(inbox: Inbox, authority: trustme.CA, name: str = "localhost") -> Iterator[int]:
    """Run aiosmtpd with STARTTLS and AUTH both required; yields its port."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    authority.issue_cert(name).configure_cert(context)
    controller = _AnyPort(
        inbox,
        hostname="127.0.0.1",
        port=0,
        tls_context=context,
        require_starttls=True,
        authenticator=_authenticate,
        auth_required=True,
    )
    controller.start()
    try:
        yield controller.port
    finally:
        controller.stop()


DROP = "drop"
SILENCE = "silence"


class ScriptedServer(socketserver.ThreadingTCPServer):
    """Answers by verb (`DOT` is the end of a message); a list is used up, then the default.

    DROP cuts the line, SILENCE never answers. `commands` is all that was said, `mails`
    what came with a last dot, `halves` what came without.
    """

    allow_reuse_address = True
    daemon_threads = True

    def __init__(self, extensions: tuple[str, ...] = (), /, **answers: list[str]) -> None:
        super().__init__(("127.0.0.1", 0), _Dialogue)
        self.extensions = extensions
        self.answers = answers
        self.commands: list[str] = []
        self.mails: list[bytes] = []
        self.halves: list[bytes] = []

    @property
    def port(self) -> int:
        return int(self.server_address[1])

    def __enter__(self) -> Self:
        threading.Thread(target=self.serve_forever, args=(0.02,), daemon=True).start()
        return self

    def __exit__(self, *_: object) -> None:
        self.shutdown()
        self.server_close()


class _Dialogue(socketserver.StreamRequestHandler):
    server: ScriptedServer
    disable_nagle_algorithm = True

    def handle(self) -> None:
        if not self._answer("HELLO", "220 essai"):
            return
        while line := self.rfile.readline():
            said = line.decode().strip()
            self.server.commands.append(said)
            verb = said.split(" ")[0].upper()
            answer = self._answer(verb, self._default(verb))
            if verb == "QUIT" or not answer:
                return
            if verb == "DATA" and answer.startswith("354") and not self._content():
                return

    def _default(self, verb: str) -> str:
        if verb == "EHLO":
            lines = ["essai", *self.server.extensions]
            return "\r\n".join(f"250{'- '[i == len(lines) - 1]}{x}" for i, x in enumerate(lines))
        return "354 vas-y" if verb == "DATA" else "250 2.0.0 Ok"

    def _content(self) -> bool:
        lines = []
        while (line := self.rfile.readline()) not in (b".\r\n", b""):
            lines.append(line)
        if not line:
            self.server.halves.append(b"".join(lines))
            return False
        self.server.mails.append(b"".join(lines))
        return bool(self._answer("DOT", "250 2.0.0 Ok"))

    def _answer(self, verb: str, default: str) -> str:
        """Answer as planned; empty when the dialogue ends there."""
        planned = self.server.answers.get(verb)
        answer = planned.pop(0) if planned else default
        if answer == SILENCE:
            self.rfile.readline()
            return ""
        if answer == DROP:
            return ""
        self.wfile.write(f"{answer}\r\n".encode())
        return "" if answer.startswith("421") else answer
