"""The diagnosis at the door of a real mail server: nothing is ever sent."""

import ssl
from collections.abc import Iterator

import pytest
import trustme

from relance_xl.adapters import smtp_connection
from relance_xl.adapters.smtp_account import trusted_context
from relance_xl.problems import RelanceError
from relance_xl.settings import Settings
from relance_xl.wiring.machine import probes
from tests.fakes.mail_server import PASSWORD, USER, Inbox, ScriptedServer, real_server

DOOR = probes(None).mail


@pytest.fixture
def inbox() -> Inbox:
    return Inbox()


@pytest.fixture
def server(
    inbox: Inbox,
    authority: trustme.CA,
    trusting: ssl.SSLContext,
    monkeypatch: pytest.MonkeyPatch,
) -> Iterator[Settings]:
    monkeypatch.setattr(smtp_connection, "trusted_context", lambda: trusting)
    monkeypatch.setenv("RELANCE_SMTP_PASSWORD", PASSWORD)
    with real_server(inbox, authority) as port:
        yield settings(port)


def settings(port: int, **more: str) -> Settings:
    return Settings(
        email_mode="smtp",
        smtp_port=port,
        sender_email=USER,
        **{"smtp_host": "localhost", "smtp_user": USER, **more},  # type: ignore[arg-type]
    )


def test_the_door_opens_and_nothing_is_sent(server: Settings, inbox: Inbox) -> None:
    DOOR.try_login(server)
    assert (inbox.connections > 0, inbox.mails) == (True, [])


def test_a_wrong_password(server: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("RELANCE_SMTP_PASSWORD", "faux")
    with pytest.raises(RelanceError, match="mot de passe refusé"):
        DOOR.try_login(server)


def test_a_certificate_nobody_vouches_for(
    server: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(smtp_connection, "trusted_context", trusted_context)
    with pytest.raises(RelanceError, match="certificat n’est pas valable"):
        DOOR.try_login(server)


def test_a_certificate_of_another_name(server: Settings) -> None:
    with pytest.raises(RelanceError, match="certificat n’est pas valable"):
        DOOR.try_login(settings(server.smtp_port, smtp_host="127.0.0.1"))


def test_a_server_without_protection() -> None:
    with ScriptedServer() as server, pytest.raises(RelanceError, match="protection demandée"):
        DOOR.try_login(settings(server.port, smtp_user=""))
    assert not [said for said in server.commands if said.startswith(("MAIL", "AUTH"))]


def test_nobody_behind_the_door() -> None:
    with ScriptedServer() as server:
        port = server.port
    with pytest.raises(RelanceError, match="ne répond pas"):
        DOOR.try_login(settings(port, smtp_user=""))


def test_names(server: Settings) -> None:
    assert DOOR.resolves("localhost")
    assert not DOOR.resolves("serveur.invalid")
    assert not DOOR.resolves("a" * 80 + ".example")


def test_where_the_password_comes_from(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("RELANCE_SMTP_PASSWORD", "x")
    assert DOOR.password_source(settings(587)) == "environment"
    monkeypatch.delenv("RELANCE_SMTP_PASSWORD")
    kept = {f"smtp:{USER}": "y"}
    monkeypatch.setattr("relance_xl.adapters.mail_door.SystemSecrets.get", lambda _, n: kept.get(n))
    assert DOOR.password_source(settings(587)) == "keyring"
    assert DOOR.password_source(settings(587, smtp_user="autre")) == ""
