"""Refresh the shipped ECB series from the ECB's data portal.

    python3 scripts/update_rates.py

Adds to relance_xl/laws/rates/ecb_mro.csv the changes that came after its last row, and moves
the day up to which the series is known. Rows already there are never changed: one that the
ECB contradicts is named, and nothing is written. Legal rates (France, Luxembourg) have no
such service: read the decree, then add the row by hand with its source.
"""

import csv
import io
import sys
from collections.abc import Callable, Sequence
from datetime import date
from decimal import Decimal
from itertools import pairwise
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
FOLDER = ROOT / "relance_xl" / "laws" / "rates"
UNIT = "percent a year"

Read = Callable[[date], Sequence[tuple[date, int]]]


def changes(observed: Sequence[tuple[date, int]]) -> list[tuple[date, int]]:
    """Keep the days on which the rate became another.

    >>> changes([(date(2026, 1, 1), 215), (date(2026, 1, 2), 215), (date(2026, 1, 3), 240)])
    [(datetime.date(2026, 1, 1), 215), (datetime.date(2026, 1, 3), 240)]
    """
    return [*observed[:1], *(new for old, new in pairwise(observed) if new[1] != old[1])]


def update(read: Read, today: date, folder: Path = FOLDER) -> list[str]:
    """Add what is newer; returns what to tell. Raises `ValueError` on a contradiction."""
    path = folder / "ecb_mro.csv"
    rows = list(csv.DictReader(path.read_text("utf-8").splitlines()))
    ours = [(date.fromisoformat(row["from"]), int(Decimal(row["rate"]) * 100)) for row in rows]
    last = ours[-1][0]
    observed = read(ours[-6][0])
    for day, bps in observed:
        held = [rate for start, rate in ours if start <= day][-1]
        if day <= last and held != bps:
            raise ValueError(f"{day}: {held} here, {bps} at the ECB")
    found = [(day, bps) for day, bps in changes([ours[-1], *observed]) if day > last]
    source = f"BCE, portail de données, lu le {today:%d/%m/%Y}"
    lines = io.StringIO()
    writer = csv.writer(lines, lineterminator="\n")
    for day, bps in found:
        writer.writerow([day.isoformat(), f"{bps / 100:.2f}", UNIT, source, "official"])
    path.write_text(path.read_text("utf-8") + lines.getvalue(), "utf-8")
    known = f'series,until,source\necb_mro,{today.isoformat()},"{source}"\n'
    (folder / "known.csv").write_text(known, "utf-8")
    return [f"{day} : {bps / 100:.2f} %" for day, bps in found]


def main() -> None:
    """Read the portal, refresh the files, say what changed."""
    sys.path.insert(0, str(ROOT))
    from relance_xl.adapters.ecb import EcbPortal  # noqa: PLC0415 - found beside this script
    from relance_xl.problems import RelanceError  # noqa: PLC0415

    try:
        added = update(EcbPortal(), date.today())  # noqa: DTZ011 - a day on the wall
    except (RelanceError, ValueError) as error:
        sys.exit(str(error))
    print("\n".join(added) or "Rien de plus récent.")


if __name__ == "__main__":
    main()
