"""Tables of invoices."""

from collections.abc import Sequence

from relance_xl.incoming import Profile, Reading, UnknownLayout


def read_table(
    name: str, content: bytes, profiles: Sequence[Profile]
) -> Reading | UnknownLayout | None:
    """Read a table of invoices."""
    return None
