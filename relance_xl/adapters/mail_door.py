"""The mail server of sheet Paramètres, tried without sending anything."""

import os
import socket
from collections.abc import Callable, Mapping
from dataclasses import replace

from relance_xl.adapters.secrets import SystemSecrets, variable
from relance_xl.adapters.smtp import SmtpChannel
from relance_xl.adapters.smtp_account import Login, SmtpAccount
from relance_xl.settings import Settings

_PATIENCE_SECONDS = 10
Account = Callable[[Settings], tuple[SmtpAccount, Login | None]]


class SmtpDoor:
    """The server's name, the password's place, and one try at logging in."""

    def __init__(self, account: Account, environment: Mapping[str, str] = os.environ) -> None:
        """Let `account` make account and login of settings; it may raise `RelanceError`."""
        self._account = account
        self._environment = environment

    def password_source(self, settings: Settings) -> str:
        """Tell where the password comes from: « environment », « keyring » or ""."""
        name = f"smtp:{settings.smtp_user}"
        if self._environment.get(variable(name)):
            return "environment"
        return "keyring" if SystemSecrets(self._environment).get(name) else ""

    def resolves(self, host: str) -> bool:
        """Tell whether the server's name is known."""
        return is_known(host)

    def try_login(self, settings: Settings) -> None:
        """Connect, check the certificate, log in, say goodbye; raises `RelanceError`."""
        account, login = self._account(settings)
        account = replace(account, timeout_seconds=_PATIENCE_SECONDS)
        with SmtpChannel(account, login).open():
            pass


def is_known(host: str) -> bool:
    """Tell whether a server's name leads to an address."""
    try:
        socket.getaddrinfo(host, None)
    except (OSError, UnicodeError):
        return False
    return True
