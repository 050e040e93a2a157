"""The example's messages read back: one amount in mail, letter, QR code and preview."""

import html
import re
from collections.abc import Mapping
from datetime import date, datetime, time

import pandas as pd
import pytest

from relance_xl.adapters.xlsx.book import ClosedBook
from relance_xl.builder import build
from relance_xl.frames import read_tables
from relance_xl.render.letters.data import letter_data
from relance_xl.render.messages import Rendered, render_messages
from relance_xl.render.preview import render_preview
from relance_xl.render.words import words
from relance_xl.rules.acts import gather
from relance_xl.rules.decide import Decision, decide
from relance_xl.schema import TABLES
from relance_xl.settings import Settings, read_settings

TODAY = date(2026, 11, 23)
ON_PAPER = {4: "registered_letter"}
_AMOUNT = re.compile(r"−?[\d.,’\u202f\u00a0]*\d[.,]\d\d(?!\d)")
_QR = re.compile(r"^EUR(\d+)\.(\d\d)$", re.MULTILINE)
_CELL = re.compile(r'<td class="n">([^<]*)</td></tr>')


class Paper:
    """The example's decision, each message sent by one kind of channel."""

    def __init__(self, decision: Decision, channels: list[str]) -> None:
        self.lines = decision.lines
        self.proposals = decision.proposals.assign(channel=channels, recipient="a@b.example")


def cents(text: str) -> int:
    """Read an amount written in any of the four languages."""
    (found,) = _AMOUNT.findall(text)
    digits = int(re.sub(r"\D", "", found))
    return -digits if "−" in found else digits


@pytest.fixture(scope="module")
def example(tmp_path_factory: pytest.TempPathFactory) -> tuple[Decision, object, Settings]:
    folder = tmp_path_factory.mktemp("exemple")
    path = folder / "exemple.xlsx"
    build(path, today=TODAY, workbook_id="demo", with_example=True)
    now = datetime.combine(TODAY, time(9))
    book = ClosedBook(path, backups_dir=folder, tables=TABLES, now=lambda: now)
    tables, _ = read_tables(book.read())
    settings, _ = read_settings(tables["parameters"])
    acts, _ = gather(tables["sends"], [], tables["stages"])
    return decide(tables, settings, tables["rates"], acts, TODAY), tables, settings


def written(
    example: tuple[Decision, Mapping[str, pd.DataFrame], Settings], *, letters: bool
) -> tuple[list[Rendered], dict[int, int]]:
    """Write every message by mail, or by letter; with what each asks to pay."""
    decision, tables, settings = example
    proposals = decision.proposals
    severities = proposals["severity"].tolist()
    channels = [ON_PAPER.get(s, "letter") if letters else "email" for s in severities]
    numbers = {int(n): f"REL-2026-{int(n):05}" for n in proposals["proposal"]}
    paper = Paper(decision, channels)
    done, aside = render_messages(paper, tables, settings, numbers, TODAY)
    assert not aside
    claimed = proposals["penalties_cents"].where(proposals["claim"], 0)
    asked = dict(zip(proposals["proposal"], proposals["due_cents"] + claimed, strict=True))
    assert len(done) == len(asked)
    return done, asked


def test_mails_ask_for_one_amount(example):
    done, asked = written(example, letters=False)
    page = render_preview(done, [], example[2], TODAY)
    listed = [cents(cell) for cell in _CELL.findall(page)[: len(done)]]
    assert listed == [asked[one.proposal] for one in done]
    for one in done:
        lines = one.message.text.splitlines()
        table = next(place for place, line in enumerate(lines) if line.startswith("-----"))
        rules = [place for place, line in enumerate(lines) if line == lines[table]]
        box = lines.index(_pay_title(one))
        due = asked[one.proposal]
        assert cents(lines[rules[1] + 1]) == cents(lines[box + 1]) == due, one.message.number
        assert html.unescape(one.message.html).count(one.content.pay.amount) >= 2  # table and box
        assert cents(one.content.pay.amount) == due
        _check_qr(one, due)


def test_letters_ask_for_one_amount(example):
    done, asked = written(example, letters=True)
    for one in done:
        assert one.letter is not None
        data = letter_data(one.letter)
        due = asked[one.proposal]
        tables = [block for block in data["blocs"] if block["genre"] == "tableau"]
        assert cents(tables[0]["total"]) == due, one.message.number
        assert cents(data["paiement"]["lignes"][0]["texte"]) == due
        _check_qr(one, due)


def test_the_lines_of_every_table_add_up_to_its_total(example):
    done, asked = written(example, letters=True)
    for one in done:
        table = next(block for block in one.content.blocks if hasattr(block, "headers"))
        place = table.total_column
        rows = [row.cells for row in table.rows if not row.is_section]
        assert sum(cents(row[place]) for row in rows) == asked[one.proposal], one.message.number
        for row in rows:
            if row[3]:  # an invoice: total less paid or contested is what remains
                taken = sum(cents(cell) for cell in row[4:place] if cell)
                assert cents(row[3]) - taken == cents(row[place]), (one.message.number, row)


def _pay_title(one: Rendered) -> str:
    return words(one.content.locale.language)["pay_title"]


def _check_qr(one: Rendered, due: int) -> None:
    found = _QR.search(one.content.pay.qr)
    assert bool(found) == bool(one.content.pay.qr)
    if found:
        assert int(found[1]) * 100 + int(found[2]) == due
