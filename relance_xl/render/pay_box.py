"""How a message asks to be paid: account, reference, links, and its QR code."""

from urllib.parse import urlsplit

from relance_xl.render import epc
from relance_xl.render.content import PayBox
from relance_xl.render.fields import Case
from relance_xl.render.references import swiss
from relance_xl.render.text_blocks import one_line
from relance_xl.settings import Settings

_MAX_LINK, _MAX_COMMUNICATION = 2_000, 140
_FAULTS = {
    "iban": "l’IBAN est faux",
    "country": "l’IBAN n’est pas de l’espace SEPA",
    "bic": "ce pays demande aussi un BIC",
    "name": "le titulaire du compte manque",
    "amount": "le montant n’y tient pas",
    "reference": "un IBAN QR demande une seule facture et sa référence QR de 27 chiffres",
    "address": "l’adresse de la société est incomplète (Paramètres)",
    "currency": "la facture QR suisse n’existe qu’en CHF et en EUR",
    "control character": "un texte contient un signe interdit",
}


def pay_box(case: Case, settings: Settings) -> PayBox:
    """Give how to pay the message's total; the QR code only where the plan wants one.

    A factor's account takes the place of ours, holder included: the sentence of the plan
    names it. A Swiss account gets a Swiss QR-bill, others in euros an EPC code.
    """
    row = case.row
    iban = row.iban or one_line(settings.iban)
    bic = row.bic if row.iban else one_line(settings.bic)
    holder = one_line(settings.account_holder or settings.company_name)
    links = [
        (case.name_of(line), link) for line in case.summed if (link := safe_link(line.payment_link))
    ]
    reference = _communication(case)
    bill, code, fault = None, "", ""
    if row.qr and iban:
        try:
            if swiss.is_swiss(iban):
                bill = _bill(case, settings, iban, holder)
                code = swiss.payload(bill)
            elif row.currency == "EUR":
                code = epc.payload(holder, iban, case.to_pay_cents, reference, bic)
        except (epc.EpcError, swiss.SwissError) as error:
            fault = _FAULTS[str(error)]
    return PayBox(
        amount=case.money(case.to_pay_cents),
        beneficiary=holder,
        iban=epc.grouped_iban(iban),
        bic=bic,
        reference=reference,
        links=tuple(links),
        qr=code,
        bill=bill,
        qr_fault=fault,
    )


def _bill(case: Case, settings: Settings, iban: str, holder: str) -> swiss.SwissBill:
    """Check the Swiss QR-bill of a message; the payer stands on it if its address is whole."""
    party = case.party
    home = (settings.address1, settings.postcode, settings.city, settings.country)
    creditor = swiss.address(holder, *home)
    if creditor is None:
        raise swiss.SwissError("address")
    given = _given_reference(case)
    return swiss.swiss_bill(
        swiss.SwissBill(
            iban,
            creditor,
            case.to_pay_cents,
            case.row.currency,
            reference=given,
            message=_numbers(case) if given else _communication(case),
            debtor=swiss.address(
                party.name or case.row.payer_name,
                party.address1 or party.address2,
                party.postcode,
                party.city,
                party.country or settings.country,
            ),
        )
    )


def _given_reference(case: Case) -> str:
    """Give the reference its invoice carries, when the message asks for one invoice alone."""
    lines = case.summed
    return lines[0].structured_reference if len(lines) == 1 else ""


def _communication(case: Case) -> str:
    """Give what to write in the transfer: one invoice's own reference, else our number."""
    return _given_reference(case) or _numbers(case)


def _numbers(case: Case) -> str:
    """Give our number, then those of the invoices: bank fields cut the end off."""
    numbers = list(dict.fromkeys(line.invoice or line.item for line in case.summed))
    text = " ".join([case.number, *numbers])
    while len(text) > _MAX_COMMUNICATION and len(numbers) > 1:
        numbers = numbers[:-1]
        text = " ".join([case.number, *numbers, "…"])
    return text[:_MAX_COMMUNICATION]


def safe_link(text: str) -> str:
    """Give an address of the web customers may be sent to: https only, else nothing.

    >>> safe_link("https://payer.exemple.fr/F1"), safe_link("javascript:alert(1)")
    ('https://payer.exemple.fr/F1', '')
    """
    if not text or len(text) > _MAX_LINK or not text.isprintable() or set(text) & set(" <>\"'\\"):
        return ""
    try:
        parts = urlsplit(text)
        host = parts.hostname or ""
    except ValueError:
        return ""
    return text if parts.scheme == "https" and "." in host and "@" not in parts.netloc else ""
