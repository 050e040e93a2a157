"""What each message lists: its invoices by debtor, what they owe, what penalties they claim."""

from collections.abc import Mapping, Sequence

import numpy as np
import pandas as pd

from relance_xl.rules.arrays import NO_DAY, Flags, Ints, at, cents, days, find, said_yes, texts
from relance_xl.rules.batches import APART, LISTED, OWN, Batch
from relance_xl.rules.history import NONE

PARTS = {OWN: "own", LISTED: "listed", APART: "information"}
_OF_INVOICE = ("contract_reference", "structured_reference", "purchase", "payment_link", "pdf_file")
_OF_ITEM = (
    "item",
    "invoice",
    "customer",
    "issue_date",
    "due_date",
    "total_cents",
    "paid_cents",
    "open_cents",
    "balance_cents",
    "days_late",
    "interest_cents",
    "fee_cents",
    "provisional",
    "rate_text",
    "rate_source",
    "last_reminder",
    "invoice_at",
    "broken_promise",
    "auto_hold",
    "last_pos",
    "stage",
    "credit_cents",
    "credited",
)


def message_lines(
    items: pd.DataFrame,
    batches: Sequence[Batch],
    stages: pd.DataFrame,
    tables: Mapping[str, pd.DataFrame],
) -> pd.DataFrame:
    """Lay out the lines of all messages, in the order they are printed.

    Messages are counted over the batches in turn: column `message`. Columns of items as
    they are, `part` (own, listed, information, credit), `at` (place in items, -1 for a
    credit), pos (stage recorded, -1 when only listed), claims (bool: penalties are claimed
    for it), customer_name and what the invoice's row says of references and payment.
    """
    message, place, part, pos = _places(batches)
    taken = items[list(_OF_ITEM)].iloc[place].reset_index(drop=True)
    lines = taken.assign(
        message=message,
        at=place,
        part=np.array([PARTS[code] for code in part.tolist()], dtype=object),
        pos=pos,
    )
    lines = lines.rename(columns={"stage": "last_rank"})
    lines = lines.assign(claims=_claims(lines, stages))
    lines = pd.concat([lines, _credits(lines)], ignore_index=True)
    lines = _named(lines, tables)
    order = np.lexsort(
        (
            texts(lines["item"]),
            lines["due_date"].to_numpy(),
            ~lines["broken_promise"].to_numpy(dtype=bool),
            texts(lines["part"]) == "credit",
            texts(lines["customer"]),
            texts(lines["customer_name"]),
            texts(lines["part"]) == "information",
            lines["message"].to_numpy(),
        )
    )
    return lines.iloc[order].reset_index(drop=True)


def _places(
    batches: Sequence[Batch],
) -> tuple["np.ndarray[tuple[int], np.dtype[np.int64]]", ...]:
    """Give message, place in items, part and recorded stage of every line."""
    columns: list[list[np.ndarray[tuple[int], np.dtype[np.int64]]]] = [[], [], [], []]
    before = 0
    for found in batches:
        number = np.full(found.pool.groups, NONE, dtype=np.int64)
        groups = found.messages["group"].to_numpy(dtype=np.int64)
        number[groups] = np.arange(len(groups)) + before
        before += len(groups)
        rows = np.flatnonzero(np.isin(found.part, (OWN, LISTED, APART)))
        part = found.part[rows]
        columns[0].append(number[found.pool.group[rows]])
        columns[1].append(found.pool.place[rows])
        columns[2].append(part)
        columns[3].append(np.where(part == OWN, found.pool.own[rows], NONE))
    return tuple(np.concatenate(column) for column in columns)


def _claims(lines: pd.DataFrame, stages: pd.DataFrame) -> Flags:
    """Tell which lines claim penalties: their last or now recorded stage claims (RULES §5).

    Never beside an unallocated credit, nor on a rate that is only provisional.
    """
    if not len(stages) or not len(lines):
        return np.zeros(len(lines), dtype=bool)
    recorded = lines["pos"].to_numpy(dtype=np.int64)
    last = lines["last_pos"].to_numpy(dtype=np.int64)
    pos = np.where(recorded == NONE, last, recorded)
    claiming = (texts(stages["penalties"]) == "claim")[np.maximum(pos, 0)] & (pos >= 0)
    stated = ~lines["interest_cents"].isna().to_numpy() & ~said_yes(lines["provisional"])
    counted = np.isin(texts(lines["part"]), ("own", "listed"))
    claimed: Flags = claiming & stated & counted & ~lines["credited"].to_numpy(dtype=bool)
    return claimed


