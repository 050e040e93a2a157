"""Electronic invoices: CII (Factur-X, ZUGFeRD 1 and 2, XRechnung) and UBL, EN 16931 or older."""

from dataclasses import dataclass
from datetime import date

from lxml import etree

from relance_xl.adapters.ledgers.parties import cii_party, ubl_party
from relance_xl.adapters.ledgers.xml_tree import cents, day, every, first, name_of, text
from relance_xl.incoming import LedgerCustomer, LedgerItem

CREDIT_TYPES = frozenset(
    {"81", "83", "261", "262", "296", "308", "381", "396", "420", "458", "532"}
)
"""UNTDID 1001: documents that credit (EN 16931, BT-3)."""
_NOT_DUE = {"325": "une facture pro forma", "751": "une facture pour information"}
_ORDERS = frozenset({"SCRDMCCBDACIOMessageStructure", "Order", "OrderResponse", "OrderChange"})
_OTHERS = frozenset({"DespatchAdvice", "Catalogue", "Quotation", "Statement", "Reminder"})
_CII = frozenset({"CrossIndustryInvoice", "CrossIndustryDocument"})
_UBL = frozenset({"Invoice", "CreditNote"})
_UBL_SPACE = "urn:oasis:names:specification:ubl:schema:xsd:"


class NotAnInvoiceError(Exception):
    """The document is understood, and is no invoice to be paid; said as a French clause."""


@dataclass(frozen=True, slots=True)
class Invoice:
    """One e-invoice read: its syntax, the item, who must pay it and who issued it."""

    syntax: str
    item: LedgerItem
    buyer: LedgerCustomer
    seller: LedgerCustomer


def read_invoice(root: etree._Element) -> Invoice | None:
    """Read the invoice a document holds; None when it is of another family.

    Raises `NotAnInvoiceError` for an order, a pro forma, or an invoice without number, date,
    buyer or total.
    """
    root = _unwrapped(root)
    name, space = name_of(root), _space(root)
    if name in _ORDERS and (space.startswith(_UBL_SPACE) or "SCRDM" in name):
        raise NotAnInvoiceError("c’est une commande électronique, pas une facture")
    if name in _OTHERS and space.startswith(_UBL_SPACE):
        raise NotAnInvoiceError("c’est un document électronique, mais pas une facture")
    if name in _CII:
        return _checked(_cii(root))
    if name in _UBL and space.startswith(_UBL_SPACE):
        return _checked(_ubl(root))
    return None


def _space(root: etree._Element) -> str:
    return etree.QName(root).namespace or ""


def _unwrapped(root: etree._Element) -> etree._Element:
    """Take an invoice out of the envelope Peppol puts around it."""
    if name_of(root) == "StandardBusinessDocument":
        inside = [child for child in root if name_of(child) != "StandardBusinessDocumentHeader"]
        return inside[0] if inside else root
    return root


@dataclass(frozen=True, slots=True)
class _Facts:
    """What both syntaxes say, before signs and doubts are settled."""

    syntax: str
    kind: str
    number: str
    issued: date | None
    dues: list[date]
    currency: str
    total: int | None
    payable: int | None
    cancels: list[str]
    order: str
    payment_reference: str
    buyer: LedgerCustomer
    seller: LedgerCustomer


def _cii(root: etree._Element) -> _Facts:
    head = first(root, "ExchangedDocument|HeaderExchangedDocument")
    trade = first(root, "SupplyChainTradeTransaction|SpecifiedSupplyChainTradeTransaction")
    agreed = first(trade, "ApplicableHeaderTradeAgreement|ApplicableSupplyChainTradeAgreement")
    settled = first(trade, "ApplicableHeaderTradeSettlement|ApplicableSupplyChainTradeSettlement")
    sums = first(
        settled,
        "SpecifiedTradeSettlementHeaderMonetarySummation|SpecifiedTradeSettlementMonetarySummation",
    )
    currency = text(settled, "InvoiceCurrencyCode")
    older = name_of(root) == "CrossIndustryDocument"
    return _Facts(
        "ZUGFeRD 1" if older else "CII",
        text(head, "TypeCode"),
        text(head, "ID"),
        day(head, "IssueDateTime/DateTimeString", "IssueDateTime/DateTime"),
        _cii_dues(settled),
        currency,
        cents(sums, "GrandTotalAmount", currency),
        cents(sums, "DuePayableAmount", currency),
        _cii_cancels(settled),
        text(
            agreed,
            "BuyerOrderReferencedDocument/IssuerAssignedID",
            "BuyerOrderReferencedDocument/ID",
            "ContractReferencedDocument/IssuerAssignedID",
            "ContractReferencedDocument/ID",
            "BuyerReference",
        ),
        text(settled, "PaymentReference"),
        cii_party(first(agreed, "BuyerTradeParty")),
        cii_party(first(agreed, "SellerTradeParty")),
    )


