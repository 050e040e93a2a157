"""Automatic answers: absences and acknowledgements no person typed (RFC 3834)."""

import re

from relance_xl.incoming import IncomingMail
from relance_xl.rules.replies.machines.addresses import addresses_in
from relance_xl.rules.replies.machines.notices import subject_of_failure
from relance_xl.rules.replies.machines.return_dates import return_date
from relance_xl.rules.replies.model import MachineReply

_VENDORS = (
    "x-autoreply",
    "x-autorespond",
    "x-autoresponder",
    "x-auto-reply-from",
    "x-mail-autoreply",
    "x-vacation",
    "x-ms-exchange-inbox-rules-loop",
    "x-ms-exchange-generated-message-source",
    "x-zimbra-away",
    "x-facilisautoreply",
)
"""Headers of automatic answers; those of the last kinds need no value."""
_PRECEDENCE = frozenset({"auto_reply", "auto-reply", "autoreply", "vacation"})
_SUBJECT = re.compile(
    r"^\W*(?:(?:re|rép|tr|aw|antw)\s*:\s*)*\W*"
    r"(?:out of (?:the )?office|ooo\b|auto(?:matic|mated)?[ -]?(?:reply|response|answer)|auto\s?:|autoreply|away from (?:my|the)|on vacation|on leave"
    r"|r[eé]ponse automatique|message automatique|r[eé]ponse d.absence|absen(?:ce|t|te)\b|notification d.absence|avis d.absence|en cong[eé]|absent du bureau"
    r"|abwesenheit|automatische (?:antwort|reply)|abwesend|nicht im (?:b[uü]ro|haus)|autom\. antwort"
    r"|automatisch antwoord|automatische? (?:beantwoord|antwoord)|afwezig|niet aanwezig|niet op kantoor"
    r"|risposta automatica|fuori (?:sede|ufficio)|assenza|respuesta autom[aá]tica|fuera de (?:la )?oficina|ausencia|ausente)",
    re.IGNORECASE,
)
_AWAY = re.compile(
    r"out of (?:the )?office|away (?:from|until|on)|on (?:vacation|holiday|annual leave|leave|maternity)|(?:will|shall) be (?:back|out|away|travell?ing)"
    r"|limited access to|je suis (?:actuellement |pr[eé]sentement )?(?:absent|en cong|en d[eé]placement|en vacances|indisponible)|(?:suis|serai) absent"
    r"|absente? du|de retour (?:le|au|à partir)|en mon absence|pendant mon absence|retour au bureau|nos bureaux (?:sont|seront) ferm|ferm[eé]s? (?:du|jusqu)"
    r"|nicht im (?:b[uü]ro|haus)|bin (?:ich )?(?:abwesend|im urlaub|wieder)|w[aä]hrend meiner abwesenheit|(?:wieder|zur[uü]ck) (?:erreichbar|da|im)|auf gesch[aä]ftsreise"
    r"|ben (?:ik )?(?:afwezig|met (?:vakantie|verlof)|niet aanwezig|terug)|tijdens mijn afwezigheid|wegens vakantie|niet op kantoor"
    r"|sono (?:fuori|assente|in ferie)|estoy (?:fuera|ausente|de vacaciones)|estar[eé] (?:fuera|ausente|de vuelta)",
    re.IGNORECASE,
)
_RECEIVED = re.compile(
    r"(?:avons|ai) bien re[cç]u votre (?:message|mail|e-?mail|courriel|demande)|accusons (?:bonne )?r[eé]ception|ceci est (?:un message|une r[eé]ponse) automatique"
    r"|merci de ne pas (?:y )?r[eé]pondre|(?:have|has been) received your (?:message|e-?mail|request)|this is an automat|do not reply|ticket"
    r"|automatisch (?:erstellt|generiert|gegenereerd)|haben ihre (?:nachricht|anfrage|e-?mail) erhalten|uw (?:bericht|e-?mail) (?:goed )?ontvangen",
    re.IGNORECASE,
)
_HEAD = 1_500


def absence(mail: IncomingMail) -> MachineReply | None:
    """Recognise an automatic answer; mails machines *generate* (bills, alerts) are none."""
    head = mail.text[:_HEAD]
    answered = _answers_by_itself(mail)
    titled = bool(_SUBJECT.search(mail.header("subject")[:200]))
    away = bool(_AWAY.search(head))
    if subject_of_failure(mail) and not titled:
        return None
    if not (titled and (answered or away or len(head.strip()) < _HEAD) or answered and not _is_list(mail)):
        return None
    if not (titled or away or _RECEIVED.search(head) or answered):
        return None
    reply_to = addresses_in(mail.header("from"))[:1]
    back = return_date(mail.text, mail.at.date()) if mail.at else None
    return MachineReply("absent", recipients=reply_to, at=mail.at, returns_on=back)


def _answers_by_itself(mail: IncomingMail) -> bool:
    automatic = mail.header("auto-submitted").lower()
    if automatic.startswith("auto-replied"):
        return True
    if any(name in mail.headers for name in _VENDORS):
        return True
    if mail.header("precedence").lower() in _PRECEDENCE:
        return True
    return "vacation" in mail.header("x-apple-action").lower()


def _is_list(mail: IncomingMail) -> bool:
    return "list-id" in mail.headers or mail.header("precedence").lower() in {"bulk", "list"}
