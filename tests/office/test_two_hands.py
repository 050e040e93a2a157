"""Buttons and runs on the closed file share one memory: nothing leaves twice, nothing is lost."""

import shutil
import sys
from contextlib import nullcontext
from datetime import date
from functools import partial

import pytest
import xlsxwriter

from relance_xl import macros, pressing, wiring
from relance_xl.adapters.folder import MailFolder
from relance_xl.adapters.live.caller import calling_book as macros_book
from relance_xl.adapters.live.opened import open_workbooks
from relance_xl.builder.content import Content
from relance_xl.builder.workbook import to_bytes, with_shipped
from relance_xl.flows.approve import approve
from relance_xl.flows.check import check
from relance_xl.flows.prepare import prepare
from relance_xl.flows.preview import preview
from relance_xl.flows.send import send
from relance_xl.frames import read_tables
from relance_xl.schema import TABLES
from tests.flows.world import three_customers

pytestmark = pytest.mark.office

DAY = date(2026, 11, 23)
SETTINGS = {
    "company_name": "Menuiserie Hautier",
    "sender_email": "compta@hautier.example",
    "iban": "FR7630006000011234567890189",
    "cash_entered_until": DAY,
}
MORNING = (prepare, preview, partial(approve, numbers=None))
BUTTONS = (macros.prepare, macros.preview, macros.approve_all)


class Silent:
    """Fulfils `Progress`."""

    def track(self, label, total):
        return nullcontext(lambda _: None)


class Hands:
    """One workbook: `closed` runs a flow on the file, `live` presses buttons on it open."""

    def __init__(self, path, monkeypatch):
        self.path = path
        self.boxes = []
        monkeypatch.setattr(pressing, "message_box", lambda text, *_, **__: self.boxes.append(text))
        monkeypatch.setattr(pressing.webbrowser, "open", lambda _: True)
        monkeypatch.setattr(sys, "argv", ["relance_xl.macros", f"--date={DAY}"])

    def closed(self, *flows):
        outcomes = []
        for flow in flows:
            with wiring.open_desk(self.path, wiring.Options(day=DAY), Silent(), str) as desk:
                outcomes.append(flow(desk))
        return outcomes

    def live(self, *buttons):
        """Open the workbook as a person does, press, close without saving; gives statuses."""
        from tests.office.engine import calc_app  # noqa: PLC0415 - needs LibreOffice

        app = calc_app()
        for book in list(app.books):
            book.close()
        app.impl.reset()
        book = app.books.open(self.path)
        book.set_mock_caller()
        try:
            return [button() for button in buttons]
        finally:
            book.close()
            del type(book)._mock_caller

    def tables(self):
        return read_tables(wiring.closed_book(self.path).read())[0]

    def mails(self):
        return sorted(file.name for file in self.path.parent.glob(f"Envois/{DAY}/*.eml"))


@pytest.fixture
def hands(tmp_path, monkeypatch):
    path = tmp_path / "Relances.xlsx"
    path.write_bytes(to_bytes(with_shipped(Content(three_customers(), SETTINGS)), DAY))
    return Hands(path, monkeypatch)


def test_a_button_after_a_run_on_the_closed_file(hands) -> None:
    hands.closed(*MORNING, send)
    sent, mails = hands.tables()["sends"], hands.mails()
    assert len(mails) == 3
    assert hands.live(*BUTTONS, macros.send) == [0, 0, 0, 0]
    assert hands.boxes[0].startswith("Aucune relance à proposer")
    assert hands.mails() == mails
    assert hands.tables()["sends"].to_dict("list") == sent.to_dict("list")


def test_a_run_on_the_closed_file_after_a_button(hands) -> None:
    assert hands.live(*BUTTONS, macros.send) == [0, 0, 0, 0]
    sent, mails = hands.tables()["sends"], hands.mails()
    assert (len(mails), set(sent["status"])) == (3, {"sent"})
    proposed, *_ = hands.closed(*MORNING, send)
    assert proposed.lines[0].startswith("Aucune relance à proposer")
    assert hands.mails() == mails
    assert hands.tables()["sends"].to_dict("list") == sent.to_dict("list")


