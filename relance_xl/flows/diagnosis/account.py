"""A mail account, whichever way its mails go: where its password lies, what a login needs."""

from relance_xl.flows.diagnosis.check import Check, State, Subject
from relance_xl.flows.diagnosis.probes import MailDoor

TYPE_ONCE = "Le taper une fois : « relance diagnostic CLASSEUR --mot-de-passe »"


def told_place(source: str, variable: str) -> str:
    """Say where a password was found, from what `MailDoor.password_source` answers.

    `variable` names the variable of the environment it may lie in; "" when it is nowhere.

    >>> told_place("environment", "RELANCE_SMTP_PASSWORD"), told_place("", "")
    ('lu dans RELANCE_SMTP_PASSWORD', '')
    """
    places = {
        "environment": f"lu dans {variable}",
        "keyring": "gardé dans le trousseau du système",
    }
    return places[source] if source else ""


def before_login(subject: Subject, host: str, door: MailDoor, password: Check) -> Check | None:
    """Say what keeps a login from being tried: a name nobody knows, a password not given."""
    if not door.resolves(host):
        return subject.mend(
            f"Le nom « {host} » est inconnu.",
            "Vérifier l’orthographe dans Paramètres, et la connexion à internet.",
        )
    if password.state is State.MEND:
        return subject.look(
            f"« {host} » est connu ; la connexion n’est pas essayée sans mot de passe.",
            "Donner d’abord le mot de passe.",
        )
    return None
