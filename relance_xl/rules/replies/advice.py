"""What a person should do with a reply: the sentences of column « À faire », all here."""

from collections.abc import Callable

from relance_xl.rules.replies.classify import notable
from relance_xl.rules.replies.model import Reply
from relance_xl.typography import french

_SENTENCES = {
    "bounce": "Adresse momentanément injoignable : attendez, ou corrigez-la dans Contacts, puis "
    "« sans suite ».",
    "delivery": "Rien à faire : le message a été remis, c’est noté dans Envois.",
    "read": "Rien à faire : le message a été ouvert, c’est noté dans Envois.",
    "absent": "Rien à faire : réponse automatique, les relances continuent.",
    "promise": "Vérifiez la date et le montant, choisissez « promesse acceptée », puis Traiter.",
    "paid": "Cherchez le règlement dans le relevé ; choisissez « dit avoir payé », puis Traiter.",
    "dispute": "Choisissez « litige ouvert », dites le motif et qui le suit, puis Traiter : "
    "la partie contestée n’est plus relancée et la personne est prévenue.",
    "question": "Répondez au client ; choisissez « sans suite », puis Traiter : "
    "les relances reprennent.",
    "other": "Lisez et choisissez une suite, puis Traiter ; d’ici là rien ne part.",
}
_HARD = (
    "L’adresse n’accepte plus rien : corrigez-la dans Contacts. "
    "La relance sera proposée par le canal de secours. Puis « sans suite »."
)
_DELAYED = (
    "Rien à faire : le message n’est pas encore arrivé, le serveur réessaie ; il dira s’il renonce."
)
_COMPLAINT = (
    "Le destinataire a signalé le message comme indésirable : "
    "on ne lui écrit plus à cette adresse, passez par un autre canal."
)
_UNDATED = (
    "Le client annonce un paiement sans date : demandez-la, notez-la dans « Date promise », "
    "choisissez « promesse acceptée », puis Traiter."
)
_INSOLVENT = (
    "Le client parle d’une procédure collective : vérifiez (BODACC, Moniteur), "
    "remplissez « Situation » et la date du jugement dans Clients, puis « sans suite »."
)
_STRANGER = (
    "Cette personne ne s’occupe pas de la facture : corrigez Contacts, "
    "choisissez « mauvais destinataire », puis Traiter."
)
_EMPTY = "Aucun texte nouveau : ouvrez le message original, puis choisissez une suite."


def advise(reply: Reply, doubt: str = "", fault: str = "") -> str:
    r"""Give the advice on a reply in one or two French sentences.

    `doubt` is what `links` says of the link, `fault` why a mail could not be taken apart;
    they come first.

    >>> advise(Reply("read"))
    'Rien à faire\u202f: le message a été ouvert, c’est noté dans Envois.'
    """
    word = _WORDED.get(reply.answer_class, _of_other)(reply)
    return french(" ".join(part for part in (fault, doubt, word) if part))


def _of_bounce(reply: Reply) -> str:
    if reply.reason == "feedback":
        return _COMPLAINT
    if reply.delayed:
        return _DELAYED
    return _HARD if reply.hard else _SENTENCES["bounce"]


def _of_absence(reply: Reply) -> str:
    if reply.returns_on is None:
        return _SENTENCES["absent"]
    return f"Rien à faire : personne absente, de retour le {reply.returns_on:%d/%m/%Y}."


def _of_promise(reply: Reply) -> str:
    return _SENTENCES["promise"] if reply.promise_date else _UNDATED


def _of_other(reply: Reply) -> str:
    insolvent, stranger = notable(reply.excerpt)
    if insolvent:
        return _INSOLVENT
    if stranger:
        return _STRANGER
    return _SENTENCES["other"] if reply.excerpt else _EMPTY


_WORDED: dict[str, Callable[[Reply], str]] = {
    **{name: lambda reply: _SENTENCES[reply.answer_class] for name in _SENTENCES},
    "bounce": _of_bounce,
    "absent": _of_absence,
    "promise": _of_promise,
    "other": _of_other,
}
