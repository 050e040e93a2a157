"""How answers come in: the folder they are dropped into, or the IMAP account."""

from pathlib import Path

from relance_xl.flows.diagnosis.account import TYPE_ONCE, before_login, told_place
from relance_xl.flows.diagnosis.check import Check, Subject, guarded
from relance_xl.flows.diagnosis.probes import Machine, MailDoor
from relance_xl.settings import Settings

MODE = Subject("inbox_mode", "Lecture des réponses")
PASSWORD = Subject("inbox_password", "Mot de passe de la boîte")
SERVER = Subject("inbox_server", "Boîte de réception")

_VARIABLE = "une variable d’environnement RELANCE_…_PASSWORD"
_KEEP = f"{TYPE_ONCE}."
_MENDING = "Corriger Paramètres, section Réception, puis recommencer le diagnostic."


def look_at_inbox(
    settings: Settings, inbox: MailDoor, beside: Path, machine: Machine
) -> list[Check]:
    """Look at the way answers are read, up to opening each folder; no mail is touched."""
    if settings.inbox_mode != "imap":
        return [_folder(beside / settings.inbox_folder, machine)]
    user = settings.imap_user or settings.smtp_user
    missing = [
        label
        for label, value in (("Serveur IMAP", settings.imap_host), ("Compte IMAP", user))
        if not value
    ]
    if missing:
        return [MODE.mend(f"IMAP, mais il manque : {', '.join(missing)}.", _MENDING)]
    mode = MODE.good(f"IMAP, {settings.imap_host}:{settings.imap_port}.")
    password = guarded(PASSWORD, _KEEP, lambda: _password(settings, user, inbox))
    server = guarded(SERVER, _MENDING, lambda: _server(settings, inbox, password))
    return [mode, password, server]


def _folder(path: Path, machine: Machine) -> Check:
    if machine.folder(path) in ("writable", "read_only"):
        return MODE.good(f"Fichiers .eml et .msg déposés dans « {path} ».")
    return MODE.look(
        f"« {path} » n’existe pas : aucune réponse n’est lue.",
        "Le créer et y déposer les réponses, ou choisir « IMAP » dans Paramètres, ligne "
        "« Lecture des réponses ».",
    )


def _password(settings: Settings, user: str, inbox: MailDoor) -> Check:
    kind = "jeton OAuth" if settings.imap_login == "oauth" else "mot de passe"
    place = told_place(inbox.password_source(settings), _VARIABLE)
    if not place:
        return PASSWORD.mend(f"Le {kind} de {user} n’est nulle part.", _KEEP)
    return PASSWORD.good(f"Le {kind} de {user} est {place}.")


def _server(settings: Settings, inbox: MailDoor, password: Check) -> Check:
    obstacle = before_login(SERVER, settings.imap_host, inbox, password)
    if obstacle:
        return obstacle
    inbox.try_login(settings)
    return SERVER.good(
        f"Connexion établie, certificat vérifié, dossiers trouvés ({settings.imap_folders}). "
        "Aucun message n’a été touché."
    )