def _cii_dues(settled: etree._Element | None) -> list[date]:
    """Give the due day each of the payment terms states."""
    terms = every(settled, "SpecifiedTradePaymentTerms")
    paths = ("DueDateDateTime/DateTimeString", "DueDateDateTime/DateTime")
    return [due for each in terms if (due := day(each, *paths))]


def _cii_cancels(settled: etree._Element | None) -> list[str]:
    """Give the numbers of earlier invoices this one refers to (EN 16931, BT-25)."""
    earlier = every(settled, "InvoiceReferencedDocument")
    return [number for each in earlier if (number := text(each, "IssuerAssignedID", "ID"))]


def _ubl(root: etree._Element) -> _Facts:
    sums = first(root, "LegalMonetaryTotal|RequestedMonetaryTotal")
    currency = text(root, "DocumentCurrencyCode")
    due_paths = ("DueDate", "PaymentMeans/PaymentDueDate", "PaymentTerms/PaymentDueDate")
    stated = [day(root, path) for path in due_paths]
    credit = name_of(root) == "CreditNote"
    references = first(root, "BillingReference")
    return _Facts(
        "UBL",
        "381" if credit else text(root, "InvoiceTypeCode"),
        text(root, "ID"),
        day(root, "IssueDate"),
        [each for each in stated if each][:1],
        currency,
        cents(sums, "TaxInclusiveAmount", currency),
        cents(sums, "PayableAmount", currency),
        [n] if (n := text(references, "InvoiceDocumentReference/ID")) else [],
        text(root, "OrderReference/ID", "ContractDocumentReference/ID", "BuyerReference"),
        text(root, "PaymentMeans/PaymentID"),
        ubl_party(first(root, "AccountingCustomerParty")),
        ubl_party(first(root, "AccountingSupplierParty")),
    )


def _checked(facts: _Facts) -> Invoice:
    if facts.kind in _NOT_DUE:
        raise NotAnInvoiceError(f"c’est {_NOT_DUE[facts.kind]}, rien n’est à payer")
    total = facts.payable if facts.total is None else facts.total
    wanted = {
        "son numéro": facts.number,
        "sa date": facts.issued,
        "le client": facts.buyer.customer,
        "son total": total is not None,
    }
    missing = [words for words, found in wanted.items() if not found]
    if missing or total is None:
        raise NotAnInvoiceError(f"il manque à cette facture électronique {', '.join(missing)}")
    credit = facts.kind in CREDIT_TYPES or total < 0
    item = LedgerItem(
        invoice=facts.number,
        customer=facts.buyer.customer,
        issue_date=facts.issued,
        due_date=max(facts.dues, default=None),
        total_cents=-abs(total) if credit else total,
        balance_cents=_balance(facts.payable, total, credit=credit),
        currency=facts.currency.upper(),
        document="credit_note" if credit else "invoice",
        credit_note_of=facts.cancels[0] if credit and len(facts.cancels) == 1 else "",
        structured_reference=_reference(facts),
        contract_reference=facts.order,
    )
    return Invoice(facts.syntax, item, facts.buyer, facts.seller)


def _balance(payable: int | None, total: int, *, credit: bool) -> int | None:
    """Give what the invoice itself says is due, never above its total; credits below 0.

    A credit note that says « nothing to pay » does not say that it was used.
    """
    if payable is None or (credit and not payable):
        return None
    return max(-abs(payable), -abs(total)) if credit else min(payable, total)


def _reference(facts: _Facts) -> str:
    """Give the payment reference when it says more than the number."""
    same = facts.payment_reference.casefold() == facts.number.casefold()
    return "" if same else facts.payment_reference
