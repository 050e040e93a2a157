"""Where an electronic invoice stands, in the codes and words platforms use.

French reform: codes 200 to 213 of the life cycle (AFNOR XP Z12-012), told by CDAR messages of
UN/CEFACT. Peppol: Invoice Response, a UBL ApplicationResponse (UNCL4343). Chorus Pro: words.
"""

from collections.abc import Iterator
from datetime import date

from lxml import etree

from relance_xl.adapters.ledgers.xml_tree import day, every, first, name_of, text
from relance_xl.adapters.tabular import folded
from relance_xl.incoming import PlatformStatus

_CODES = {
    "200": "deposited", "201": "deposited", "202": "received", "203": "received",
    "204": "received", "205": "approved", "206": "partly_approved", "207": "disputed",
    "208": "suspended", "209": "completed", "210": "refused", "211": "payment_sent",
    "212": "cashed", "213": "rejected",
}  # fmt: skip
_WORDS = {
    "deposited": "déposée|deposited|émise|émise par la plateforme|submitted|sent|transmise|issued",
    "received": (
        "reçue|reçue par la plateforme|mise à disposition|mise à disposition du destinataire|"
        "prise en charge|received|en cours de traitement|in process|acknowledged|"
        "mise à disposition comptable|en cours d’acheminement"
    ),
    "approved": "approuvée|acceptée|approved|accepted|mandatée|comptabilisée|service fait|validée",
    "partly_approved": "approuvée partiellement|partiellement approuvée|conditionally accepted",
    "completed": "complétée|completed",
    "disputed": "en litige|litige|disputed|contestée|under query",
    "suspended": "suspendue|suspended|en attente de complément",
    "refused": "refusée|refused",
    "rejected": "rejetée|rejected|irrecevable",
    "recycled": "recyclée|à recycler|recycled",
    "payment_sent": "paiement transmis|mise en paiement|paiement émis|payment sent|paid|payée",
    "cashed": "encaissée|cashed|collected|paiement reçu",
}
_PHRASES = {folded(each): code for code, said in _WORDS.items() for each in said.split("|")}
_PHRASES |= {phrase[:-1]: code for phrase, code in _PHRASES.items() if phrase.endswith("ee")}
_PEPPOL = {
    "AB": "received", "IP": "received", "UQ": "disputed", "CA": "partly_approved",
    "RE": "refused", "AP": "approved", "PD": "payment_sent",
}  # fmt: skip


def status_of(said: str) -> str:
    """Give the code of `PLATFORM_STATUSES` some words or a code mean, "" for none.

    >>> [status_of(t) for t in ("210", "En_litige", "Approuvée partiellement", "213 - Rejetée")]
    ['refused', 'disputed', 'partly_approved', 'rejected']
    """
    words = folded(said)
    lead, _, rest = words.partition(" ")
    if lead in _CODES:
        return _PHRASES.get(rest) or _CODES[lead]
    return _PHRASES.get(words, "")


def read_statuses(root: etree._Element) -> tuple[str, tuple[PlatformStatus, ...]] | None:
    """Give the message's format and the statuses it tells; None when it is no such message."""
    inside = root
    if name_of(root) == "StandardBusinessDocument":
        inside = [*root][-1] if len(root) else root
    name = name_of(inside)
    if name in {"CrossDomainAcknowledgementAndResponse", "CrossDomainApplicationResponse"}:
        return "Cycle de vie (CDAR)", tuple(_cdar(inside))
    if name == "ApplicationResponse":
        return "Réponse Peppol", tuple(_responses(inside))
    return None


def _cdar(root: etree._Element) -> Iterator[PlatformStatus]:
    said_on = day(root, "ExchangedDocument/IssueDateTime/DateTimeString")
    for message in every(root, "AcknowledgementDocument"):
        on = day(message, "IssueDateTime/DateTimeString") or said_on
        for about in every(message, "ReferenceReferencedDocument"):
            yield from _about(about, message, on)


def _about(
    about: etree._Element, message: etree._Element, on: date | None
) -> Iterator[PlatformStatus]:
    at = "SpecifiedDocumentStatus/"
    words = text(about, "ProcessCondition", f"{at}ProcessCondition")
    code = text(about, "ProcessConditionCode", f"{at}ProcessConditionCode") or text(
        message, "ProcessConditionCode", "StatusCode"
    )
    # Words win over a number: some senders number their statuses their own way.
    status = status_of(words) or status_of(code)
    number = text(about, "IssuerAssignedID", "ID")
    if status and number:
        said = day(about, "ReceiptDateTime/DateTimeString")
        told = [text(each, "Reason") or text(each, "ReasonCode") for each in every(about, at[:-1])]
        notes = [text(each, "IncludedNote/Content") for each in every(about, at[:-1])]
        reason = " ; ".join(dict.fromkeys(part for part in [*told, *notes] if part))
        yield PlatformStatus(number, status, on or said, reason)


def _responses(root: etree._Element) -> Iterator[PlatformStatus]:
    on = day(root, "IssueDate")
    transport = "mlr" in text(root, "ProfileID", "CustomizationID").casefold()
    for each in every(root, "DocumentResponse"):
        code = text(each, "Response/ResponseCode").upper()
        status = "rejected" if transport and code == "RE" else _PEPPOL.get(code, "")
        reasons = [
            text(state, "StatusReason") or text(state, "StatusReasonCode")
            for state in every(first(each, "Response"), "Status")
        ]
        reason = " ; ".join(dict.fromkeys(part for part in reasons if part))
        effective = day(each, "Response/EffectiveDate") or on
        for document in every(each, "DocumentReference"):
            number = text(document, "ID")
            if number and status:
                yield PlatformStatus(
                    number, status, effective, reason or text(each, "Response/Description")
                )
