"""What readers give of files that never were, and the run that takes them in."""

from datetime import date

from relance_xl.flows.importing import import_files
from relance_xl.incoming import (
    BankEntry,
    BankFile,
    BankStatement,
    ImportFile,
    LedgerFile,
    LedgerItem,
    Profile,
    Reading,
)

IBAN = "FR7630006000011234567890189"
FRIDAY = date(2026, 11, 20)
GUESS = Profile(
    "P-1", "bank", ("Jour", "Texte; long", "Somme"), (("day", "Jour"), ("label", "Texte; long"))
)


def entry(cents=12_000, **values):
    told = {"booked_on": FRIDAY, "amount_cents": cents, "currency": "EUR", "label": "VIR F1"}
    return BankEntry(**told | values)


def bank(*entries, name="juin.xml", profile=None):
    one = BankStatement(IBAN, "EUR", entries, len(entries), FRIDAY)
    return Reading(BankFile(name, "CAMT.053", (one,)), profile)


def item(number="F9", code="C1", **values):
    told = {
        "issue_date": date(2026, 11, 1),
        "due_date": date(2026, 12, 1),
        "total_cents": 5_000,
        "balance_cents": 5_000,
    }
    return LedgerItem(invoice=number, customer=code, **told | values)


def ledger(*items, profile=None, **values):
    told = {"name": "liste.csv", "format": "Sage", "open_items": True, "as_of": FRIDAY}
    return Reading(LedgerFile(items=items, **told | values), profile)


def run(world, imports, *names, **options):
    files = [ImportFile(name, name.encode()) for name in names]
    return import_files(world.desk(), imports.doors, files, **options)


def plain(outcome):
    """The lines, narrow spaces being anybody's."""
    return [line.replace("\u202f", " ") for line in outcome.lines]
