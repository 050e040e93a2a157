"""What every workbook does, whichever holds it: the closed file, memory, a spreadsheet open."""

from collections.abc import Callable
from datetime import date, datetime
from pathlib import Path

import pytest

from relance_xl.ports import Book, Grid
from relance_xl.problems import WorkbookError
from tests.adapters.live.opening import live
from tests.adapters.xlsx.samples import HEADERS, TABLES, THREE, Content, closed, write_workbook
from tests.fakes.book import MemoryBook, Sheet

MakeBook = Callable[[Content], Book]


@pytest.fixture(params=["closed", "memory", pytest.param("live", marks=pytest.mark.office)])
def make_book(request: pytest.FixtureRequest, tmp_path: Path) -> MakeBook:
    def make(content: Content) -> Book:
        if request.param == "closed":
            return closed(write_workbook(tmp_path / "Relances.xlsx", content))
        if request.param == "live":
            return live(write_workbook(tmp_path / "Relances.xlsx", content))
        sheets = {
            name: Sheet(
                list(headers),
                [list(row) for row in rows] or [[None] * len(headers)],
                frozenset(["Double"]),
            )
            for name, (headers, rows) in content.items()
        }
        return MemoryBook(TABLES, sheets)

    return make


def values(grid: Grid, *labels: str) -> list[list[object]]:
    places = [grid.headers.index(label) for label in labels]
    return [[None if row[p] == "" else row[p] for p in places] for row in grid.rows]


def test_read_gives_every_table_as_it_stands(make_book: MakeBook) -> None:
    grids = make_book(THREE).read()

    assert list(grids) == ["invoices", "proposals"]
    invoices = grids["invoices"]
    assert (invoices.sheet, invoices.excel_name) == ("Factures", "tblFactures")
    assert list(invoices.headers) == HEADERS["invoices"]
    assert values(invoices, "N° facture", "Total TTC", "Échéance", "Note") == [
        ["F1", 100.5, date(2026, 1, 15), None],
        ["F2", 20, date(2026, 2, 15), "à voir"],
        [42, 7, None, None],
    ]


def test_a_table_that_is_missing_is_absent(make_book: MakeBook) -> None:
    book = make_book({"invoices": THREE["invoices"]})

    assert list(book.read()) == ["invoices"]
    with pytest.raises(WorkbookError):
        book.append("proposals", [{"number": "REL-9"}])


def test_patch_by_key_lands_at_save_and_not_before(make_book: MakeBook) -> None:
    book = make_book(THREE)
    book.read()
    book.patch(
        "invoices",
        ["42", "F1"],
        {"why": ["=1+1", None], "days": [3, 40], "next_on": [date(2026, 12, 1), None]},
    )
    book.save()

    assert values(
        book.read()["invoices"], "N° facture", "Pourquoi", "Retard", "Prochaine date"
    ) == [
        ["F1", None, 40, None],
        ["F2", None, None, None],
        [42, "=1+1", 3, date(2026, 12, 1)],
    ]


def test_what_was_not_saved_is_forgotten_by_reading(make_book: MakeBook) -> None:
    book = make_book(THREE)
    book.patch("invoices", ["F1"], {"why": ["perdu"]})
    book.read()
    book.save()

    assert values(book.read()["invoices"], "Pourquoi")[0] == ["vieux"]


def test_composite_keys_and_keys_that_stand_twice(make_book: MakeBook) -> None:
    headers, rows = THREE["proposals"]
    book = make_book({"proposals": (headers, [*rows, rows[2]])})
    book.patch("proposals", [("REL-2", "letter")], {"amount_cents": [99.5]})
    book.save()

    assert values(book.read()["proposals"], "À payer") == [[100.5], [20], [99.5], [99.5]]


def test_rows_of_one_key_get_each_its_own_value(make_book: MakeBook) -> None:
    headers, rows = THREE["proposals"]
    book = make_book({"proposals": (headers, [rows[2], *rows])})
    keys = [("REL-2", "letter"), ("REL-1", "email"), ("REL-2", "letter")]
    book.patch("proposals", keys, {"amount_cents": [1, 2, 3]})
    book.save()

    assert values(book.read()["proposals"], "À payer") == [[1], [2], [20], [3]]


def test_the_last_value_of_a_key_given_twice_stays(make_book: MakeBook) -> None:
    book = make_book(THREE)
    for _ in range(2):
        book.patch("invoices", ["F1", "F1"], {"why": ["vieux", "neuf"]})
        book.patch("invoices", ["F1", "F1"], {"why": ["neuf", "vieux"]})
        book.save()

        assert values(book.read()["invoices"], "Pourquoi")[0] == ["vieux"]


