"""The small window: the same buttons, on the workbook chosen among those open."""

import os
import subprocess
import sys
import threading
import time
import tkinter as tk

import pytest

from relance_xl import fenetre
from relance_xl.fenetre import Answer, Fenetre, OpenWorkbook
from relance_xl.schema.buttons import BUTTONS
from tests.screen import screen

BOOKS = [OpenWorkbook("Relances.xlsm", 11), OpenWorkbook("Filiale.xlsm", 12)]


@pytest.fixture(scope="module")
def display():
    """Give a screen nobody sees, unless there is one."""
    if os.environ.get("DISPLAY") or sys.platform == "win32":
        yield
        return
    with screen() as name, pytest.MonkeyPatch.context() as patch:
        patch.setenv("DISPLAY", name)
        yield


@pytest.fixture
def root(display):
    root = tk.Tk()
    yield root
    root.destroy()


def shown(window):
    return window.result.get("1.0", "end").strip()


def until(root, condition):
    end = time.monotonic() + 10
    while not condition():
        assert time.monotonic() < end
        root.update()
        time.sleep(0.01)


def test_every_button_of_the_registry_by_its_caption(root) -> None:
    window = Fenetre(root, lambda: BOOKS, lambda *_: Answer(0, ""))
    captions = {name: made.cget("text") for name, made in window.buttons.items()}
    assert captions == {button.function: button.caption for button in BUTTONS}


def test_a_button_works_on_the_chosen_workbook_while_the_window_lives(root) -> None:
    pressed, go_on = [], threading.Event()

    def press(button, book):
        pressed.append((button.function, book))
        go_on.wait(10)
        return Answer(3, "2 anomalies, dont 1 à régler d’abord.")

    window = Fenetre(root, lambda: BOOKS, press)
    window.choice.current(1)
    window.buttons["check"].invoke()
    root.update()
    assert shown(window) == "Contrôler\u202f: en cours…"
    assert {made.cget("state") for made in window.buttons.values()} == {"disabled"}
    go_on.set()
    until(root, lambda: window.buttons["check"].cget("state") == "normal")
    assert shown(window) == "2 anomalies, dont 1 à régler d’abord."
    assert pressed == [("check", BOOKS[1])]


def test_no_workbook_open_then_one(root) -> None:
    books = []
    window = Fenetre(root, lambda: books, lambda *_: Answer(0, ""))
    assert "Ouvrez votre classeur" in shown(window)
    assert window.buttons["send"].cget("state") == "disabled"
    books.append(BOOKS[0])
    window.refresh()
    assert window.choice.get() == "Relances.xlsm"
    assert window.buttons["send"].cget("state") == "normal"


def test_looking_again_during_a_run_frees_no_button(root) -> None:
    go_on = threading.Event()

    def press(*_):
        go_on.wait(10)
        return Answer(0, "Fait.")

    window = Fenetre(root, lambda: BOOKS, press)
    window.buttons["check"].invoke()
    window.refresh()
    assert {made.cget("state") for made in window.buttons.values()} == {"disabled"}
    assert shown(window) == "Contrôler\u202f: en cours…"
    go_on.set()
    until(root, lambda: shown(window) == "Fait.")


def test_an_excel_that_fails_closes_no_window(root) -> None:
    def look():
        raise fault

    fault: Exception = RuntimeError("RPC_E_CALL_REJECTED")
    window = Fenetre(root, look, lambda *_: Answer(0, ""))
    assert "Excel ne répond pas" in shown(window)
    assert window.buttons["send"].cget("state") == "disabled"


def test_a_program_windows_does_not_start_is_told(root) -> None:
    def press(*_):
        raise PermissionError

    window = Fenetre(root, lambda: BOOKS, press)
    window.buttons["check"].invoke()
    until(root, lambda: window.buttons["check"].cget("state") == "normal")
    assert shown(window) == fenetre._DIED


def test_two_workbooks_of_one_name_are_told_apart(root) -> None:
    pressed = []
    books = [OpenWorkbook("Relances.xlsm", 1), OpenWorkbook("Relances.xlsm", 2)]
    window = Fenetre(root, lambda: books, lambda _, book: pressed.append(book) or Answer(0, ""))
    assert window.choice.cget("values") == ("Relances.xlsm", "Relances.xlsm (2)")
    window.choice.set("Relances.xlsm (2)")
    window.buttons["check"].invoke()
    until(root, lambda: pressed == [books[1]])


def test_what_a_button_does_shows_while_it_is_pointed_at(root) -> None:
    window = Fenetre(root, lambda: BOOKS, lambda *_: Answer(0, ""))
    root.update()
    window.buttons["send"].event_generate("<Enter>")
    root.update()
    assert window._hint.cget("text") == next(b.help for b in BUTTONS if b.name == "send")
    window.buttons["send"].event_generate("<Leave>")
    root.update()
    assert window._hint.cget("text") == ""


def test_a_long_answer_is_all_there(root) -> None:
    lines = "\n".join(f"ligne {n}" for n in range(60))
    window = Fenetre(root, lambda: BOOKS, lambda *_: Answer(0, lines))
    window.buttons["check"].invoke()
    until(root, lambda: shown(window) == lines)
    assert window.result.yview()[1] < 1


@pytest.mark.parametrize(
    ("done", "answer"),
    [
        (subprocess.CompletedProcess([], 3, "à régler\u202f!\n".encode()), "à régler\u202f!"),
        (subprocess.CompletedProcess([], 1, b""), fenetre._DIED),
        (subprocess.CompletedProcess([], 0, b""), ""),
    ],
)
def test_the_program_is_the_one_a_button_starts(monkeypatch, done, answer) -> None:
    started = []

    def run(words, **_):
        started.append(words)
        return done

    monkeypatch.setattr(fenetre.subprocess, "run", run)
    assert fenetre.run_macro(BUTTONS[0], BOOKS[0]) == Answer(done.returncode, answer)
    assert [words[:3] for words in started] == [[sys.executable, "-I", "-m"]]
    assert started[0][3:] == [
        "relance_xl.macros",
        BUTTONS[0].function,
        "--wb=Relances.xlsm",
        "--from_xl=1",
        "--hwnd=11",
        "--fenetre",
    ]
