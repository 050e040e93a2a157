"""What is settled needs no stage: set aside at the start, written down at the end.

Most rows of an old workbook are paid. Deciding looks at the others only.
"""

import numpy as np
import pandas as pd

from relance_xl.rules.arrays import Ints, texts
from relance_xl.rules.items import text_column
from relance_xl.rules.why import Facts, sentence

_SETTLED = ("paid", "credit")


def live_items(items: pd.DataFrame, invoices: pd.DataFrame) -> pd.DataFrame:
    """Give the items that are neither paid nor credits.

    Adds `place` (position in items) and `invoice_at` (position in Factures).

    >>> items = pd.DataFrame({"item": ["F1", "F2"], "hold": ["paid", ""], "row": [5, 6]})
    >>> live_items(items, pd.DataFrame({"row": [5, 6]})).to_dict("records")
    [{'item': 'F2', 'hold': '', 'row': 6, 'place': 1, 'invoice_at': 1}]
    """
    rows = np.flatnonzero(~items["hold"].isin(_SETTLED).to_numpy())
    live = items.iloc[rows].reset_index(drop=True)
    return live.assign(place=rows, invoice_at=places(live, invoices))


def places(items: pd.DataFrame, invoices: pd.DataFrame) -> Ints:
    """Give each item's position in Factures, by sheet row.

    >>> places(pd.DataFrame({"row": [6, 6]}), pd.DataFrame({"row": [5, 6]})).tolist()
    [1, 1]
    """
    wanted, rows = items["row"].to_numpy(), invoices["row"].to_numpy()
    if (np.diff(rows) > 0).all():
        return np.searchsorted(rows, wanted).astype(np.int64)
    found: Ints = pd.Index(rows).get_indexer(pd.Index(wanted)).astype(np.int64)
    return found


def with_settled(items: pd.DataFrame, live: pd.DataFrame) -> pd.DataFrame:
    """Put what was decided of live items beside all of them.

    Of a settled item: its hold is the reason, no stage comes, no interest runs, and it is
    not late any more.
    """
    hold = texts(items["hold"])
    place = live["place"].to_numpy(dtype=np.int64)
    count = len(items)
    said = {code: sentence(code, Facts()) for code in _SETTLED}
    words = {
        "reason": hold.copy(),
        "status": hold.copy(),
        "why": np.array([said["paid"], said["credit"]], dtype=object)[
            (hold == "credit").astype(int)
        ],
        "next_stage_id": np.full(count, "", dtype=object),
    }
    found: dict[str, pd.api.extensions.ExtensionArray] = {}
    for name, column in words.items():
        column[place] = texts(live[name])
        found[name] = text_column(column)
    for name in ("interest_cents", "fee_cents", "next_stage"):
        numbers = np.zeros(count, dtype=np.int64)
        numbers[place] = live[name].to_numpy(dtype=np.int64, na_value=0)
        missing = np.full(count, fill_value=name == "next_stage")
        missing[place] = live[name].isna().to_numpy()
        found[name] = pd.arrays.IntegerArray(numbers, missing)
    provisional = np.zeros(count, dtype=bool)
    provisional[place] = live["provisional"].to_numpy(dtype=bool)
    when = np.full(count, np.datetime64("NaT", "s"))
    when[place] = live["next_date"].to_numpy()
    settled = np.isin(hold.astype("U"), _SETTLED)
    late = items["days_late"].mask(pd.Series(settled, index=items.index), 0)
    return items.assign(**found, provisional=provisional, next_date=when, days_late=late)
