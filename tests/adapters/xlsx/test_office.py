"""LibreOffice opens what was written and recalculates it."""

import shutil
import subprocess
from pathlib import Path

import pytest
from openpyxl import load_workbook

from tests.adapters.xlsx.rich import rich_workbook
from tests.adapters.xlsx.samples import closed

pytestmark = [
    pytest.mark.office,
    pytest.mark.filterwarnings("ignore::UserWarning:openpyxl"),
    pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice (soffice) is missing"),
]


def test_libreoffice_opens_and_recalculates(tmp_path: Path) -> None:
    path = rich_workbook(tmp_path / "Relances.xlsx")
    book = closed(path)
    book.append("invoices", [{"invoice": "F4", "total_cents": 400.0, "why": "=1+1 & <é>"}])
    book.patch("invoices", ["F1"], {"days": [99]})
    book.save()

    out = tmp_path / "out"
    profile = f"-env:UserInstallation=file://{tmp_path}/profile"
    command = ["soffice", profile, "--headless", "--convert-to", "ods", "--outdir", out, path]
    subprocess.run(command, check=True, capture_output=True, timeout=120)
    command[3:] = ["--convert-to", "xlsx:Calc MS Excel 2007 XML", "--outdir", out]
    command.append(out / "Relances.ods")
    subprocess.run(command, check=True, capture_output=True, timeout=120)

    opened = load_workbook(out / "Relances.xlsx", data_only=True)
    sheet = opened["Mes factures & co"]
    assert [sheet[f"{c}5"].value for c in "ACF"] == ["F4", 400, "=1+1 & <é>"]
    assert sheet["G2"].value == 99
    assert opened["Libre"]["A1"].value == 1000, "a sum over the table takes the new row in"
    assert sheet["I5"].value == 800, "the calculated column was filled"
