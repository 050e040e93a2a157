"""Small steps through namespaced XML, tags compared by their own name alone."""

from collections.abc import Iterator
from datetime import date

from lxml import etree

from relance_xl.adapters.tabular import read_cents, read_day


def local(element: etree._Element) -> str:
    """Give a tag without its namespace; comments have none."""
    return element.tag.rpartition("}")[2] if isinstance(element.tag, str) else ""


def kids(element: etree._Element | None, *names: str) -> Iterator[etree._Element]:
    """Give every descendant reached by the path `names`."""
    if element is None:
        return
    for child in element:
        if local(child) == names[0]:
            if len(names) == 1:
                yield child
            else:
                yield from kids(child, *names[1:])


def kid(element: etree._Element | None, *names: str) -> etree._Element | None:
    """Give the first descendant reached by the path."""
    return next(kids(element, *names), None)


def said(element: etree._Element | None, *names: str) -> str:
    """Give the text at the end of the path, "" without one."""
    found = kid(element, *names)
    return (found.text or "").strip() if found is not None else ""


def day_of(element: etree._Element | None, name: str) -> date | None:
    """Read the day an ISO 20022 date choice holds: `Dt` or `DtTm`, or the text itself."""
    chosen = kid(element, name)
    return read_day(said(chosen, "Dt") or said(chosen, "DtTm") or said(element, name))


def signed_cents(holder: etree._Element, amount: etree._Element | None) -> int | None:
    """Read an amount with the credit or debit mark of the element that holds it."""
    cents = read_cents(amount.text or "", ".") if amount is not None else None
    if cents is None:
        return None
    return -cents if said(holder, "CdtDbtInd") == "DBIT" else cents
