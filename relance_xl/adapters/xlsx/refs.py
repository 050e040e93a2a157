"""Cell references: `B12`, `A1:F20`."""

import re
from functools import cache
from typing import NamedTuple

_REF = re.compile(r"\$?([A-Za-z]{1,3})\$?([0-9]{1,7})(?::\$?([A-Za-z]{1,3})\$?([0-9]{1,7}))?")


@cache
def letters(column: int) -> str:
    """Give the letters of a column counted from 1.

    >>> letters(1), letters(28), letters(16384)
    ('A', 'AB', 'XFD')
    """
    text = ""
    while column:
        column, rest = divmod(column - 1, 26)
        text = chr(65 + rest) + text
    return text


@cache
def number(column: str) -> int:
    """Give the number of a column from its letters.

    >>> number("A"), number("AB"), number("xfd")
    (1, 28, 16384)
    """
    total = 0
    for letter in column.upper():
        total = total * 26 + ord(letter) - 64
    return total


class Box(NamedTuple):
    """A rectangle of cells, all four edges included, counted from 1."""

    left: int
    top: int
    right: int
    bottom: int

    @classmethod
    def parse(cls, ref: str) -> "Box | None":
        """Read a reference; None for whole columns, names and anything else.

        >>> Box.parse("$B$2:C9")
        Box(left=2, top=2, right=3, bottom=9)
        """
        match = _REF.fullmatch(ref)
        if match is None:
            return None
        first, top, last, bottom = match.groups()
        left = number(first)
        return cls(left, int(top), number(last) if last else left, int(bottom or top))

    @property
    def ref(self) -> str:
        """Write the reference as Excel does.

        >>> Box(1, 1, 1, 1).ref, Box(1, 1, 2, 9).ref
        ('A1', 'A1:B9')
        """
        start, end = f"{letters(self.left)}{self.top}", f"{letters(self.right)}{self.bottom}"
        return start if start == end else f"{start}:{end}"

    @property
    def width(self) -> int:
        """Give the number of columns."""
        return self.right - self.left + 1

    def meets(self, other: "Box") -> bool:
        """Tell whether two rectangles share a cell."""
        return (
            self.left <= other.right
            and other.left <= self.right
            and self.top <= other.bottom
            and other.top <= self.bottom
        )
