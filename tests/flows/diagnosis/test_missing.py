"""What each thing missing makes the diagnosis say, and what it says to do."""

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from relance_xl.problems import ChannelError
from tests.flows.diagnosis.probes import (
    IMAP,
    SMTP,
    FakeFile,
    FakeMachine,
    FakeMail,
    World,
    plain,
    said,
    states,
)


def setting(**changes: object) -> Callable[[World], None]:
    return lambda world: world.settings.update(changes)


def machine(**changes: object) -> Callable[[World], None]:
    return lambda world: setattr(world, "machine", FakeMachine(**changes))  # type: ignore[arg-type]


def file(**changes: object) -> Callable[[World], None]:
    return lambda world: setattr(world, "file", FakeFile(**changes))  # type: ignore[arg-type]


def mail(**changes: object) -> Callable[[World], None]:
    def change(world: World) -> None:
        world.settings |= SMTP
        world.mail = FakeMail(**changes)  # type: ignore[arg-type]

    return change


def inbox(**changes: object) -> Callable[[World], None]:
    def change(world: World) -> None:
        world.settings |= IMAP
        world.inbox = FakeMail(**changes)  # type: ignore[arg-type]

    return change


def named(name: str) -> Callable[[World], None]:
    return lambda world: setattr(world, "path", Path("/compta", name))


@pytest.mark.parametrize(
    ("change", "code", "state", "words"),
    [
        (machine(version=(3, 10, 2)), "python", "mend", "Python 3.11"),
        (machine(found={"relance-xl": "1", "typst": ""}), "packages", "mend", "typst"),
        (machine(missing=["mail/layout.html"]), "shipped_files", "mend", "mail/layout.html"),
        (machine(folders={"data": "read_only"}), "data_folder", "mend", "pas d’envoi"),
        (machine(excel_version=""), "excel", "look", "boutons, non"),
        (machine(program=("C:\\x", False)), "buttons_program", "mend", "installer.ps1"),
        (setting(program="D:\\py.exe"), "buttons_program", "mend", "« D:\\py.exe »"),
        (file(held="ouvert ailleurs."), "workbook_free", "look", "ouvert ailleurs"),
        (named("Relances.xlsx"), "macros", "look", "sans macros"),
        (file(macros=False), "macros", "mend", "Restaurer"),
        (file(trusted=False), "trusted_folder", "look", "Emplacements approuvés"),
        (file(trusted=False, outside=True), "trusted_folder", "mend", "Débloquer"),
        (setting(smtp_port="beaucoup"), "parameters", "mend", "Port SMTP"),
        (setting(company_name=""), "company", "mend", "Paramètres"),
        (setting(city=""), "company", "look", "Ville"),
        (setting(sender_email=""), "sender", "mend", "E-mail d’envoi"),
        (setting(report_email=""), "sender", "look", "E-mail des comptes rendus"),
        (setting(iban=""), "iban", "look", "où payer"),
        (setting(iban="FR7630006000011234567890188"), "iban", "mend", "clé de contrôle"),
        (setting(cash_entered_until=None), "freshness", "look", "de date inconnue"),
        (setting(cash_entered_until=date(2026, 11, 2)), "freshness", "look", "02/11/2026"),
        (setting(workbook_id=""), "workbook_id", "good", "premier passage"),
        (machine(folders={"compta": "read_only"}), "home_folder", "mend", "droits"),
        (machine(folders={"Envois": "missing"}), "outbox_folder", "good", "sera créé"),
        (machine(folders={"Envois": "nowhere"}), "outbox_folder", "mend", "droits"),
        (machine(folders={"Factures PDF": "missing"}), "invoices_folder", "look", "aucune facture"),
        (machine(folders={"Factures PDF": "read_only"}), "invoices_folder", "good", ""),
        (machine(folders={"Modèles": "missing"}), "layouts_folder", "none", "facultatif"),
        (setting(**SMTP | {"smtp_host": ""}), "mail_mode", "mend", "Serveur SMTP"),
        (mail(source=""), "mail_password", "mend", "--mot-de-passe"),
        (mail(source="environment"), "mail_password", "good", "RELANCE_SMTP_PASSWORD"),
        (mail(locked=True), "mail_password", "mend", "trousseau"),
        (mail(source=""), "mail_server", "look", "d’abord le mot de passe"),
        (mail(known=False), "mail_server", "mend", "inconnu"),
        (mail(fault=ChannelError("Certificat périmé.")), "mail_server", "mend", "Certificat"),
        (setting(**SMTP | {"smtp_user": ""}), "mail_password", "look", "sans ouvrir de session"),
        (machine(folders={"Réponses": "nowhere"}), "answers_folder", "mend", "droits"),
        (machine(folders={"Réponses à lire": "missing"}), "inbox_mode", "look", "aucune réponse"),
        (setting(**IMAP | {"imap_host": ""}), "inbox_mode", "mend", "Serveur IMAP"),
        (setting(**IMAP | {"imap_user": ""}), "inbox_mode", "mend", "Compte IMAP"),
        (inbox(source=""), "inbox_password", "mend", "--mot-de-passe"),
        (inbox(source=""), "inbox_server", "look", "d’abord le mot de passe"),
        (inbox(locked=True), "inbox_password", "mend", "trousseau"),
        (inbox(known=False), "inbox_server", "mend", "inconnu"),
        (inbox(fault=ChannelError("Dossier absent.")), "inbox_server", "mend", "Dossier absent"),
        (file(name=""), "task", "look", "relance planifier"),
    ],
)
def test_what_is_missing(
    change: Callable[[World], None], code: str, state: str, words: str
) -> None:
    world = World()
    change(world)
    outcome = world.run()
    assert states(outcome)[code] == state
    assert words in said(outcome, code)
    assert outcome.status == (3 if "mend" in states(outcome).values() else 0)
    if state in ("mend", "look"):
        text = said(outcome, code)
        assert any(text.startswith(line.split(" : ", 1)[-1]) for line in plain(outcome.lines))


def test_no_password_is_tried_on_a_server_without_one() -> None:
    world = World(mail=FakeMail(source=""))
    world.settings |= SMTP
    world.run()
    assert world.mail.tries == 0
