"""Build the empty workbook kept in the repository: `workbook/RelanceXL.xlsm`.

    python scripts/build_workbook.py

Run it after a change of schema, texts, buttons or VBA; a test says when it is stale.
"""

from datetime import date
from pathlib import Path

from relance_xl.builder import build

ROOT = Path(__file__).resolve().parent.parent
WORKBOOK = ROOT / "workbook" / "RelanceXL.xlsm"
DAY = date(2026, 1, 1)
"""Dates the file, not its content: the same sources give the same bytes."""


def main() -> None:
    """Build it anew in place of the old one."""
    fresh = WORKBOOK.with_name("nouveau.xlsm")
    fresh.unlink(missing_ok=True)
    build(fresh, today=DAY, workbook_id="")
    fresh.replace(WORKBOOK)
    print(f"Écrit : {WORKBOOK}")


if __name__ == "__main__":
    main()
