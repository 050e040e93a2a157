"""The new words of a mail: what a person reads in Réponses, and what the rules judge."""

import re
from dataclasses import dataclass

from relance_xl.rules.replies.quotes import Quotation, find_quotation
from relance_xl.rules.replies.trimming import trim

EXCERPT = 1_500
"""Characters shown at most."""
_READ = 200_000
"""Characters of a mail that are looked at: nobody answers below that."""
_LINES = 4_000

_INVISIBLE = re.compile("[\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufeff\u00ad]")
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")
_BLANKS = re.compile(r"\n{3,}")
_FORWARDED = re.compile(r"\s*(?:tr|fw|fwd|wg|doorst|i)\s?:", re.IGNORECASE)
_OURS = re.compile(r"REL-\d{4}-\d{5}")
_BELOW = re.compile(
    r"(?:r[ée]ponses?|commentaires?|remarques?|annotations?)\b.{0,40}"
    r"\b(?:ci-dessous|en (?:rouge|bleu|vert|gras|couleur)|dans (?:le|votre) (?:texte|mail|message))"
    r"|(?:answers?|comments?|replies|see) (?:in ?line|below|in (?:red|blue|bold))"
    r"|(?:antwoord(?:en)?|opmerkingen) (?:hieronder|in het rood|in de tekst)"
    r"|(?:antwort(?:en)?|anmerkungen) (?:siehe )?(?:unten|im text|in rot)",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Words:
    """`new` are the words to judge, `shown` those to show; they differ where there is doubt."""

    new: str
    shown: str


def read_words(text: str, subject: str = "") -> Words:
    r"""Take a mail's text apart.

    Quotations, signatures and disclaimers are left out. On doubt everything is shown and
    nothing judged: a heading on top with all the text under it, answers announced inside
    the quotation. A mail passed on (said by its heading or its subject) belongs to what is
    said, unless it is our own reminder.

    >>> read_words("Réglé hier.\n\nLe 3 mars 2026 à 10:12, A <a@b.fr> a écrit :\n> Bonjour").new
    'Réglé hier.'
    """
    lines = _clean(text).split("\n")[:_LINES]
    quotation = find_quotation(lines)
    new = _tidy("\n".join(_new_lines(lines, quotation)))
    if quotation.rest < 0:
        return Words(new, shorten(new))
    everything = _tidy("\n".join(lines))
    below = "\n".join(lines[quotation.body :])
    passed_on = quotation.forwarded or bool(_FORWARDED.match(subject))
    if passed_on and not _OURS.search(everything):
        theirs = read_words(below) if below.strip() else Words("", "")
        return Words(_tidy(f"{new}\n\n{theirs.new}"), shorten(everything))
    if not new or _BELOW.search(new):
        return Words(new, shorten(everything))
    return Words(new, shorten(new))


def shorten(text: str, most: int = EXCERPT) -> str:
    """Cut a text at a word, with an ellipsis, so that it has `most` characters at most.

    >>> shorten("un deux trois", 9)
    'un deux…'
    """
    if len(text) <= most:
        return text
    cut = text[: most - 1]
    space = max(cut.rfind(" "), cut.rfind("\n"))
    return (cut[:space] if space > most // 2 else cut).rstrip() + "…"


def _clean(text: str) -> str:
    lines = text[:_READ].replace("\r\n", "\n").replace("\r", "\n").replace("\u2028", "\n")
    return _CONTROL.sub(" ", _INVISIBLE.sub("", lines))


def _tidy(text: str) -> str:
    lines = [line.rstrip() for line in text.split("\n")]
    return _BLANKS.sub("\n\n", "\n".join(lines)).strip()


def _new_lines(lines: list[str], quotation: Quotation) -> list[str]:
    """Put together the new lines, each stretch between quotations trimmed for itself."""
    new: list[str] = []
    stretch: list[str] = []
    for line, quoted in zip(lines, quotation.quoted, strict=True):
        if not quoted:
            stretch.append(line)
        elif stretch:
            new += [*trim(stretch, said=any(new)), ""]
            stretch = []
    return new + trim(stretch, said=any(new))
