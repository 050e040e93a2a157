"""XML from outside, read without entities, network or surprise; paths without namespaces."""

from collections.abc import Iterator
from datetime import date
from decimal import Decimal, InvalidOperation

from lxml import etree

from relance_xl.adapters.tabular import one_line
from relance_xl.money import to_cents

LARGEST = 30_000_000
"""Bytes of an XML we read: an invoice with its PDF inside is seldom above ten millions."""
_HEAD = 4096
_FULL_DAY = 8
_YEARS = range(1970, 2200)
_MOST_CENTS = 10**15


class HostileXmlError(Exception):
    """The XML declares entities or a DTD, or is too large: it is not read."""


def parse(content: bytes) -> etree._Element | None:
    """Give the root of an XML document; None when the bytes are none.

    Raises `HostileXmlError` for a document type declaration or a file above `LARGEST`.
    """
    if not _looks_like_xml(content):
        return None
    if len(content) > LARGEST:
        raise HostileXmlError
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, remove_comments=True,
        remove_pis=True, huge_tree=False, collect_ids=False,
    )  # fmt: skip
    try:
        root = etree.fromstring(content.strip(), parser)
    except (etree.XMLSyntaxError, ValueError):
        return None
    doctype = getattr(root.getroottree().docinfo, "doctype", "")
    if doctype and name_of(root) != "html":
        raise HostileXmlError
    return root


def _looks_like_xml(content: bytes) -> bool:
    head = content[:_HEAD].replace(b"\x00", b"").removeprefix(b"\xef\xbb\xbf")
    return head.lstrip(b"\xff\xfe \t\r\n").startswith(b"<")


def name_of(node: etree._Element) -> str:
    """Give an element's name without its namespace."""
    tag = node.tag
    return tag.rpartition("}")[2] if isinstance(tag, str) else ""


def every(node: etree._Element | None, path: str) -> Iterator[etree._Element]:
    """Give the elements at a path of local names, `A/B|C`: B or C inside A."""
    if node is None:
        return
    step, _, rest = path.partition("/")
    names = step.split("|")
    for child in node:
        if name_of(child) in names:
            if rest:
                yield from every(child, rest)
            else:
                yield child


def first(node: etree._Element | None, path: str) -> etree._Element | None:
    """Give the first element at a path."""
    return next(every(node, path), None)


def text(node: etree._Element | None, *paths: str) -> str:
    """Give the first text that is not empty among some paths, on one line."""
    for path in paths:
        for found in every(node, path):
            said = one_line(found.text or "", 300)
            if said:
                return said
    return ""


def cents(node: etree._Element | None, path: str, currency: str = "") -> int | None:
    """Give an amount as cents; with several, the one in that currency. None without one."""
    found = list(every(node, path))
    chosen = [each for each in found if each.get("currencyID", currency) == currency] or found
    try:
        amount = Decimal(text_of(chosen[0])) if chosen else None
    except InvalidOperation:
        return None
    if amount is None or not amount.is_finite() or abs(amount) * 100 > _MOST_CENTS:
        return None
    return to_cents(amount)


def text_of(node: etree._Element) -> str:
    """Give an element's own text, on one line."""
    return one_line(node.text or "", 300)


def day(node: etree._Element | None, *paths: str) -> date | None:
    """Give the first day among some paths.

    As `2026-01-31` (time and zone after it are dropped) or UN/CEFACT 102 and 204, `20260131…`.
    """
    for path in paths:
        for found in every(node, path):
            if (read := read_day(text_of(found))) is not None:
                return read
    return None


def read_day(said: str) -> date | None:
    """Read a day as XML writes it.

    >>> str(read_day("2026-01-31Z")), str(read_day("20260131120000")), read_day("2026")
    ('2026-01-31', '2026-01-31', None)
    """
    digits = said[:10].replace("-", "")[:_FULL_DAY]
    if len(digits) != _FULL_DAY or not digits.isdecimal():
        return None
    try:
        read = date(int(digits[:4]), int(digits[4:6]), int(digits[6:]))
    except ValueError:
        return None
    return read if read.year in _YEARS else None
