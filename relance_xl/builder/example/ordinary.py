"""A year of ordinary business: invoices paid on time, late, after one reminder or two.

Random choices come from `Random.random()` alone, whose sequence Python guarantees.
"""

from dataclasses import dataclass
from random import Random

from relance_xl.builder.example.ledger import Ledger

_SEED = 20_26
_TOTAL = 404
_PLANS = {
    "": ("standard", (3, 15, 30)),
    "ferme": ("ferme", (1, 10, 20)),
    "ménagement": ("menagement", (7, 25, 45)),
    "pré-échéance": ("pre-echeance", ()),
    "automatique": ("automatique", ()),
    "particuliers": ("particuliers", (7, 21, 40)),
}
_GROUP_PLANS = {
    "Grands comptes": "ménagement",
    "À surveiller": "ferme",
    "Bailleurs": "pré-échéance",
}
_FRESH = 4


@dataclass
class _Dice:
    """Whole numbers from the guaranteed sequence."""

    random: Random

    def between(self, low: int, high: int) -> int:
        """Give a number from low to high, both included."""
        return low + int(self.random.random() * (high - low + 1))


def tell(ledger: Ledger) -> None:
    """Fill the ledger up with paid invoices, the reminders they took, and some not yet due."""
    dice = _Dice(Random(_SEED))  # noqa: S311 - an example, not a secret
    codes = list(ledger.customers)
    habits = {code: dice.between(-4, 24) for code in codes}
    place = 0
    while len(ledger.invoices) < _TOTAL:
        code = codes[place % len(codes)]
        consumer = ledger.customers[code]["customer_type"] == "consumer"
        if place < len(codes) and place % 3 == 0 and not consumer:
            ledger.invoice(code, -dice.between(2, 28), _amount(dice), **_currency(code))
        else:
            _paid(ledger, code, habits[code], dice)
        place += 1


def _paid(ledger: Ledger, code: str, habit: int, dice: _Dice) -> None:
    """Invoice in the past, remind as the plan says, get paid around the customer's habit."""
    late = dice.between(45, 345)
    delay = max(min(habit + dice.between(-4, 12), late - _FRESH), -5)
    invoice = ledger.invoice(code, late, _amount(dice), **_currency(code))
    slug, days = _plan_of(ledger, code)
    for rank, after in enumerate(days, start=1):
        if delay > after + 1:
            ledger.send(f"{slug}-{rank}", late - after - 1, invoice)
    if dice.between(1, 9) == 1:
        half = invoice.cents // 2
        ledger.pay(invoice, late - delay + 3, half, match_reason="Paiement partiel")
        ledger.pay(invoice, late - delay, invoice.cents - half)
    else:
        ledger.pay(invoice, late - delay, invoice.cents)


def _plan_of(ledger: Ledger, code: str) -> tuple[str, tuple[int, ...]]:
    customer = ledger.customers[code]
    if customer["customer_type"] == "consumer":
        return _PLANS["particuliers"]
    plan = str(customer.get("plan") or _GROUP_PLANS.get(str(customer.get("group")), ""))
    return _PLANS[plan]


def _amount(dice: _Dice) -> int:
    """Give a plausible amount: many small ones, few large, in cents with VAT at 20 %."""
    net = dice.between(4, 90) * dice.between(1, 12) * dice.between(3, 9) * 100
    return net * 12 // 10


def _currency(code: str) -> dict[str, str]:
    return {"currency": "CHF"} if code in {"C0016", "C0017"} else {}
