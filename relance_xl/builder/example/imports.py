"""Sheet Imports of the example: the statements its payments come from, a file to confirm."""

from datetime import datetime, time
from hashlib import sha256

from relance_xl.builder.example.company import CURRENCY, IBAN
from relance_xl.builder.example.ledger import Ledger, as_date
from relance_xl.builder.rows import Row, Value

_HEADERS = ("Jour", "Opération", "Sortie", "Entrée")
_COLUMNS = ("date = Jour", "libellé = Opération", "débit = Sortie", "crédit = Entrée")


def imports(ledger: Ledger) -> list[Row]:
    """Give the rows of tblImports: each statement with what was read of it, then what waits."""
    found: dict[str, dict[str, Value]] = {}
    for _, payment in ledger.payments:
        source = payment["source"]
        if source:
            row = found.setdefault(str(source), _row(str(source), payment))
            row["entries"] = row["rows"] = int(str(row["entries"])) + 1
            row["net_cents"] = int(str(row["net_cents"])) + int(str(payment["amount_cents"]))
    waiting: Row = {
        "import_id": _name("operations-livret.csv"),
        "imported_on": datetime.combine(ledger.day(2), time(9, 4)),
        "file": "operations-livret.csv",
        "kind": "bank",
        "format": "CSV",
        "state": "waiting",
        "entries": 6,
        "net_cents": 214_500,
        "currency": CURRENCY,
        "remark": "Colonnes devinées\u202f: vérifiez-les ci-contre, puis «\u202fConfirmé\u202f» à "
        "Oui.",
    }
    return [*(found[source] for source in sorted(found)), waiting]


def profiles() -> list[Row]:
    """Give the rows of tblProfils: how that file is read, not confirmed yet."""
    return [
        {
            "profile": "P-1c5d0e7a42",
            "file": "operations-livret.csv",
            "kind": "bank",
            "headers": " ; ".join(_HEADERS),
            "columns": " ; ".join(_COLUMNS),
            "day_first": True,
            "confirmed": False,
        }
    ]


def _row(source: str, payment: Row) -> dict[str, Value]:
    return {
        "import_id": _name(source),
        "imported_on": datetime.combine(as_date(payment["imported_on"]), time(8, 40)),
        "file": source,
        "kind": "bank",
        "format": "CAMT.053",
        "state": "applied",
        "own_account": IBAN,
        "period_end": payment["statement_end"],
        "entries": 0,
        "rows": 0,
        "net_cents": 0,
        "currency": CURRENCY,
    }


def _name(source: str) -> str:
    return f"I-{sha256(source.encode()).hexdigest()[:10]}"
