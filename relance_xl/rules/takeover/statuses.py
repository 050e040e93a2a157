"""Where electronic invoices stand, as the platform says: never back to an earlier day."""

from collections.abc import Iterable
from datetime import date

from relance_xl.incoming import PlatformStatus
from relance_xl.rules.keys import key_of
from relance_xl.rules.sheet_changes import Row
from relance_xl.rules.takeover.known import Book


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
