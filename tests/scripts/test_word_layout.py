"""templates/letters/lettre.docx is what its program writes."""

import importlib
import io
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
LAYOUTS = ROOT / "scripts" / "layouts"


def parts(content: bytes) -> dict[str, bytes]:
    """Read the XML of a Word file: how it is packed changes from one Python to the next."""
    with zipfile.ZipFile(io.BytesIO(content)) as file:
        return {
            name: file.read(name) for name in file.namelist() if name.endswith((".xml", ".rels"))
        }


def test_the_shipped_layout_is_the_programs_own(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.syspath_prepend(str(LAYOUTS))
    program = importlib.import_module("build_lettre_docx")
    shipped = (ROOT / "templates" / "letters" / "lettre.docx").read_bytes()
    assert parts(program.build()) == parts(shipped), "python scripts/layouts/build_lettre_docx.py"
