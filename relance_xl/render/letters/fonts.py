"""The shipped fonts, the only ones letters are set in."""

from functools import cache

import typst

from relance_xl.resources import templates_dir


@cache
def fonts() -> typst.Fonts:
    """Return the shipped fonts and none of the machine's: same input, same bytes.

    >>> "Liberation Sans" in fonts().families()
    True
    """
    folder = templates_dir() / "letters" / "fonts"
    return typst.Fonts(include_system_fonts=False, font_paths=[folder])
