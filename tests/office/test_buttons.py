"""A real spreadsheet presses every button of the built workbook, and a mouse clicks one."""

import os
import re
import shutil
import subprocess
import time
from contextlib import nullcontext
from datetime import date
from functools import partial
from pathlib import Path

import pytest

from relance_xl import wiring
from relance_xl.adapters.journal import SqliteJournal
from relance_xl.flows.approve import approve
from relance_xl.flows.check import check
from relance_xl.flows.own_trial import try_on_oneself
from relance_xl.flows.prepare import prepare
from relance_xl.flows.preview import preview
from relance_xl.flows.refresh import refresh
from relance_xl.flows.send import send
from relance_xl.frames import read_tables
from relance_xl.schema.buttons import BUTTONS, HELP, HOME, RESULT_NAME
from tests.office.presses import Presses, Told
from tests.screen import screen

pytestmark = pytest.mark.office

DAY = date(2026, 11, 23)
FLOWS = {
    "check": check,
    "refresh": refresh,
    "prepare": prepare,
    "preview": preview,
    "approve_all": partial(approve, numbers=None),
    "send_test": try_on_oneself,
    "send": send,
}
"""The same flows, as the terminal runs them on the closed file."""
WRITTEN = ("invoices", "customers", "instalments", "proposals", "sends", "anomalies", "history")


class Silent:
    """Fulfils `Progress`."""

    def track(self, label, total):
        return nullcontext(lambda _: None)


def _closed_day(path):
    """Run the same day's work on the closed file; gives what each flow said."""
    told = {}
    for name, flow in FLOWS.items():
        said = []
        options = wiring.Options(day=DAY)
        with wiring.open_desk(path, options, Silent(), said.append) as desk:
            outcome = flow(desk)
        told[name] = (outcome.status, "\n".join([*said, *outcome.lines]))
    return told


@pytest.fixture(scope="module")
def day(tmp_path_factory):
    """Press every button of a day, in order; do the same on a copy nobody opened."""
    folder = tmp_path_factory.mktemp("office") / "dossier d’été"
    folder.mkdir()
    opened, closed = folder / "ouvert" / "Suivi.xlsm", folder / "fermé" / "Suivi.xlsm"
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("RELANCE_DATA_DIR", str(folder / "données fermé"))
        for path in (opened, closed):
            path.parent.mkdir()
        wiring.create_workbook(opened, DAY, with_example=True)
        shutil.copy(opened, closed)
        said = _closed_day(closed)
    presses = Presses(folder, DAY, env={"RELANCE_DATA_DIR": str(folder / "données")})
    try:
        book = presses.open(opened)
        told, cells = {}, {}
        for button in BUTTONS:
            told[button.name] = presses.press(button)
            cells[button.name] = book.sheets[HOME].range(RESULT_NAME).value
        front = book.impl.sheets.active.name
    finally:
        presses.stop()
    return {
        "folder": folder,
        "paths": (opened, closed),
        "said": said,
        "told": told,
        "cells": cells,
        "front": front,
    }


def _frames(path):
    return read_tables(wiring.closed_book(path).read())[0]


def _same_words(text, folder):
    """Leave out what two runs may say differently: the folder, the hour of a trial."""
    return re.sub(r"Essais/\d{6}", "Essais/…", text.replace(str(folder), "…"))


def test_every_button_tells_what_the_terminal_tells(day) -> None:
    opened, closed = (path.parent for path in day["paths"])
    for name, (status, words) in day["said"].items():
        told = day["told"][name]
        assert told.status == status
        assert _same_words(told.box, opened) == _same_words(words, closed)
        first = " ".join(words.split("\n", maxsplit=1)[0].split())
        assert first[:60] in " ".join(day["cells"][name].split())


def test_the_open_workbook_ends_as_the_closed_one(day) -> None:
    opened, closed = map(_frames, day["paths"])
    for name in WRITTEN:
        assert opened[name].to_dict("list") == closed[name].to_dict("list"), name
    assert set(opened["sends"]["status"]) >= {"sent"}


