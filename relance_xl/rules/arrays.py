"""Columns of typed frames as plain arrays, and rows found by key: what every rule starts with."""

from collections.abc import Iterable
from datetime import date
from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd

Flags = npt.NDArray[np.bool_]
Ints = npt.NDArray[np.int64]
Days = npt.NDArray[np.datetime64]
Texts = npt.NDArray[np.object_]

NO_DAY = np.datetime64("NaT", "D")


def texts(column: "pd.Series[str]") -> Texts:
    """Give a text column as an array of str."""
    return column.to_numpy(dtype=object)


def cents(column: "pd.Series[int]") -> Ints:
    """Give an Int64 column as int64, 0 where it is empty."""
    return np.asarray(column.to_numpy(dtype=np.int64, na_value=0), dtype=np.int64)


def empty(column: "pd.Series[Any]") -> Flags:
    """Tell which cells of a number or date column are missing."""
    return column.isna().to_numpy()


def days(column: "pd.Series[pd.Timestamp]") -> Days:
    """Give a date column as whole days, NaT where it is empty."""
    return column.to_numpy().astype("datetime64[D]")


def said_yes(column: "pd.Series[bool]") -> Flags:
    """Tell where a flag column says Oui."""
    return column.to_numpy(dtype=bool, na_value=False)


def said_no(column: "pd.Series[bool]") -> Flags:
    """Tell where a flag column says Non, in so many letters."""
    return ~column.to_numpy(dtype=bool, na_value=True)


def day(value: date) -> np.datetime64:
    """Give a date as a numpy day."""
    return np.datetime64(value, "D")


def find(keys: "Texts | pd.Index[str]", wanted: Texts) -> Ints:
    """Give, for each wanted key, the position of the first row with that key, else -1.

    An empty key is never found. `keys` may be an Index, which remembers its hash table.

    >>> find(np.array(["A", "B", "B"], object), np.array(["B", "", "Z"], object)).tolist()
    [1, -1, -1]
    """
    if not len(keys) or not len(wanted):
        return np.full(len(wanted), -1, dtype=np.int64)
    index = keys if isinstance(keys, pd.Index) else pd.Index(keys, dtype=object)
    if index.is_unique:
        found: Ints = index.get_indexer(pd.Index(wanted, dtype=object)).astype(np.int64)
    else:
        first = np.flatnonzero(~index.duplicated())
        place = index[first].get_indexer(pd.Index(wanted, dtype=object))
        found = np.where(place < 0, -1, first[place]).astype(np.int64)
    found[wanted == ""] = -1
    return found


def duplicated(keys: "Texts | pd.Index[str]") -> Flags:
    """Tell which rows share their key with another; an empty key shares nothing.

    >>> duplicated(np.array(["A", "B", "A", "", ""], object)).tolist()
    [True, False, True, False, False]
    """
    index = keys if isinstance(keys, pd.Index) else pd.Index(keys, dtype=object)
    if index.is_unique:
        return np.zeros(len(index), dtype=bool)
    twice: Flags = index.duplicated(keep=False) & (index != "")
    return twice


def among(values: Texts, wanted: Iterable[str]) -> Flags:
    """Tell which texts are one of those wanted, however long the others are.

    >>> among(np.array(["a", "b", ""], object), ("b", "c")).tolist()
    [False, True, False]
    """
    return np.asarray(pd.Index(values, dtype=object).isin(list(wanted)), dtype=bool)


def unreadable(frame: pd.DataFrame, names: Iterable[str]) -> Flags:
    """Tell which rows have an unreadable cell in one of these columns.

    >>> frame = pd.DataFrame({"bad": ["", "total_cents", "note"]})
    >>> unreadable(frame, ("total_cents", "issue_date")).tolist()
    [False, True, False]
    """
    bad = texts(frame["bad"])
    flags = np.zeros(len(frame), dtype=bool)
    wanted = frozenset(names)
    rows = np.flatnonzero(bad != "")
    codes, marks = pd.factorize(bad[rows])
    concerned = np.array([not wanted.isdisjoint(str(mark).split()) for mark in marks], dtype=bool)
    flags[rows] = concerned[codes]
    return flags


def at(values: npt.NDArray[Any], positions: Ints, missing: object) -> npt.NDArray[Any]:
    """Take values by position; `missing` where the position is -1."""
    if not len(values):
        return np.full(len(positions), missing, dtype=values.dtype)
    taken = values[positions]
    taken[positions < 0] = missing
    return taken


def sums(positions: Ints, amounts: Ints, count: int) -> Ints:
    """Add amounts up by position; -1 goes nowhere. Exact up to 2**53 cents."""
    placed = positions >= 0
    added = np.bincount(positions[placed], weights=amounts[placed], minlength=count)
    return np.rint(added).astype(np.int64)


def spread(flags: Flags, positions: Ints, count: int) -> Flags:
    """Mark the positions (0 … count-1) that at least one flagged row points at."""
    marked = np.zeros(count, dtype=bool)
    marked[positions[flags & (positions >= 0)]] = True
    return marked


def french_days(values: Days) -> list[str]:
    """Write days as in France, empty for a missing one.

    >>> french_days(np.array(["2026-06-05", "NaT"], dtype="datetime64[D]"))
    ['05/06/2026', '']
    """
    codes, distinct = pd.factorize(values)
    said = [f"{d[8:10]}/{d[5:7]}/{d[:4]}" for d in map(str, distinct)]
    return [said[code] if code >= 0 else "" for code in codes.tolist()]
