"""A usual letter is one sheet: up to six invoices, whatever its text and its language."""

import io

import pikepdf
import pytest

from relance_xl.builder.texts import shipped_texts
from relance_xl.render.letters.pdf import render_pdfs
from relance_xl.render.messages import render_messages
from tests.render.cases import CUSTOMER, DAY, LINES, SETTINGS, decision, tables

PAPER = [row for row in shipped_texts() if row["channel"] != "email"]
SIX = tuple(
    {**LINES[n % 2], "item": f"F2026-{n:04}", "invoice": f"F2026-{n:04}", "claims": True}
    for n in range(6)
)
PUBLIC = {**CUSTOMER, "engagement_number": "2026-00412", "service_code": "TECH-01"}


def _proposal(text: dict[str, object], place: int) -> dict[str, object]:
    claim = {"penalties_mode": "claim", "claim": True, "penalties_cents": 38_195}
    return {
        "proposal": place,
        "due_cents": 553_368,
        "rate_text": "12,15\u00a0% puis 12,40\u00a0%",
        "interest_cents": 14_195,
        "fee_cents": 24_000,
        **{name: text[name] for name in ("text", "language", "channel")},
        **(claim if text["text"] == "mise-en-demeure" else {}),
    }


@pytest.mark.parametrize("language", ["fr", "nl", "de", "en"])
def test_six_invoices_fit_one_page(language: str):
    texts = [row for row in PAPER if row["language"] == language]
    lines = tuple({**line, "proposal": n} for n in range(len(texts)) for line in SIX)
    done, aside = render_messages(
        decision(*(_proposal(row, n) for n, row in enumerate(texts)), lines=lines),
        tables(texts=texts, customers=[PUBLIC]),
        SETTINGS,
        {n: f"REL-2026-{n:05}" for n in range(len(texts))},
        DAY,
    )
    assert not aside
    letters = [found.letter for found in done if found.letter]
    assert len(letters) == len(texts)
    pages = {}
    for found, content in zip(done, render_pdfs(letters), strict=True):
        with pikepdf.open(io.BytesIO(content)) as pdf:
            pages[found.content.row.text, found.message.channel] = len(pdf.pages)
    assert set(pages.values()) == {1}, pages
