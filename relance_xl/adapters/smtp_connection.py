"""The connection mail leaves by: yagmail for connecting, and nothing else of it.

yagmail's own `send` reconnects for each mail, sends again after a lost answer, checks no
certificate by default and attaches the file whose path a text happens to be.
"""

import contextlib
import smtplib
import socket
import ssl
from typing import NoReturn

import yagmail

from relance_xl.adapters.smtp_account import Login, Security, SmtpAccount, trusted_context
from relance_xl.adapters.smtp_replies import told
from relance_xl.problems import ChannelError

_HELLO = "[127.0.0.1]"
"""Name given in EHLO: neither this machine's name nor a slow look-up of it."""


class Connection(yagmail.SMTP):  # type: ignore[misc]  # yagmail ships no types
    """yagmail's connection with its ways of sending taken out."""

    def __init__(self, account: SmtpAccount, context: ssl.SSLContext) -> None:
        """Prepare the connection; nothing goes out before `login`."""
        wrapped = account.security is Security.TLS
        super().__init__(
            user=account.user,
            host=account.host,
            port=account.port,
            smtp_ssl=wrapped,
            smtp_starttls={"context": context} if account.security is Security.STARTTLS else False,
            smtp_skip_login=True,
            soft_email_validation=False,
            timeout=account.timeout_seconds,
            local_hostname=_HELLO,
            **({"context": context} if wrapped else {}),
        )
        self.set_logging(None)

    def login(self) -> None:
        """Connect; without TCP_NODELAY each mail waits 40 ms inside the doubtful moment."""
        super().login()
        self.smtp.sock.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        self.smtp.ehlo_or_helo_if_needed()

    def close(self) -> None:
        """Say goodbye if the server still listens."""
        self.is_closed = True
        with contextlib.suppress(smtplib.SMTPException, OSError, AttributeError):
            self.smtp.quit()

    def drop(self) -> None:
        """Cut the line, so that the server throws a half-sent message away."""
        self.is_closed = True
        if self.smtp is not None:
            self.smtp.close()

    def send(self, *_: object, **__: object) -> NoReturn:
        """Disabled, with all that relies on it."""
        raise NotImplementedError

    _attempt_send = send_unsent = send


def connect(
    account: SmtpAccount, login: Login | None, context: ssl.SSLContext | None
) -> Connection:
    """Connect and authenticate; raises `ChannelError` with what to do.

    Nothing leaves without a checked certificate, except towards this very machine.
    """
    if account.security is Security.NONE and not account.is_local:
        raise ChannelError(
            f"Le serveur «\u202f{account.host}\u202f» est réglé sans chiffrement\u202f: "
            "ni mot de passe ni message n’y ont été envoyés. Dans Paramètres, choisissez "
            "STARTTLS ou TLS."
        )
    connection = Connection(account, context or trusted_context())
    try:
        connection.login()
        if login:
            login(connection.smtp)
    except (smtplib.SMTPException, OSError) as error:
        connection.drop()
        raise ChannelError(_sentence(account, error)) from error
    return connection


def _sentence(account: SmtpAccount, error: Exception) -> str:
    where = f"Serveur de messagerie «\u202f{account.host}:{account.port}\u202f»\u202f: "
    if isinstance(error, smtplib.SMTPAuthenticationError):
        answer = told(error.smtp_code, _as_bytes(error.smtp_error))
        return (
            f"{where}identifiant ou mot de passe refusé ({answer}). Enregistrez de nouveau "
            "le mot de passe\u202f; Gmail demande un mot de passe d’application."
        )
    if isinstance(error, smtplib.SMTPNotSupportedError):
        return (
            f"{where}il n’offre pas la protection demandée ({account.security}) ou l’ouverture "
            "de session\u202f; rien n’a été envoyé. Vérifiez le port et la sécurité dans "
            "Paramètres\u202f; s’ils sont justes, quelqu’un intercepte peut-être la connexion."
        )
    if isinstance(error, ssl.SSLCertVerificationError):
        return (
            f"{where}son certificat n’est pas valable ({error.verify_message})\u202f; rien n’a été "
            "envoyé. Vérifiez le nom du serveur dans Paramètres et l’heure de ce poste."
        )
    if isinstance(error, ssl.SSLError):
        return f"{where}connexion chiffrée impossible. Vérifiez le port et la sécurité choisis."
    if isinstance(error, smtplib.SMTPResponseException):
        answer = told(error.smtp_code, _as_bytes(error.smtp_error))
        return f"{where}il refuse la connexion ({answer})."
    return (
        f"{where}il ne répond pas. Vérifiez le nom, le port et la connexion à internet\u202f; "
        "les messages restent approuvés."
    )


def _as_bytes(reply: bytes | str) -> bytes:
    return reply if isinstance(reply, bytes) else reply.encode()
