"""The rows a batch is made from: who could be in a message today, grouped as messages are.

One message per payer and currency. Invoices assigned to a factor whose plan dunns for it
are paid elsewhere, so they stand in a message of their own.
"""

from dataclasses import dataclass, field

import numpy as np
import pandas as pd

from relance_xl.rules.arrays import Flags, Ints, Texts, at, cents, find, texts
from relance_xl.rules.history import NONE


@dataclass
class Pool:
    """Rows that ride or are listed; `own` and `reason` change while messages take shape.

    `place` is the row's position in items. `own` is the position of the stage the row would
    record today (-1 none). `listable` rows may be listed though nothing of theirs is due.
    `credit` is what their debtor has unallocated in that currency; `credited` says that the
    debtor or its payer has something. `out` marks rows of
    debtors whose credits cover them. `debtor` numbers (group, customer).
    """

    place: Ints
    group: Ints
    debtor: Ints
    own: Ints
    listable: Flags
    late: Ints
    balance: Ints
    open: Ints
    credit: Ints
    credited: Flags
    tie: Ints
    entering: Flags
    last: Ints
    reason: Texts
    out: Flags
    groups: int = field(default=0)
    debtors: int = field(default=0)


def pool(items: pd.DataFrame, own: Ints, listable: Flags, apart: Texts | None = None) -> Pool:
    """Gather the rows of every group that has something due.

    Needs payer, currency, customer, factor_plan, item, days_late, balance_cents,
    open_cents, credit_cents, credited, entering, last_pos. `apart` splits groups further
    (notices go by stage).
    """
    rows, group = _groups_due(items, own, listable, apart)
    taken = items.iloc[rows]
    debtor = _joined([group, pd.factorize(taken["customer"])[0]])
    order = np.argsort(texts(taken["item"]), kind="stable")
    tie = np.empty(len(rows), dtype=np.int64)
    tie[order] = np.arange(len(rows))
    return Pool(
        place=rows,
        group=group,
        debtor=debtor,
        own=own[rows],
        listable=listable[rows],
        late=taken["days_late"].to_numpy(dtype=np.int64, na_value=0),
        balance=cents(taken["balance_cents"]),
        open=cents(taken["open_cents"]),
        credit=cents(taken["credit_cents"]),
        credited=taken["credited"].to_numpy(dtype=bool),
        tie=tie,
        entering=taken["entering"].to_numpy(dtype=bool),
        last=taken["last_pos"].to_numpy(dtype=np.int64),
        reason=np.full(len(rows), "", dtype=object),
        out=np.zeros(len(rows), dtype=bool),
        groups=int(group.max()) + 1 if len(group) else 0,
        debtors=int(debtor.max()) + 1 if len(debtor) else 0,
    )


def _groups_due(
    items: pd.DataFrame, own: Ints, listable: Flags, apart: Texts | None
) -> tuple[Ints, Ints]:
    """Give the rows of the groups that have something due, and each one's group from 0."""
    rows = np.flatnonzero((own != NONE) | listable)
    taken = items.iloc[rows]
    codes = [pd.factorize(taken[name])[0] for name in ("payer", "currency", "factor_plan")]
    if apart is not None:
        codes.append(pd.factorize(apart[rows])[0])
    group = _joined(codes)
    due = np.zeros(int(group.max()) + 1 if len(group) else 0, dtype=bool)
    due[group[own[rows] != NONE]] = True
    kept = due[group]
    return rows[kept], pd.factorize(group[kept])[0].astype(np.int64)


def with_credits(items: pd.DataFrame, credits_: pd.DataFrame) -> pd.DataFrame:
    """Add credit_cents, what the item's customer has unallocated in its currency, and credited.

    `credited` is also true where only who pays for it has a credit: no penalty is claimed
    and no formal notice leaves until a person has allocated it (RULES §2).

    >>> items = pd.DataFrame({
    ...     "customer": ["C1", "C1", "C2"], "payer": "C1", "currency": ["EUR", "USD", "EUR"]})
    >>> owed = pd.DataFrame({"customer": ["C1"], "currency": ["EUR"], "credit_cents": [500]})
    >>> with_credits(items, owed)[["credit_cents", "credited"]].values.tolist()
    [[500, True], [0, False], [0, True]]
    """
    own = _credit_of(texts(items["customer"]), items, credits_)
    of_payer = _credit_of(texts(items["payer"]), items, credits_)
    return items.assign(credit_cents=own, credited=(own > 0) | (of_payer > 0))


def _credit_of(who: Texts, items: pd.DataFrame, credits_: pd.DataFrame) -> Ints:
    credit = np.zeros(len(items), dtype=np.int64)
    known = np.isin(who, texts(credits_["customer"]))
    if known.any():
        key = texts(credits_["customer"]) + "\x1f" + texts(credits_["currency"])
        wanted = who[known] + "\x1f" + texts(items["currency"])[known]
        credit[known] = at(cents(credits_["credit_cents"]), find(key, wanted), 0)
    return np.maximum(credit, 0)


def _joined(codes: list[Ints]) -> Ints:
    """Give each distinct combination of several codes a number."""
    whole = np.zeros(len(codes[0]), dtype=np.int64)
    for code in codes:
        whole = whole * (int(code.max(initial=0)) + 1) + code
    found: Ints = pd.factorize(whole)[0].astype(np.int64)
    return found
