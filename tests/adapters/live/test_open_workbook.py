"""The live book over a real spreadsheet: whatever a person did to the sheets is kept."""

from datetime import date, datetime
from pathlib import Path
from random import Random

import pytest
import xlsxwriter

from relance_xl.adapters.live import LiveBook
from relance_xl.adapters.live import book as live_book
from relance_xl.problems import WorkbookBusyError, WorkbookError
from tests.adapters.live.opening import live
from tests.adapters.xlsx.samples import HEADERS, THREE, write_workbook
from tests.office.cells import CellRange

pytestmark = pytest.mark.office

STRINGS = [
    "=1+1",
    "+33 6 12 34 56 78",
    "00042",
    "@x",
    "-",
    "'t Hooft",
    "1/2",
    "VRAI",
    "TRUE",
    "12 %",
]
STRINGS += ["1850-05-12", "31/12/1899", "1e5", "a\nb", "é\u202f!", "x" * 9_000, "=" + "y" * 9_000]


@pytest.fixture
def three(tmp_path: Path) -> LiveBook:
    return live(write_workbook(tmp_path / "Relances.xlsx", THREE))


def sheet_of(book: LiveBook, name: str = "Factures"):
    return book._book.sheets[name]


def cells(book: LiveBook, area: str, sheet: str = "Factures"):
    return sheet_of(book, sheet).range(area).options(ndim=2).value


def visible_rows(book: LiveBook) -> list[int]:
    areas = sheet_of(book).tables[0].range.impl.xl.queryVisibleCells().getRangeAddresses()
    return [row + 1 for area in areas for row in range(area.StartRow, area.EndRow + 1)]


def column(book: LiveBook, label: str, table: str = "invoices") -> list[object]:
    grid = book.read()[table]
    place = grid.headers.index(label)
    return [row[place] for row in grid.rows]


def invoices(path: Path, rows: list[list[object]], prepare=None, columns=None) -> LiveBook:
    """A sheet with the table of invoices at A1, and what `prepare` adds to it."""
    workbook = xlsxwriter.Workbook(path, {"default_date_format": "dd/mm/yyyy"})
    sheet = workbook.add_worksheet("Factures")
    columns = columns or [{"header": header} for header in HEADERS["invoices"]]
    box = (0, 0, max(len(rows), 1), len(columns) - 1)
    sheet.add_table(*box, {"name": "tblFactures", "columns": columns})
    for place, row in enumerate(rows, 1):
        for offset, value in enumerate(row):
            if value is not None:
                sheet.write(place, offset, value)
    if prepare:
        prepare(workbook, sheet)
    workbook.close()
    return live(path)


@pytest.mark.parametrize("formatted", [False, True], ids=["general", "text"])
def test_text_stays_text(tmp_path: Path, *, formatted: bool) -> None:
    def prepare(workbook, sheet) -> None:
        if formatted:
            sheet.set_column("A:I", None, workbook.add_format({"num_format": "@"}))

    book = invoices(tmp_path / "R.xlsx", [[f"F{i}"] for i in range(len(STRINGS))], prepare)
    keys = [f"F{i}" for i in range(len(STRINGS))]
    book.patch("invoices", keys, {"why": STRINGS})
    book.append("invoices", [{"invoice": text} for text in STRINGS[:4]])
    book.save()

    assert column(book, "Pourquoi")[: len(STRINGS)] == STRINGS
    assert column(book, "N° facture")[len(STRINGS) :] == STRINGS[:4]
    grid = book.read()["invoices"]
    assert grid.formula_columns == frozenset()


def test_what_a_person_typed_stays_as_it_was(three: LiveBook) -> None:
    sheet = sheet_of(three)
    sheet.range("B4").value = "'00042"
    sheet.range("F4").value = "'12/05/1850"
    sheet.range("D5").value = 1234.5678
    three.patch("invoices", ["00042"], {"why": ["vu"]})
    three.save()

    assert cells(three, "B4:G5") == [
        ["00042", "C1", 100.5, datetime(2026, 1, 15), "12/05/1850", "vu"],
        ["F2", "C1", 1234.5678, datetime(2026, 2, 15), "à voir", None],
    ]


