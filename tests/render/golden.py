"""Whole results kept beside the tests; `RELANCE_GOLDEN=update pytest …` writes them anew."""

import os
from pathlib import Path

_FOLDER = Path(__file__).parent / "golden"


def check(name: str, found: str) -> None:
    """Compare a result with the kept one, to the character."""
    file = _FOLDER / name
    if os.environ.get("RELANCE_GOLDEN") == "update":
        file.parent.mkdir(exist_ok=True)
        file.write_text(found, encoding="utf-8", newline="\n")
    kept = file.read_text(encoding="utf-8")
    assert found == kept, f"{name} has changed; look at it, then RELANCE_GOLDEN=update"
