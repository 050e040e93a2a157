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
from relance_xl.builder.example import example
from relance_xl.flows.approve import approve
from relance_xl.flows.check import check
from relance_xl.flows.collect import collect
from relance_xl.flows.customer import customer_sheet
from relance_xl.flows.decompte import invoice_penalties
from relance_xl.flows.explain import explain
from relance_xl.flows.importing import import_folder
from relance_xl.flows.own_trial import try_on_oneself
from relance_xl.flows.prepare import prepare
from relance_xl.flows.preview import preview
from relance_xl.flows.refresh import refresh
from relance_xl.flows.send import send
from relance_xl.flows.treat import treat
from relance_xl.frames import read_tables
from relance_xl.schema import TABLES
from relance_xl.schema.buttons import BUTTONS, HELP, HOME, RESULT_NAME
from relance_xl.typography import french
from tests.office.presses import Presses, Told
from tests.screen import screen

pytestmark = pytest.mark.office

DAY = date(2026, 11, 23)
BY_NAME = {button.name: button for button in BUTTONS}
DECIDED = (
    ("answers", "answer_class", "promesse", "treatment", "promesse acceptée"),
    ("answers", "answer_class", "contestation", "treatment", "litige ouvert"),
    ("missing_data", "customer", "C0051", "email", "m.ohm@client.example"),
)
"""What a person types before « Traiter », where it is still empty: table, which rows, what."""
CHOSEN = next(
    str(row["invoice"])
    for row in example(DAY).tables["invoices"]
    if (row["customer"], row["total_cents"]) == ("C0033", 294_600)
)
"""The invoice whose row is chosen in sheet Factures."""
WRITTEN = (
    *("invoices", "customers", "contacts", "instalments", "payments", "proposals", "sends"),
    *("answers", "imports", "import_profiles", "missing_data", "anomalies", "history"),
)


def _day(path):
    """Give a day's flows as the terminal runs them, in order, by the button that does the same."""
    take_in = partial(import_folder, doors=wiring.import_doors(path))
    return (
        ("import_files", take_in),
        ("import_files", take_in),  # invoices are shown first, then imported
        ("check", check),
        ("refresh", refresh),
        ("prepare", prepare),
        ("preview", preview),
        ("approve_all", partial(approve, numbers=None)),
        ("send_test", try_on_oneself),
        ("send", send),
        ("collect", partial(collect, open_mailbox=wiring.open_mailbox(path))),
        ("treat", treat),
        ("customer_sheet", partial(customer_sheet, customer="C0033")),
        ("explain_interest", partial(explain, invoice=CHOSEN)),
        ("state_penalties", partial(invoice_penalties, customer="C0033")),
    )


class Silent:
    """Fulfils `Progress`."""

    def track(self, label, total):
        return nullcontext(lambda _: None)


def _closed_day(path):
    """Run the same day's work on the closed file; gives what each flow said."""
    told = []
    for name, flow in _day(path):
        said = []
        options = wiring.Options(day=DAY)
        with wiring.open_desk(path, options, Silent(), said.append) as desk:
            if name == "treat":
                _decide_closed(desk.book)
            outcome = flow(desk)
        told.append((name, outcome.status, french("\n".join([*said, *outcome.lines]))))
    return told


def _decide_closed(book):
    grids = book.read()
    for name, where, which, column, value in DECIDED:
        rows = [dict(zip(grids[name].headers, line, strict=True)) for line in grids[name].rows]
        keys = [
            row[TABLES[name][TABLES[name].key[0]].label]
            for row in _meant(name, where, which, column, rows)
        ]
        book.patch(name, keys, {column: [value] * len(keys)}, handed_over=frozenset({column}))
    book.save()


def _decide_live(book):
    for name, where, which, column, value in DECIDED:
        sheet = book.sheets[TABLES[name].sheet]
        cells = sheet.tables[TABLES[name].excel_name].range
        header, *lines = cells.value
        rows = [dict(zip(header, line, strict=True)) for line in lines]
        for row in _meant(name, where, which, column, rows):
            place = header.index(TABLES[name][column].label)
            sheet.range((cells.row + 1 + rows.index(row), cells.column + place)).value = value