def _credits(lines: pd.DataFrame) -> pd.DataFrame:
    """Make one line per debtor whose unallocated credit is netted."""
    asked = np.isin(texts(lines["part"]), ("own", "listed"))
    rows = lines[asked & (lines["credit_cents"] > 0)]
    rows = rows.drop_duplicates(["message", "customer"])
    nothing = pd.array([pd.NA] * len(rows), dtype="Int64")
    return rows.assign(
        item="",
        invoice="",
        part="credit",
        at=NONE,
        pos=NONE,
        last_pos=NONE,
        issue_date=NO_DAY.astype("datetime64[s]"),
        due_date=NO_DAY.astype("datetime64[s]"),
        total_cents=-rows["credit_cents"],
        paid_cents=0,
        open_cents=-rows["credit_cents"],
        balance_cents=-rows["credit_cents"],
        days_late=nothing,
        interest_cents=nothing,
        fee_cents=nothing,
        rate_text="",
        rate_source="",
        broken_promise=False,
        auto_hold=False,
        claims=False,
    )


def _named(lines: pd.DataFrame, tables: Mapping[str, pd.DataFrame]) -> pd.DataFrame:
    customers, invoices = tables["customers"], tables["invoices"]
    who = find(texts(customers["customer"]), texts(lines["customer"]))
    which = np.where(lines["item"] == "", NONE, lines["invoice_at"]).astype(np.int64)
    said = {name: at(texts(invoices[name]), which, "") for name in _OF_INVOICE}
    promised = at(days(invoices["promise_date"]), which, NO_DAY)
    told = days(lines["last_reminder"]) > promised
    return lines.assign(
        customer_name=at(texts(customers["name"]), who, ""),
        news=lines["broken_promise"].to_numpy(dtype=bool) & ~told,
        **said,
    )


def totals(lines: pd.DataFrame, count: int) -> pd.DataFrame:
    """Sum each message's lines: due_cents, credit_cents, penalties and counts.

    `interest_cents` and `fee_cents` are what is claimed when something is, else what is at
    stake on the lines asked for; `penalties_cents` only what is claimed; `rate_text` says at
    which rates. `penalties_ok` says that every line asked for has amounts that may be
    stated. `days_late` is the longest delay listed, `own_late` that of the invoices whose
    stage is due. `broken` puts a message first, `broken_promise` is what no reminder has said yet.
    """
    part = texts(lines["part"])
    asked = np.isin(part, ("own", "listed"))
    claims = lines["claims"].to_numpy(dtype=bool)
    stated = ~lines["provisional"].to_numpy(dtype=bool)
    per = _PerMessage(lines, count)
    claim = per.any_of(claims)
    counted = np.where(claim[per.message], claims, asked)
    unstated = asked & (lines["interest_cents"].isna().to_numpy(dtype=bool) | ~stated)
    credit = part == "credit"
    return pd.DataFrame(
        {
            "due_cents": per.summed("open_cents", asked | credit),
            "credit_cents": -per.summed("open_cents", credit),
            "interest_cents": per.summed("interest_cents", counted),
            "fee_cents": per.summed("fee_cents", counted),
            "penalties_cents": per.summed("interest_cents", claims)
            + per.summed("fee_cents", claims),
            "penalties_ok": ~per.any_of(unstated),
            "claim": claim,
            "broken": per.any_of(asked & lines["broken_promise"].to_numpy(dtype=bool)),
            "broken_promise": per.any_of(asked & lines["news"].to_numpy(dtype=bool)),
            "rate_text": _rates(lines[counted & stated], count),
            "auto_hold": per.any_of(asked & lines["auto_hold"].to_numpy(dtype=bool)),
            "invoice_count": per.count_of(~credit),
            "own_count": per.count_of(part == "own"),
            "days_late": per.longest(asked),
            "own_late": per.longest(part == "own"),
        }
    )


class _PerMessage:
    """Sums, counts and maxima of lines, message by message."""

    def __init__(self, lines: pd.DataFrame, count: int) -> None:
        self.message = lines["message"].to_numpy(dtype=np.int64)
        self._lines = lines
        self._count = count

    def summed(self, name: str, where: Flags) -> Ints:
        """Add up an amount over the lines chosen."""
        amounts = cents(self._lines[name])[where]
        found = np.bincount(self.message[where], weights=amounts, minlength=self._count)
        return np.rint(found).astype(np.int64)

    def count_of(self, where: Flags) -> Ints:
        """Count the lines chosen."""
        return np.bincount(self.message[where], minlength=self._count).astype(np.int64)

    def any_of(self, where: Flags) -> Flags:
        """Tell which messages have a line chosen."""
        found: Flags = self.count_of(where) > 0
        return found

    def longest(self, where: Flags) -> Ints:
        """Give the longest delay of the lines chosen."""
        late = np.zeros(self._count, dtype=np.int64)
        known = self._lines["days_late"].to_numpy(np.int64, na_value=0)
        np.maximum.at(late, self.message[where], known[where])
        return late


def _rates(lines: pd.DataFrame, count: int) -> list[str]:
    """Name each message's rates, each one once."""
    found: list[dict[str, None]] = [{} for _ in range(count)]
    for message, rate in zip(lines["message"].tolist(), lines["rate_text"].tolist(), strict=True):
        if rate:
            found[message][rate] = None
    return [" ; ".join(rates) for rates in found]
