"""Bytes to lines: encodings, separators, workbooks, headers, days."""

import io
from datetime import date, datetime

import pytest
import xlsxwriter

from relance_xl.adapters.tabular import (
    UnreadableError,
    by_profile,
    day_first,
    folded,
    one_line,
    profile_of,
    read_day,
    read_grids,
    recognise,
)

ALIASES = {"day": ("date",), "amount": ("montant", "total"), "label": ("libelle",)}


def enough(found):
    return {"day", "amount"} <= set(found)


@pytest.mark.parametrize(
    "encoding",
    ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "cp1252", "cp850", "mac_roman"],
)
@pytest.mark.parametrize("mark", [";", ",", "\t", "|"])
def test_encodings_and_separators(encoding, mark):
    rows = [["Date", "Libellé", "Montant"], ["01/02/2026", "Réglé", "12.50"]]
    text = "\r\n".join(mark.join(row) for row in rows) + "\r\n"
    grid = read_grids(text.encode(encoding))[0]
    assert [(line.number, list(line.cells)) for line in grid.lines] == list(enumerate(rows, 1))


def test_excel_s_own_separator_line_and_line_numbers():
    text = 'sep=;\nA;B\n"deux\nlignes";1\n\nx;2\n'
    grid = read_grids(text.encode())[0]
    assert [(line.number, line.cells) for line in grid.lines] == [
        (2, ("A", "B")),
        (3, ("deux\nlignes", "1")),
        (6, ("x", "2")),
    ]


def workbook(fill):
    held = io.BytesIO()
    book = xlsxwriter.Workbook(held, {"in_memory": True})
    fill(book)
    book.close()
    return held.getvalue()


def test_a_workbook_gives_visible_sheets_with_their_own_values():
    def fill(book):
        first, hidden = book.add_worksheet("Un"), book.add_worksheet("Caché")
        hidden.hide()
        hidden.write(0, 0, "secret")
        first.write_row(1, 0, ["Date", "Montant"])
        first.write_datetime(2, 0, datetime(2026, 2, 1), book.add_format({"num_format": "dd/mm"}))
        first.write_formula(2, 1, "=1+1", None, 2)

    grids = read_grids(workbook(fill))
    assert [(g.name, [(x.number, x.cells) for x in g.lines], g.remarks) for g in grids] == [
        ("Un", [(2, ("Date", "Montant")), (3, (date(2026, 2, 1), 2.0))], ())
    ]


def test_a_page_called_excel_gives_its_tables():
    page = (
        "<html><body><table><tr><td>Banque</td></tr></table><table>"
        "<tr><th>Date</th><th>Libellé</th><th>Montant</th></tr>"
        "<tr><td>01/02/2026</td><td>A &amp; B</td><td>12,00&nbsp;€</td></tr></table></html>"
    )
    table = recognise(read_grids(page.encode("cp1252")), ALIASES, enough, amounts=("amount",))
    line = table.lines[0]
    assert (table.header, table.text(line, "label"), table.cents(line, "amount")) == (
        ("Date", "Libellé", "Montant"),
        "A & B",
        1200,
    )


def test_a_stray_cell_far_away_is_refused_before_it_costs_memory():
    content = workbook(lambda book: book.add_worksheet().write(1_048_575, 16_383, 1))
    with pytest.raises(UnreadableError, match="très loin"):
        read_grids(content)


def test_the_header_is_found_below_a_preamble_and_read_again_by_its_profile():
    text = "Banque;X\nDate;du jour\n\nDate;Libellé;Total;\n03/04/26;a;1.234\n13/04/26;b;2,50\n"
    known = {"amounts": ("amount",), "days": ("day",)}
    grids = read_grids(text.encode())
    table = recognise(grids, ALIASES, enough, **known)
    again = by_profile(grids, profile_of(table, "bank"), **known)
    for one in (table, again):
        assert one.header == ("Date", "Libellé", "Total", "")
        assert [
            (x.number, one.day(x, "day"), one.text(x, "label"), one.cents(x, "amount"))
            for x in one.lines
        ] == [(5, date(2026, 4, 3), "a", 123400), (6, date(2026, 4, 13), "b", 250)]
    assert recognise(grids, {"day": ("jour",)}, enough) is None


def test_a_header_one_letter_off_is_recognised_when_others_are_sure():
    grids = read_grids("Date;Libell\ufffd;Montnat;Total\n01/02/2026;x;1;2\n".encode())
    found = recognise(grids, ALIASES, enough)
    assert found.columns == {"day": 0, "amount": 3, "label": 1}


@pytest.mark.parametrize(
    ("told", "first", "day"),
    [
        ("03/04/2026", True, date(2026, 4, 3)),
        ("03/04/2026", False, date(2026, 3, 4)),
        ("3.4.26", True, date(2026, 4, 3)),
        ("2026-04-03 10:00:00", True, date(2026, 4, 3)),
        ("2026-04-03T10:00:00.000Z", False, date(2026, 4, 3)),
        ("20260403", True, date(2026, 4, 3)),
        ("20260403120000", True, date(2026, 4, 3)),
        ("3 avril 2026", True, date(2026, 4, 3)),
        ("1er févr. 2026", True, date(2026, 2, 1)),
        ("Apr 3, 2026", True, date(2026, 4, 3)),
        ("3-Apr-26", True, date(2026, 4, 3)),
        (46115, True, date(2026, 4, 3)),
        (datetime(2026, 4, 3, 10), True, date(2026, 4, 3)),
        ("30/02/2026", True, None),
        ("12,50", True, None),
        ("1234567", True, None),
        ("0000-00-00", True, None),
        ("", True, None),
        (12.5, True, None),
    ],
)
def test_days(told, first, day):
    assert read_day(told, first=first) == day


def test_the_order_of_days_is_told_by_the_column():
    assert [day_first(c) for c in (["13/04/26"], ["04/13/26"], ["04/05/26", "x", ""])] == [
        True,
        False,
        None,
    ]


def test_words_are_folded_and_tamed():
    assert folded("  DÉBIT (en €) ") == "debit en"
    assert folded("N° de pièce") == "n de piece"
    assert one_line("a\r\n\tb\x00c\u200bd\u202ee") == "a b c d e"
    assert len(one_line("x" * 100_000)) == 500


def test_a_line_with_a_boundless_cell_is_lost_and_told():
    content = f"Date;Texte\n01/06/2026;{'A' * 200_000}\n02/06/2026;B\n".encode()
    (grid,) = read_grids(content)
    assert [line.number for line in grid.lines] == [1, 3]
    assert grid.remarks == ("Illisible, une cellule y est démesurée\u202f: ligne 2.",)
