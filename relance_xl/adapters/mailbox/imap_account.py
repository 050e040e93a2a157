"""The IMAP account answers are read from: place, protection, and what to do when it fails."""

import imaplib
import ssl
from dataclasses import dataclass

from relance_xl.adapters.mailbox.fields import one_line
from relance_xl.adapters.smtp_account import Security, is_this_machine

_STARTTLS_PORT = 143
_TOLD = 120


@dataclass(frozen=True, slots=True)
class ImapAccount:
    """Where and as whom to read. `oauth`: the secret is an access token, not a password."""

    host: str
    user: str
    port: int = 993
    oauth: bool = False
    timeout_seconds: float = 30
    security: Security | None = None
    """None chooses by port: STARTTLS on 143, TLS from the first byte elsewhere."""

    @property
    def protection(self) -> Security:
        """How the connection is protected.

        >>> ImapAccount("imap.exemple.fr", "compta", 143).protection.value
        'starttls'
        """
        by_port = Security.STARTTLS if self.port == _STARTTLS_PORT else Security.TLS
        return self.security or by_port

    @property
    def is_local(self) -> bool:
        """Whether the server is this very machine."""
        return is_this_machine(self.host)


def trouble(account: ImapAccount, error: Exception) -> str:
    """Tell in French what failed while connecting or reading, and what to do."""
    where = f"Boîte de réception «\u202f{account.host}:{account.port}\u202f»\u202f: "
    if isinstance(error, ssl.SSLCertVerificationError):
        return (
            f"{where}le certificat du serveur n’est pas valable ({error.verify_message})\u202f; "
            "le mot de passe n’a pas été envoyé. Vérifiez «\u202fServeur IMAP\u202f» dans "
            "Paramètres et l’heure de ce poste."
        )
    if isinstance(error, ssl.SSLError):
        return (
            f"{where}connexion chiffrée impossible. Vérifiez «\u202fPort IMAP\u202f» dans "
            "Paramètres\u202f: 993 le plus souvent, 143 pour STARTTLS."
        )
    if isinstance(error, TimeoutError):
        return (
            f"{where}le serveur ne répond pas à temps. Relancez plus tard\u202f; ce qui est déjà "
            "relevé est gardé."
        )
    if isinstance(error, OSError | imaplib.IMAP4.abort):
        return (
            f"{where}la connexion échoue ou s’interrompt. Vérifiez le nom, le port et la connexion "
            "à internet\u202f; ce qui est déjà relevé est gardé."
        )
    return f"{where}le serveur a refusé une commande ({told(error)}). Relancez plus tard."


def login_refused(account: ImapAccount, error: Exception) -> str:
    """Tell what to do after a refused login, by kind of login."""
    what = (
        "le jeton OAuth est refusé ou expiré. Faites-en un nouveau et enregistrez-le."
        if account.oauth
        else "identifiant ou mot de passe refusé. Enregistrez de nouveau le mot de passe\u202f; "
        "Gmail demande un mot de passe d’application, Microsoft 365 un jeton OAuth."
    )
    return (
        f"Boîte de réception «\u202f{account.host}\u202f», compte "
        f"«\u202f{account.user}\u202f»\u202f: {what} Réponse du serveur\u202f: {told(error)}."
    )


def told(error: Exception) -> str:
    """Shorten what a server said to one harmless line."""
    result = getattr(error, "command_result", None)
    said = result[1][0] if result and result[1] else (error.args[0] if error.args else "")
    text = said.decode("utf-8", "replace") if isinstance(said, bytes) else str(said)
    return one_line(text)[:_TOLD].rstrip(". ") or "sans explication"
