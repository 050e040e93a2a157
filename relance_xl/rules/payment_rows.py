"""Bank entries and what they are thought to pay -> rows of Paiements, nothing twice.

An entry is known by what the bank says of it: account, day, amount, currency, references and
label, and its rank among equal ones. The same statement again, or one that overlaps it, gives
the same keys, so that nothing is added. An entry that only looks like one that came by
another file or by hand is added for a person to judge.
"""

import hashlib
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

import pandas as pd

from relance_xl.incoming import BankEntry, BankFile, BankStatement
from relance_xl.rules.arrays import texts
from relance_xl.rules.matching.model import Allocation, Match
from relance_xl.rules.methods import plain
from relance_xl.rules.own_accounts import known_account, plain_account, same_account
from relance_xl.rules.sheet_changes import Row
from relance_xl.typography import french

WRITTEN, KNOWN, DEBIT = "proposed", "known", "debit"

_NATURES = {
    "payment": ("transfer", "Virement"),
    "discount": ("discount", "Escompte"),
    "bank_fee": ("bank_fee", "Frais bancaires"),
    "penalties": ("penalties", "Pénalités"),
}
"""Nature of an allocation -> nature of a payment method, and its name where tblMoyens has none."""
_DIGITS = 10
NO_EFFECT = "débit : sans effet"


@dataclass(frozen=True, slots=True)
class Numbered:
    """One entry of a file: its key, its statement's account and last day."""

    entry: BankEntry
    key: str
    account: str
    until: date | None


@dataclass(frozen=True, slots=True)
class OwnStatement:
    """One statement of a file, its entries with their keys.

    `named` is its account as the file writes it, `account` as we do.
    """

    named: str
    account: str
    currency: str
    until: date | None
    booked_count: int
    entries: tuple[Numbered, ...]


@dataclass(frozen=True, slots=True)
class Booked:
    """What becomes of one entry: `state` proposed, known or debit; `match` as it is written."""

    numbered: Numbered
    state: str
    match: Match
    rows: tuple[Row, ...] = ()


def number_entries(file: BankFile, accounts: Sequence[str], today: date) -> list[OwnStatement]:
    """Give every entry its key, from what the file itself says alone.

    `accounts` are our accounts as they are spelled already. No statement speaks of days to
    come: its end is `today` at most.
    """
    seen: Counter[str] = Counter()
    statements = []
    for statement in file.statements:
        account = known_account(statement.account, accounts)
        until = statement_end(statement, today)
        numbered = []
        for entry in statement.entries:
            mark = _mark(entry, statement.account)
            digest = hashlib.sha256(f"{mark}\x1f{seen[mark]}".encode("utf-8", "replace"))
            seen[mark] += 1
            numbered.append(Numbered(entry, f"B-{digest.hexdigest()[:_DIGITS]}", account, until))
        statements.append(
            OwnStatement(
                statement.account,
                account,
                statement.currency,
                until,
                statement.booked_count,
                tuple(numbered),
            )
        )
    return statements


def written_keys(payments: pd.DataFrame) -> set[str]:
    """Give the keys of the entries that are in Paiements already.

    >>> sorted(written_keys(pd.DataFrame({"payment": ["B-1/1", "B-1/2", "P00001", ""]})))
    ['B-1']
    """
    return {_entry_of(str(key)) for key in payments["payment"]} - {""}


def statement_end(statement: BankStatement, today: date) -> date | None:
    """Give the last day a statement covers: as it says, else that of its last entry."""
    days = [entry.booked_on for entry in statement.entries]
    until = statement.period_end or max(days, default=None)
    return min(until, today) if until else None


def is_credit(entry: BankEntry) -> bool:
    """Tell whether an entry concerns a customer: money in, or a payment that comes back."""
    return entry.amount_cents > 0 or (entry.returned and entry.amount_cents < 0)


def book_entries(
    numbered: Sequence[Numbered],
    matches: Mapping[int, Match],
    tables: Mapping[str, pd.DataFrame],
    source: tuple[str, str],
    today: date,
) -> list[Booked]:
    """Say what becomes of each entry, in order.

    `matches` holds, by position, what was found for the entries that concern customers.
    `tables` needs payments, imports and payment_methods. `source` is the file's name and
    its format.
    """
    paid = _Paid(tables, {one.key for one in numbered})
    methods = _methods(tables["payment_methods"])
    booked = []
    for place, one in enumerate(numbered):
        match = matches.get(place, Match(place))
        if not is_credit(one.entry):
            booked.append(Booked(one, DEBIT, replace(match, reason=french(NO_EFFECT))))
        elif one.key in paid.keys:
            booked.append(Booked(one, KNOWN, paid.as_written(one, place)))
        else:
            match = paid.doubted(one, match, source[1])
            rows = _rows(one, match, methods, source[0], today)
            booked.append(Booked(one, WRITTEN, match, rows))
    return booked