def test_the_closed_run_prepares_the_button_sends(hands) -> None:
    hands.closed(*MORNING)
    proposed = list(hands.tables()["proposals"]["number"])
    assert hands.live(macros.send) == [0]
    assert list(hands.tables()["sends"]["number"]) == proposed
    assert not len(hands.tables()["proposals"])


@pytest.mark.parametrize("sender", ["closed", "live"])
def test_a_restored_backup_gets_back_what_left(hands, sender) -> None:
    hands.closed(*MORNING)
    before = shutil.copy(hands.path, hands.path.with_name("copie.xlsx"))
    if sender == "closed":
        hands.closed(send)
    else:
        hands.live(macros.send)
    sent, mails = hands.tables()["sends"], hands.mails()
    shutil.copy(before, hands.path)
    assert hands.live(macros.send, macros.prepare) == [0, 0]
    assert hands.mails() == mails
    assert sorted(hands.tables()["sends"]["number"]) == sorted(sent["number"])
    assert not len(hands.tables()["proposals"])


def test_a_second_pc_is_not_doubled(hands, monkeypatch) -> None:
    """Its journal knows nothing of the first one's: sheet Envois does."""
    hands.closed(*MORNING, send)
    mails = hands.mails()
    monkeypatch.setenv("RELANCE_DATA_DIR", str(hands.path.parent / "autre poste"))
    monkeypatch.setattr(wiring.desk.platform, "node", lambda: "AUTRE")
    assert hands.live(*BUTTONS, macros.send) == [0, 0, 0, 0]
    assert hands.mails() == mails


def test_a_send_under_way_elsewhere_stops_the_button(hands, monkeypatch) -> None:
    hands.closed(*MORNING)
    row = {"number": "REL-2026-00099", "status": "En cours", "machine": "AUTRE"}

    with wiring.open_desk(hands.path, wiring.Options(day=DAY), Silent(), str) as desk:
        desk.book.append("sends", [row])
        desk.book.save()
    assert hands.live(macros.send) == [1]
    assert "autre poste" in hands.boxes[-1]
    assert hands.mails() == []


def test_two_runs_never_work_at_once(hands) -> None:
    with wiring.open_desk(hands.path, wiring.Options(), Silent(), str):
        assert hands.live(macros.check) == [1]
    assert "Une autre exécution" in hands.boxes[0]
    assert hands.closed(check)


def test_what_is_decided_while_messages_leave_is_kept(hands, monkeypatch) -> None:
    """After Escape, or from the small window, a person works on during a long sending."""
    hands.closed(*MORNING)
    *_, last = hands.tables()["proposals"]["number"]
    real = MailFolder.send

    def decision(number):
        sheet = macros_book().sheets[TABLES["proposals"].sheet]
        table = sheet.tables["tblRelances"].range
        head, *lines = table.value
        row = next(i for i, line in enumerate(lines, 1) if number in line)
        return sheet.range((table.row + row, table.column + head.index("Décision")))

    def send(channel, message, before_act):
        decision(last).value = "Ignorer"
        return real(channel, message, before_act)

    monkeypatch.setattr(MailFolder, "send", send)
    with wiring.open_desk(hands.path, wiring.Options(day=DAY), Silent(), str) as desk:
        given = frozenset({"decision"})
        desk.book.patch("proposals", [last], {"decision": [None]}, handed_over=given)
        desk.book.save()
    assert hands.live(macros.send) == [0]
    assert len(hands.mails()) == 2
    assert list(hands.tables()["proposals"]["decision"]) == ["ignore"]


def test_a_copy_is_kept_of_the_file_as_it_was(hands) -> None:
    before = hands.path.read_bytes()
    hands.live(macros.prepare)
    (copy, *_) = sorted(hands.path.parent.glob("Sauvegardes/*.xlsx"))
    assert copy.read_bytes() == before
    assert hands.path.read_bytes() != before


def test_the_small_window_finds_our_workbooks_only(hands, tmp_path) -> None:
    from tests.office.engine import calc_app  # noqa: PLC0415 - needs LibreOffice

    other = tmp_path / "Autre.xlsx"
    xlsxwriter.Workbook(other).close()
    app = calc_app()
    for book in list(app.books):
        book.close()
    for path in (other, hands.path):
        app.books.open(path)
    assert open_workbooks() == [(hands.path.name, app.hwnd)]
