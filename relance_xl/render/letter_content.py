"""A message as a letter: the same content, handed to the layouts of `render.letters`."""

from datetime import date

from relance_xl.render.content import Content, PayBox
from relance_xl.render.decided import Party
from relance_xl.render.letters.address import fit_address
from relance_xl.render.letters.model import Letter, Payment, Sender
from relance_xl.render.references.pictures import png, svg, swiss_svg
from relance_xl.render.text_blocks import Place, one_line
from relance_xl.settings import Settings

_COUNTRIES = {
    "FR": "France", "BE": "Belgique", "LU": "Luxembourg", "CH": "Suisse", "CA": "Canada",
    "DE": "Allemagne", "NL": "Pays-Bas", "IT": "Italie", "ES": "Espagne", "PT": "Portugal",
    "GB": "Royaume-Uni", "IE": "Irlande", "AT": "Autriche", "MC": "Monaco", "US": "États-Unis",
    "PL": "Pologne", "DK": "Danemark", "SE": "Suède", "AD": "Andorre",
}  # fmt: skip


def letter_of(content: Content, settings: Settings, day: date, logo: bytes = b"") -> Letter:
    """Give the letter of a message; the pay box stands at the foot, where letters have it.

    Raises `TemplateTextError` when the address does not fit an envelope.
    """
    contact = content.row.contact_name
    blocks = tuple(block for block in content.blocks if not isinstance(block, Place))
    return Letter(
        number=content.number,
        day=day,
        sender=sender_of(settings, logo),
        recipient=fit_address(_postal_lines(content.party, contact, settings)),
        place_date=content.place_date,
        customer_code=content.row.payer,
        subject=content.subject.removesuffix(f"[{content.number}]").rstrip(),
        blocks=blocks,
        signature=content.signature,
        payment=_payment(content.pay),
        registered=content.row.channel == "registered_letter",
        language=content.locale.language,
    )


def sender_of(settings: Settings, logo: bytes = b"") -> Sender:
    """Give the letterhead from Paramètres."""
    town = f"{settings.postcode} {settings.city}".strip()
    lines = (one_line(text) for text in (settings.address1, settings.address2, town))
    return Sender(
        one_line(settings.company_name),
        tuple(line for line in lines if line),
        one_line(settings.company_line),
        one_line(settings.phone),
        one_line(settings.reply_to or settings.sender_email),
        logo,
    )


def _postal_lines(party: Party, contact: str, settings: Settings) -> tuple[str, ...]:
    """Give the address from the particular to the general; the country only abroad."""
    home = settings.country
    abroad = party.country.upper() if party.country.upper() not in {"", home} else ""
    addressee = "" if _names_itself(party.name, contact) else contact
    street = (party.address2, party.address1)
    town = f"{party.postcode} {party.city}".strip()
    return (party.name, addressee, *street, town, _COUNTRIES.get(abroad, abroad))


def _names_itself(customer: str, contact: str) -> bool:
    """Tell whether the customer's own name holds the contact's: « Mme Odette Chassagne ».

    >>> _names_itself("Mme Odette Chassagne", "Odette Chassagne"), _names_itself("SCI Roux", "Roux")
    (True, True)
    """
    return set(contact.casefold().split()) <= set(customer.casefold().split())


def _payment(pay: PayBox) -> Payment:
    swiss = pay.bill is not None
    drawn = swiss_svg if swiss else svg
    return Payment(
        amount=pay.amount,
        beneficiary=pay.beneficiary if pay.iban else "",
        iban=pay.iban,
        bic=pay.bic,
        reference=pay.reference,
        link=pay.link,
        qr_svg=drawn(pay.qr) if pay.qr else b"",
        qr_png=png(pay.qr, cross=swiss) if pay.qr else b"",
        bill=pay.bill,
    )
