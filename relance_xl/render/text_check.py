"""Sheet Modèles: its texts found by name, language and channel, and checked before use."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

import pandas as pd

from relance_xl.problems import Problem, Severity, TemplateTextError
from relance_xl.render.text_engine import compile_text, unknown_field
from relance_xl.render.vocabulary import BLOCK_NAMES, EXAMPLES, NAMES
from relance_xl.schema import TABLES

_MAY_NOT_FIT = re.compile(r"\{[{%][^}]*[<>≤≥|(-]")
"""An amount compared with a number, a filter given something: only filling tells."""
_LETTERS = ("letter", "registered_letter")


@dataclass(frozen=True, slots=True)
class MessageText:
    """One row of sheet Modèles: what a message of that language and channel says."""

    text: str
    language: str
    channel: str
    subject: str
    body: str


TextIndex = Mapping[tuple[str, str, str], MessageText]


def index_texts(texts: pd.DataFrame) -> TextIndex:
    """Give the texts by (text, language, channel); of doubled rows the first counts.

    Needs the columns of table `texts`; rows whose subject or body could not be read are
    left out.
    """
    index: dict[tuple[str, str, str], MessageText] = {}
    columns = (texts[name] for name in ("text", "language", "channel", "subject", "body", "bad"))
    for text, language, channel, subject, body, bad in zip(*columns, strict=True):
        if not {"subject", "body"} & set(bad.split()) and body.strip():
            row = MessageText(text, language, channel, subject, body)
            index.setdefault((text, language, channel), row)
    return index


def find_text(index: TextIndex, text: str, language: str, channel: str) -> MessageText:
    """Find the words of a message: this language first, then French; see `_channels`.

    Raises `TemplateTextError` saying which row of sheet Modèles is missing.

    >>> row = MessageText("relance-1", "fr", "email", "Rappel", "Bonjour")
    >>> find_text({("relance-1", "fr", "email"): row}, "relance-1", "nl", "letter").language
    'fr'
    """
    for tongue in dict.fromkeys((language, "fr")):
        for way in _channels(channel):
            if found := index.get((text, tongue, way)):
                return found
    sheet = TABLES["texts"].sheet
    message = (
        f"Le texte «\u202f{text}\u202f» n’existe pas pour le canal «\u202f{_label(channel)}\u202f» "
        f"(langue {language})\u202f: ajoutez-le dans la feuille {sheet}."
    )
    raise TemplateTextError(message)


def _channels(channel: str) -> tuple[str, ...]:
    """Letters may use each other's text, then the e-mail's; other channels only their own."""
    return (channel, *_LETTERS, "email") if channel in _LETTERS else (channel,)


def _label(channel: str) -> str:
    return TABLES["texts"]["channel"].label_of(channel)


def check_texts(texts: pd.DataFrame) -> list[Problem]:
    """Say what is wrong in the texts: unknown fields, broken tags, what no text may hold.

    Needs the columns of table `texts` and `row`; one `Problem` per fault, on its cell.

    >>> frame = pd.DataFrame({"text": ["t"], "language": ["fr"], "channel": ["email"],
    ...                       "subject": ["Rappel"], "body": ["{{ total_d }}"], "row": [7]})
    >>> [(p.place, p.code) for p in check_texts(frame)]
    [('Modèles, ligne 7, colonne « Corps »', 'bad_text')]
    """
    problems: list[Problem] = []
    columns = (texts[name] for name in ("text", "language", "channel", "subject", "body", "row"))
    for text, language, channel, subject, body, row in zip(*columns, strict=True):
        key = f"{text} / {language} / {_label(channel)}"
        for name, source in (("subject", subject), ("body", body)):
            problems += [
                _problem(name, sentence, row, key) for sentence in _faults(name, channel, source)
            ]
    return problems


def _faults(name: str, channel: str, source: str) -> Iterable[str]:
    if name == "subject" and channel == "email" and not source.strip():
        return ["Un e-mail a besoin d’un objet."]
    try:
        text = compile_text(source)
        fields = text.fields
        if fields <= NAMES and _MAY_NOT_FIT.search(source):
            text.fill(EXAMPLES)
    except TemplateTextError as error:
        return [str(error)]
    faults = [unknown_field(field, NAMES) for field in sorted(fields - NAMES)]
    if name == "subject":
        faults += [
            f"«\u202f{{{{ {field} }}}}\u202f» est un bloc\u202f: il n’a pas sa place dans un objet."
            for field in sorted(fields & BLOCK_NAMES)
        ]
    return faults


def _problem(name: str, sentence: str, row: int, key: str) -> Problem:
    table = TABLES["texts"]
    return Problem(
        "bad_text",
        table.sheet,
        sentence,
        "Corriger ce texte\u202f; la liste des champs est dans la feuille Aide.",
        row=int(row),
        column=table[name].label,
        key=key,
        severity=Severity.BLOCKING,
    )
