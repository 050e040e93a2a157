"""One message before it takes the shape of a mail or a letter."""

from dataclasses import dataclass, field

from relance_xl.render.blocks import Block
from relance_xl.render.decided import Party, ProposalRow
from relance_xl.render.formats import Locale
from relance_xl.render.references.swiss import SwissBill
from relance_xl.render.text_blocks import Place


@dataclass(frozen=True, slots=True)
class PayBox:
    """How to pay this message's total. Empty texts leave their line out.

    `links` are (invoice, address) pairs, https only; `qr` is what the QR code holds, that of
    the Swiss `bill` when there is one, else an EPC transfer; `qr_fault` says, in French, why
    there is none though the plan wants one.

    >>> PayBox().links
    ()
    """

    amount: str = ""
    beneficiary: str = ""
    iban: str = ""
    bic: str = ""
    reference: str = ""
    links: tuple[tuple[str, str], ...] = ()
    qr: str = ""
    bill: SwissBill | None = None
    qr_fault: str = ""

    @property
    def link(self) -> str:
        """The one address to pay at, when there is exactly one."""
        return self.links[0][1] if len({url for _, url in self.links}) == 1 else ""


@dataclass(frozen=True, slots=True)
class Content:
    """Everything a message says, laid out nowhere yet.

    `blocks` hold at most one `Place`, that of the pay box. `signed` tells that the text
    names its signatory itself.
    """

    number: str
    row: ProposalRow
    locale: Locale
    party: Party
    subject: str
    blocks: tuple[Block | Place, ...]
    pay: PayBox
    to_pay_cents: int = 0
    place_date: str = ""
    signature: tuple[str, ...] = ()
    warnings: tuple[str, ...] = field(default=())
