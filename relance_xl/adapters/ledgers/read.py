"""One door for every file about invoices; what it is, its content tells."""

from collections.abc import Sequence

from relance_xl.adapters.ledgers.fec import read_fec
from relance_xl.incoming import Profile, Reading, UnknownLayout


def read_ledger(
    name: str, content: bytes, profiles: Sequence[Profile]
) -> Reading | UnknownLayout | None:
    """Read a file about invoices; None when it is about something else."""
    fec = read_fec(name, content)
    return Reading(fec) if fec else None
