"""The functions behind the buttons: found by name, alone in speaking to the user, never silent."""

import inspect
import subprocess
import sys
from datetime import date
from pathlib import Path
from types import SimpleNamespace

import pytest

from relance_xl import log, macros, pressing
from relance_xl.adapters.live import caller
from relance_xl.flows.outcome import Outcome
from relance_xl.problems import SettingsError, UsageError, WorkbookError
from relance_xl.schema.buttons import BUTTONS, HOME, RESULT_NAME


class Cells(dict):
    """Ranges of a sheet by name."""

    def range(self, name):
        return self[name]


@pytest.fixture
def book(monkeypatch):
    """Give a workbook with sheet Accueil, saved; buttons are pressed in it."""
    cell = SimpleNamespace(value=None)
    found = SimpleNamespace(
        name="R.xlsm", api=SimpleNamespace(Saved=True), sheets={HOME: Cells({RESULT_NAME: cell})}
    )
    found.said = lambda: cell.value
    monkeypatch.setattr(pressing, "calling_book", lambda: found)
    return found


@pytest.mark.parametrize("button", BUTTONS, ids=lambda button: button.name)
def test_each_button_has_its_function(button) -> None:
    function = getattr(macros, button.function)
    assert not inspect.signature(function).parameters
    assert inspect.getdoc(function)


FAULTS = [
    (lambda _: Outcome(("3 lus.", "Tout va bien."), status=0), 0, "3 lus.\nTout va bien."),
    (lambda _: Outcome(("À régler.",), status=3), 3, "À régler."),
    (lambda _: Outcome(()), 0, None),
    (lambda _: _raise(WorkbookError("Feuille protégée.")), 1, "Feuille protégée."),
    (lambda _: _raise(SettingsError("Il manque l’IBAN.")), 1, "Il manque l’IBAN."),
    (lambda _: _raise(UsageError("Rien à essayer.")), 2, "Rien à essayer."),
    (lambda _: _raise(ZeroDivisionError("secret")), 1, "Une erreur inattendue"),
    (lambda _: Outcome(tuple(map(str, range(40)))), 0, "\n… et 15 autres lignes."),
]


def _raise(fault):
    raise fault


@pytest.mark.parametrize(("run", "status", "told"), FAULTS)
def test_what_came_of_it_is_told_once(book, run, status, told) -> None:
    boxes = []
    assert pressing.press(run, lambda *box: boxes.append(box)) == status
    if told is None:
        assert (boxes, book.said()) == ([], None)
        return
    ((text, shown),) = boxes
    assert shown == status
    assert told in text
    assert "secret" not in text
    assert "Traceback" not in text
    assert told.split("\n")[0] in book.said()
    assert book.api.Saved


def test_a_fault_nobody_foresaw_is_in_the_log(book) -> None:
    pressing.press(lambda _: _raise(ZeroDivisionError("secret")), lambda *_: None)
    assert "ZeroDivisionError: secret" in log.log_path().read_text(encoding="utf-8")


def test_a_workbook_without_the_cell_is_no_fault(book) -> None:
    book.sheets.clear()
    assert pressing.press(lambda _: Outcome(("Fait.",)), lambda *_: None) == 0


def test_what_is_said_on_the_way_is_told_first(book) -> None:
    boxes = []

    def run(pressed):
        pressed.said.append("Premier envoi en dossier.")
        return Outcome(("1 parti.",))

    pressing.press(run, lambda *box: boxes.append(box[0]))
    assert boxes == ["Premier envoi en dossier.\n1 parti."]


def test_a_result_is_never_a_formula(book) -> None:
    pressing.press(lambda _: Outcome(("=1+1\n  deux",)), lambda *_: None)
    assert book.said().startswith("'")
    assert book.said().endswith("=1+1 deux")


def test_no_workbook_there(monkeypatch) -> None:
    slept, boxes = [], []
    monkeypatch.setattr(pressing, "calling_book", lambda: caller.calling_book(slept.append))
    status = pressing.press(lambda _: Outcome(()), lambda *box: boxes.append(box[0]))
    assert status == 1
    assert "ne se trouve pas dans Excel" in boxes[0]
    assert sum(slept) > 5


@pytest.mark.parametrize(
    ("words", "status"), [(["check"], 3), (["main"], 2), (["__import__"], 2), ([], 2)]
)
def test_the_witness_is_held_then_tells_the_status(monkeypatch, tmp_path, words, status) -> None:
    witness = tmp_path / "témoin.txt"

    def check():
        assert witness.read_text() == ""
        return 3

    monkeypatch.setattr(macros, "check", check)
    assert macros.main([*words, "--wb=R.xlsm", f"--temoin={witness}"]) == status
    assert witness.read_text() == f"{status}\n"


def test_a_fall_leaves_no_status_and_the_launcher_says_so(monkeypatch, tmp_path) -> None:
    monkeypatch.setattr(macros, "check", lambda: _raise(KeyboardInterrupt()))
    with pytest.raises(KeyboardInterrupt):
        macros.main(["check", f"--temoin={tmp_path / 't.txt'}"])
    assert (tmp_path / "t.txt").read_text() == ""


def test_a_damaged_installation_is_told(monkeypatch, tmp_path, capsys) -> None:
    monkeypatch.setattr(macros, "_press_flow", lambda _: _raise(ImportError("DLL load failed")))
    assert macros.main(["check", f"--temoin={tmp_path / 't.txt'}"]) == 1
    said = capsys.readouterr().err
    assert "ne démarre pas" in said
    assert "DLL load failed" in said
    assert (tmp_path / "t.txt").read_text() == "1\n"


def test_a_button_newer_than_the_program_is_told(capsys) -> None:
    assert macros.main(["plus_tard"]) == 2
    assert "plus ancien que le classeur" in capsys.readouterr().err


def test_a_witness_that_cannot_be_written_stops_nothing(monkeypatch, tmp_path) -> None:
    monkeypatch.setattr(macros, "check", lambda: 0)
    assert macros.main(["check", f"--temoin={tmp_path / 'rien' / 't.txt'}"]) == 0


def test_nothing_heavy_comes_before_the_witness() -> None:
    heavy = "{'pandas', 'numpy', 'xlwings', 'jinja2', 'lxml', 'sqlite3'}"
    code = f"import sys, relance_xl.macros; print({heavy} & set(sys.modules))"
    done = subprocess.run(
        [sys.executable, "-I", "-c", code], check=True, capture_output=True, text=True
    )
    assert done.stdout == "set()\n"


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ([], (None, None)),
        (["--date=2026-11-23"], (None, date(2026, 11, 23))),
        (["--fenetre"], (pressing.in_print, None)),
    ],
)
def test_words_of_the_command(monkeypatch, words, expected) -> None:
    seen = []
    monkeypatch.setattr(pressing, "press", lambda run, *rest: seen.append(rest) or 0)
    monkeypatch.setattr(sys, "argv", ["relance_xl.macros", "show_help", *words])
    assert macros.show_help() == 0
    assert seen == [expected]


def test_the_preview_opens_in_the_browser(monkeypatch, book) -> None:
    opened = []
    monkeypatch.setattr(pressing.webbrowser, "open", opened.append)
    page = Path("/compta/Aperçu – R.html")
    run = pressing.then_open(lambda _: Outcome(("Vu.",), {"file": str(page)}))
    assert pressing.press(run, lambda *_: None) == 0
    assert opened == [page.as_uri()]
    pressing.press(pressing.then_open(lambda _: Outcome((), {"file": ""})))
    assert len(opened) == 1
