"""Sheet Relances as a flow uses it: the rows as they stand, rebuilt, written."""

import pandas as pd

from relance_xl.flows.desk import Desk
from relance_xl.flows.opening import Opened, write_parameter
from relance_xl.frames import to_rows
from relance_xl.rules.approval import Numbering, merge
from relance_xl.rules.decide import Decision
from relance_xl.rules.numbers import highest
from relance_xl.schema import TABLES


def rebuild(desk: Desk, opened: Opened, decision: Decision) -> pd.DataFrame:
    """Merge a fresh decision with the sheet: kept decisions, new numbers."""
    numbering = Numbering(
        used=[*opened.tables["sends"]["number"], opened.settings.last_number],
        journal_last=opened.journal.last_number(desk.today.year),
        gone=frozenset(opened.acts["number"]),
    )
    return merge(decision, opened.tables["proposals"], numbering)


def write_rows(desk: Desk, opened: Opened, rows: pd.DataFrame) -> None:
    """Gather sheet Relances and the highest number ever given, in the same save."""
    desk.book.replace("proposals", to_rows(TABLES["proposals"], rows))
    last = highest([*rows["number"], opened.settings.last_number])
    if last and last != opened.settings.last_number:
        write_parameter(desk, "last_number", last)
