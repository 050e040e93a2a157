"""CSV and TSV: the encoding and the separator are found, not asked."""

import csv
import io
import re
from collections import Counter
from collections.abc import Iterator

from relance_xl.adapters.tabular.grids import Grid, Line
from relance_xl.typography import french

_BOMS = (
    (b"\xef\xbb\xbf", "utf-8-sig"),
    (b"\xff\xfe", "utf-16"),
    (b"\xfe\xff", "utf-16"),
)
_SINGLE_BYTE = ("cp1252", "cp850", "mac_roman")
_COMMON = frozenset("éèêàçùôîâûë")
_EXPECTED = frozenset("éèêëàâçôöîïûùüœÉÈÊÀÂÇÔÎÛ€°²«»’–\u00a0äßÄÖÜñó")
_SEPARATORS = ";\t,|"
_TELLS_SEPARATOR = re.compile(r"(?i)^sep=(.)\s*$")
_CONTROLS = re.compile("[\x00-\x08\x0e-\x1f]")
_SNIFFED = 400
_WIDEST = 2000
"""More cells in one line than any export has: cut, or a hostile line costs memory."""
_TOLD = 3
"""Lost lines told one by one."""
_FEW_LOST = 0.05
_READ_FOR_ENCODING = 1_000_000
_LOST_BEFORE = "\ufffd".encode()


def decoded(content: bytes) -> str:
    """Turn bytes into text: marks first, UTF-8 next, else the likeliest old encoding.

    >>> decoded("Libellé".encode("cp1252")), decoded("Libellé".encode("cp850"))
    ('Libellé', 'Libellé')
    """
    for mark, name in _BOMS:
        if content.startswith(mark):
            return content.decode(name, "replace")
    half = len(content) // 2
    if half and content[1::2].count(0) > half * 0.6:
        return content.decode("utf-16-le", "replace")
    if half and content[::2].count(0) > half * 0.6:
        return content.decode("utf-16-be", "replace")
    text = content.decode("utf-8", "replace")
    lost = text.count("\ufffd") - content.count(_LOST_BEFORE)
    if lost <= _FEW_LOST * (len(text) - len(text.encode("ascii", "ignore"))):
        return text
    return max((content.decode(n, "replace") for n in _SINGLE_BYTE), key=_likely)


def _likely(text: str) -> int:
    seen = Counter(c for c in text[:_READ_FOR_ENCODING] if c > "\x7f")
    return sum(n * (3 if c in _COMMON else 1 if c in _EXPECTED else -1) for c, n in seen.items())


def layouts_of(content: bytes) -> list[Grid]:
    """Cut a text at each separator that could be its own; none when it is not a text."""
    text = decoded(content)
    if len(_CONTROLS.findall(text)) > len(text) // 100:
        return []
    head, _, rest = text.partition("\n")
    told = _TELLS_SEPARATOR.match(head)
    skipped, text = (1, rest) if told else (0, text)
    marks = told[1] if told else _SEPARATORS
    ranked = sorted(marks, key=lambda mark: -_fitness(text, mark))
    return [grid for mark in ranked if mark in text for grid in _cut(text, mark, skipped)]


def _cut(text: str, mark: str, skipped: int) -> list[Grid]:
    """Cut at one separator; a stray quote that swallowed whole lines is then no quote."""
    quoted = _grid(text, mark, skipped, quoted=True)
    swallowed = _never_closed(text, mark) or any(
        isinstance(cell, str) and "\n" in cell and cell.count(mark) > 1
        for line in quoted.lines
        for cell in line.cells
    )
    if not swallowed:
        return [quoted]
    return [_grid(text, mark, skipped, quoted=False), quoted]


def _never_closed(text: str, mark: str) -> bool:
    """Tell whether a quote is still open where the text ends."""
    try:
        for _ in csv.reader(io.StringIO(text, newline=None), delimiter=mark, strict=True):
            pass
    except csv.Error as fault:
        return "end of data" in str(fault)
    return False


def _fitness(text: str, mark: str) -> float:
    counts = Counter(line.count(mark) for line in text.splitlines()[:_SNIFFED])
    counts.pop(0, None)
    return max((lines * min(marks, 4) for marks, lines in counts.items()), default=0)


def _grid(text: str, mark: str, skipped: int, *, quoted: bool) -> Grid:
    """Read the lines that can be read, and say which cannot."""
    lines: list[Line] = []
    lost: list[int] = []
    for number, cells in _rows(text, mark, quoted=quoted):
        if cells is None:
            lost.append(skipped + number)
        elif any(cell.strip() for cell in cells):
            kept = tuple(c.strip() if quoted else c.strip().strip('"') for c in cells[:_WIDEST])
            lines.append(Line(skipped + number, kept))
    remarks: tuple[str, ...] = ()
    if lost:
        told = ", ".join(f"ligne {number}" for number in lost[:_TOLD])
        more = "…" if len(lost) > _TOLD else ""
        remarks = (french(f"Illisible, une cellule y est démesurée : {told}{more}."),)
    return Grid("", tuple(lines), remarks=remarks)


def _rows(text: str, mark: str, *, quoted: bool) -> Iterator[tuple[int, list[str] | None]]:
    """Give each row with the number of its first line; None for one that cannot be cut."""
    source = io.StringIO(text.replace("\x00", ""), newline=None)
    if quoted:
        reader = csv.reader(source, delimiter=mark)
    else:
        reader = csv.reader(source, delimiter=mark, quoting=csv.QUOTE_NONE)
    before = 0
    while True:
        try:
            yield before + 1, next(reader)
        except StopIteration:
            return
        except csv.Error:  # a field beyond 131,072 characters: that line is lost, not the rest
            yield before + 1, None
        before = reader.line_num
