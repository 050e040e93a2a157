"""One entry of a camt statement -> one line, or one per payment it groups."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date

from lxml import etree

from relance_xl.adapters.bank.drafts import Draft
from relance_xl.adapters.bank.references import plain_account
from relance_xl.adapters.bank.xml_reading import day_of, kid, kids, said, signed_cents

_RETURNS = frozenset(
    {"RRTN", "ARET", "UPDD", "PRDD", "RCDD", "UPCQ", "CQRV", "UPCT", "RPCR", "NPCC"}
)
"""Sub-families of ISO 20022 bank transaction codes for what undoes an earlier payment."""


def drafts_of(entry: etree._Element, own: str) -> list[Draft]:
    """Split an entry into its payments when their amounts add up, else keep it whole."""
    amount = kid(entry, "Amt")
    total = signed_cents(entry, amount)
    whole = Draft(_day(entry), total, amount.get("Ccy", "") if amount is not None else "")
    whole.bad_day = whole.day is None and bool(said(entry, "BookgDt", "Dt"))
    whole.place = said(entry, "NtryRef") or said(entry, "AcctSvcrRef")
    whole.reference = said(entry, "AcctSvcrRef") or said(entry, "NtryRef")
    whole.returned = _reversed(entry)
    details = [*kids(entry, "NtryDtls", "TxDtls"), *kids(entry, "TxDtls")]
    shares = _shares(details, entry, whole) if len(details) > 1 else None
    if shares is None:
        return [_unsplit(whole, entry, details, own)]
    return [
        _described(_copy(whole, share), detail, own, [said(entry, "AddtlNtryInf")])
        for detail, share in zip(details, shares, strict=True)
    ]


def _copy(whole: Draft, cents: int) -> Draft:
    return replace(whole, cents=cents, texts=[])


def _unsplit(whole: Draft, entry: etree._Element, details: list[etree._Element], own: str) -> Draft:
    if len(details) == 1:
        return _described(whole, details[0], own, [said(entry, "AddtlNtryInf")])
    whole.texts = [said(entry, "AddtlNtryInf"), *(t for d in details for t in _texts(d))]
    return whole


def _day(entry: etree._Element) -> date | None:
    booked = day_of(entry, "BookgDt") or day_of(entry, "ValDt")
    dates = kid(entry, "NtryDtls", "TxDtls", "RltdDts")
    return booked or day_of(dates, "IntrBkSttlmDt") or day_of(dates, "AccptncDtTm")


def _reversed(element: etree._Element) -> bool:
    codes = (said(c, "SubFmlyCd") for c in kids(element, "BkTxCd", "Domn", "Fmly"))
    return (
        said(element, "RvslInd").lower() in {"true", "1"}
        or kid(element, "RtrInf") is not None
        or any(code in _RETURNS for code in codes)
    )


def _shares(details: list[etree._Element], entry: etree._Element, whole: Draft) -> list[int] | None:
    """Give each payment's amount, or None when they do not make the entry's.

    Versions and banks differ in where they write it and whether it has a mark of its own.
    """
    for path in (("Amt",), ("AmtDtls", "TxAmt", "Amt"), ("AmtDtls", "InstdAmt", "Amt")):
        amounts = [kid(detail, *path) for detail in details]
        if any(a is None or a.get("Ccy", whole.currency) != whole.currency for a in amounts):
            continue
        for marked in (True, False):
            shares = [
                signed_cents(d if marked and said(d, "CdtDbtInd") else entry, a)
                for d, a in zip(details, amounts, strict=True)
            ]
            if sum(share or 0 for share in shares) == whole.cents and None not in shares:
                return [share for share in shares if share is not None]
    return None


def _described(draft: Draft, detail: etree._Element, own: str, more: list[str]) -> Draft:
    refs = kid(detail, "Refs")
    draft.reference = said(refs, "AcctSvcrRef") or draft.reference
    draft.reference = draft.reference or said(refs, "TxId") or said(refs, "InstrId")
    draft.end_to_end = said(refs, "EndToEndId")
    draft.structured = next(_structured(detail), "")
    draft.returned = draft.returned or _reversed(detail)
    draft.texts = [*_texts(detail), *more]
    credit = (draft.cents or 0) >= 0
    # An undone payment keeps the roles of the payment it undoes.
    sides = ("Dbtr", "Cdtr") if credit != draft.returned else ("Cdtr", "Dbtr")
    parties = kid(detail, "RltdPties")
    for side in sides:
        name, account = _name(parties, side), _account(parties, side)
        if (name or account) and (not account or plain_account(account) != plain_account(own)):
            draft.payer, draft.account = name, account
            break
    return draft


def _name(parties: etree._Element | None, side: str) -> str:
    names = (
        said(parties, who, *path)
        for who in (side, f"Ultmt{side}")
        for path in (("Nm",), ("Pty", "Nm"), ("Agt", "FinInstnId", "Nm"))
    )
    return next((name for name in names if name), "")


def _account(parties: etree._Element | None, side: str) -> str:
    identity = kid(parties, f"{side}Acct", "Id")
    return (
        said(identity, "IBAN") or said(identity, "Othr", "Id") or said(identity, "PrtryAcct", "Id")
    )


def _structured(detail: etree._Element) -> Iterator[str]:
    for told in kids(detail, "RmtInf", "Strd", "CdtrRefInf"):
        reference = said(told, "Ref") or said(told, "CdtrRef")
        if reference:
            yield reference


def _texts(detail: etree._Element) -> list[str]:
    """Everything written for a reader: remittance, invoice numbers, the bank's own words."""
    return [
        *(e.text or "" for e in kids(detail, "RmtInf", "Ustrd")),
        *(
            said(e, "Nb") or said(e, "RfrdDocNb")
            for e in kids(detail, "RmtInf", "Strd", "RfrdDocInf")
        ),
        *_structured(detail),
        *(e.text or "" for e in kids(detail, "RmtInf", "Strd", "AddtlRmtInf")),
        said(detail, "AddtlTxInf"),
        said(detail, "RtrInf", "Rsn", "Cd"),
        *(e.text or "" for e in kids(detail, "RtrInf", "AddtlInf")),
    ]
