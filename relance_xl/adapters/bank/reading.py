"""Which bank format some bytes are in, told by their content and never by their name."""

from collections.abc import Sequence

from relance_xl.adapters.bank.archive import is_archive, merged, pieces_of
from relance_xl.adapters.bank.camt import is_camt, read_camt
from relance_xl.adapters.bank.cfonb import is_cfonb, read_cfonb
from relance_xl.adapters.bank.coda import is_coda, read_coda
from relance_xl.adapters.bank.drafts import Faults, Statements, bank_file
from relance_xl.adapters.bank.mt940 import is_mt940, read_mt940
from relance_xl.adapters.bank.ofx import is_ofx, read_ofx
from relance_xl.adapters.bank.table import read_table
from relance_xl.adapters.bank.v11 import is_v11, read_v11
from relance_xl.adapters.tabular import UnreadableError, read_grids
from relance_xl.adapters.tabular.grids import LARGEST
from relance_xl.adapters.tabular.texts import decoded
from relance_xl.incoming import Profile, Reading, UnknownLayout

_TOLD_BY = (
    (is_ofx, read_ofx),
    (is_coda, read_coda),
    (is_cfonb, read_cfonb),
    (is_v11, read_v11),
    (is_mt940, read_mt940),
)
_HEAD = 40_000


def read_bank(
    name: str, content: bytes, profiles: Sequence[Profile]
) -> Reading | UnknownLayout | None:
    """Read a bank's file; None when it is none, `UnknownLayout` when it is a spoilt one.

    `name` is only shown. `profiles` are the saved layouts of tables; a table of a bank not
    known by its header gives its reading with the profile a person has to confirm. Never
    raises for what is in the file.

    >>> read_bank("lisez-moi.txt", b"Bonjour", ()) is None
    True
    """
    try:
        return _read(name, content, profiles)
    except UnreadableError as fault:
        return UnknownLayout(name, str(fault))


def _read(name: str, content: bytes, profiles: Sequence[Profile]) -> Reading | None:
    if len(content) > LARGEST:
        raise UnreadableError(f"le fichier dépasse {LARGEST // 1_000_000} Mo")
    if is_archive(content):
        inside = [_read(name, piece, profiles) for piece in pieces_of(content)]
        return merged(name, [one for one in inside if one is not None])
    reader = _reader(content)
    if reader is None:
        return read_table(name, read_grids(content), profiles)
    faults = Faults()
    format_, gathered = reader(content, faults)
    return Reading(bank_file(name, format_, gathered, faults))


def _reader(content: bytes) -> Statements | None:
    if is_camt(content):
        return read_camt
    head = decoded(content[:_HEAD]).replace("\r\n", "\n").replace("\r", "\n")
    return next((reader for told, reader in _TOLD_BY if told(head)), None)
