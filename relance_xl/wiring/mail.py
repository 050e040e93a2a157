"""How messages leave: the account, its password, the folders."""

from collections.abc import Mapping
from datetime import date, datetime
from pathlib import Path

from relance_xl.adapters.folder import LetterFolder, MailFolder, draft
from relance_xl.adapters.mime import Sender
from relance_xl.adapters.secrets import SystemSecrets
from relance_xl.adapters.smtp_account import Login, Security, SmtpAccount, password_login
from relance_xl.ports import Channel, Message
from relance_xl.problems import SettingsError
from relance_xl.settings import Settings

_TRIALS = "Essais"


def channels(path: Path, settings: Settings, day: date, *, trial: bool) -> Mapping[str, Channel]:
    """Give the channels of one batch; see `flows.desk.OpenChannels`."""
    folder = settings.outbox_folder
    if not (path.parent / folder).resolve().is_relative_to(path.parent.resolve()):
        raise SettingsError(
            f"Paramètres, « Dossier des envois » : « {folder} » sort du dossier du classeur. "
            "Donner un nom simple, comme « Envois »."
        )
    if trial:  # a folder per trial: an earlier trial of a number never stands for a later one
        folder = f"{folder}/{_TRIALS}/{datetime.now():%H%M%S}"  # noqa: DTZ005 - local time
    mail: Channel
    if settings.email_mode == "smtp":
        from relance_xl.adapters.smtp import SmtpChannel  # noqa: PLC0415 - few runs send

        mail = SmtpChannel(smtp_account(settings), smtp_login(settings))
    else:
        mail = MailFolder(path.parent, day, _sender(settings), folder)
    return {
        "email": mail,
        "letter": LetterFolder(path.parent, day, folder=folder),
        "registered_letter": LetterFolder(path.parent, day, registered=True, folder=folder),
    }


def draft_mail(settings: Settings, message: Message) -> bytes:
    """Give the content of an `.eml` file a person opens, reads and sends."""
    return draft(message, _sender(settings))


def _sender(settings: Settings) -> Sender:
    return Sender(settings.sender_email, _sender_name(settings))


def _sender_name(settings: Settings) -> str:
    """Give the name mails bear, on one line: Alt+Enter in its cell would stop every one of them."""
    return " ".join((settings.sender_name or settings.company_name).split())


def smtp_account(settings: Settings) -> SmtpAccount:
    """Give the account mails leave by; raises `SettingsError` when it is not complete."""
    if not settings.smtp_host or not settings.sender_email:
        raise SettingsError(
            "Paramètres : « Serveur SMTP » et « E-mail d’envoi » sont nécessaires pour envoyer "
            "par SMTP. Les remplir, ou choisir « dossier »."
        )
    return SmtpAccount(
        host=settings.smtp_host,
        from_address=settings.sender_email,
        from_name=_sender_name(settings),
        user=settings.smtp_user,
        port=settings.smtp_port,
        security=Security(settings.smtp_security),
    )


def smtp_login(settings: Settings) -> Login | None:
    """Give its password from the keyring, None without an account to log in to.

    Raises `SettingsError` when the keyring does not have it.
    """
    if not settings.smtp_user:
        return None
    password = SystemSecrets().get(f"smtp:{settings.smtp_user}")
    if password is None:
        raise SettingsError(
            f"Le mot de passe du compte « {settings.smtp_user} » n’est pas dans le trousseau. "
            "L’y mettre avec « relance diagnostic CLASSEUR --mot-de-passe », ou le donner "
            "dans la variable RELANCE_SMTP_PASSWORD."
        )
    return password_login(settings.smtp_user, password)


def imap_user(settings: Settings) -> str:
    """Give the account answers are read with: its own, else the one mails leave by."""
    return settings.imap_user or settings.smtp_user


def secrets_asked(settings: Settings) -> dict[str, str]:
    """Give the secrets a person types, and how to ask for each: name → « Mot de passe de … ».

    >>> secrets_asked(Settings(smtp_user="a@b.fr", inbox_mode="imap", imap_user="c@b.fr"))
    {'smtp:a@b.fr': 'Mot de passe de a@b.fr', 'imap:c@b.fr': 'Mot de passe de la boîte c@b.fr'}
    """
    asked: dict[str, str] = {}
    if settings.smtp_user:
        asked[f"smtp:{settings.smtp_user}"] = f"Mot de passe de {settings.smtp_user}"
    user = imap_user(settings) if settings.inbox_mode == "imap" else ""
    if user and settings.imap_login == "oauth":
        asked[f"oauth:{user}"] = f"Jeton OAuth de la boîte {user}"
    elif user and user != settings.smtp_user:
        asked[f"imap:{user}"] = f"Mot de passe de la boîte {user}"
    return asked


def keep_secret(name: str, secret: str) -> None:
    """Put a password or token into the system's keyring."""
    SystemSecrets().store(name, secret)
