"""The dated movements of every line: what penalties between part payments are counted with."""

import numpy as np
import pandas as pd

from relance_xl.rules.arrays import Ints, sums
from relance_xl.rules.ledger import Ledger


def movements(ledger: Ledger) -> pd.DataFrame:
    """Give item (str), payment_date (NaT: from the start), amount_cents of what reduces each line.

    Cancelled payments are out, as if never made. What the accounting's balance says beyond
    our payments has no date: it counts from the start, so that no interest is claimed on
    money whose day is not known. For each line, base − Σ amounts = balance.
    """
    lines, payments = ledger.lines, ledger.payments
    rows = np.flatnonzero(ledger.balances.counted)
    whole = _whole_lines(ledger)
    line = whole[payments.invoice[rows]]
    plain, parted = rows[line >= 0], rows[line < 0]
    frames = [_frame(line[line >= 0], plain, payments.amount[plain], ledger)]
    if len(parted):
        frames.append(_in_parts(ledger, parted))
    found = pd.concat(frames, ignore_index=True)
    at = found.pop("line").to_numpy(dtype=np.int64)
    left = lines.base - lines.balance - sums(at, found["amount_cents"].to_numpy(), len(lines))
    undated = np.flatnonzero((left != 0) & ~lines.agreed)
    if len(undated):
        rest = _frame(undated, np.full(len(undated), -1), left[undated], ledger)
        found = pd.concat([rest.drop(columns="line"), found], ignore_index=True)
    return found


def _whole_lines(ledger: Ledger) -> Ints:
    """Give, per invoice, its line when it has one only, agreed instalments apart; else -1."""
    lines, count = ledger.lines, len(ledger.debts)
    real = np.where(lines.agreed, -1, lines.of)
    several = sums(real, np.ones(len(lines), dtype=np.int64), count) != 1
    return np.where(several, -1, lines.own)


def _frame(line: Ints, rows: Ints, amounts: Ints, ledger: Ledger) -> pd.DataFrame:
    when = np.append(ledger.payments.day, np.datetime64("NaT"))[rows]
    return pd.DataFrame(
        {
            "item": pd.array(ledger.lines.item[line], dtype="str"),
            "payment_date": when.astype("datetime64[s]"),
            "amount_cents": amounts,
            "line": line,
        }
    )


def _in_parts(ledger: Ledger, rows: Ints) -> pd.DataFrame:
    """Cut payments of invoices in parts among their lines, oldest first, in order of payment."""
    lines, payments, balances = ledger.lines, ledger.payments, ledger.balances
    credited = ledger.debts.total - balances.base
    rows = rows[np.argsort(payments.day[rows], kind="stable")]
    paid = pd.DataFrame(
        {"of": payments.invoice[rows], "amount": payments.amount[rows], "pay": rows}
    )
    paid["end"] = paid.groupby("of")["amount"].cumsum() + credited[paid["of"]]
    paid["start"] = paid["end"] - paid["amount"]
    real = np.flatnonzero(np.isin(lines.of, np.unique(paid["of"])) & ~lines.agreed)
    real = real[np.lexsort((real, lines.due[real], lines.of[real]))]
    part = pd.DataFrame({"of": lines.of[real], "total": lines.total[real], "line": real})
    part["to"] = part.groupby("of")["total"].cumsum()
    part["from"] = part["to"] - part["total"]
    both = paid.merge(part, on="of", sort=False)
    share = np.minimum(both["end"], both["to"]) - np.maximum(both["start"], both["from"])
    both = both[share > 0].assign(share=share[share > 0])
    return _frame(
        both["line"].to_numpy(np.int64),
        both["pay"].to_numpy(np.int64),
        both["share"].to_numpy(np.int64),
        ledger,
    )
