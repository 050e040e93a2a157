"""Problems of sheets Clients and Contacts."""

import pandas as pd

from relance_xl.problems import Problem, Severity
from relance_xl.rules.arrays import Flags, days, said_no, said_yes, texts
from relance_xl.rules.iban import is_iban
from relance_xl.rules.ledger import Ledger
from relance_xl.rules.report import report
from relance_xl.rules.terms import parse_terms, unreadable_terms
from relance_xl.schema import TABLES


def customer_problems(ledger: Ledger) -> list[Problem]:
    """Check types, terms, IBANs and blocks of customers."""
    customers = ledger.debts.customers
    untyped = (texts(customers["customer_type"]) == "") & (texts(customers["customer"]) != "")
    fault = (
        "customer_type_missing",
        "type de client vide\u202f: aucune pénalité n’est calculée",
        "choisir professionnel, particulier ou public",
    )
    return [
        *report(("customers", "customer_type"), customers, untyped, fault),
        *_bad_terms(customers),
        *bad_ibans("customers", "iban", customers),
        *half_blocks("customers", customers),
    ]


def _bad_terms(customers: pd.DataFrame) -> list[Problem]:
    terms = texts(customers["terms"])
    bad = {str(text) for text in pd.unique(terms) if parse_terms(str(text)) is None}
    if not bad:
        return []
    table = TABLES["customers"]
    rows = zip(terms, customers["row"], texts(customers["customer"]), strict=True)
    return [
        unreadable_terms(
            str(text), sheet=table.sheet, row=int(row), column=table["terms"].label, key=str(key)
        )
        for text, row, key in rows
        if text in bad
    ]


def bad_ibans(table: str, column: str, frame: pd.DataFrame) -> list[Problem]:
    """Report IBANs whose shape or check digits are wrong."""
    known = texts(frame[column])
    wrong: Flags = known != ""
    wrong[wrong] = [not is_iban(str(text)) for text in known[wrong]]
    fault = ("bad_iban", "cet IBAN est faux", "le recopier depuis le RIB")
    return report((table, column), frame, wrong, fault)


def half_blocks(table: str, frame: pd.DataFrame) -> list[Problem]:
    """Report a last blocked day whose block does not say Oui."""
    dated = ~pd.isna(days(frame["block_until"]))
    fault = (
        "block_date_alone",
        "fin de blocage sans «\u00a0Oui\u00a0»\u202f: elle bloque, sauf si la case dit Non",
        "choisir Oui, ou effacer la date",
    )
    alone = dated & ~said_yes(frame["block"])
    severity = Severity.WARNING if (alone & ~said_no(frame["block"])).any() else Severity.INFO
    return report((table, "block"), frame, alone, fault, severity)
