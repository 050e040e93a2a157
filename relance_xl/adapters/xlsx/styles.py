"""Which cell styles show dates, and a date style where a cell has none."""

import re

from relance_xl.adapters.xlsx.layout import parse

_BUILT_IN_DATES = frozenset((*range(14, 23), *range(27, 37), *range(50, 59)))
_NOT_CODE = re.compile(r'"[^"]*"|\\.|_.|\*.|\[[^\]]*\]')
_FORMATS = re.compile(rb"<((?:[\w.-]+:)?)cellXfs(?:\s[^>]*)?>.*?</(?:[\w.-]+:)?cellXfs>", re.DOTALL)
_FORMAT = re.compile(rb"<(?:[\w.-]+:)?xf\b(?:[^>]*/>|.*?</(?:[\w.-]+:)?xf>)", re.DOTALL)
_COUNT = re.compile(rb'(cellXfs\b[^>]*?\scount=")\d+(")')
_DAY_FORMAT, _MINUTE_FORMAT = 14, 22


class Styles:
    """The workbook's cell formats, by index."""

    def __init__(self, content: bytes) -> None:
        """Read the styles part."""
        self.content = content
        self.changed = False
        root = parse(content)
        codes = {
            int(item.get("numFmtId") or 0): item.get("formatCode") or ""
            for item in root.iterfind("{*}numFmts/{*}numFmt")
        }
        self._formats = root.findall("{*}cellXfs/{*}xf")
        self.dates = {
            index
            for index, item in enumerate(self._formats)
            if _shows_day(int(item.get("numFmtId") or 0), codes)
        }
        self._made: dict[tuple[int, bool], int] = {}

    def dated(self, style: int | None, *, with_time: bool) -> int:
        """Give a style like this one that shows dates, made anew at need."""
        wanted = (style or 0, with_time)
        if wanted not in self._made:
            self._made[wanted] = self._make(*wanted)
        return self._made[wanted]

    def _make(self, style: int, with_time: bool) -> int:  # noqa: FBT001 - one caller
        block = _FORMATS.search(self.content)
        index = len(self._formats)
        if block is None or style >= index:
            return style
        model = re.findall(
            rb"<(?:[\w.-]+:)?xf\b(?:[^>]*/>|.*?</(?:[\w.-]+:)?xf>)", block[0], re.DOTALL
        )
        number = b"%d" % (_MINUTE_FORMAT if with_time else _DAY_FORMAT)
        made = re.sub(rb'numFmtId="\d+"', b'numFmtId="%s"' % number, model[style], count=1)
        made = re.sub(rb'\sapplyNumberFormat="\w*"', b"", made, count=1)
        made = re.sub(rb"(\snumFmtId=)", rb' applyNumberFormat="1"\1', made, count=1)
        end = block[0].rindex(b"</")
        body = _COUNT.sub(rb"\g<1>%d\g<2>" % (index + 1), block[0][:end] + made, count=1)
        self.content = (
            self.content[: block.start()] + body + block[0][end:] + self.content[block.end() :]
        )
        self._formats.append(self._formats[style])
        self.dates.add(index)
        self.changed = True
        return index


def _shows_day(number: int, codes: dict[int, str]) -> bool:
    """Tell whether a number format shows a day (a time of day alone does not count)."""
    if number not in codes:
        return number in _BUILT_IN_DATES and number not in (18, 19, 20, 21)
    code = _NOT_CODE.sub("", codes[number]).lower()
    return "d" in code or "y" in code or "mmm" in code