def _entry_of(payment: str) -> str:
    """Give the key of the entry a payment row is of, "" for one that came another way."""
    head, _, rank = payment.strip().rpartition("/")
    return head if head.startswith("B-") and rank.isdigit() else ""


def _mark(entry: BankEntry, account: str) -> str:
    label = "".join(entry.label.split()).casefold()
    parts = (
        plain_account(account),
        entry.booked_on.isoformat(),
        str(entry.amount_cents),
        entry.currency.upper(),
        entry.reference.strip(),
        entry.end_to_end.strip(),
        label,
    )
    return "\x1f".join(parts)


def _rows(
    one: Numbered, match: Match, methods: Mapping[str, str], source: str, today: date
) -> tuple[Row, ...]:
    entry = one.entry
    allocations = match.allocations or (Allocation("", entry.amount_cents),)
    common: Row = {
        "payment_date": entry.booked_on,
        "customer": match.customer,
        "currency": entry.currency.upper(),
        "own_account": one.account,
        "payer_text": _label(entry),
        "payer_account": entry.payer_account,
        "source": source,
        "statement_end": one.until,
        "imported_on": today,
        "confidence": match.confidence or "low",
        "match_reason": match.reason,
        "accepted": "ticked" if match.confidence == "high" else "",
    }
    return tuple(
        {
            "payment": f"{one.key}/{rank}",
            **common,
            "invoice": allocation.invoice,
            "amount_cents": allocation.amount_cents,
            "method": methods[allocation.nature],
            "bank_reference": _reference(entry, allocation),
        }
        for rank, allocation in enumerate(allocations, 1)
    )


def _label(entry: BankEntry) -> str:
    """Give the bank's text, with the payer's name when it does not hold it."""
    name = entry.payer_name.strip()
    if not name or name.casefold() in entry.label.casefold():
        return entry.label
    return f"{name} – {entry.label}" if entry.label else name


def _reference(entry: BankEntry, allocation: Allocation) -> str:
    """Give what a reject of this payment will bear: the payer's reference, else the bank's.

    A credit note used up by a payment is no reject of it: it bears none.
    """
    if (allocation.amount_cents < 0) != (entry.amount_cents < 0):
        return ""
    return entry.end_to_end or entry.reference


def _methods(table: pd.DataFrame) -> dict[str, str]:
    """Name the method of each nature of allocation as tblMoyens does."""
    pairs = zip(table["method"], table["nature"], strict=True)
    named = {str(nature): str(method) for method, nature in reversed(list(pairs)) if method}
    return {ours: named.get(nature, name) for ours, (nature, name) in _NATURES.items()}


@dataclass(frozen=True, slots=True)
class _Line:
    """One payment already in the sheet: an imported entry whole, or a row typed by hand."""

    key: str
    account: str
    payer_account: str
    reference: str
    source: str
    format: str


class _Paid:
    """The payments of the sheet, by key, and by day and amount for those that look alike."""

    def __init__(self, tables: Mapping[str, pd.DataFrame], here: set[str]) -> None:
        self._frame = tables["payments"]
        self._entries = [_entry_of(str(key)) for key in texts(self._frame["payment"])]
        self.keys = set(self._entries) - {""}
        methods = _methods(tables["payment_methods"])
        self._unpaid = {plain(methods["discount"]), plain(methods["bank_fee"])}
        self._places: dict[str, list[int]] = defaultdict(list)
        for place, key in enumerate(self._entries):
            self._places[key or f"row {place}"].append(place)
        self._alike = self._by_looks(_formats(tables["imports"]), here)

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

    def doubted(self, one: Numbered, match: Match, file_format: str) -> Match:
        """Lower the confidence of an entry that looks like one already there."""
        entry = one.entry
        alike = self._alike.get((entry.booked_on, entry.amount_cents), [])
        for line in alike:
            if _could_be(line, one, file_format):
                alike.remove(line)
                where = line.source or "saisi à la main"
                why = f"semble déjà importé ({where})" if line.source else f"semble déjà {where}"
                reason = f"{why} ; {match.reason}" if match.reason else why
                return replace(match, confidence="low", reason=french(reason))
        return match

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

    def _cash(self, places: Sequence[int], amounts: Sequence[int]) -> int:
        """Sum the money of an entry's rows: discounts and tolerated fees brought none."""
        methods = [plain(method) for method in self._frame["method"].iloc[list(places)]]
        pairs = zip(amounts, methods, strict=True)
        return sum(int(amount) for amount, method in pairs if method not in self._unpaid)


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
