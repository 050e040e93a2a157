"""Lines of a file that are one invoice: a list of instalments names its number several times."""

from collections.abc import Iterable, Sequence
from dataclasses import replace

from relance_xl.incoming import LedgerItem
from relance_xl.rules.keys import key_of


def merged(items: Iterable[LedgerItem]) -> tuple[list[LedgerItem], list[LedgerItem]]:
    """Give one item per number, and those whose lines cannot be one invoice.

    Lines with the same customer, nature and currency are instalments: what is open adds up,
    and the last date counts, so that nothing is asked for too early.

    >>> from datetime import date
    >>> def line(day: int, cents: int) -> LedgerItem:
    ...     return LedgerItem(invoice="F1", customer="C1", due_date=date(2026, 5, day),
    ...                       total_cents=300, balance_cents=cents)
    >>> one, twice = merged([line(10, 100), line(20, 200)])
    >>> [(item.due_date.day, item.total_cents, item.balance_cents) for item in one], twice
    ([(20, 300, 300)], [])
    """
    groups: dict[str, list[LedgerItem]] = {}
    for item in items:
        groups.setdefault(key_of(item.invoice), []).append(item)
    kept: list[LedgerItem] = []
    refused: list[LedgerItem] = []
    for group in groups.values():
        lines = list(dict.fromkeys(replace(item, place="", label="") for item in group))
        if len(lines) == 1:
            kept.append(group[0])
        elif len({(key_of(i.customer), i.document, i.currency) for i in lines}) == 1:
            kept.append(_added_up(group[0], lines))
        else:
            refused.append(group[0])
    return kept, refused


def _added_up(first: LedgerItem, lines: Sequence[LedgerItem]) -> LedgerItem:
    totals, balances = _sum(i.total_cents for i in lines), _sum(i.balance_cents for i in lines)
    distinct = {item.total_cents for item in lines}
    whole = first.total_cents
    repeated = len(distinct) == 1 and whole is not None
    if repeated and balances is not None and whole is not None and abs(balances) <= abs(whole):
        totals = whole
    due = max((item.due_date for item in lines if item.due_date), default=None)
    issued = min((item.issue_date for item in lines if item.issue_date), default=None)
    return replace(
        first, due_date=due, issue_date=issued, total_cents=totals, balance_cents=balances
    )


def _sum(values: Iterable[int | None]) -> int | None:
    known = list(values)
    return None if None in known else sum(value for value in known if value is not None)
