"""The bytes of a FEC -> its lines, whatever separator, encoding or mishap it came with.

A FEC is a text of 18 columns or more (LPF, art. A47 A-1): JournalCode, JournalLib, EcritureNum,
EcritureDate, CompteNum, CompteLib, CompAuxNum, CompAuxLib, PieceRef, PieceDate, EcritureLib,
Debit, Credit (or Montant, Sens), EcritureLet, DateLet, ValidDate, Montantdevise, Idevise.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from itertools import chain, combinations_with_replacement

from relance_xl.adapters.tabular import folded

_ORDER = (
    *("journal", "journal_label", "entry", "day", "account", "account_label", "auxiliary"),
    *("auxiliary_label", "piece", "piece_day", "label", "debit", "credit", "lettering"),
    *("lettered_on", "validated_on", "foreign_amount", "foreign_currency"),
)
_NAMES = {
    "journalcode": "journal",
    "journallib": "journal_label",
    "ecriturenum": "entry",
    "ecrituredate": "day",
    "comptenum": "account",
    "comptelib": "account_label",
    "compauxnum": "auxiliary",
    "compteauxnum": "auxiliary",
    "compauxlib": "auxiliary_label",
    "compteauxlib": "auxiliary_label",
    "pieceref": "piece",
    "piecedate": "piece_day",
    "ecriturelib": "label",
    "debit": "debit",
    "credit": "credit",
    "montant": "amount",
    "sens": "side",
    "ecriturelet": "lettering",
    "datelet": "lettered_on",
    "validdate": "validated_on",
    "montantdevise": "foreign_amount",
    "idevise": "foreign_currency",
    "datelimitreglmt": "due",
    "datelimitereglement": "due",
    "dateecheance": "due",
    "echeance": "due",
    "numfacture": "invoice",
}
_NEEDED = {"day", "account"}
_SEPARATORS = "\t|;"
_LINE_ENDS = re.compile("[\r\n]+")
_DAY = re.compile(r"[0-9]{8}")
_AMOUNT = re.compile(r"[-+]?[0-9]{1,15}(?:[.,][0-9]{1,6})?[-+]?")
_GROUPING = re.compile("[ \u00a0\u202f']")
_OTHER_DAYS = ("piece_day", "validated_on")
_MAY_SPILL = ("label", "auxiliary_label", "account_label", "piece", "journal_label")
"""Texts somebody types: where a stray separator may stand, the likeliest first."""
_MOST_STRAY = 4
_MOST_BROKEN = 3


@dataclass(frozen=True, slots=True)
class Layout:
    """How this FEC is laid out: its separator, how many fields, where each of ours stands."""

    mark: str
    width: int
    place: Mapping[str, int]


@dataclass(frozen=True)
class FecText:
    """A FEC cut into lines of fields; `number` is the line of the file, `None` fields unread."""

    layout: Layout
    lines: Sequence[str]
    first: int

    def rows(self) -> Iterator[tuple[int, list[str] | None]]:
        """Give each line's number and fields; None for a line that cannot be put right."""
        at = self.first
        while at < len(self.lines):
            fields, used = _whole(self.lines, at, self.layout)
            yield at + 1, fields
            at += used


def decode(content: bytes) -> str:
    """Turn the bytes into text: UTF-8 or -16 by their marks, else UTF-8, cp1252 or ISO-8859-15.

    A text cut inside a UTF-8 character (fixed widths) stays UTF-8 with that character lost.

    >>> decode("Société €".encode("iso-8859-15")), decode("Société €".encode("cp1252"))
    ('Société €', 'Société €')
    """
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        return content.decode("utf-16", "replace")
    text = content.decode("utf-8-sig", "replace")
    lost = text.count("\ufffd")
    if lost and lost * 2 > sum(1 for c in text if c > "\x7f"):
        # cp1252 alone has letters and signs between 0x80 and 0x9F.
        odd = any(0x80 <= byte <= 0x9F for byte in set(content))  # noqa: PLR2004 - that range
        text = content.decode("cp1252" if odd else "iso-8859-15", "replace")
    return text


def read_text(content: bytes) -> FecText | None:
    r"""Cut a FEC into lines; None when the bytes are no FEC.

    >>> text = read_text(b"EcritureDate|CompteNum|Debit|Credit\n20260105|411000|12,00|0,00\n")
    >>> list(text.rows())
    [(2, ['20260105', '411000', '12,00', '0,00'])]
    """
    if b"\x00" in content[:400] and not content.startswith((b"\xff\xfe", b"\xfe\xff")):
        return None
    head = _LINE_ENDS.split(decode(content[:4000]).strip(), maxsplit=1)[0]
    layout = _headed(head)
    bare = None if layout else _bare(head)
    if layout is None and bare is None:
        return None
    lines = [line for line in _LINE_ENDS.split(decode(content)) if line.strip()]
    return FecText(layout, lines, 1) if layout else FecText(bare, lines, 0) if bare else None


