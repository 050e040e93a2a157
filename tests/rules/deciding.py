"""Deciding and sending in tests: one call, and what left becomes acts."""

from collections.abc import Iterable, Mapping
from datetime import date, datetime

import pandas as pd

from relance_xl.laws import rate_table
from relance_xl.ports import Entry, SendState
from relance_xl.rules.acts import gather
from relance_xl.rules.approval import Numbering, merge
from relance_xl.rules.decide import Decision, decide
from relance_xl.rules.pairs import parse_pairs
from relance_xl.settings import Settings
from tests.rules.builders import TODAY, frame, no_acts, settings


def run(
    tables: Mapping[str, pd.DataFrame],
    today: date = TODAY,
    acts: pd.DataFrame | None = None,
    chosen: Settings | None = None,
) -> Decision:
    """Decide with shipped rates, fresh bank data, and no act before unless given."""
    known = settings(cash_entered_until=today) if chosen is None else chosen
    return decide(tables, known, rate_table(), no_acts() if acts is None else acts, today)


def told(decision: Decision, *names: str) -> dict[str, tuple[object, ...] | object]:
    """Give what is written beside each item: one value, or a tuple of them."""
    items = decision.items
    rows = zip(*(items[name].tolist() for name in names), strict=True)
    return {
        item: row[0] if len(row) == 1 else row
        for item, row in zip(items["item"], rows, strict=True)
    }


def reasons(decision: Decision) -> dict[str, object]:
    """Give each item's code."""
    return told(decision, "reason")  # type: ignore[return-value]


def recorded(decision: Decision) -> list[str]:
    """Give each proposal in short: payer, currency, channel, pairs."""
    rows = decision.proposals
    names = ("payer", "currency", "channel", "invoices")
    return [" ".join(row) for row in zip(*(rows[name] for name in names), strict=True)]


class Outbox:
    """What has left so far, kept as a journal would."""

    def __init__(self) -> None:
        self.entries: list[Entry] = []

    def send(
        self,
        decision: Decision,
        state: SendState = SendState.ACCEPTED,
        only: Iterable[int] | None = None,
    ) -> None:
        """Send all proposals (or those of these ids) on the decision's day at noon."""
        used = [entry.number for entry in self.entries]
        rows = merge(decision, frame("proposals"), Numbering(used))
        for row in rows.itertuples():
            if only is not None and row.proposal not in set(only):
                continue
            self.entries.append(
                Entry(
                    row.number,
                    row.payer,
                    row.currency,
                    row.stage,
                    row.channel,
                    row.recipient,
                    parse_pairs(row.invoices),
                    state,
                    at=datetime.combine(decision.today, datetime.min.time()).replace(hour=12),
                    record={"main_number": row.main_number},
                )
            )

    def acts(self, tables: Mapping[str, pd.DataFrame]) -> pd.DataFrame:
        """Give the ACTS frame."""
        return gather(frame("sends"), self.entries, tables["stages"])[0]
