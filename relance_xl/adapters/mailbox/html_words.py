"""HTML told as plain text: paragraphs, lists, table cells, and quotations behind « > »."""

import re
from collections.abc import Mapping

from lxml import etree

from relance_xl.adapters.mailbox.limits import HTML_CHARACTERS

_SKIPPED = frozenset({"head", "script", "style", "title", "template", "noscript", "svg"})
_HEADINGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})
_BLOCKS = _HEADINGS | {
    *("address", "article", "aside", "blockquote", "body", "center", "dd", "div", "dl", "dt"),
    *("fieldset", "figure", "footer", "form", "header", "li", "main", "nav", "ol", "p", "pre"),
    *("section", "table", "tbody", "tr", "ul"),
}
_PARAGRAPHS = _HEADINGS | {"p", "blockquote", "table"}
_SPACES = re.compile(r"[ \t\r\n\f]+")
_RULE = "_" * 32
"""Outlook's own line above the mail it answers, where HTML has a rule."""
_QUOTE_LEVELS = 9


class _Teller:
    """Target of lxml's parser: hears tags and text, keeps lines."""

    def __init__(self) -> None:
        self._lines: list[str] = []
        self._line: list[str] = []
        self._quotes = 0
        self._skipped = 0
        self._preformatted = 0

    def start(self, tag: str, attributes: Mapping[str, str]) -> None:
        """Begin a line where the tag does."""
        if tag in _SKIPPED:
            self._skipped += 1
        elif tag == "br":
            self._end_line()
        elif tag == "hr" or attributes.get("id") == "divRplyFwdMsg":
            self._break()
            self._line.append(_RULE)
            self._break()
        elif tag in _BLOCKS:
            self._break()
            if tag == "blockquote":
                self._quotes += 1
            elif tag == "li":
                self._line.append("- ")
            elif tag == "pre":
                self._preformatted += 1
        elif tag in {"td", "th"} and self._line:
            self._line.append(" ")

    def end(self, tag: str) -> None:
        """End what `start` began."""
        if tag in _SKIPPED:
            self._skipped = max(0, self._skipped - 1)
        elif tag in _BLOCKS:
            self._break()
            if tag == "blockquote":
                self._quotes = max(0, self._quotes - 1)
            elif tag == "pre":
                self._preformatted = max(0, self._preformatted - 1)
            if tag in _PARAGRAPHS and self._lines and self._lines[-1].strip("> "):
                self._end_line()

    def data(self, data: str | bytes) -> None:
        """Keep words, their spaces made one."""
        text = data if isinstance(data, str) else data.decode("utf-8", "replace")
        if self._skipped:
            return
        if self._preformatted:
            first, *more = text.split("\n")
            self._line.append(first)
            for line in more:
                self._end_line()
                self._line.append(line)
        else:
            self._line.append(_SPACES.sub(" ", text))

    def comment(self, text: str | bytes) -> None:
        """Comments say nothing to people."""

    def close(self) -> str:
        """Give the text."""
        self._break()
        while self._lines and not self._lines[-1].strip("> "):
            self._lines.pop()
        return re.sub(r"\n{3,}", "\n\n", "\n".join(self._lines)).strip("\n")

    def _break(self) -> None:
        if "".join(self._line).strip():
            self._end_line()
        self._line.clear()

    def _end_line(self) -> None:
        told = "".join(self._line)
        told = told.rstrip() if self._preformatted else re.sub(" {2,}", " ", told).strip()
        self._lines.append(("> " * min(self._quotes, _QUOTE_LEVELS) + told).rstrip())
        self._line.clear()


def html_as_text(html: str) -> str:
    r"""Tell an HTML mail as plain text; remote things are never fetched.

    >>> html_as_text("<p>Je paie <b>lundi</b>.</p><blockquote>Rappel<br>F-12</blockquote>")
    'Je paie lundi.\n\n> Rappel\n> F-12'
    """
    teller = _Teller()
    parser = etree.HTMLParser(
        target=teller,  # type: ignore[arg-type]  # the stubs expect tags of bytes too
        recover=True,
        no_network=True,
        encoding="utf-8",
    )
    raw = html[:HTML_CHARACTERS].encode("utf-8", "replace")
    if not raw.strip():
        return ""
    try:
        parser.feed(raw)
        return str(parser.close())
    except etree.LxmlError:
        return re.sub(r"<[^<>]*>", " ", html[:HTML_CHARACTERS])