def _choose(book, invoice):
    sheet = book.sheets["Factures"]
    cells = sheet.tables["tblFactures"].range
    row = next(i for i, line in enumerate(cells.value) if line[0] == invoice)
    controller = book.impl.doc.CurrentController
    controller.setActiveSheet(sheet.impl.xl)
    controller.select(sheet.range((cells.row + row, cells.column)).impl.xl)


def _meant(name, where, which, column, rows):
    told, given = TABLES[name][where].label, TABLES[name][column].label
    found = [row for row in rows if row[told] == which and not row[given]]
    assert found
    return found


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
        for path in (opened, closed):
            wiring.write_samples(path.parent, DAY)
        said = _closed_day(closed)
    presses = Presses(folder, DAY, env={"RELANCE_DATA_DIR": str(folder / "données")})
    try:
        book = presses.open(opened)
        told, cells = [], []
        for name in [*(name for name, *_ in said), "diagnose", "show_help"]:
            if name == "treat":
                _decide_live(book)
            if name == "customer_sheet":
                _choose(book, CHOSEN)
            told.append((name, presses.press(BY_NAME[name])))
            cells.append(book.sheets[HOME].range(RESULT_NAME).value)
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


def test_every_button_is_pressed(day) -> None:
    assert {name for name, _ in day["told"]} == set(BY_NAME)


def test_every_button_tells_what_the_terminal_tells(day) -> None:
    opened, closed = (path.parent for path in day["paths"])
    for (name, status, words), (_, told), cell in zip(
        day["said"], day["told"], day["cells"], strict=False
    ):
        assert told.status == status, name
        same = _same_words(words, closed)
        assert _same_words(told.box, opened) == same
        first = " ".join(same.split("\n", maxsplit=1)[0].split())
        assert first in " ".join(_same_words(cell, opened).split())


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


def test_what_came_in_is_taken_in(day) -> None:
    """The day has a bank statement, invoices and four mails; a person decided on two."""
    tables = _frames(day["paths"][0])
    payments = tables["payments"]
    mine = payments[payments["source"] == "Relevé bancaire.xml"]
    assert sorted(mine["accepted"]) == ["", "", *["yes"] * 6]
    imports = tables["imports"]
    assert dict(zip(imports["file"], imports["state"], strict=True)).items() >= {
        ("Relevé bancaire.xml", "applied"),
        ("Factures de la semaine.csv", "applied"),
    }
    assert "C0063" in set(tables["customers"]["customer"])
    answers = tables["answers"]
    read = answers[answers["at"].dt.date == answers["at"].dt.date.max()]
    classes = dict(zip(read["answer_class"], read["treatment"], strict=True))
    assert classes.items() >= {("promise", "promise"), ("dispute", "dispute"), ("bounce", "")}
    invoices = tables["invoices"].set_index("customer")
    assert invoices.loc["C0033", "promise_date"].notna().any()
    assert (invoices.loc[["C0015"], "dispute"] == True).any()  # noqa: E712 - a flag, NA among them
    contacts = tables["contacts"].set_index("customer")
    assert "m.ohm@client.example" in set(contacts.loc[["C0051"], "email"])


def test_folders_and_remembered_cells_are_those_of_the_closed_run(day) -> None:
    left = []
    for place in (path.parent for path in day["paths"]):
        files = [file for part in ("À importer", "Réponses") for file in (place / part).rglob("*")]
        left.append({str(f.relative_to(place)): f.read_bytes() for f in files if f.is_file()})
    assert left[0] == left[1]
    assert "À importer/Importés/Relevé bancaire.xml" in left[0]
    assert sum(name.startswith("Réponses/") for name in left[0]) == 4
    changes = []
    for part in ("données", "données fermé"):
        (journal,) = (day["folder"] / part / "journaux").glob("*.sqlite")
        with SqliteJournal(journal.parent, journal.stem) as opened:
            changes.append(
                [(c.command, c.table, c.key, c.column, c.old, c.new) for c in opened.changes()]
            )
    assert changes[0] == changes[1]
    assert {command for command, *_ in changes[0]} >= {"importer", "relever", "traiter"}


def _journal(path):
    with SqliteJournal(path.parent, path.stem) as journal:
        return [(entry.number, entry.state.value) for entry in journal.entries()]


def test_help_and_diagnosis(day) -> None:
    told = dict(day["told"])
    assert told["show_help"] == Told(0, "")
    assert day["front"] == HELP
    assert "à régler" in told["diagnose"].box
    assert "ouvert ailleurs" not in told["diagnose"].box


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
