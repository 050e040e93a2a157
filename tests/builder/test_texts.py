"""The shipped texts, in every language and channel."""

import pytest

from relance_xl.builder.rows import Row
from relance_xl.builder.texts import TEXT_IDS, shipped_texts
from relance_xl.render.text_engine import compile_text
from relance_xl.render.vocabulary import FIELDS, NAMES

TEXTS = shipped_texts()
FULL = {field.name: field.example for field in FIELDS}
BARE = {field.name: "" if "vide" in field.what else field.example for field in FIELDS}
"""What a message has when all that may be empty is."""


def _name(row: Row) -> str:
    return f"{row['text']}-{row['language']}-{row['channel']}"


@pytest.mark.parametrize("row", TEXTS, ids=_name)
def test_a_text_fills_with_and_without_every_field(row: Row) -> None:
    for part in ("subject", "body"):
        text = compile_text(str(row[part]))
        assert text.fields <= NAMES
        for values in (BARE, FULL):
            filled = text.fill(values)
            assert "{" not in filled
            assert "  " not in filled.strip()
    assert "{{ salutation }}" in str(row["body"])
    assert "{{ tableau_factures }}" in str(row["body"])
    assert "{{ telephone }}" in str(row["body"])


@pytest.mark.parametrize("row", TEXTS, ids=_name)
def test_no_penalty_is_said_when_none_is_known(row: Row) -> None:
    silent = {**FULL, "penalites": "", "interets": "", "indemnite": "", "mention_penalites": ""}
    body = compile_text(str(row["body"])).fill(silent)
    assert "53,30" not in body
    assert "12,15" not in body


THREATS = (
    "mise en demeure", "recouvrement", "suspendre", "juridiction", "gebreke", "incasso",
    "rechtbank", "Verzug zu setzen", "Inkasso", "Gericht", "formal demand", "recovery", "court",
)  # fmt: skip


def test_the_last_reminder_threatens_nothing() -> None:
    last = {
        row["language"]: f"{row['subject']} {row['body']}"
        for row in TEXTS
        if row["text"] == "dernier-rappel"
    }
    assert set(last) == {row["language"] for row in TEXTS}
    found = [(name, threat) for name, said in last.items() for threat in THREATS if threat in said]
    assert found == []


def test_the_tone_hardens() -> None:
    words = {row["text"]: str(row["body"]) for row in TEXTS if row["language"] == "fr"}
    assert tuple(words) == TEXT_IDS
    assert "simple oubli" in words["relance-1"]
    assert "dernier avant une mise en demeure" in words["relance-3"]
    assert "vous mettons en demeure" in words["mise-en-demeure"]


def test_french_typography() -> None:
    for row in TEXTS:
        if row["language"] == "fr":
            plain = str(row["subject"]) + str(row["body"])
            for wrong in (" ;", " !", " ?", "« ", " »", "'"):
                assert wrong not in plain, (row["text"], wrong)
