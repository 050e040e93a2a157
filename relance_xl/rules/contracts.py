"""What contracts say of penalties besides a yearly rate: Paramètres, overridden in Clients."""

from collections.abc import Hashable, Mapping
from dataclasses import dataclass, replace

import numpy as np
import pandas as pd

from relance_xl.laws import Terms
from relance_xl.rules.arrays import Flags, Ints, texts, unreadable
from relance_xl.settings import Settings

UNCLEAR = "clause du contrat illisible dans la feuille Clients\u202f: corriger la cellule"
COLUMNS = {
    "indemnity_bps": "indemnity_bps",
    "indemnity_min_cents": "indemnity_min_cents",
    "indemnity_max_cents": "indemnity_max_cents",
    "consumer_clause": "consumer_clause",
    "monthly_rate_only": "monthly_only",
}
"""Columns of Clients, and the field of `Terms` each one fills."""


def contract_terms(settings: Settings) -> Terms:
    """Give what Paramètres says of the creditor's contracts, besides their yearly rate.

    >>> contract_terms(Settings(consumer_clause=True)).consumer_clause
    True
    """
    return Terms(
        indemnity_bps=settings.indemnity_bps,
        indemnity_min_cents=settings.indemnity_min_cents,
        indemnity_max_cents=settings.indemnity_max_cents,
        consumer_clause=settings.consumer_clause,
        monthly_only=settings.monthly_rate_only,
        named_rate_bps=settings.named_rate_bps,
    )


@dataclass(frozen=True, slots=True)
class Contracts:
    """Each customer's clauses: `place` is where in `own` they stand, -1 = the `usual` ones.

    `unclear`: a cell that cannot be read, nothing is claimed from this customer.
    """

    usual: Terms
    own: tuple[Terms, ...]
    place: Ints
    unclear: Flags

    def of(self, customer: int) -> Terms:
        """Give one customer's clauses by row; -1, a customer nobody knows, has the usual ones."""
        return (*self.own, self.usual)[self.place[customer] if customer >= 0 else -1]

    @property
    def clause(self) -> Flags:
        """Tell whose contract surely has the clause consumers need."""
        known = np.array([terms.consumer_clause for terms in (*self.own, self.usual)], dtype=bool)
        found: Flags = known[self.place] & ~self.unclear
        return found


def read_contracts(customers: pd.DataFrame, settings: Settings) -> Contracts:
    """Read the clauses typed in Clients; an empty cell means Paramètres.

    Needs the columns of `COLUMNS` (money in cents, rates in basis points) and bad.

    >>> from tests.rules.builders import customer, tables
    >>> rows = tables(customers=[customer("C1"), customer("C2", indemnity_bps=500)])
    >>> found = read_contracts(rows["customers"], Settings(indemnity_bps=1000))
    >>> found.of(0).indemnity_bps, found.of(1).indemnity_bps, found.of(-1).indemnity_bps
    (1000, 500, 1000)
    """
    usual = contract_terms(settings)
    cells = customers[list(COLUMNS)]
    rows = np.flatnonzero(cells.notna().to_numpy().any(axis=1))
    place = np.full(len(customers), -1)
    own: dict[Terms, int] = {}
    typed = cells.iloc[rows].astype(object).to_dict("records")
    for row, values in zip(rows.tolist(), typed, strict=True):
        terms = _overridden(usual, values)
        place[row] = own.setdefault(terms, len(own))
    return Contracts(usual, tuple(own), place, unreadable(customers, COLUMNS))


def typed_clauses(customers: pd.DataFrame) -> dict[str, bool]:
    """Tell by code whose contract has the clause for consumers, where Clients says it.

    Needs customer, the columns of `COLUMNS` and bad. Clauses that cannot be read grant nothing.
    """
    unclear = unreadable(customers, COLUMNS)
    granted = customers["consumer_clause"].to_numpy(dtype=bool, na_value=False) & ~unclear
    said = customers["consumer_clause"].notna().to_numpy() | unclear
    names = texts(customers["customer"])[said].tolist()
    return dict(zip(names, granted[said].tolist(), strict=True))


def _overridden(usual: Terms, typed: Mapping[Hashable, object]) -> Terms:
    flags = {"consumer_clause", "monthly_only"}
    known: dict[str, object] = {
        field: bool(typed[name]) if field in flags else int(str(typed[name]))
        for name, field in COLUMNS.items()
        if not pd.isna(typed[name])  # type: ignore[call-overload]  # one cell, not an array
    }
    return replace(usual, **known)  # type: ignore[arg-type]  # the fields' own types, by `COLUMNS`
