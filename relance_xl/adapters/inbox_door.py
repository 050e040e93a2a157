"""The mailbox of sheet Paramètres, tried without touching a mail."""

import os
from collections.abc import Callable, Mapping, Sequence

from relance_xl.adapters.mail_door import is_known
from relance_xl.adapters.mailbox.imap import ImapMailbox
from relance_xl.adapters.secrets import SystemSecrets, variable
from relance_xl.settings import Settings

OpenAccount = Callable[[Settings], tuple[ImapMailbox, Sequence[str]]]
SecretNames = Callable[[Settings], Sequence[str]]


class ImapDoor:
    """The server's name, the password's place, and one try at opening every folder."""

    def __init__(
        self,
        account: OpenAccount,
        names: SecretNames,
        environment: Mapping[str, str] = os.environ,
    ) -> None:
        """Let `account` give mailbox and folders of settings, `names` those of its secret."""
        self._account = account
        self._names = names
        self._environment = environment

    def password_source(self, settings: Settings) -> str:
        """Tell where the password or token comes from: « environment », « keyring » or ""."""
        secrets = SystemSecrets(self._environment)
        for name in self._names(settings):
            if self._environment.get(variable(name)):
                return "environment"
            if secrets.get(name):
                return "keyring"
        return ""

    def resolves(self, host: str) -> bool:
        """Tell whether the server's name is known."""
        return is_known(host)

    def try_login(self, settings: Settings) -> None:
        """Connect, check the certificate, log in, open each folder; raises `RelanceError`."""
        mailbox, folders = self._account(settings)
        mailbox.check(folders)
