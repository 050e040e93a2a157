"""A letter ready to be laid out: pure data, every text already in its final words."""

from dataclasses import dataclass, field
from datetime import date

from relance_xl.render.blocks import Block
from relance_xl.render.references.swiss import SwissBill


@dataclass(frozen=True, slots=True)
class Sender:
    """Who writes: the letterhead and the legal line of the footer.

    `address` are postal lines; `legal` is the one line the law wants on paper (form,
    capital, RCS, VAT number); `logo` is a PNG, JPEG or SVG file, or nothing.

    >>> Sender("Atelier Martin").phone
    ''
    """

    name: str
    address: tuple[str, ...] = ()
    legal: str = ""
    phone: str = ""
    email: str = ""
    logo: bytes = b""


@dataclass(frozen=True, slots=True)
class Payment:
    """The box « how to pay ». Empty texts leave their line out.

    `qr_svg` and `qr_png` are the same code in two forms: the PDF takes the first it
    finds, Word needs the PNG. `bill` is the Swiss QR-bill of a Swiss account: paper carries
    it whole at the foot of the letter, Word its code only.

    >>> Payment(iban="FR76 3000 4000 0312 3456 7890 143").bic
    ''
    """

    amount: str = ""
    beneficiary: str = ""
    iban: str = ""
    bic: str = ""
    reference: str = ""
    link: str = ""
    qr_svg: bytes = b""
    qr_png: bytes = b""
    bill: SwissBill | None = None


@dataclass(frozen=True, slots=True)
class Letter:
    """One letter. `number` is its REL- number, `day` the date the file carries.

    `recipient` holds the lines `address.fit_address` gave. `place_date` is the written
    form (« Lyon, le 3 août 2026 »). `language` chooses the fixed words (fr, nl, de, en).

    >>> Letter("REL-2026-00001", date(2026, 8, 3), Sender("A"), ("B",)).registered
    False
    """

    number: str
    day: date
    sender: Sender
    recipient: tuple[str, ...]
    place_date: str = ""
    customer_code: str = ""
    subject: str = ""
    blocks: tuple[Block, ...] = ()
    closing: str = ""
    signature: tuple[str, ...] = ()
    payment: Payment = field(default_factory=Payment)
    registered: bool = False
    language: str = "fr"