def test_rows_moved_meanwhile_are_found_by_their_key(three: LiveBook) -> None:
    three.patch("invoices", ["F1", "F2"], {"days": [1, 2]})
    sheet = sheet_of(three)
    sheet.range("B4:C5").value = [["F2", "C9"], ["F1", "C8"]]
    three.save()

    assert cells(three, "B4:C5") == [["F2", "C9"], ["F1", "C8"]]
    assert column(three, "Retard")[:2] == [2, 1]


def test_nobody_sorts_between_the_reading_and_the_writing(three: LiveBook, monkeypatch) -> None:
    hands_off = []
    for step in ("read_table", "write_table"):
        real = getattr(live_book, step)

        def seen(*words, real=real):
            hands_off.append(three._book.app.interactive)
            return real(*words)

        monkeypatch.setattr(live_book, step, seen)
    three.patch("invoices", ["F1"], {"why": ["un"]})
    hands_off.clear()
    three.save()

    assert hands_off == [False, False]
    assert three._book.app.interactive, "and may work again"


def test_a_workbook_saved_elsewhere_meanwhile_is_left_alone(three: LiveBook) -> None:
    three.patch("invoices", ["F1"], {"why": ["un"]})
    elsewhere = three.path.with_name("Copie.xlsx")
    three._book.impl.doc.storeAsURL(elsewhere.as_uri(), ())
    before = elsewhere.read_bytes()
    with pytest.raises(WorkbookError, match="sous un autre nom"):
        three.save()

    assert elsewhere.read_bytes() == before
    assert not (three.path.parent / "copies").exists()


def test_a_formula_spreads_to_no_other_row(tmp_path: Path) -> None:
    columns = [{"header": header} for header in (*HEADERS["invoices"], "Calcul")]

    def prepare(workbook, sheet) -> None:
        sheet.write_formula("J2", "=1+1")

    book = invoices(tmp_path / "R.xlsx", [["F1"], ["F2"], ["F3"]], prepare, columns)
    book.replace("invoices", [{"invoice": key} for key in ("F3", "F1", "F2")])
    book.save()

    assert cells(book, "J2:J4") == [[None], [2], [None]]
    assert book._book.app.api.AutoCorrect.AutoFillFormulasInLists, "as the user had it"


def test_numbers_are_numbers_in_cells_among_which_some_are_text(tmp_path: Path) -> None:
    def prepare(workbook, sheet) -> None:
        text = workbook.add_format({"num_format": "@"})
        for place in ("G3", "F3", "H3"):
            sheet.write(place, "x", text)

    book = invoices(tmp_path / "R.xlsx", [["F1"], ["F2"], ["F3"]], prepare)
    days = [date(2026, 3, day) for day in (4, 5, 6)]
    given = {"days": [1, 2, 3], "why": ["01", "02", "=3"], "next_on": days}
    book.patch("invoices", ["F1", "F2", "F3"], given)
    book.save()

    assert column(book, "Retard") == [1, 2, 3]
    assert column(book, "Pourquoi") == ["01", "02", "=3"]
    assert column(book, "Prochaine date") == days


def test_dates_too_old_are_refused_before_anything_changes(three: LiveBook) -> None:
    three.patch("invoices", ["F1"], {"why": ["non"], "next_on": [date(1850, 1, 1)]})
    with pytest.raises(WorkbookError, match="trop ancienne"):
        three.save()

    assert column(three, "Pourquoi")[0] == "vieux"


def test_dates_get_a_date_format_and_numbers_no_text_format(tmp_path: Path) -> None:
    def prepare(workbook, sheet) -> None:
        sheet.set_column("A:I", None, workbook.add_format({"num_format": "@"}))

    book = invoices(tmp_path / "R.xlsx", [["F1"]], prepare)
    book.patch("invoices", ["F1"], {"days": [12], "next_on": [date(2026, 3, 4)]})
    book.save()

    assert column(book, "Retard") == [12]
    assert column(book, "Prochaine date") == [date(2026, 3, 4)]


