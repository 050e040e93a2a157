"""How sure an answer is: what is known of the payer, what is named, how the amount agrees."""

from dataclasses import dataclass

from relance_xl.rules.matching.evidence import Evidence, Known, Party
from relance_xl.rules.matching.fits import AGREEING, Fit
from relance_xl.rules.matching.model import Confidence

LOOSE = ("bank_fee", "part", "over", "late", "account")
"""Fits whose amount proves nothing: a short number alone is no reason for them."""
_HARDLY_CHANCE = 0.01
_MAYBE_CHANCE = 0.05
"""Answers that chance alone would give: below these an agreeing amount is worth something."""

RANK: dict[Confidence, int] = {"high": 3, "medium": 2, "low": 1, "": 0}


@dataclass(frozen=True)
class Answer:
    """A customer, how he is known, what of his the entry names, and the best fit."""

    customer: str
    known: Known | None
    named: tuple[int, ...]
    fit: Fit
    confidence: Confidence

    @property
    def party(self) -> Party:
        """Tell how well the customer is known."""
        return self.known.party if self.known else Party.NO

    @property
    def weight(self) -> tuple[int, bool, bool, int]:
        """Give what answers are compared by."""
        agrees = self.fit.kind in AGREEING and self.fit.only
        return RANK[self.confidence], agrees, bool(self.named), int(self.party)


def rate(evidence: Evidence, customer: str, fit: Fit) -> Confidence:
    """Give the confidence that this customer's entry is shared like this.

    | payer known | items named | amount                            | confidence |
    |-------------|-------------|-----------------------------------|------------|
    | any         | surely      | one answer to the cent            | high       |
    | in part     | all paid    | one answer to the cent            | high       |
    | in full     | none        | one answer to the cent            | high       |
    | otherwise, known or named | one answer to the cent            | medium     |
    | in full, or named         | but for the bank's fee            | medium     |
    | any, surely named         | part of it, or more               | medium     |
    | anything else             |                                   | low        |

    Two equal answers are low. A combination of many, an amount chance could give, a named
    item left out, one named that is settled already (the same payment again?), or another
    customer known in full take a step from it.
    """
    party = evidence.party(customer)
    held = bool(evidence.named) and set(evidence.named) <= set(fit.places)
    sure = held and (party > Party.NO or evidence.sure)
    full = party is Party.FULL
    if not fit.only or fit.kind == "account" or (fit.odds > _MAYBE_CHANCE and not sure):
        return "low"
    if fit.kind in LOOSE:
        return "medium" if sure or (fit.kind == "bank_fee" and (full or held)) else "low"
    if not (party or held):
        return "low"
    firm = sure or (full and not evidence.named and fit.kind != "subset")
    firm &= not evidence.settled_of(customer)
    if firm and not evidence.certain - {customer} and fit.odds <= _HARDLY_CHANCE:
        return "high"
    return "medium" if fit.kind != "subset" or full or sure else "low"
