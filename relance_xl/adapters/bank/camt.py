"""ISO 20022 statements: camt.052, camt.053 and camt.054, every version.

Tags are compared without their namespace, so that a version nobody has seen yet is read too.
"""

import re
from datetime import date, timedelta
from itertools import chain

from lxml import etree

from relance_xl.adapters.bank.camt_entries import drafts_of
from relance_xl.adapters.bank.drafts import Draft, Faults, Gathering
from relance_xl.adapters.bank.xml_reading import day_of, kid, kids, local, said, signed_cents
from relance_xl.adapters.tabular import UnreadableError, read_day
from relance_xl.adapters.tabular.texts import decoded

_STATEMENTS = {"Stmt": "CAMT.053", "Rpt": "CAMT.052", "Ntfctn": "CAMT.054"}
_UNBOOKED = frozenset({"PDNG", "INFO", "FUTR"})
_OPENING, _CLOSING = ("OPBD", "PRCD"), ("CLBD",)
_MIDNIGHT = re.compile(r"T00:00:00")
_DECLARED = re.compile(r"^\s*<\?xml[^>]*\?>")


def is_camt(content: bytes) -> bool:
    """Tell an ISO 20022 bank statement by its first lines."""
    head = content[:8000].replace(b"\x00", b"")
    return b"<" in head[:200] and (b"camt.05" in head or b"BkToCstmr" in head)


def read_camt(content: bytes, faults: Faults) -> tuple[str, list[Gathering]]:
    """Read every statement of the file, one after the other.

    Raises `UnreadableError` for XML that is cut, damaged or built to harm.
    """
    gathered: list[Gathering] = []
    names: dict[str, None] = {}
    for piece in re.split(rb"(?=<\?xml)", content.strip()):
        if not piece.strip(b"\xef\xbb\xbf\r\n\t "):
            continue
        for element in parsed(piece).iter("{*}Stmt", "{*}Rpt", "{*}Ntfctn"):
            names[_STATEMENTS[local(element)]] = None
            gathered.append(_statement(element, faults))
    return next(iter(names), "CAMT"), gathered


def parsed(content: bytes) -> etree._Element:
    """Parse XML without entities, network or endless depth; raises `UnreadableError`."""
    root = _tree(content)
    if root is None:
        # Some banks declare UTF-8 and write Windows-1252.
        root = _tree(_DECLARED.sub("", decoded(content)).encode("utf-8", "replace"))
    if root is None:
        raise UnreadableError("le fichier XML est coupé ou abîmé : téléchargez-le de nouveau")
    return root


def _tree(content: bytes) -> etree._Element | None:
    if b"<!DOCTYPE" in content or b"<!ENTITY" in content:
        raise UnreadableError("le fichier XML contient des déclarations qu’une banque n’écrit pas")
    try:
        return etree.fromstring(content, _parser())
    except etree.XMLSyntaxError:
        return None


def _parser() -> etree.XMLParser:
    return etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False, recover=False
    )


def _statement(element: etree._Element, faults: Faults) -> Gathering:
    identity = kid(element, "Acct", "Id")
    account = (
        said(identity, "IBAN") or said(identity, "Othr", "Id") or said(identity, "PrtryAcct", "Id")
    )
    made = Gathering(account or said(identity, "BBAN"), said(element, "Acct", "Ccy"))
    _balances(element, made)
    entries = list(kids(element, "Ntry"))
    faults.set_aside(sum(map(_pending, entries)))
    made.drafts = list(chain.from_iterable(_drafts(entry, made.account) for entry in entries))
    made.date_undated(read_day(said(element, "CreDtTm")), faults)
    made.booked = len(entries)
    if not made.currency:
        made.currency = next((d.currency for d in made.drafts if d.currency), "")
    return made


def _drafts(entry: etree._Element, own: str) -> list[Draft]:
    drafts = drafts_of(entry, own)
    for draft in drafts:
        draft.pending = _pending(entry)
    return drafts


def _pending(entry: etree._Element) -> bool:
    return (said(entry, "Sts", "Cd") or said(entry, "Sts")) in _UNBOOKED


def _balances(element: etree._Element, made: Gathering) -> None:
    balances = list(kids(element, "Bal"))
    coded = [(said(b, "Tp", "CdOrPrtry", "Cd") or said(b, "Tp", "Cd"), b) for b in balances]
    opening = next((b for code in _OPENING for c, b in coded if c == code), None)
    closing = next((b for c, b in reversed(coded) if c in _CLOSING), None)
    if not made.currency:
        amount = kid(closing if closing is not None else opening, "Amt")
        made.currency = amount.get("Ccy", "") if amount is not None else ""
    made.opening, made.closing = _balance(opening, made), _balance(closing, made)
    made.period_end = day_of(closing, "Dt") or _last_day(said(element, "FrToDt", "ToDtTm"))
    if made.period_end is None:
        made.period_end = day_of(kid(element, "FrToDt"), "ToDt")


def _balance(element: etree._Element | None, made: Gathering) -> int | None:
    amount = kid(element, "Amt")
    if element is None or amount is None or amount.get("Ccy", "") != made.currency:
        return None
    return signed_cents(element, amount)


def _last_day(moment: str) -> date | None:
    """Give the last day a period covers; one that ends at midnight ends the day before."""
    try:
        day = date.fromisoformat(moment[:10])
    except ValueError:
        return None
    return day - timedelta(days=1) if _MIDNIGHT.search(moment) else day
