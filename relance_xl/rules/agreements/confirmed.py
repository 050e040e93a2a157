"""An agreed instalment plan as its confirmation states it: one per payer and currency."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

import pandas as pd

from relance_xl.rules.treatments.model import Agreement


@dataclass(frozen=True, slots=True)
class Owed:
    """One invoice of the plan, and what of it is paid in instalments."""

    invoice: str
    issue_date: date | None
    due_date: date | None
    cents: int
    reference: str = ""
    """Its structured reference, where it has one."""


@dataclass(frozen=True, slots=True)
class Confirmed:
    """What one payer agreed to pay in one currency; `instalments` are (day, cents) by date."""

    number: str
    answer: str
    payer: str
    currency: str
    invoices: tuple[Owed, ...]
    instalments: tuple[tuple[date, int], ...]

    @property
    def total_cents(self) -> int:
        """The whole plan."""
        return sum(cents for _, cents in self.instalments)


def confirmed(
    agreements: Iterable[Agreement], items: pd.DataFrame, invoices: pd.DataFrame
) -> list[Confirmed]:
    """Cut agreements by payer and currency; instalments of one day become one sum.

    Needs `items` of a decision (invoice, kind, payer, currency, issue_date, due_date) and
    `invoices` with invoice and structured_reference. The number is that of the answer.
    """
    known = _known(items)
    references = dict(zip(invoices["invoice"], invoices["structured_reference"], strict=True))
    found: list[Confirmed] = []
    for agreement in agreements:
        groups: dict[tuple[str, str], list[tuple[str, date, int]]] = {}
        for part in agreement.parts:
            fact = known.get(part[0])
            key = (fact.payer, fact.currency) if fact else (agreement.customer, "")
            groups.setdefault(key, []).append(part)
        for rank, ((payer, currency), parts) in enumerate(groups.items(), 1):
            number = f"ECH-{agreement.answer}" + (f"-{rank}" if len(groups) > 1 else "")
            found.append(
                Confirmed(
                    number,
                    agreement.answer,
                    payer,
                    currency,
                    _owed(parts, known, references),
                    _by_day(parts),
                )
            )
    return found


@dataclass(frozen=True, slots=True)
class _Fact:
    payer: str
    currency: str
    issue_date: date | None
    due_date: date | None


def _known(items: pd.DataFrame) -> dict[str, _Fact]:
    frame = items[items["kind"] == "invoice"]
    names = ("invoice", "payer", "currency", "issue_date", "due_date")
    return {
        invoice: _Fact(payer, currency, _day(issued), _day(due))
        for invoice, payer, currency, issued, due in zip(
            *(frame[name].tolist() for name in names), strict=True
        )
    }


def _day(value: pd.Timestamp) -> date | None:
    return None if pd.isna(value) else value.date()


def _owed(
    parts: Sequence[tuple[str, date, int]],
    known: Mapping[str, _Fact],
    references: Mapping[str, str],
) -> tuple[Owed, ...]:
    sums: dict[str, int] = {}
    for number, _, cents in parts:
        sums[number] = sums.get(number, 0) + cents
    facts = ((number, cents, known.get(number)) for number, cents in sums.items())
    return tuple(
        Owed(
            number,
            fact.issue_date if fact else None,
            fact.due_date if fact else None,
            cents,
            references.get(number, ""),
        )
        for number, cents, fact in facts
    )


def _by_day(parts: Sequence[tuple[str, date, int]]) -> tuple[tuple[date, int], ...]:
    """Sum what falls on one day.

    >>> _by_day([("F1", date(2026, 7, 1), 50), ("F2", date(2026, 7, 1), 20)])
    ((datetime.date(2026, 7, 1), 70),)
    """
    sums: dict[date, int] = {}
    for _, day, cents in parts:
        sums[day] = sums.get(day, 0) + cents
    return tuple(sorted(sums.items()))
