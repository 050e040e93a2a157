"""Keys written in several ways are one key: case, blanks and invisible signs do not count.

`F2026-1`, `f2026-1 ` and `F2026-1` with a zero-width space name the same invoice. References
take the spelling of the first row that bears the key, and so do later rows with the same key:
whoever finds rows by key finds them all, and duplicates are seen as such.
"""

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import replace

import numpy as np
import pandas as pd

from relance_xl.rules.arrays import Flags, Texts, texts
from relance_xl.schema import TABLES
from relance_xl.settings import Settings

_INVISIBLE = re.compile("[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufeff]")
_TARGETS = ("customers", "invoices", "instalments", "plans", "groups", "texts")
"""Tables whose keys others refer to; payment methods are looked up by name (`methods`)."""


def key_of(text: str) -> str:
    r"""Give the one form all spellings of a key share.

    >>> key_of(" f 2026\u00a0-1\u200b") == key_of("F2026-1")
    True
    """
    if not text.isascii():
        text = _INVISIBLE.sub("", unicodedata.normalize("NFKC", text))
    return "".join(text.split()).casefold()


def with_one_spelling(
    tables: Mapping[str, pd.DataFrame], acts: pd.DataFrame
) -> tuple[dict[str, pd.DataFrame], pd.DataFrame]:
    """Give tables and acts whose keys and references are spelled in one way each.

    Every column of the schema that refers to a table of `_TARGETS`, the reminders named by
    answers, and in the ACTS frame item and payer. Rows keep their order.
    """
    found = dict(tables)
    known: dict[str, dict[str, str]] = {}
    for name in _TARGETS:
        key = TABLES[name].key[0]
        known[name] = _spellings(texts(found[name][key]))
        found[name] = _respelled(found[name], key, known[name])
    for table in TABLES.values():
        for column in table:
            if column.refers in known and column.name in found[table.name]:
                frame = found[table.name]
                found[table.name] = _respelled(frame, column.name, known[column.refers])
    numbers = _spellings(texts(acts["number"]))
    found["answers"] = _respelled(found["answers"], "reminder", numbers)
    acts = _respelled(acts, "payer", known["customers"])
    return found, _respelled(acts, "item", {**known["instalments"], **known["invoices"]})


def with_known_plan(settings: Settings, plans: pd.DataFrame) -> Settings:
    """Give the settings with the default plan spelled as in sheet Plans."""
    known = _spellings(texts(plans["plan"]))
    name = settings.default_plan
    return replace(settings, default_plan=known.get(key_of(name), name))


def own_spelling(cells: pd.DataFrame, key: str, original: "pd.Series[str]") -> pd.DataFrame:
    """Give the keys of `cells` back the spelling of the sheet, occurrence by occurrence.

    >>> cells = pd.DataFrame({"invoice": ["F1", "F1"], "reason": ["bad_data", "paid"]})
    >>> own_spelling(cells, "invoice", pd.Series(["F1", "f1"]))["invoice"].to_list()
    ['F1', 'f1']
    """
    first = _spellings(texts(original))
    sheet = original[original != ""]
    one = pd.Series([first[key_of(text)] for text in sheet], index=sheet.index, dtype="str")
    if (one == sheet).all():
        return cells
    places = pd.MultiIndex.from_arrays([one, one.groupby(one).cumcount()])
    wanted = pd.MultiIndex.from_arrays([cells[key], cells.groupby(key).cumcount()])
    at = places.get_indexer(wanted)
    own = np.where(at < 0, texts(cells[key]), texts(sheet)[at])
    return cells.assign(**{key: pd.array(own, dtype="str")})


def _spellings(keys: Texts) -> dict[str, str]:
    """Give the first spelling of every key, by its common form."""
    found: dict[str, str] = {}
    for text in keys.tolist():
        if text:
            found.setdefault(key_of(text), text)
    return found


def _respelled(frame: pd.DataFrame, name: str, known: Mapping[str, str]) -> pd.DataFrame:
    """Write a column in the known spellings; a frame that has them already is given back."""
    column = texts(frame[name])
    odd: Flags = ~pd.Index(column, dtype=object).isin(["", *known.values()])
    if not odd.any():
        return frame
    column = column.copy()
    column[odd] = [known.get(key_of(str(text)), text) for text in column[odd]]
    return frame.assign(**{name: pd.array(column, dtype="str")})
