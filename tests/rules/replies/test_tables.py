import tomllib
from datetime import date
from pathlib import Path

import pytest

from relance_xl.rules.replies.classify import classify
from relance_xl.rules.replies.excerpt import EXCERPT, read_words

_HERE = Path(__file__).parent
_DAYS = {
    "first": date(2026, 3, 6),
    "second": date(2026, 10, 14),
    "third": date(2026, 5, 5),
    "fourth": date(2026, 6, 1),
    "edges": date(2026, 3, 6),
}


def _table(name, key):
    return tomllib.loads((_HERE / f"{name}.toml").read_text(encoding="utf-8"))[key]


@pytest.mark.parametrize("name", list(_DAYS))
def test_replies_of_a_table(name):
    wrong = []
    for reply in _table(name, "reply"):
        told = classify(reply["text"], reply.get("day", _DAYS[name]))
        found = told.answer_class, told.promise.on, told.promise.cents
        if found != (reply["class"], reply.get("date"), reply.get("cents")):
            wrong.append((reply["text"], found))
    assert wrong == []


@pytest.mark.parametrize("shape", _table("shapes", "shape"), ids=lambda shape: shape["name"])
def test_what_is_new_in_a_mail(shape):
    words = read_words(shape["text"])
    assert words.new == shape["new"]
    if shape.get("all"):
        assert all(line.strip() in words.shown for line in shape["text"].splitlines())
    else:
        assert words.shown == shape["new"]


def test_a_long_answer_is_shortened_at_a_word():
    shown = read_words("Nous payons. " * 500).shown
    assert len(shown) <= EXCERPT
    assert shown.endswith(("payons.…", "Nous…"))