def test_filtered_rows_are_written_where_they_stand(tmp_path: Path) -> None:
    rows = [[f"F{i}", "C1" if i % 2 else "C2"] for i in range(1, 11)]
    book = invoices(tmp_path / "R.xlsx", rows)
    sheet_of(book).tables[0].impl.filter_rows(1, "C1")
    assert visible_rows(book) == [1, 2, 4, 6, 8, 10]
    book.patch("invoices", [row[0] for row in rows], {"days": [*range(1, 11)]})
    book.append("invoices", [{"invoice": "F11", "customer": "C2"}])
    book.save()

    assert column(book, "Retard") == [*range(1, 11), None]
    assert visible_rows(book) == [1, 2, 4, 6, 8, 10], "filtered anew"


def test_the_stand_in_misplaces_values_in_filtered_rows_as_excel_does(tmp_path: Path) -> None:
    book = invoices(tmp_path / "R.xlsx", [["F1", "C1"], ["F2", "C2"], ["F3", "C1"]])
    sheet_of(book).tables[0].impl.filter_rows(1, "C1")
    sheet_of(book).range("F2:F4").raw_value = [["un"], ["deux"], ["trois"]]

    assert column(book, "Pourquoi") == ["un", None, "un"]


def test_values_excel_misplaced_all_the_same_are_written_again(tmp_path, monkeypatch) -> None:
    book = invoices(tmp_path / "R.xlsx", [["F1", "C1"], ["F2", "C2"], ["F3", "C1"]])
    sheet_of(book).tables[0].impl.filter_rows(1, "C1")
    monkeypatch.setattr(CellRange, "row_hidden", False)  # as if rows could not be shown
    book.patch("invoices", ["F1", "F2", "F3"], {"why": ["un", "deux", "trois"]})
    book.save()

    assert column(book, "Pourquoi") == ["un", "deux", "trois"]


def test_hidden_columns_extra_columns_and_formulas(tmp_path: Path) -> None:
    columns = [{"header": header} for header in ("Ma note", *HEADERS["invoices"], "Mon calcul")]
    columns[-1]["formula"] = "=tblFactures[[#This Row],[Total TTC]]*2"

    def prepare(workbook, sheet) -> None:
        sheet.set_column("G:G", None, None, {"hidden": True})

    rows = [[f"à moi {i}", f"F{i}", "C1", 10 * i] for i in range(1, 4)]
    book = invoices(tmp_path / "R.xlsx", rows, prepare, columns)
    book.patch("invoices", ["F1", "F3"], {"why": ["un", "trois"]})
    book.append("invoices", [{"invoice": "F4", "total_cents": 40}])
    book.save()

    assert cells(book, "A2:D5") == [
        ["à moi 1", "F1", "C1", 10],
        ["à moi 2", "F2", "C1", 20],
        ["à moi 3", "F3", "C1", 30],
        [None, "F4", None, 40],
    ]
    assert column(book, "Pourquoi") == ["un", None, "trois", None]
    assert column(book, "Mon calcul") == [20, 40, 60, 80], "filled down and calculated"
    assert book.read()["invoices"].formula_columns == {"Mon calcul"}
    assert sheet_of(book).range("G1").columns.hidden


def test_times_of_day_and_errors_move_with_their_row(tmp_path: Path) -> None:
    columns = [{"header": header} for header in (*HEADERS["invoices"], "Heure", "Erreur")]

    def prepare(workbook, sheet) -> None:
        sheet.write("J2", 0.75, workbook.add_format({"num_format": "hh:mm"}))
        sheet.write("J3", 1.25, workbook.add_format({"num_format": "hh:mm"}))
        sheet.write("K2", "=NA()")

    book = invoices(tmp_path / "R.xlsx", [["F1"], ["F2"]], prepare, columns)
    assert [row[9:] for row in book.read()["invoices"].rows] == [(0.75, "#N/A"), (1.25, None)]
    book.replace("invoices", [{"invoice": "F2"}, {"invoice": "F1"}])
    book.save()

    assert [row[9:] for row in book.read()["invoices"].rows] == [(1.25, None), (0.75, "#N/A")]