def test_mails_letters_and_journal_are_those_of_the_closed_run(day) -> None:
    opened, closed = (path.parent for path in day["paths"])
    left = [
        sorted(file.name for file in (place / "Envois" / f"{DAY}").iterdir())
        for place in (opened, closed)
    ]
    assert left[0] == left[1]
    assert any(name.endswith(".eml") for name in left[0])
    (journal,) = (day["folder"] / "données" / "journaux").glob("*.sqlite")
    entries = _journal(journal)
    assert {state for _, state in entries} == {"accepted"}
    numbers = {number for number, _ in entries}
    sheet = _frames(day["paths"][0])["sends"]
    assert numbers == set(sheet.loc[sheet["at"].dt.date == DAY, "number"])
    assert all(any(name.startswith(number) for name in left[0]) for number in numbers)


def _journal(path):
    with SqliteJournal(path.parent, path.stem) as journal:
        return [(entry.number, entry.state.value) for entry in journal.entries()]


def test_help_and_diagnosis(day) -> None:
    assert day["told"]["show_help"] == Told(0, "")
    assert day["front"] == HELP
    assert "à régler" in day["told"]["diagnose"].box
    assert "ouvert ailleurs" not in day["told"]["diagnose"].box


@pytest.fixture
def desktop():
    """Give a screen, if the LibreOffice installed can draw on one."""
    program = Path(shutil.which("soffice")).resolve().parent
    if not [*program.glob("libvclplug_*lo.so")]:
        pytest.skip("LibreOffice sans fenêtres : libreoffice-calc n’est pas installé")
    if shutil.which("xdotool") is None:
        pytest.skip("xdotool n’est pas installé")
    with screen(1400, 1000) as name:
        yield name


def test_a_mouse_clicks_a_button_of_the_sheet(tmp_path, desktop) -> None:
    path = tmp_path / "Suivi.xlsm"
    wiring.create_workbook(path, DAY, with_example=True)
    button = next(button for button in BUTTONS if button.name == "prepare")
    env = {"DISPLAY": desktop, "SAL_USE_VCLPLUGIN": "gen"}
    presses = Presses(tmp_path, DAY, env=env, options=())
    try:
        book = presses.open(path, hidden=False)
        x, y = _middle(book, button)
        subprocess.run(
            ["xdotool", "mousemove", str(x), str(y), "sleep", "0.2", "click", "1"],
            env={"DISPLAY": desktop, "PATH": os.environ["PATH"]},
            check=True,
            timeout=20,
        )
        told = presses.wait(button)
    finally:
        presses.stop()
    assert told.box.split(" ", 1)[1].startswith("messages proposés")
    assert len(_frames(path)["proposals"]) == int(told.box.split(" ", 1)[0])


def _middle(book, button):
    """Find the button on the screen, by the words a screen reader says."""
    window = book.impl.doc.CurrentController.Frame
    window.ContainerWindow.setPosSize(0, 0, 1400, 1000, 15)
    end = time.monotonic() + 20
    while time.monotonic() < end:
        for shape in _shapes(window.ComponentWindow.AccessibleContext):
            if button.caption in shape.getAccessibleName():
                place, size = shape.getLocationOnScreen(), shape.getSize()
                if size.Width and place.X >= 0:
                    return place.X + size.Width // 2, place.Y + size.Height // 2
        time.sleep(0.2)
    raise AssertionError(f"no button {button.caption} on the screen")


def _shapes(context):
    """Give what lies three floors below the window: the sheet's drawings among it."""
    for pane in _children(context):
        for document in _children(pane):
            yield from _children(document)


def _children(context):
    count = context.getAccessibleChildCount()
    return [context.getAccessibleChild(i).getAccessibleContext() for i in range(min(count, 60))]
