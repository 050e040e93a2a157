"""Passwords: the system's keyring, or the environment for machines without one."""

import os
from collections.abc import Mapping

from relance_xl.problems import ChannelError

SERVICE = "Relance XL"
_LONGEST = 1280
"""Characters Windows Credential Manager keeps."""


class SystemSecrets:
    """Fulfils `Secrets`. A name is a kind, or kind and account: `smtp:compta@acme.fr`."""

    def __init__(self, environment: Mapping[str, str] = os.environ) -> None:
        """Look into `environment` before asking the keyring."""
        self._environment = environment

    def get(self, name: str) -> str | None:
        """Give the secret: `RELANCE_SMTP_PASSWORD` for kind smtp, else the keyring's.

        None when neither has it, or this system has no keyring. Raises `ChannelError`
        when the keyring is there but will not answer (locked, refused).

        >>> SystemSecrets({"RELANCE_SMTP_PASSWORD": "s3cret"}).get("smtp:compta@acme.fr")
        's3cret'
        """
        given = self._environment.get(variable(name))
        if given:
            return given
        import keyring  # noqa: PLC0415 - slow to import, needed by few commands
        from keyring.errors import KeyringError, NoKeyringError  # noqa: PLC0415

        try:
            return keyring.get_password(SERVICE, name)
        except NoKeyringError:
            return None
        except KeyringError as error:
            message = (
                "Le trousseau du système ne répond pas (verrouillé ou refusé)\u202f: "
                f"déverrouillez-le, ou placez le mot de passe dans la variable {variable(name)}."
            )
            raise ChannelError(message) from error

    def store(self, name: str, secret: str) -> None:
        """Keep a secret in the keyring; `ChannelError` says what to do where it cannot."""
        import keyring  # noqa: PLC0415 - slow to import, needed by few commands
        from keyring.errors import KeyringError  # noqa: PLC0415

        if not 0 < len(secret) <= _LONGEST:
            message = f"Un mot de passe compte de 1 à {_LONGEST} caractères."
            raise ChannelError(message)
        try:
            keyring.set_password(SERVICE, name, secret)
        except KeyringError as error:
            message = (
                "Ce système n’a pas de trousseau où garder un mot de passe, ou il refuse\u202f: "
                f"placez-le dans la variable d’environnement {variable(name)}."
            )
            raise ChannelError(message) from error


def variable(name: str) -> str:
    """Name the environment variable that stands for a secret.

    >>> variable("smtp:compta@acme.fr")
    'RELANCE_SMTP_PASSWORD'
    """
    return f"RELANCE_{name.partition(':')[0].upper()}_PASSWORD"
