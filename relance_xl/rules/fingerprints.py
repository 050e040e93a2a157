"""What a message is made of, in one short mark: a change of it is another message."""

import hashlib
from collections.abc import Mapping
from itertools import pairwise

import numpy as np
import pandas as pd

from relance_xl.ports import Pair
from relance_xl.rules.arrays import texts
from relance_xl.rules.pairs import format_pairs

_SEPARATOR = "\x1f"


def in_language(rows: pd.DataFrame, written: pd.DataFrame) -> pd.DataFrame:
    """Write in the payer's language where the text exists in it, else in French."""
    known = _known_texts(written)
    names = ("text", "language", "channel")
    found = [
        language if language and _text_of(known, text, language, channel) else "fr"
        for text, language, channel in zip(*(rows[name].tolist() for name in names), strict=True)
    ]
    return rows.assign(language=np.array(found, dtype=object))


def _known_texts(rows: pd.DataFrame) -> dict[tuple[str, str, str], str]:
    names = ("text", "language", "channel", "subject", "body")
    return {
        (text, language, channel): subject + _SEPARATOR + body
        for text, language, channel, subject, body in zip(
            *(rows[name].tolist()[::-1] for name in names), strict=True
        )
    }


def _text_of(
    known: Mapping[tuple[str, str, str], str], text: str, language: str, channel: str
) -> str:
    """Give subject and body; a registered letter without its own text uses the letter's."""
    found = known.get((text, language, channel), "")
    if not found and channel == "registered_letter":
        return known.get((text, language, "letter"), "")
    return found


def tokens_of(lines: pd.DataFrame, stages: pd.DataFrame, count: int) -> list[tuple[str, str]]:
    """Give each message's pairs as text, and all that its lines put into the fingerprint."""
    pos = lines["pos"].to_numpy(dtype=np.int64)
    stage = np.append(texts(stages["stage"]), "")[pos].tolist()
    item, *rest = (lines[name].tolist() for name in ("item", "customer", "part", "open_cents"))
    pairs = [Pair(*pair) for pair in zip(item, stage, strict=True)]
    marks = [
        f"{a}\x1f{b}\x1f{c}\x1f{d}\x1f{e}" for a, e, b, c, d in zip(item, stage, *rest, strict=True)
    ]
    bounds = np.searchsorted(lines["message"].to_numpy(), np.arange(count + 1)).tolist()
    return [
        (
            format_pairs([pair for pair in pairs[begin:end] if pair.invoice]),
            "\n".join(sorted(marks[begin:end])),
        )
        for begin, end in pairwise(bounds)
    ]


def fingerprints(
    rows: pd.DataFrame, tokens: list[tuple[str, str]], written: pd.DataFrame
) -> list[str]:
    """Hash what makes a message another one: not days late, dates or interest (RULES §7.1)."""
    known = _known_texts(written)
    names = ("message", "payer", "currency", "stage", "channel", "recipient", "language", "text")
    found = []
    for message, payer, currency, stage, channel, recipient, language, text in zip(
        *(rows[name].tolist() for name in names), strict=True
    ):
        words = _text_of(known, text, language, channel)
        parts = (payer, currency, stage, channel, recipient, language, text, words)
        whole = "\n".join((*parts, tokens[message][1]))
        found.append(hashlib.blake2b(whole.encode("utf-8", "replace"), digest_size=8).hexdigest())
    return found