def _headed(head: str) -> Layout | None:
    for mark in _SEPARATORS:
        names = [_NAMES.get(folded(name).replace(" ", ""), "") for name in head.split(mark)]
        place = {name: names.index(name) for name in names if name}
        sides = {"debit", "credit"} <= place.keys() or {"amount", "side"} <= place.keys()
        if sides and place.keys() >= _NEEDED:
            return Layout(mark, len(names), place)
    return None


def _bare(head: str) -> Layout | None:
    """Take the 18 columns in the order of the law when the header line is missing."""
    for mark in _SEPARATORS:
        fields = [field.strip() for field in head.split(mark)]
        layout = Layout(mark, len(fields), {name: at for at, name in enumerate(_ORDER)})
        if len(fields) >= len(_ORDER) and _fit(fields, layout):
            return layout
    return None


def _whole(lines: Sequence[str], at: int, layout: Layout) -> tuple[list[str] | None, int]:
    """Give the fields of a line and how many lines of text it took."""
    text = lines[at]
    fields = text.split(layout.mark)
    regular = len(fields) == layout.width and '"' not in text
    if regular and not fields[layout.place["account"]].lstrip().startswith("41"):
        # Most lines are of no customer: their amounts need no second look.
        return fields, 1
    for used in range(1, _MOST_BROKEN + 1):
        fields = [_bared(field) for field in text.split(layout.mark)]
        mended = _mended(fields, layout)
        if mended is not None:
            return mended, used
        # A line end inside a label cuts one entry in two.
        if len(fields) >= layout.width or at + used >= len(lines):
            break
        text = f"{text} {lines[at + used]}"
    return None, 1


def _bared(field: str) -> str:
    field = field.strip()
    return field[1:-1].strip() if len(field) > 1 and field[0] == field[-1] == '"' else field


def _mended(fields: list[str], layout: Layout) -> list[str] | None:
    """Give as many fields as the header has, a stray separator put back where it fits best."""
    extra = len(fields) - layout.width
    if extra <= 0:
        padded = fields + [""] * -extra
        return padded if _fit(padded, layout) else None
    tried = [fields[: layout.width]] if not any(fields[layout.width :]) else []
    if extra <= _MOST_STRAY:
        spots = [layout.place[name] for name in _MAY_SPILL if name in layout.place]
        strays = _by_likelihood(spots, extra)
        tried = [*(_joined(fields, chosen, layout.mark) for chosen in strays), *tried]
    best = max(tried, key=lambda each: _fit(each, layout), default=None)
    return best if best and _fit(best, layout) else None


def _by_likelihood(spots: Sequence[int], extra: int) -> Iterator[Sequence[int]]:
    alone = ([spot] * extra for spot in spots)
    return chain(alone, combinations_with_replacement(spots, extra))


def _joined(fields: Sequence[str], spots: Sequence[int], mark: str) -> list[str]:
    """Put the fields after each spot back into it, as often as it is named."""
    whole, at, place = list[str](), 0, 0
    while at < len(fields):
        more = spots.count(place)
        whole.append(mark.join(fields[at : at + more + 1]))
        at += more + 1
        place += 1
    return whole


def _fit(fields: Sequence[str], layout: Layout) -> int:
    """Count the days and amounts that stand where they should; 0 when one cannot be right."""
    place = layout.place
    if field_day(fields[place["day"]]) is None or not fields[place["account"]][:1].isdigit():
        return 0
    days = [fields[place[name]] for name in _OTHER_DAYS if name in place]
    if any(day and not day[:1].isdigit() for day in days):
        return 0
    named = ("debit", "credit") if "debit" in place else ("amount",)
    amounts = [_GROUPING.sub("", fields[place[name]]) for name in named]
    if not any(amounts) or any(a and not _AMOUNT.fullmatch(a) for a in amounts):
        return 0
    return sum(map(bool, amounts)) + sum(field_day(day) is not None for day in days)


@lru_cache(4096)
def field_day(text: str) -> date | None:
    """Read AAAAMMJJ (also AAAA-MM-JJ, JJ/MM/AAAA); None when it is no day.

    >>> str(field_day("20260228")), field_day("20260230"), str(field_day("28/02/2026"))
    ('2026-02-28', None, '2026-02-28')
    """
    digits = text.replace("-", "").replace("/", "")
    if not _DAY.fullmatch(digits):
        return None
    if text[2:3] == "/":
        digits = digits[4:] + digits[2:4] + digits[:2]
    try:
        return date(int(digits[:4]), int(digits[4:6]), int(digits[6:]))
    except ValueError:
        return None


def field_cents(text: str) -> int:
    """Read a FEC amount as cents: `1234,5`, `1234.50`, `-12,00`, empty = 0.

    >>> [field_cents(t) for t in ("1234,5", "1 234.50", "-12,00", "12,00-", "", "0,005")]
    [123450, 123450, -1200, -1200, 0, 1]
    """
    text = _GROUPING.sub("", text).replace(",", ".")
    if not text:
        return 0
    sign = -1 if "-" in text else 1
    units, _, fraction = text.strip("+-").partition(".")
    return sign * (int(units or 0) * 100 + (int(fraction[:3].ljust(3, "0")) + 5) // 10)
