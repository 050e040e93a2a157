"""The open book of a workbook: what is open today, who pays, and what acceptance taught."""

from collections import defaultdict
from collections.abc import Mapping
from datetime import date

import numpy as np
import pandas as pd

from relance_xl.rules.arrays import Flags, Ints, Texts, days, sums, texts
from relance_xl.rules.debts import Run
from relance_xl.rules.keys import with_one_spelling
from relance_xl.rules.ledger import Ledger, read_ledger
from relance_xl.rules.matching.memory import earlier_payments, remembered
from relance_xl.rules.matching.model import OpenBook, OpenItem, Payer
from relance_xl.rules.matching.offers import claims, discounts
from relance_xl.settings import Settings

_SEVERAL = str.maketrans(",|/\n", ";;;;")


def open_book(
    tables: Mapping[str, pd.DataFrame], settings: Settings, acts: pd.DataFrame, today: date
) -> OpenBook:
    """Read what entries are compared with from the sheets.

    Needs the frames of all schema tables and the ACTS frame. Rows of Paiements proposed and
    not refused, and those of days to come, already take their invoices' balance. Invoices
    that cannot be valued, share their number, or whose customer is unknown are left out.
    """
    tables, acts = with_one_spelling(tables, acts)
    ledger = read_ledger(Run(tables, settings, acts, today))
    debts = ledger.debts
    usable = (debts.customer >= 0) & ~debts.unvalued & ~debts.twice & (debts.number != "")
    left = _left(ledger)
    codes = np.append(texts(debts.customers["customer"]), "")
    owners = codes[debts.customer]
    by_text, by_account = remembered(ledger)
    settled = np.flatnonzero(usable & (left == 0))
    return OpenBook(
        _items(ledger, np.flatnonzero(usable & (left != 0)), left, discounts(acts, tables)),
        _payers(ledger, tables["contacts"]),
        by_text,
        by_account,
        dict(zip(debts.number[settled].tolist(), owners[settled].tolist(), strict=True)),
        claims(acts, tables),
        earlier_payments(ledger, today),
        tuple(name for name in (settings.company_name, settings.account_holder) if name),
        settings.currency,
        settings.bank_fee_cents or 0,
    )


def _left(ledger: Ledger) -> Ints:
    """Give what proposals and payments to come leave of each balance, never another sign."""
    payments, balance = ledger.payments, ledger.balances.balance
    since = _since(ledger)
    rows = (payments.proposed | payments.future) & (payments.invoice >= 0)
    rows &= ~payments.penalty
    start = np.append(since, np.datetime64("NaT"))[payments.invoice]
    rows &= np.isnat(start) | (payments.day > start)
    taken = sums(np.where(rows, payments.invoice, -1), payments.amount, len(ledger.debts))
    left = balance - taken
    most = np.maximum(ledger.balances.base, 0)
    signed: Ints = np.where(balance < 0, np.clip(left, balance, 0), np.clip(left, 0, most))
    return signed


def _since(ledger: Ledger) -> "np.ndarray[tuple[int, ...], np.dtype[np.datetime64]]":
    """Give the day up to which each balance already counts payments."""
    known = ledger.balances.from_accounting
    when = days(ledger.debts.frame["accounting_date"])
    return np.where(known, when, np.datetime64("NaT")).astype("datetime64[D]")


def _items(
    ledger: Ledger, rows: Ints, left: Ints, offers: Mapping[str, tuple[object, ...]]
) -> tuple[OpenItem, ...]:
    debts = ledger.debts
    codes = np.append(texts(debts.customers["customer"]), "")
    columns: tuple[list[object], ...] = (
        debts.number[rows].tolist(),
        codes[debts.customer[rows]].tolist(),
        codes[ledger.payer[rows]].tolist(),
        debts.currency[rows].tolist(),
        left[rows].tolist(),
        _dates(debts.issued[rows]),
        _dates(debts.due[rows]),
        ledger.text("structured_reference")[rows].tolist(),
        _dates(_since(ledger)[rows]),
    )
    parts = _parts(ledger)
    names = (
        *("invoice", "customer", "payer", "currency", "open_cents", "issued", "due"),
        *("structured_reference", "counted_until"),
    )
    found = []
    for row, values in zip(rows.tolist(), zip(*columns, strict=True), strict=True):
        cells: dict[str, object] = dict(zip(names, values, strict=True))
        number = str(values[0])
        found.append(
            OpenItem(**cells, parts=parts.get(row, ()), discounts=offers.get(number, ()))  # type: ignore[arg-type]  # columns have the kinds of the fields
        )
    return tuple(found)


def _dates(values: "np.ndarray[tuple[int, ...], np.dtype[np.datetime64]]") -> list[object]:
    """Give days as dates, None for a missing one."""
    found: list[object] = values.astype("datetime64[D]").astype(object).tolist()
    return found


def _parts(ledger: Ledger) -> dict[int, tuple[int, ...]]:
    """Give, per invoice in parts, what its instalments still owe, by date.

    Agreed instalments of an invoice take the place of its contractual ones.
    """
    lines = ledger.lines
    several: Flags = (lines.instalment >= 0) & (lines.balance > 0)
    rows = np.flatnonzero(several)
    rows = rows[np.lexsort((rows, lines.due[rows], lines.of[rows]))]
    found: dict[tuple[int, bool], list[int]] = defaultdict(list)
    for row in rows.tolist():
        found[int(lines.of[row]), bool(lines.agreed[row])].append(int(lines.balance[row]))
    return {of: tuple(parts) for (of, _), parts in sorted(found.items())}


def _payers(ledger: Ledger, contacts: pd.DataFrame) -> tuple[Payer, ...]:
    customers = ledger.debts.customers
    codes = texts(customers["customer"])
    final = codes[ledger.debts.payers.final] if len(codes) else codes
    people = _people(contacts)
    found: dict[str, Payer] = {}
    for code, payer, name, iban in zip(
        codes.tolist(),
        final.tolist(),
        texts(customers["name"]).tolist(),
        texts(customers["iban"]).tolist(),
        strict=True,
    ):
        accounts = tuple(filter(None, map(str.strip, iban.translate(_SEVERAL).split(";"))))
        if code:
            found.setdefault(code, Payer(code, payer, name, people.get(code, ()), accounts))
    return tuple(found.values())


def _people(contacts: pd.DataFrame) -> dict[str, tuple[str, ...]]:
    """Give the names of each customer's contacts."""
    found: dict[str, dict[str, None]] = defaultdict(dict)
    names: Texts = texts(contacts["contact_name"])
    for code, name in zip(texts(contacts["customer"]).tolist(), names.tolist(), strict=True):
        if name:
            found[code][name] = None
    return {code: tuple(names) for code, names in found.items()}
