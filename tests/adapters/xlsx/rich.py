"""A workbook with everything a user may have added around our tables."""

import struct
import zlib
from datetime import date
from io import BytesIO
from pathlib import Path

import xlsxwriter

from tests.adapters.xlsx.samples import HEADERS, substituted

_DATA = (
    ["F1", "C1", 100, date(2026, 1, 15), "note", "ancien", 12, date(2026, 2, 1)],
    ["F2", "C1", 200, date(2026, 2, 15), None, "ancien", 3, None],
    ["F3", "C2", 300, date(2026, 3, 15), None, None, None, None],
)


def _picture() -> BytesIO:
    def chunk(kind: bytes, body: bytes) -> bytes:
        return (
            struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))
        )

    head = chunk(b"IHDR", struct.pack(">IIBBBBB", 1, 1, 8, 0, 0, 0, 0))
    return BytesIO(
        b"\x89PNG\r\n\x1a\n" + head + chunk(b"IDAT", zlib.compress(b"\0\x80")) + chunk(b"IEND", b"")
    )


def rich_workbook(path: Path) -> Path:
    """Table of invoices A1:I4 and its totals in row 5; table of proposals on another sheet."""
    book = xlsxwriter.Workbook(path, {"default_date_format": "dd/mm/yyyy"})
    sheet = book.add_worksheet("Mes factures & co")
    headers = HEADERS["invoices"]
    money = book.add_format({"num_format": "#,##0.00", "bold": True})
    columns = [{"header": h} for h in headers]
    columns[0]["total_string"] = "Total"
    columns[2].update(total_function="sum", format=money)
    columns[8].update(formula="=tblFactures[[#This Row],[Total TTC]]*2")
    sheet.add_table(
        "A1:I5", {"name": "tblFactures", "columns": columns, "total_row": True, "data": _DATA}
    )
    for row, line in enumerate(_DATA, 1):
        sheet.write_datetime(row, 3, line[3])
    sheet.write_datetime("H2", date(2026, 2, 1))
    _around(book, sheet)
    other = book.add_worksheet("Relances")
    other.add_table(
        "B2:F3",
        {"name": "tblRelances", "columns": [{"header": h} for h in HEADERS["proposals"]]},
    )
    other.write("H2", "à côté")
    book.add_worksheet("Libre").write_formula("A1", "=SUM(tblFactures[Total TTC])", value=600)
    book.define_name("Totaux", "='Mes factures & co'!$C$2:$C$4")
    book.close()
    substituted(path, "xl/workbook.xml", (' fullCalcOnLoad="1"', ""))
    return substituted(path, "xl/worksheets/sheet1.xml", *_shared_formulas())


def _shared_formulas() -> tuple[tuple[str, str], ...]:
    cells = (
        '<c r="K{0}"><f t="shared" ref="K2:K4" si="0">C2*10</f><v>1000</v></c>',
        '<c r="K{0}"><f t="shared" si="0"/><v>2000</v></c>',
        '<c r="K{0}"><f t="shared" si="0"/><v>3000</v></c>',
    )
    pairs = []
    for row, cell in enumerate(cells, 2):
        marker = f'<c r="K{row}"><v>{row}</v></c>'
        pairs.append((marker, cell.format(row)))
    return tuple(pairs)


def _around(book: xlsxwriter.Workbook, sheet: object) -> None:
    for row in (2, 3, 4):
        sheet.write_number(f"K{row}", row)
    sheet.write_comment("A2", "une remarque", {"author": "Léa"})
    sheet.insert_textbox("M2", "une zone de texte")
    sheet.insert_button("M8", {"macro": "Envoyer", "caption": "Envoyer"})
    sheet.insert_image("M12", "point.png", {"image_data": _picture()})
    chart = book.add_chart({"type": "column"})
    chart.add_series(
        {
            "values": "='Mes factures & co'!$C$2:$C$4",
            "categories": "='Mes factures & co'!$A$2:$A$4",
        }
    )
    sheet.insert_chart("M16", chart)
    sheet.conditional_format(
        "G2:G4",
        {
            "type": "cell",
            "criteria": ">",
            "value": 10,
            "format": book.add_format({"bg_color": "#FFC7CE"}),
        },
    )
    sheet.conditional_format("C2:C4", {"type": "data_bar", "data_bar_2010": True})
    sheet.data_validation("E2:E4", {"validate": "list", "source": ["oui", "non > peut-être"]})
    sheet.data_validation("F2:F4", {"validate": "list", "source": "='Mes factures & co'!$A$2:$A$4"})
    sheet.add_sparkline("L2", {"range": "'Mes factures & co'!C2:C4"})
    sheet.ignore_errors({"number_stored_as_text": "A2:A4"})
    sheet.freeze_panes(1, 1)
    sheet.set_column("J:J", 30)
    sheet.write_url("J2", "https://exemple.fr")
    sheet.merge_range("A20:C20", "fusion")
