"""Rows of sheet Pénalités after messages left: what they claimed, or only stated."""

from collections.abc import Iterable
from datetime import date

import pandas as pd

from relance_xl.rules.claims.states import OPEN
from relance_xl.rules.keys import key_of

_RANK = {"": 0, "computed": 1, "claimed": 2}


def told_claims(
    lines: pd.DataFrame, penalties: pd.DataFrame, day: date
) -> tuple[dict[str, dict[str, object]], list[dict[str, object]]]:
    """Give the open rows that change (values by claim), and the rows to add.

    Needs `lines` of messages that left: item, invoice, interest_cents, fee_cents, claims
    (bool), stated (bool), currency, rate_text, rate_source; and the typed frame of sheet
    Pénalités. Lines in several messages count once. A mention never undoes a claim.
    """
    spoken = lines[(lines["claims"] | lines["stated"]).astype(bool)]
    spoken = spoken[spoken["interest_cents"].notna() | spoken["fee_cents"].notna()]
    spoken = spoken.sort_values("claims", ascending=False, kind="stable")
    spoken = spoken.drop_duplicates("item")
    changed: dict[str, dict[str, object]] = {}
    added: list[dict[str, object]] = []
    taken = set(penalties["claim"])
    known = _open_rows(penalties)
    for invoice, rows in spoken.groupby("invoice", sort=False):
        values = _values(rows, day)
        if not (values["interest_cents"] or values["fee_cents"]):
            continue
        open_ = known.get(key_of(str(invoice)))
        if open_ is None:
            name = _free_name(str(invoice), taken)
            taken.add(name)
            added.append({"claim": name, "invoice": invoice, **values})
        elif _RANK[str(values["state"])] >= _RANK[open_[1]]:
            changed[open_[0]] = values
    return changed, added


def open_row(penalties: pd.DataFrame, invoice: str) -> str | None:
    """Give the claim of an invoice that the next one replaces; None when there is none."""
    found = _open_rows(penalties).get(key_of(invoice))
    return found[0] if found else None


def free_name(penalties: pd.DataFrame, invoice: str) -> str:
    """Name a further claim on an invoice."""
    return _free_name(invoice, set(penalties["claim"]))


def _values(rows: pd.DataFrame, day: date) -> dict[str, object]:
    return {
        "up_to": day,
        "interest_cents": int(rows["interest_cents"].fillna(0).sum()),
        "fee_cents": int(rows["fee_cents"].fillna(0).sum()),
        "currency": rows["currency"].iloc[0],
        "rate_text": _each_once(rows["rate_text"]),
        "rate_source": _each_once(rows["rate_source"]),
        "state": "claimed" if bool(rows["claims"].any()) else "computed",
    }


def _each_once(texts: Iterable[object]) -> str:
    return " ; ".join(dict.fromkeys(str(text) for text in texts if text))


def _open_rows(penalties: pd.DataFrame) -> dict[str, tuple[str, str]]:
    """Give claim and state of each invoice's open row, the first if there are several."""
    rows = penalties[penalties["state"].isin(OPEN)]
    found: dict[str, tuple[str, str]] = {}
    for claim, named, state in zip(rows["claim"], rows["invoice"], rows["state"], strict=True):
        if claim:
            found.setdefault(key_of(str(named)), (str(claim), str(state)))
    return found


def _free_name(invoice: str, taken: set[str]) -> str:
    """Name a claim by its invoice; a further one gets a rank.

    >>> _free_name("F1", {"PEN-F1"})
    'PEN-F1-2'
    """
    name, rank = f"PEN-{invoice}", 1
    while name in taken:
        rank += 1
        name = f"PEN-{invoice}-{rank}"
    return name
