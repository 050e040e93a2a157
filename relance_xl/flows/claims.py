"""Sheet Pénalités: one row per invoice whose penalties a message has claimed."""

import pandas as pd

from relance_xl.flows.choosing import Batch
from relance_xl.flows.delivery import Delivery
from relance_xl.flows.desk import Desk
from relance_xl.flows.opening import Opened
from relance_xl.frames import row_cells, to_rows
from relance_xl.ports import Cell
from relance_xl.schema import TABLES

_PENALTIES = TABLES["penalties"]
_OPEN = ("", "computed", "claimed")
"""States a later claim may replace; what is invoiced, paid or waived stays."""


def write_claims(desk: Desk, opened: Opened, batch: Batch, delivery: Delivery) -> None:
    """Gather the claims of the messages that were accepted; a later one replaces the earlier."""
    new = {str(row["invoice"]): row for row in _claimed(desk, batch, delivery)}
    known = opened.tables["penalties"]
    settled = set(known.loc[~known["state"].isin(_OPEN), "invoice"])
    new = {invoice: row for invoice, row in new.items() if invoice not in settled}
    if new:
        kept = to_rows(_PENALTIES, known[~known["invoice"].isin(list(new))])
        desk.book.replace("penalties", [*kept, *new.values()])


def _claimed(desk: Desk, batch: Batch, delivery: Delivery) -> list[dict[str, Cell]]:
    rows: list[dict[str, Cell]] = []
    for choice in batch.choices:
        left = [i for i, number in choice.numbers.items() if delivery.accepted(number)]
        lines = choice.decision.lines
        lines = lines[lines["proposal"].isin(left) & lines["claims"].astype(bool)]
        currencies = choice.decision.proposals.set_index("proposal")["currency"]
        for line in lines.to_dict("records"):
            if pd.isna(line["interest_cents"]) and pd.isna(line["fee_cents"]):
                continue
            values = {
                "claim": f"PEN-{line['invoice']}",
                "invoice": line["invoice"],
                "up_to": desk.today,
                "interest_cents": line["interest_cents"],
                "fee_cents": line["fee_cents"],
                "currency": currencies[line["proposal"]],
                "rate_text": line["rate_text"],
                "rate_source": line["rate_source"],
                "state": "claimed",
            }
            rows.append(row_cells(_PENALTIES, values))
    return rows
