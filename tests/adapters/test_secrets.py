"""Passwords come from the keyring or the environment, or not at all."""

from collections.abc import Iterator

import keyring
import pytest
from keyring.backend import KeyringBackend
from keyring.backends import fail
from keyring.errors import KeyringLocked

from relance_xl.adapters.secrets import SystemSecrets
from relance_xl.problems import ChannelError

NAME = "smtp:compta@acme.example"


class MemoryKeyring(KeyringBackend):
    priority = 1

    def __init__(self, *, locked: bool = False) -> None:
        super().__init__()  # type: ignore[no-untyped-call]  # keyring's
        self.kept: dict[tuple[str, str], str] = {}
        self.locked = locked

    def get_password(self, service: str, username: str) -> str | None:
        if self.locked:
            raise KeyringLocked
        return self.kept.get((service, username))

    def set_password(self, service: str, username: str, password: str) -> None:
        self.kept[service, username] = password


@pytest.fixture(autouse=True)
def restored() -> Iterator[None]:
    before = keyring.get_keyring()
    yield
    keyring.set_keyring(before)


def test_kept_and_given_back() -> None:
    ring = MemoryKeyring()
    keyring.set_keyring(ring)
    secrets = SystemSecrets({})
    assert secrets.get(NAME) is None
    secrets.store(NAME, "s3cret é")
    assert secrets.get(NAME) == "s3cret é"
    assert ring.kept == {("Relance XL", NAME): "s3cret é"}


def test_the_environment_speaks_first() -> None:
    keyring.set_keyring(MemoryKeyring())
    assert SystemSecrets({"RELANCE_SMTP_PASSWORD": "x"}).get(NAME) == "x"
    assert SystemSecrets({"RELANCE_SMTP_PASSWORD": ""}).get(NAME) is None
    assert SystemSecrets({"RELANCE_SMTP_PASSWORD": "x"}).get("imap:a@b.fr") is None


def test_without_keyring() -> None:
    keyring.set_keyring(fail.Keyring())  # type: ignore[no-untyped-call]  # the same
    secrets = SystemSecrets({})
    assert secrets.get(NAME) is None
    with pytest.raises(ChannelError, match="RELANCE_SMTP_PASSWORD"):
        secrets.store(NAME, "s3cret")


def test_a_locked_keyring_is_told() -> None:
    keyring.set_keyring(MemoryKeyring(locked=True))
    with pytest.raises(ChannelError, match="déverrouillez-le"):
        SystemSecrets({}).get(NAME)


@pytest.mark.parametrize("secret", ["", "x" * 1281])
def test_what_windows_cannot_keep(secret: str) -> None:
    keyring.set_keyring(MemoryKeyring())
    with pytest.raises(ChannelError, match="1280"):
        SystemSecrets({}).store(NAME, secret)
