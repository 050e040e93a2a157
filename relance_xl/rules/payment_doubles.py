"""Bank entries that are in Paiements already, and those that only look like it."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

import pandas as pd

from relance_xl.rules.arrays import texts
from relance_xl.rules.bank_entries import Numbered, entry_of
from relance_xl.rules.matching.model import Allocation, Match
from relance_xl.rules.methods import plain
from relance_xl.rules.own_accounts import same_account
from relance_xl.typography import french

_ACCOUNT_CREDIT = "RGT-"
"""How a FEC's reader names a payment that stands there without its invoice."""
SEEMS = "semble déjà"
"""How the reason of a doubtful entry begins."""
_NEAR_DAYS = (1, -1, 2, -2, 3, -3)
"""Formats date one payment differently: the day it is booked, of its value, of its order."""


@dataclass(frozen=True, slots=True)
class _Line:
    """One payment already in the sheet: an imported entry whole, or a row typed by hand."""

    key: str
    account: str
    payer_account: str
    reference: str
    source: str
    format: str


class Paid:
    """The payments of the sheet, by key, and by day and amount for those that look alike."""

    def __init__(
        self, tables: Mapping[str, pd.DataFrame], here: set[str], unpaid: Sequence[str]
    ) -> None:
        """Read Paiements, Imports and Factures; `here` are the keys of the file at hand.

        `unpaid` names the methods that brought no money: discounts, tolerated fees.
        """
        self._frame = tables["payments"]
        self._entries = [entry_of(str(key)) for key in texts(self._frame["payment"])]
        self.keys = set(self._entries) - {""}
        self._unpaid = {plain(method) for method in unpaid}
        self._places: dict[str, list[int]] = defaultdict(list)
        for place, key in enumerate(self._entries):
            self._places[key or f"row {place}"].append(place)
        self._alike = self._by_looks(_formats(tables["imports"]), here)
        self._add_credits(tables["invoices"])

    def as_written(self, one: Numbered, place: int) -> Match:
        """Tell of a known entry what its rows say now."""
        rows = self._frame.iloc[self._places[one.key]]
        first = rows.iloc[0]
        invoices = dict.fromkeys(str(number) for number in rows["invoice"] if number)
        confidence = str(first["confidence"])
        return Match(
            place,
            str(first["customer"]),
            tuple(Allocation(number, 0) for number in invoices),
            confidence if confidence in ("high", "medium", "low") else "",  # type: ignore[arg-type]  # narrowed by the test
            french(f"déjà importé ({first['source']})"),
        )

    def doubts(self, entries: Mapping[int, Numbered], file_format: str) -> Mapping[int, str]:
        """Say of entries, by position, which payment already there they look like.

        The same day is looked at first, for all of them; then, among what came by another
        format or by hand, the days around.
        """
        found: dict[int, str] = {}
        for shift in (0, *_NEAR_DAYS):
            for place, one in entries.items():
                if place not in found and (line := self._taken(one, file_format, shift)):
                    where = f"importé ({line.source})" if line.source else "saisi à la main"
                    more = f", à {_days(abs(shift))} près" if shift else ""
                    found[place] = f"{SEEMS} {where}{more}"
        return found

    def _taken(self, one: Numbered, file_format: str, shift: int) -> _Line | None:
        """Take the first line an entry may be, so that it answers for no other one."""
        day = one.entry.booked_on + timedelta(days=shift)
        alike = self._alike.get((day, one.entry.amount_cents), [])
        for line in alike:
            elsewhere = not line.source or line.format != file_format
            if (elsewhere or not shift) and _could_be(line, one, file_format):
                alike.remove(line)
                return line
        return None

    def _by_looks(
        self, formats: Mapping[str, str], here: set[str]
    ) -> dict[tuple[date, int], list[_Line]]:
        frame = self._frame
        found: dict[tuple[date, int], list[_Line]] = defaultdict(list)
        columns = {
            name: frame[name].tolist()
            for name in (
                *("payment_date", "amount_cents", "own_account", "payer_account", "source"),
                *("bank_reference", "accepted", "payment"),
            )
        }
        for key, places in self._places.items():
            first = places[0]
            day = columns["payment_date"][first]
            amounts = [columns["amount_cents"][place] for place in places]
            settled = str(columns["payment"][first]).startswith("S-")
            if key in here or settled or pd.isna(day) or any(map(pd.isna, amounts)):
                continue
            source = str(columns["source"][first])
            line = _Line(
                key,
                str(columns["own_account"][first]),
                str(columns["payer_account"][first]),
                str(columns["bank_reference"][first]),
                source,
                formats.get(source, ""),
            )
            found[day.date(), self._cash(places, amounts)].append(line)
        return found

    def _add_credits(self, invoices: pd.DataFrame) -> None:
        """Add payments the accounting has booked without their invoice: credits of Factures."""
        rows = invoices[invoices["invoice"].str.startswith(_ACCOUNT_CREDIT)]
        columns = ("invoice", "issue_date", "total_cents")
        for number, day, cents in zip(*(rows[name] for name in columns), strict=True):
            if not pd.isna(day) and not pd.isna(cents):
                line = _Line(str(number), "", "", "", str(number), _ACCOUNT_CREDIT)
                self._alike[day.date(), abs(int(cents))].append(line)

    def _cash(self, places: Sequence[int], amounts: Sequence[int]) -> int:
        """Sum the money of an entry's rows: discounts and tolerated fees brought none."""
        methods = [plain(method) for method in self._frame["method"].iloc[list(places)]]
        pairs = zip(amounts, methods, strict=True)
        return sum(int(amount) for amount, method in pairs if method not in self._unpaid)


def _days(count: int) -> str:
    return f"{count} jours" if count > 1 else "un jour"


def _formats(imports: pd.DataFrame) -> dict[str, str]:
    return {str(f): str(k) for f, k in zip(imports["file"], imports["format"], strict=True)}


def _could_be(line: _Line, one: Numbered, file_format: str) -> bool:
    """Tell whether an entry may be a payment already there, of the same day and amount.

    Two accounts, ours or the payer's, tell them apart; so do two references of one format.
    """
    if not same_account(line.account, one.account):
        return False
    entry = one.entry
    if line.payer_account and entry.payer_account:
        return same_account(line.payer_account, entry.payer_account)
    reference = entry.end_to_end or entry.reference
    comparable = line.format == file_format and line.reference and reference
    return not comparable or line.reference == reference
