"""How mail leaves: the folder, or the server with its name, certificate and password."""

from relance_xl.flows.diagnosis.account import TYPE_ONCE, before_login, told_place
from relance_xl.flows.diagnosis.check import Check, Subject, guarded
from relance_xl.flows.diagnosis.probes import MailDoor
from relance_xl.settings import Settings

MODE = Subject("mail_mode", "Envoi des e-mails")
PASSWORD = Subject("mail_password", "Mot de passe de messagerie")
SERVER = Subject("mail_server", "Serveur de messagerie")

_VARIABLE = "la variable d’environnement RELANCE_SMTP_PASSWORD"
_KEEP = f"{TYPE_ONCE} ; il va dans le trousseau du système, jamais dans le classeur."
_MENDING = "Corriger Paramètres, section Envoi, puis recommencer le diagnostic."


def look_at_mail(settings: Settings, mail: MailDoor) -> list[Check]:
    """Look at the way mails leave, up to the login; nothing is sent."""
    if settings.email_mode != "smtp":
        mode = MODE.good(
            f"En fichiers .eml dans « {settings.outbox_folder} » : rien ne part seul. "
            "« SMTP » dans Paramètres les envoie."
        )
        return [mode]
    missing = [
        label
        for label, value in (
            ("Serveur SMTP", settings.smtp_host),
            ("E-mail d’envoi", settings.sender_email),
        )
        if not value
    ]
    if missing:
        return [MODE.mend(f"SMTP, mais il manque : {', '.join(missing)}.", _MENDING)]
    security = settings.smtp_security.upper()
    mode = MODE.good(f"SMTP, {settings.smtp_host}:{settings.smtp_port}, {security}.")
    password = guarded(PASSWORD, _KEEP, lambda: _password(settings, mail))
    return [mode, password, guarded(SERVER, _MENDING, lambda: _server(settings, mail, password))]


def _password(settings: Settings, mail: MailDoor) -> Check:
    if not settings.smtp_user:
        return PASSWORD.look(
            "« Compte SMTP » est vide : l’envoi se fait sans ouvrir de session.",
            "Presque tous les serveurs en demandent une : remplir Paramètres, ligne "
            "« Compte SMTP ».",
        )
    place = told_place(mail.password_source(settings), _VARIABLE)
    if not place:
        return PASSWORD.mend(f"Le mot de passe de {settings.smtp_user} n’est nulle part.", _KEEP)
    return PASSWORD.good(f"Celui de {settings.smtp_user} est {place}.")


def _server(settings: Settings, mail: MailDoor, password: Check) -> Check:
    obstacle = before_login(SERVER, settings.smtp_host, mail, password)
    if obstacle:
        return obstacle
    mail.try_login(settings)
    proved = (
        "certificat vérifié" if settings.smtp_security != "none" else "sans chiffrement, ici même"
    )
    opened = ", mot de passe accepté" if settings.smtp_user else ""
    return SERVER.good(f"Connexion établie, {proved}{opened}. Rien n’a été envoyé.")