def test_replaced_rows_take_a_persons_cells_and_formulas_along(tmp_path: Path) -> None:
    columns = [{"header": header} for header in (*HEADERS["invoices"], "À moi", "Calcul")]
    rows: list[list[object]] = [[f"F{i}", "C1", i] + [None] * 6 + [f"n{i}"] for i in range(1, 5)]

    def prepare(workbook, sheet) -> None:
        sheet.write_formula("K2", "=C2*100")
        sheet.write("K3", "constante")
        sheet.write_formula("K4", "=C4*300")

    book = invoices(tmp_path / "R.xlsx", rows, prepare, columns)
    book.replace("invoices", [{"invoice": key} for key in ("F3", "F9", "F2", "F1")])
    book.save()

    assert [row[:3] + row[9:] for row in cells(book, "A2:K5")] == [
        ["F3", "C1", 3, "n3", 900],
        ["F9", None, None, None, None],
        ["F2", "C1", 2, "n2", "constante"],
        ["F1", "C1", 1, "n1", 100],
    ]
    assert [line[0] for line in sheet_of(book).range("K2:K5").formula][::3] == [
        "=C2*300",
        "=C5*100",
    ]


def test_a_table_grows_and_shrinks_with_its_totals(tmp_path: Path) -> None:
    path = tmp_path / "R.xlsx"
    workbook = xlsxwriter.Workbook(path)
    sheet = workbook.add_worksheet("Factures")
    columns: list[dict[str, object]] = [{"header": header} for header in HEADERS["invoices"]]
    columns[2]["total_function"] = "sum"
    sheet.add_table("A1:I4", {"name": "tblFactures", "columns": columns, "total_row": True})
    for row in (1, 2):
        sheet.write_row(row, 0, [f"F{row}", "C1", row])
    sheet.write_row("A4", ["Somme", None, "=21*2"])
    workbook.close()
    book = live(path)

    book.append("invoices", [{"invoice": "F3", "total_cents": 3}])
    book.save()
    assert column(book, "N° facture") == ["F1", "F2", "F3"]
    book.replace("invoices", [{"invoice": "F2"}])
    book.save()
    assert column(book, "N° facture") == ["F2"]
    assert sheet_of(book).tables[0].range.address == "$A$1:$I$3"
    assert cells(book, "A4:I6") == [[None] * 9] * 3
    assert [cells(book, "A3:C3"), sheet_of(book).range("C3").formula] == [
        [["Somme", None, 42]],
        "=21*2",
    ], "the totals are the user's"


def test_a_table_grows_by_nothing_that_is_in_the_way(tmp_path: Path) -> None:
    def prepare(workbook, sheet) -> None:
        sheet.write("B4", "ma remarque")

    book = invoices(tmp_path / "R.xlsx", [["F1"]], prepare)
    book.patch("invoices", ["F1"], {"why": ["non"]})
    book.append("invoices", [{"invoice": f"F{i}"} for i in (2, 3, 4)])
    with pytest.raises(WorkbookError, match="ligne 4 est occupée"):
        book.save()

    assert cells(book, "A2:F4") == [
        ["F1", None, None, None, None, None],
        [None] * 6,
        [None, "ma remarque", None, None, None, None],
    ]


def test_an_empty_table(tmp_path: Path) -> None:
    book = invoices(tmp_path / "R.xlsx", [])
    assert [list(row) for row in book.read()["invoices"].rows] == [[None] * 9]
    book.append("invoices", [{"invoice": "F1"}, {"invoice": "F2"}])
    book.save()

    assert column(book, "N° facture") == ["F1", "F2"]


def test_a_protected_sheet_is_refused_before_anything_changes(three: LiveBook) -> None:
    three.patch("invoices", ["F1"], {"why": ["non"]})
    three.patch("proposals", [("REL-1", "email")], {"amount_cents": [1]})
    sheet_of(three, "Relances").impl.xl.protect("x")
    with pytest.raises(WorkbookError, match="« Relances » est protégée"):
        three.save()

    assert column(three, "Pourquoi")[0] == "vieux"


