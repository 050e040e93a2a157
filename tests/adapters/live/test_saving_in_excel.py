"""The live book over a real spreadsheet: all is written or nothing, and Excel is given back."""

from random import Random

import pytest

from relance_xl.adapters.live import LiveBook
from relance_xl.adapters.live import book as live_book
from relance_xl.problems import WorkbookBusyError, WorkbookError
from tests.adapters.live.opening import column, invoices, sheet_of
from tests.adapters.xlsx.samples import HEADERS

pytestmark = pytest.mark.office


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
