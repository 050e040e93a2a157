"""Rows of frames as plain values: None for what is missing, dates without hours."""

from collections.abc import Mapping
from datetime import date, datetime

import pandas as pd

Row = Mapping[str, object]


def records(frame: pd.DataFrame) -> list[Row]:
    """Give rows with Python's own values.

    >>> frame = pd.DataFrame({"n": pd.array([1, None], dtype="Int64"), "t": ["a", ""]})
    >>> records(frame)
    [{'n': 1, 't': 'a'}, {'n': None, 't': ''}]
    """
    names = [str(name) for name in frame.columns]
    columns = [
        frame[name].astype(object).where(frame[name].notna(), None).tolist() for name in names
    ]
    return [dict(zip(names, row, strict=True)) for row in zip(*columns, strict=True)]


def moment(value: object) -> datetime | None:
    """Give a cell's day and hour."""
    return value.to_pydatetime() if isinstance(value, pd.Timestamp) else None


def day(value: object) -> date | None:
    """Give a cell's day."""
    return value.date() if isinstance(value, pd.Timestamp) else None


def whole(value: object) -> int | None:
    """Give a cell's whole number.

    >>> whole(3), whole(None)
    (3, None)
    """
    return None if value is None else int(str(value))
