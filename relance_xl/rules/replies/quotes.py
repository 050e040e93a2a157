"""Where a mail quotes another one: which lines are somebody else's.

Two habits: `>` before each line (what stands without it is new, above, below or between),
and a heading after which everything to the end is the other mail. All patterns look at one
short line, or four joined, so that no text can make them slow.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass

_LONGEST = 600
"""Characters of a line that are looked at."""
_FULL = 55
"""Characters from which on a line may have been broken by a mailer."""
_NOT_AFTER = (":", ",")
"""What follows the `>` of an address broken in two."""
_JOINED = 4
"""Lines a wrapped « Le … a écrit : » may take."""
_NAMED = 3
"""Lines of one without « Le »: a day, a name, an address."""
_WINDOW = 12
"""Lines a block « De : … Objet : … » may take."""

_FROM = r"de|from|van|von|da|fra|från|exp[ée]diteur|afzender|absender"
_WHEN = r"envoy[ée]e?(?: le)?|date|sent|verzonden(?: op)?|gesendet(?: am)?|datum|inviato|enviado"
_REST = (
    r"[àa]|to|aan|an|para|cc|bcc|cci|copie(?: [àa])?|kopie|objet|sujet|subject|onderwerp|betreff"
    r"|asunto|oggetto|r[ée]pondre [àa]|reply-to|antwort an|destinataires?|importance|priorit[ée]"
    r"|pi[èe]ces? jointes?|attachments?|bijlagen?|anlagen?"
)
_LABEL = re.compile(
    rf"[\s*_|]{{0,6}}(?:(?P<who>{_FROM})|(?P<when>{_WHEN})|(?P<rest>{_REST}))[\s*_]{{0,3}}:",
    re.IGNORECASE,
)
_ONE_LINE = re.compile(
    rf"[\s*]{{0,6}}(?:{_FROM}) ?:.{{3,200}}\b(?:{_WHEN}) ?:.{{3,200}}(?:\b|\s)(?:{_REST}) ?:",
    re.IGNORECASE,
)

_FORWARD = (
    r"messages? (?:transf[ée]r[ée]|r[ée]exp[ée]di[ée])|(?:e-?mail|courriel) (?:transf[ée]r[ée])"
    r"|forwarded (?:message|e-?mail)|doorgestuurd bericht|weitergeleitete (?:nachricht|e-?mail)"
)
_ORIGINAL = (
    r"(?:message|mail|e-?mail|courriel|courrier) (?:d['’ ]origine|origin(?:al|el)|initial)"
    r"|original(?:[ -](?:message|mail|e-?mail|nachricht|appointment)|nachricht)"
    r"|(?:oorspronkelijk|origineel) bericht|urspr(?:ü|ue)ngliche (?:nachricht|e-?mail)"
    r"|reply message|mensaje original|messaggio originale"
)
_RULED = re.compile(
    rf"[-_=*#~\s]{{0,60}}(?:(?P<forward>{_FORWARD})|{_ORIGINAL})[-_=*#~:\s]{{0,60}}$", re.IGNORECASE
)
_BEGIN = re.compile(
    r"(?:d[ée]but du message (?:r[ée]exp[ée]di[ée]|transf[ée]r[ée])"
    r"|begin (?:forwarded message|doorgestuurd bericht)"
    r"|anfang der weitergeleiteten (?:nachricht|e-?mail)) ?:$",
    re.IGNORECASE,
)
_MESSAGE_OF = re.compile(r"message du ?:? ?\d{1,2}[/. -]", re.IGNORECASE)
_RULE = re.compile(r"[_=*-]{4,}$")

_WROTE = (
    r"a [ée]crit|wrote|writes|schreef|schrieb|geschreven|geschrieben|ha scritto|escribi[óo]"
    r"|escreveu|skrev|napisa[łl]|kirjoitti"
)
_DATED = re.compile(
    rf"[-*_ ]{{0,8}}(?:le|on|op|am|il|el|em|den|dne|w dniu)\b[^\d]{{1,40}}\d.{{0,250}}?"
    rf"\b(?:{_WROTE})\b(?:.{{0,200}}:|[-*_ ]{{0,8}})[-*_ ]{{0,8}}$",
    re.IGNORECASE,
)
_SIGNED = re.compile(
    rf".{{0,120}}(?:<[^<>\s]{{1,120}}>"
    rf"|\(?\S{{1,80}}@\S{{1,80}}).{{0,60}}\b(?:{_WROTE})\b.{{0,80}}:$"
    rf"|.{{2,80}}\b(?:{_WROTE})\b.{{0,20}}\d{{1,4}}[-/. ].{{2,60}}:$",
    re.IGNORECASE,
)
_TIMED = re.compile(
    r"(?=.{0,120}(?:\d[-/.]\d|\b(?:19|20)\d\d\b))(?=.{0,150}\d{1,2}[:h.]\d\d)"
    r".{0,250}[<(]\s?[^<>\s]{1,120}@[^<>\s]{1,120}\s?[>)] ?:$",
    re.IGNORECASE,
)
_OPENS = re.compile(r"[-*_ ]{0,8}(?:le|on|op|am|il|el|em|den|dne|w dniu)\b", re.IGNORECASE)


@dataclass(frozen=True)
class Quotation:
    """Per line: is it somebody else's. `rest` is where a quotation to the end begins, or -1.

    `body` is the first line after its heading; `forwarded` tells that the heading says so.
    """

    quoted: tuple[bool, ...]
    rest: int = -1
    body: int = -1
    forwarded: bool = False


def find_quotation(lines: Sequence[str]) -> Quotation:
    """Tell new lines from quoted ones.

    >>> find_quotation(["Oui.", "Le 3 mars 2026 à 10:12, A", "<a@b.fr> a écrit :", "> Et ?"]).quoted
    (False, True, True, True)
    """
    plain = [_plain(line) for line in lines]
    quoted = _marked(plain)
    bare = [line.lstrip("> ") if mark else line for line, mark in zip(plain, quoted, strict=True)]
    place = 0
    while place < len(lines):
        inside = quoted[place] and place > 0 and quoted[place - 1] and bool(bare[place - 1])
        span = 0 if inside else _heading(bare, place)
        if not span:
            place += 1
            continue
        end = place + span
        after = next((row for row in range(end, len(lines)) if bare[row]), len(lines))
        nested = quoted[place] and not _only_heading(quoted, bare, place, end)
        if not nested and (after == len(lines) or not quoted[after]):
            told = " ".join(bare[place:end])
            forwarded = bool(re.search(_FORWARD, told, re.IGNORECASE) or _BEGIN.match(bare[place]))
            marks = (*quoted[:place], *[True] * (len(lines) - place))
            return Quotation(marks, place, end, forwarded)
        quoted[place:end] = [True] * span
        place = end
    return Quotation(tuple(quoted))


def _marked(plain: Sequence[str]) -> list[bool]:
    """Tell the lines that bear `>`, and the ends of those a mailer broke in two."""
    marked = [line.startswith(">") and line[1:2] not in _NOT_AFTER for line in plain]
    for row in range(1, len(plain) - 1):
        line, above = plain[row], plain[row - 1]
        broken = marked[row - 1] and marked[row + 1] and len(above) > _FULL
        if broken and line[:1].islower() and above[-1:].isalnum():
            marked[row] = True
    return marked


def _plain(line: str) -> str:
    """Give a line as patterns see it: short, plain spaces, nothing invisible."""
    return " ".join(line[:_LONGEST].split())


def _only_heading(quoted: Sequence[bool], bare: Sequence[str], place: int, end: int) -> bool:
    """Tell whether the `>` lines around a heading hold nothing but it (Orange)."""
    before = place == 0 or not quoted[place - 1] or not bare[place - 1]
    return before and not any(quoted[end : end + 2])


def _heading(bare: Sequence[str], place: int) -> int:
    """Count the lines of the heading that begins here; 0 if none does."""
    line = bare[place]
    if not line:
        return 0
    if _RULED.match(line) and (line[:2] in _DOUBLED or line[-2:] in _DOUBLED):
        return 1 + _block(bare, place + 1, least=1)
    if _BEGIN.match(line) or _MESSAGE_OF.match(line):
        return 1 + _block(bare, place + 1, least=1)
    if _RULE.match(line):
        under = next((row for row in range(place + 1, min(place + 3, len(bare))) if bare[row]), 0)
        following = _under_rule(bare, under) if under else 0
        return under + following - place if following else 0
    if _ONE_LINE.match(line):
        return 1
    return _block(bare, place) if _LABEL.match(line) else _attribution(bare, place)


def _under_rule(bare: Sequence[str], place: int) -> int:
    """Count the lines of the heading under a line of dashes."""
    if _MESSAGE_OF.match(bare[place]):
        return 1 + _block(bare, place + 1, least=1)
    return _block(bare, place)


_DOUBLED = frozenset({"--", "__", "==", "**", "##", "~~", "- "})


def _block(bare: Sequence[str], place: int, least: int = 3) -> int:
    """Count the lines of a block of labels « De : », « Objet : »….

    `least` labels are needed, or a sender and a day. Blank lines and one wrapped line may
    stand between labels.
    """
    kinds: list[str] = []
    last = place - 1
    for row in range(place, min(place + _WINDOW, len(bare))):
        found = _LABEL.match(bare[row])
        if found:
            kinds.append(str(found.lastgroup))
            last = row
        elif bare[row] and row - last > 1:
            break
    if not kinds:
        return 0
    sender_and_day = {"who", "when"} <= set(kinds)
    enough = len(kinds) >= least and ("who" in kinds or "when" in kinds)
    return last + 1 - place if enough or sender_and_day else 0


def _attribution(bare: Sequence[str], place: int) -> int:
    """Count the lines of « Le …, X a écrit : », wrapped as it may be; 0 if it is none.

    Where a later line could begin it as well, that one does: new words are never eaten.
    """
    joined = ""
    dated = bool(_OPENS.match(bare[place]))
    if not dated and not any(line.endswith(":") for line in bare[place : place + _NAMED]):
        return 0
    for span in range(1, _JOINED + 1):
        row = place + span - 1
        if row >= len(bare) or not bare[row]:
            return 0
        joined = f"{joined} {bare[row]}".strip()[:_LONGEST]
        if dated and _DATED.match(joined):
            later = any(_OPENS.match(bare[place + up]) for up in range(1, span))
            return 0 if later and _later(bare, place, span) else span
        if span <= _NAMED and (_SIGNED.match(joined) or _TIMED.match(joined)):
            return 0 if _later(bare, place, span) else span
    return 0


def _later(bare: Sequence[str], place: int, span: int) -> bool:
    return any(_attribution(bare, place + up) == span - up for up in range(1, span))