def test_settings_are_restored_whatever_happens(three: LiveBook, monkeypatch) -> None:
    app = three._book.app
    app.calculation, app.enable_events = "manual", True
    three.patch("invoices", ["F1"], {"why": ["un"]})
    seen = []

    def fail(live, pending) -> None:
        seen.append((app.screen_updating, app.enable_events, app.display_alerts, app.calculation))
        raise ZeroDivisionError

    monkeypatch.setattr("relance_xl.adapters.live.book.write_table", fail)
    with pytest.raises(ZeroDivisionError):
        three.save()

    assert seen == [(False, False, False, "manual")]
    assert app.interactive
    assert (app.screen_updating, app.enable_events, app.display_alerts) == (True, True, True)
    assert app.calculation == "manual", "as the user had it"


def test_a_busy_excel_is_waited_for(three: LiveBook) -> None:
    pauses: list[float] = []
    three._wait._sleep = pauses.append
    three.patch("invoices", ["F1"], {"why": ["un"]})
    three._book.app.impl.busy = 4
    three.save()
    assert column(three, "Pourquoi")[0] == "un"
    assert pauses == [0.05, 0.1, 0.2, 0.4]

    three._book.app.impl.busy = 10_000
    with pytest.raises(WorkbookBusyError, match="Excel est occupé avec « Relances"):
        three.read()
    three._book.app.impl.busy = 0


@pytest.mark.parametrize("seed", range(3))
def test_an_excel_that_refuses_now_and_then_gets_everything_once(tmp_path, seed: int) -> None:
    columns = [{"header": header} for header in (*HEADERS["invoices"], "Calcul")]
    columns[-1]["formula"] = "=tblFactures[[#This Row],[Total TTC]]*2"
    rows = [[f"F{i}", "C1" if i % 2 else "C2", i] for i in range(1, 41)]
    book = invoices(tmp_path / "R.xlsx", rows, columns=columns)
    sheet_of(book).tables[0].impl.filter_rows(1, "C1")
    book._wait._sleep = lambda _: None
    book._book.app.impl.moods = Random(seed)  # noqa: S311 - no secret
    book.patch("invoices", [row[0] for row in rows], {"why": [row[1] for row in rows]})
    book.append("invoices", [{"invoice": "F41", "total_cents": 41}])
    book.save()
    book._book.app.impl.moods = None

    assert column(book, "Pourquoi") == [row[1] for row in rows] + [None]
    assert column(book, "Calcul") == [2 * i for i in range(1, 42)]
    app = book._book.app
    assert (app.screen_updating, app.enable_events, app.calculation) == (True, True, "automatic")


def test_a_workbook_closed_meanwhile_is_said_clearly(three: LiveBook) -> None:
    three.patch("invoices", ["F1"], {"why": ["un"]})
    three._book.close()
    with pytest.raises(WorkbookError, match="a été fermé pendant le travail"):
        three.save()


def test_saving_keeps_a_copy_of_the_file_as_it_was(three: LiveBook) -> None:
    before = three.path.read_bytes()
    three.save()
    assert not (three.path.parent / "copies").exists(), "nothing to write, nothing done"
    three.patch("invoices", ["F1"], {"why": ["un"]})
    three.save()

    copies = [*(three.path.parent / "copies").iterdir()]
    assert [copy.read_bytes() for copy in copies] == [before]
    assert three.path.read_bytes() != before


@pytest.mark.slow
def test_twenty_thousand_rows(tmp_path: Path) -> None:
    rows = [[f"F{i}", f"C{i % 100}", i + 0.5, date(2026, 1, 15)] for i in range(20_000)]
    book = invoices(tmp_path / "R.xlsx", rows)
    keys = [row[0] for row in rows]
    days = [*range(20_000)]
    book.patch("invoices", keys, {"why": [f"0{i}" for i in days], "days": days})
    book.append("invoices", [{"invoice": f"N{i}", "total_cents": i} for i in range(500)])
    book.save()

    grid = book.read()["invoices"]
    assert len(grid.rows) == 20_500
    assert grid.rows[19_999][:7] == (
        *("F19999", "C99", 19_999.5, date(2026, 1, 15), None),
        *("019999", 19_999),
    )
    assert grid.rows[20_499][:3] == ("N499", None, 499)
