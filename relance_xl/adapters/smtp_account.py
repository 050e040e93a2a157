"""The mail account messages leave from: settings, trust and login."""

import base64
import ipaddress
import smtplib
import ssl
from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum

Login = Callable[[smtplib.SMTP], None]
"""Authenticates an open, already protected connection; raises what smtplib raises."""

_AUTHENTICATED = 235


class Security(StrEnum):
    """How the connection is protected."""

    STARTTLS = "starttls"
    TLS = "tls"
    NONE = "none"


@dataclass(frozen=True, slots=True)
class SmtpAccount:
    """Where and as whom to send. Never holds a password."""

    host: str
    from_address: str
    from_name: str = ""
    user: str = ""
    port: int = 587
    security: Security = Security.STARTTLS
    timeout_seconds: float = 30
    last_dot_seconds: float = 600
    """RFC 5321 §4.5.3.2.6: giving up earlier makes duplicates."""

    @property
    def is_local(self) -> bool:
        """Whether the server is this very machine."""
        return is_this_machine(self.host)


def is_this_machine(host: str) -> bool:
    """Tell whether a server's name or address is that of this very machine.

    >>> [is_this_machine(host) for host in ("127.0.0.1", "::1", "LocalHost", "ssl0.ovh.net")]
    [True, True, True, False]
    """
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host.casefold() == "localhost"


def password_login(user: str, password: str) -> Login:
    """Log in by user name and password (own server, OVH, Gmail application password)."""

    def login(connection: smtplib.SMTP) -> None:
        if user.isascii() and password.isascii():
            connection.login(user, password)
            return
        # smtplib knows ASCII passwords only; RFC 4616 is UTF-8.
        token = base64.b64encode(f"\0{user}\0{password}".encode()).decode("ascii")
        code, reply = connection.docmd("AUTH", f"PLAIN {token}")
        if code != _AUTHENTICATED:
            raise smtplib.SMTPAuthenticationError(code, reply)

    return login


def trusted_context() -> ssl.SSLContext:
    """Check the server's certificate and name, TLS 1.2 at least."""
    context = ssl.create_default_context()
    context.minimum_version = ssl.TLSVersion.TLSv1_2
    return context
