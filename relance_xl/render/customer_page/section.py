"""One titled table of a customer's page: what shows of it, and what it says of the rest."""

from collections.abc import Iterable

from relance_xl.render.customer_page.model import Cell, Column, Section

_SHOWN = 200
"""Rows shown of one table: an old customer may have thousands."""

Rows = Iterable[tuple[Cell, ...]]


def section(
    title: str, columns: tuple[tuple[str, int] | tuple[str, int, int], ...], rows: Rows,
    nothing: str = "",
) -> Section:  # fmt: skip
    """Make a table; a column is (label, share of the width), a third part sets it right.

    >>> found = section("Notes", (("Sur", 2), ("Reste", 3, 1)), [(Cell("F1"), Cell("9,00"))] * 202)
    >>> [column.right for column in found.columns], len(found.rows), found.more
    ([False, True], 200, '… et 2 lignes plus anciennes.')
    >>> section("Notes", (("Sur", 2),), [(Cell("F1"),)] * 201).more
    '… et une ligne plus ancienne.'
    """
    every = tuple(rows)
    more = len(every) - _SHOWN
    return Section(
        title,
        tuple(Column(c[0], c[1], right=len(c) > 2) for c in columns),  # noqa: PLR2004 - a third part says so
        every[:_SHOWN],
        nothing,
        _older(more) if more > 0 else "",
    )


def _older(more: int) -> str:
    return f"… et {more} lignes plus anciennes." if more > 1 else "… et une ligne plus ancienne."