def test_a_key_that_is_not_there_is_an_error(make_book: MakeBook) -> None:
    book = make_book(THREE)
    with pytest.raises(WorkbookError, match="F9"):
        book.patch("invoices", ["F9"], {"why": ["?"]})


@pytest.mark.parametrize(
    ("name", "handed_over"),
    [("total_cents", {"total_cents"}), ("note", set()), ("double", {"double"})],
)
def test_foreign_columns_are_refused(make_book: MakeBook, name: str, handed_over: set[str]) -> None:
    book = make_book(THREE)
    with pytest.raises(WorkbookError):
        book.patch("invoices", ["F1"], {name: [1]}, handed_over=frozenset(handed_over))


def test_a_shared_column_is_written_when_handed_over(make_book: MakeBook) -> None:
    book = make_book(THREE)
    book.patch("invoices", ["F2"], {"note": ["vu"]}, handed_over=frozenset({"note"}))
    book.save()

    assert values(book.read()["invoices"], "Note") == [[None], ["vu"], [None]]


def test_reordered_extra_and_deleted_columns(make_book: MakeBook) -> None:
    headers = ["Retard", "Ma colonne", "N° facture", "pourquoi "]
    book = make_book({"invoices": (headers, [[1, "à moi", "F1", None]])})
    book.patch("invoices", ["F1"], {"why": ["raison"], "days": [2], "next_on": [date(2026, 1, 1)]})
    book.save()

    assert [list(row) for row in book.read()["invoices"].rows] == [[2, "à moi", "F1", "raison"]]


def test_append_uses_the_blank_row_first(make_book: MakeBook) -> None:
    book = make_book({"proposals": (HEADERS["proposals"], [])})
    assert len(book.read()["proposals"].rows) == 1

    book.append("proposals", [{"number": "REL-1", "channel": "email"}])
    book.append("proposals", [{"number": "REL-2", "prepared_at": datetime(2026, 1, 2, 3, 4)}])
    book.patch("proposals", [("REL-1", "email")], {"amount_cents": [5]})
    book.save()

    assert values(book.read()["proposals"], "N° relance", "Canal", "À payer", "Préparée") == [
        ["REL-1", "email", 5, None],
        ["REL-2", None, None, datetime(2026, 1, 2, 3, 4)],
    ]


def test_replace_keeps_cells_of_kept_keys(make_book: MakeBook) -> None:
    book = make_book(THREE)
    book.replace(
        "proposals",
        [
            {"number": "REL-7", "channel": "email", "amount_cents": 7},
            {"number": "REL-2", "channel": "letter", "amount_cents": 21},
        ],
    )
    book.save()

    assert values(book.read()["proposals"], "N° relance", "Canal", "Décision", "À payer") == [
        ["REL-7", "email", None, 7],
        ["REL-2", "letter", "Reporter", 21],
    ]


def test_replace_by_nothing_leaves_one_blank_row_and_grows_again(make_book: MakeBook) -> None:
    book = make_book(THREE)
    book.replace("proposals", [])
    book.save()
    assert values(book.read()["proposals"], *HEADERS["proposals"]) == [[None] * 5]

    book.replace("proposals", [{"number": f"REL-{n}", "channel": "email"} for n in range(5)])
    book.save()
    assert values(book.read()["proposals"], "N° relance") == [[f"REL-{n}"] for n in range(5)]


def test_appended_rows_may_fill_a_persons_columns_but_no_formula(make_book: MakeBook) -> None:
    book = make_book(THREE)
    book.append("invoices", [{"invoice": "F3", "total_cents": 3.5, "due_on": date(2026, 3, 1)}])
    book.save()
    assert values(book.read()["invoices"], "N° facture", "Total TTC", "Échéance")[3] == [
        "F3",
        3.5,
        date(2026, 3, 1),
    ]
    with pytest.raises(WorkbookError):
        book.append("invoices", [{"invoice": "F4", "double": 1}])


def test_saving_twice_goes_on_from_what_was_written(make_book: MakeBook) -> None:
    book = make_book(THREE)
    book.append("proposals", [{"number": "REL-3", "channel": "email", "decision": "Envoyer"}])
    book.save()
    book.patch("proposals", [("REL-3", "email")], {"amount_cents": [3]})
    book.save()
    book.save()

    assert values(book.read()["proposals"], "N° relance", "Décision", "À payer")[3] == [
        "REL-3",
        "Envoyer",
        3,
    ]


def test_without_its_key_column_a_table_is_still_replaced(make_book: MakeBook) -> None:
    book = make_book({"proposals": (["Canal", "À payer"], [["email", 1], ["email", 2]])})
    book.replace("proposals", [{"number": "REL-1", "channel": "lettre", "amount_cents": 3}])
    book.save()

    assert values(book.read()["proposals"], "Canal", "À payer") == [["lettre", 3]]
