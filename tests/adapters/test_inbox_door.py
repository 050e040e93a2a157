"""The diagnosis at the door of a real mailbox: nothing is read, nothing is marked."""

from collections.abc import Iterator
from pathlib import Path

import pytest
import trustme

from relance_xl.problems import RelanceError
from relance_xl.settings import Settings
from relance_xl.wiring.machine import probes
from tests.adapters.mailbox.raw import mail
from tests.fakes.dovecot import MISSING, PASSWORD, USER, Dovecot, dovecot_server

pytestmark = [
    pytest.mark.postfix,
    pytest.mark.skipif(MISSING, reason="needs root and the package dovecot-imapd"),
]
DOOR = probes(None).inbox


@pytest.fixture
def server(
    authority: trustme.CA, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Iterator[Dovecot]:
    authority.cert_pem.write_to_path(tmp_path / "ca.pem")
    monkeypatch.setenv("SSL_CERT_FILE", str(tmp_path / "ca.pem"))
    monkeypatch.setenv("RELANCE_IMAP_PASSWORD", PASSWORD)
    with dovecot_server(authority) as running:
        yield running


def settings(server: Dovecot, folders: str = "INBOX") -> Settings:
    return Settings(
        inbox_mode="imap",
        imap_host="localhost",
        imap_port=server.tls,
        imap_user=USER,
        imap_folders=folders,
    )


def test_the_door_opens_and_nothing_is_touched(server: Dovecot) -> None:
    server.put(mail(b"un"), "Factures")
    server.put(mail(b"deux"))
    DOOR.try_login(settings(server, "INBOX; Factures"))
    assert DOOR.password_source(settings(server)) == "environment"
    with server.at_hand() as client:
        for folder in ("INBOX", "Factures"):
            client.select(folder, readonly=True)
            assert client.search(None, "UNSEEN")[1] == [b"1"]


def test_what_keeps_it_shut(
    server: Dovecot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with pytest.raises(RelanceError, match="« Absent » n’existe pas".replace(" ", "\\s")):
        DOOR.try_login(settings(server, "INBOX;Absent"))
    monkeypatch.setenv("RELANCE_IMAP_PASSWORD", "faux")
    with pytest.raises(RelanceError, match="mot de passe"):
        DOOR.try_login(settings(server))
    monkeypatch.setenv("RELANCE_IMAP_PASSWORD", PASSWORD)
    trustme.CA().cert_pem.write_to_path(tmp_path / "ca.pem")
    with pytest.raises(RelanceError, match="certificat"):
        DOOR.try_login(settings(server))
