"""Where electronic invoices stand, as the platform says: never back to an earlier day."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date

from relance_xl.incoming import LedgerItem, PlatformStatus
from relance_xl.rules.keys import key_of
from relance_xl.rules.sheet_changes import Row
from relance_xl.rules.takeover import model as m
from relance_xl.rules.takeover.compare import cells_of
from relance_xl.rules.takeover.known import Book
from relance_xl.rules.takeover.notes import Notes


def take_statuses(notes: Notes) -> None:
    """Write platform statuses of invoices that are there, or come with this file."""
    fresh = {key_of(str(r["invoice"])) for r in notes.found.changes.rows.get("invoices", ())}
    for key, status in latest(notes.file.statuses).items():
        place = notes.book.place(status.invoice)
        item = LedgerItem(invoice=status.invoice, customer="")
        if place < 0 and key not in fresh:
            notes.problem(
                "import_unknown_invoice",
                item,
                "la plateforme donne un statut à une facture inconnue",
                "importer cette facture, puis de nouveau ce fichier",
            )
            notes.keep(item, m.INCOMPLETE, "", "facture inconnue")
        elif place < 0:
            on = status.on or notes.book.run.today
            cells = {"platform_status": status.status, "platform_status_on": on}
            number = next(
                str(r["invoice"])
                for r in notes.found.changes.rows["invoices"]
                if key_of(str(r["invoice"])) == key
            )
            notes.found.changes.patch("invoices", number, cells)
        else:
            _status(notes, item, place, status_cells(notes.book, place, status))


def _status(notes: Notes, item: LedgerItem, place: int, changed: Row) -> None:
    before = notes.book.row(place)
    hidden = str(before["bad"]).split()
    changed = {name: value for name, value in changed.items() if name not in hidden}
    owner = str(before["customer"])
    if not changed:
        notes.keep(item, m.UNCHANGED, owner)
        return
    cells = cells_of(notes.book, place, changed)
    notes.found.changes.patch("invoices", str(before["invoice"]), changed)
    taken = notes.taken(item, m.CHANGED, owner, m.told(cells))
    notes.found.items.append(replace(taken, cells=cells))


def latest(statuses: Iterable[PlatformStatus]) -> dict[str, PlatformStatus]:
    """Keep each invoice's last status, by day, then by place in the file."""
    found: dict[str, PlatformStatus] = {}
    for status in statuses:
        known = found.get(key_of(status.invoice))
        if known is None or (status.on or date.min) >= (known.on or date.min):
            found[key_of(status.invoice)] = status
    return found


def status_cells(book: Book, place: int, status: PlatformStatus) -> Row:
    """Give the two cells that change; a status without day is dated with today."""
    row = book.row(place)
    known = row["platform_status_on"]
    if isinstance(known, date) and status.on is not None and status.on < known:
        return {}
    on = status.on or (known if row["platform_status"] == status.status else book.run.today)
    wanted: Row = {"platform_status": status.status, "platform_status_on": on}
    return {name: value for name, value in wanted.items() if value and row[name] != value}
