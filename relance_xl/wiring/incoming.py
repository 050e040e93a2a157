"""What comes in: the mailbox answers are read from, the files to import."""

from collections.abc import Sequence
from datetime import timedelta
from pathlib import Path
from typing import TYPE_CHECKING

from relance_xl.adapters.secrets import SystemSecrets
from relance_xl.ports import Mailbox
from relance_xl.problems import SettingsError
from relance_xl.settings import Settings
from relance_xl.wiring.clock import today
from relance_xl.wiring.mail import imap_user

if TYPE_CHECKING:
    from relance_xl.adapters.mailbox.imap import ImapMailbox
    from relance_xl.flows.bring_in import Incoming
    from relance_xl.flows.collect import OpenMailbox
    from relance_xl.flows.importing import ImportDoors
    from relance_xl.incoming import ImportFile

FIRST_READING_DAYS = 30
"""How far back a mailbox never read before is read."""


def open_mailbox(workbook: Path, folder: Path | None = None) -> "OpenMailbox":
    """Give what opens the mailbox of Paramètres, and names its letterboxes.

    A `folder` takes its place, and is read whole whatever was read before.
    """
    from relance_xl.adapters.mailbox.folder import FolderMailbox  # noqa: PLC0415 - few runs read

    def opened(settings: Settings) -> tuple[Mailbox, Sequence[str]]:
        if folder is not None:
            return FolderMailbox(folder), ()
        if settings.inbox_mode == "imap":
            return imap_account(settings)
        return FolderMailbox(workbook.parent / settings.inbox_folder), ("",)

    return opened


def imap_account(settings: Settings) -> "tuple[ImapMailbox, Sequence[str]]":
    """Give the IMAP account of Paramètres and the folders read there; `SettingsError` if unsaid."""
    from relance_xl.adapters.mailbox.imap import ImapMailbox  # noqa: PLC0415 - the same
    from relance_xl.adapters.mailbox.imap_account import ImapAccount  # noqa: PLC0415

    user = imap_user(settings)
    if not settings.imap_host or not user:
        raise SettingsError(
            "Paramètres : « Serveur IMAP » et « Compte IMAP » sont nécessaires pour relever une "
            "boîte. Les remplir, ou choisir « dossier »."
        )
    oauth = settings.imap_login == "oauth"
    account = ImapAccount(settings.imap_host, user, settings.imap_port, oauth=oauth)
    since = today() - timedelta(FIRST_READING_DAYS)
    names = [name.strip() for name in settings.imap_folders.split(";") if name.strip()]
    return ImapMailbox(account, _secret(settings), since), names or ["INBOX"]


def imap_secrets(settings: Settings) -> tuple[str, ...]:
    """Name the secrets that open the mailbox, in the order they are tried.

    >>> imap_secrets(Settings(imap_user="lecture@acme.fr", smtp_user="compta@acme.fr"))
    ('imap:lecture@acme.fr',)
    """
    user = imap_user(settings)
    if settings.imap_login == "oauth":
        return (f"oauth:{user}",)
    # The password of another account is not to be shown to this server.
    shared = (f"smtp:{user}",) if user == settings.smtp_user else ()
    return (f"imap:{user}", *shared)


def _secret(settings: Settings) -> str:
    secrets = SystemSecrets()
    for name in imap_secrets(settings):
        if secret := secrets.get(name):
            return secret
    user = imap_user(settings)
    kind = "jeton OAuth" if settings.imap_login == "oauth" else "mot de passe"
    raise SettingsError(
        f"Le {kind} du compte « {user} » n’est pas dans le trousseau. L’y mettre avec "
        "« relance diagnostic CLASSEUR --mot-de-passe »."
    )


def import_doors(workbook: Path) -> "ImportDoors":
    """Put together what importing needs of the outside."""
    from relance_xl.adapters.import_files import (  # noqa: PLC0415 - few runs import
        ImportFolderOnDisk,
        InvoicePageFolder,
        read_import,
    )
    from relance_xl.flows.importing import ImportDoors  # noqa: PLC0415

    return ImportDoors(
        read_import,
        lambda settings: ImportFolderOnDisk(workbook.parent / settings.import_folder),
        lambda settings: InvoicePageFolder(workbook.parent / settings.invoices_folder),
    )


def import_named(paths: Sequence[Path]) -> "Sequence[ImportFile]":
    """Read the files a person named."""
    from relance_xl.adapters.import_files import load  # noqa: PLC0415 - the same

    return load(paths)


def incoming_of(workbook: Path) -> "Incoming":
    """Put together what a scheduled run takes in."""
    from relance_xl.flows.bring_in import Incoming  # noqa: PLC0415 - the same

    return Incoming(import_doors(workbook), open_mailbox(workbook))
