"""Why an address got no mail: the codes of bounce collections, in French for the sheets."""

_WORDS = {
    "authfailure": "notre domaine mal authentifié (SPF, DKIM, DMARC)",
    "badreputation": "notre serveur a mauvaise réputation",
    "blocked": "notre serveur est bloqué",
    "contenterror": "contenu refusé",
    "exceedlimit": "message trop gros pour cette boîte",
    "expired": "délai dépassé",
    "failedstarttls": "connexion chiffrée impossible",
    "feedback": "signalé comme indésirable",
    "filtered": "refusé par un filtre",
    "hasmoved": "adresse changée",
    "hostunknown": "domaine inconnu",
    "mailboxfull": "boîte pleine",
    "mailererror": "erreur du serveur du destinataire",
    "mesgtoobig": "message trop gros",
    "networkerror": "serveur injoignable",
    "norelaying": "relais refusé",
    "notaccept": "ce domaine ne reçoit pas d’e-mail",
    "notcompliantrfc": "message jugé mal formé",
    "onhold": "mis en attente par le serveur",
    "policyviolation": "contraire aux règles du serveur",
    "rejected": "notre adresse est refusée",
    "requireptr": "notre serveur est sans nom inverse (PTR)",
    "securityerror": "refusé par sécurité",
    "spamdetected": "pris pour un indésirable",
    "speeding": "trop d’envois à la fois",
    "suspend": "boîte suspendue",
    "syntaxerror": "adresse mal écrite ou commande refusée",
    "systemerror": "panne du serveur du destinataire",
    "systemfull": "serveur du destinataire plein",
    "toomanyconn": "trop de connexions à la fois",
    "userunknown": "adresse inconnue",
    "virusdetected": "virus annoncé",
}


def in_french(reason: str) -> str:
    """Word a reason code for a person; a code nobody knows says nothing more than refusal.

    >>> in_french("userunknown"), in_french("undefined")
    ('adresse inconnue', 'adresse refusée')
    """
    return _WORDS.get(reason, "adresse refusée")
