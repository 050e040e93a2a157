"""Rows of sheet Taux made from a newer ECB series, and which of them a sheet still lacks."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from itertools import takewhile

import pandas as pd

from relance_xl.dates import semester_of
from relance_xl.laws.model import RateRow
from relance_xl.laws.registry import ecb_rules, shipped_rows
from relance_xl.laws.series import Figure, semesters_from

Observed = Sequence[tuple[date, int]]
"""Days with the ECB's rate in basis points, in order; a rate holds until the next one."""


def rows_from(observed: Observed, known_until: date, source: str) -> list[RateRow]:
    """Give the rows of every law resting on the ECB alone, for half-years the series covers.

    `known_until` is the last day the series speaks for; `source` says where it was read.

    >>> series = [(date(2026, 6, 17), 240), (date(2026, 12, 16), 290)]
    >>> found = rows_from(series, date(2027, 1, 4), "BCE")
    >>> [(row.law, row.rate_bps) for row in found if row.period_start.year == 2027]
    [('BE', 1100), ('EU', 1090), ('FR', 1090), ('LU', 1090)]
    """
    if not observed:
        return []
    halves = takewhile(
        lambda half: half.first <= known_until, semesters_from(semester_of(observed[0][0]))
    )
    rows = []
    for half in halves:
        if half.first >= observed[0][0]:
            bps = [rate for day, rate in observed if day <= half.first][-1]
            rows += [rule.row(half, Figure(bps, source, "official")) for rule in ecb_rules()]
    return sorted(rows, key=lambda row: (row.law, row.customer_type, row.period_start))


def lacking(rates: pd.DataFrame, newer: Iterable[RateRow] = ()) -> list[RateRow]:
    """Give the shipped and newer rows a sheet lacks: they overlap none of its own.

    Needs `rates` with law, customer_type, period_start, period_end. Periods before the
    sheet's first one of that law and type are left alone: somebody took them out. A newer
    row gives way to a shipped one.

    >>> from relance_xl.laws import rate_table
    >>> lacking(rate_table()), len(lacking(rate_table().iloc[:0])) == len(rate_table())
    ([], True)
    """
    spans: dict[tuple[str, str], list[tuple[date, date]]] = {}
    columns = ["law", "customer_type", "period_start", "period_end"]
    for law, kind, start, end in rates[columns].itertuples(index=False):
        if pd.notna(start):
            last = end.date() if pd.notna(end) else semester_of(start.date()).last
            spans.setdefault((law, kind), []).append((start.date(), last))
    first = {key: min(found)[0] for key, found in spans.items()}
    return list(_free([*shipped_rows(), *newer], spans, first))


def _free(
    rows: Iterable[RateRow],
    spans: dict[tuple[str, str], list[tuple[date, date]]],
    first: dict[tuple[str, str], date],
) -> Iterator[RateRow]:
    for row in rows:
        key = (row.law, row.customer_type)
        taken = spans.setdefault(key, [])
        met = any(a <= row.period_end and row.period_start <= b for a, b in taken)
        if not met and row.period_start >= first.get(key, row.period_start):
            taken.append((row.period_start, row.period_end))
            yield row
