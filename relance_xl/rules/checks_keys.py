"""Keys and names, for every sheet alike: required cells, keys used twice, unknown names."""

import re

import numpy as np
import pandas as pd

from relance_xl.problems import Problem, Severity
from relance_xl.rules.arrays import Flags, Ints, Texts, duplicated, find, texts, unreadable
from relance_xl.rules.keys import key_of
from relance_xl.rules.ledger import Ledger
from relance_xl.rules.methods import BY_NAME, plain
from relance_xl.rules.report import joined, report
from relance_xl.schema import TABLES, Column, Owner, Table

_FREE_KEYS = frozenset({"payments", "anomalies", "parameters", "history"})
"""Tables whose rows need no key of their own, or whose keys others look after."""

_SERIOUS = frozenset({"invoices", "payments", "instalments"})
"""Tables where an unknown or doubled name holds reminders."""

_ADVICE = {
    "customers": "corriger le code, ou ajouter le client dans la feuille Clients",
    "invoices": "corriger le numéro, ou ajouter la facture dans la feuille Factures",
    "plans": "choisir un plan de la feuille Plans, ou l’y ajouter",
    "groups": "choisir un groupe de la feuille Groupes, ou l’y ajouter",
    "texts": "choisir un texte de la feuille Modèles, ou l’y ajouter",
    "payment_methods": "choisir un moyen de la feuille Paramètres, ou l’y ajouter",
}


def key_problems(ledger: Ledger) -> list[Problem]:
    """Check every table people write in."""
    problems: list[Problem] = []
    for table in TABLES.values():
        frame = ledger.run.tables[table.name]
        if not len(frame) or table.name in {"parameters", "anomalies", "history"}:
            continue
        for column in table:
            if column.owner in (Owner.TOOL, Owner.FORMULA):
                continue
            if column.required:
                problems += _missing(table, column, frame)
            if column.refers in _ADVICE and (table.name, column.name) != ("customers", "payer"):
                problems += _unknown(ledger, table, column, frame)
        if table.name not in _FREE_KEYS:
            problems += _twice(table, frame, _shared_keys(ledger, table, frame))
    return problems


def _missing(table: Table, column: Column, frame: pd.DataFrame) -> list[Problem]:
    cells = frame[column.name]
    lacking = texts(cells) == "" if cells.dtype == "str" else cells.isna().to_numpy()
    if not lacking.any():
        return []
    fault = (
        "missing_required",
        f"«\u00a0{column.label}\u00a0» manque",
        "remplir cette cellule, ou effacer la ligne",
    )
    unseen = lacking & ~unreadable(frame, (column.name,))
    return report((table.name, column.name), frame, unseen, fault, Severity.BLOCKING)


def _unknown(ledger: Ledger, table: Table, column: Column, frame: pd.DataFrame) -> list[Problem]:
    names = texts(frame[column.name])
    lost = _not_found(ledger, table.name, column, names)
    if table.name == "payments":
        lost = lost[texts(frame["accepted"])[lost] != "no"]
    near = _near(ledger, column, names[lost])
    words = [
        f"«\u00a0{name}\u00a0» n’existe pas{near.get(name, '')}" for name in names[lost].tolist()
    ]
    fault = (f"unknown_{column.refers.removesuffix('s')}", words, _ADVICE[column.refers])
    light = column.refers in ("payment_methods", "plans") or table.name not in _SERIOUS
    severity = Severity.WARNING if light else Severity.BLOCKING
    return report((table.name, column.name), frame, lost, fault, severity)


def _not_found(ledger: Ledger, table: str, column: Column, names: Texts) -> Ints:
    """Give the rows whose name is nowhere, using what was already looked up."""
    known = {
        ("invoices", "customer"): ledger.debts.customer,
        ("payments", "customer"): ledger.payments.customer,
        ("payments", "invoice"): ledger.payments.invoice,
        ("instalments", "invoice"): ledger.instalments.invoice,
    }
    if (table, column.name) in known:
        rows = np.flatnonzero(known[table, column.name] < 0)
        return np.asarray(rows[names[rows] != ""], dtype=np.int64)
    named = np.flatnonzero(names != "")
    codes, distinct = pd.factorize(names[named])
    if column.refers == "invoices":
        place = ledger.debts.find(distinct)
    else:
        keys = texts(ledger.run.tables[column.refers][TABLES[column.refers].key[0]])
        if column.refers == "payment_methods":
            keys = np.append(_plain(keys), np.array(list(BY_NAME), dtype=object))
            distinct = _plain(distinct)
        place = find(keys, distinct)
    lost: Ints = named[(place < 0)[codes]]
    return lost


def _near(ledger: Ledger, column: Column, lost: Texts) -> dict[str, str]:
    """Ask, of unknown names, whether the only one that differs by a few signs was meant."""
    if not len(lost):
        return {}
    known: dict[str, set[str]] = {}
    for name in texts(ledger.run.tables[column.refers][TABLES[column.refers].key[0]]).tolist():
        known.setdefault(_bare(name), set()).add(name)
    found: dict[str, str] = {}
    for name in dict.fromkeys(lost.tolist()):
        meant = known.get(_bare(name), set())
        if len(meant) == 1 and _bare(name):
            found[name] = f"\u202f: vouliez-vous «\u00a0{next(iter(meant))}\u00a0»\u202f?"
    return found


def _bare(name: str) -> str:
    """Give a name without what Excel and hasty fingers lose: leading zeros, signs, capitals.

    >>> _bare("0042"), _bare("CLI-007"), _bare("cli 7"), _bare("0")
    ('42', 'cli7', 'cli7', '0')
    """
    without_zeros = re.sub(r"(?<!\d)0+(?=\d)", "", key_of(name))
    return "".join(sign for sign in without_zeros if sign.isalnum())


def _plain(names: Texts) -> Texts:
    return np.array([plain(name) for name in names], dtype=object)


def _shared_keys(ledger: Ledger, table: Table, frame: pd.DataFrame) -> Flags:
    if table.name == "invoices":
        return ledger.debts.twice
    if len(table.key) == 1:
        return duplicated(texts(frame[table.key[0]]))
    parts = [texts(frame[name].astype("str")) for name in table.key]
    whole = np.array([joined(key) for key in zip(*parts, strict=True)], dtype=object)
    return np.asarray(duplicated(whole) & (parts[0] != ""), dtype=bool)


def _twice(table: Table, frame: pd.DataFrame, shared: Flags) -> list[Problem]:
    if not shared.any():
        return []
    column = table[table.key[0]]
    keys = (texts(frame[name].astype("str"))[shared] for name in table.key)
    words = [f"«\u00a0{joined(key)}\u00a0» est en double" for key in zip(*keys, strict=True)]
    severity = Severity.BLOCKING if table.name in {*_SERIOUS, "customers"} else Severity.WARNING
    fault = (
        "duplicate_key",
        words,
        f"garder une seule ligne, ou corriger «\u00a0{column.label}\u00a0»",
    )
    return report((table.name, column.name), frame, shared, fault, severity)
