"""Sheets that differ from the usual ones, and the hold that comes of them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

import pandas as pd
import pytest

from relance_xl.rules.items import assemble
from tests.rules.builders import TODAY, acts, invoice, settings, tables

Row = Mapping[str, object]


@dataclass(frozen=True)
class Story:
    """Sheets that differ from the usual ones, and what F1's hold comes to."""

    hold: str
    until: str = ""
    detail: str = ""
    invoices: Sequence[Row] = (invoice(),)
    sheets: Mapping[str, Sequence[Row]] = field(default_factory=dict)
    acts: Sequence[Row] = ()
    settings: Mapping[str, object] = field(default_factory=dict)
    item: str = "F1"

    @property
    def told(self) -> tuple[str, str, str]:
        return self.hold, self.until, self.detail

    def outcome(self) -> tuple[str, str, str]:
        items = assemble(
            tables(invoices=self.invoices, **self.sheets),
            settings(**self.settings),
            acts(*self.acts),
            TODAY,
        ).items
        row = items.drop_duplicates("item", keep="last").set_index("item").loc[self.item]
        until = "" if pd.isna(row["hold_until"]) else f"{row['hold_until']:%Y-%m-%d}"
        return row["hold"], until, row["hold_detail"]


def answer(**cells: object) -> Row:
    usual = {"answer": "R1", "at": "2026-06-05 09:00", "answer_class": "question"}
    return {**usual, "sender": "x@y.example", **cells}


PLAN = [
    {"instalment": "F1#1", "invoice": "F1", "kind": "agreed", "due_date": "2026-06-20"}
    | {"amount_cents": 5_000},
    {"instalment": "F1#2", "invoice": "F1", "kind": "agreed", "due_date": "2026-07-20"}
    | {"amount_cents": 5_000},
]


def each(stories: Mapping[str, Story]) -> pytest.MarkDecorator:
    """Run a test once per story, under the story's name."""
    return pytest.mark.parametrize("story", stories.values(), ids=stories)
