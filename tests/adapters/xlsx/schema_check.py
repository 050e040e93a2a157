"""The parts of a workbook against the ISO 29500 schemas, where these are at hand.

Extensions that readers may ignore are taken out first, as a reader that does not know
them would. A test compares the errors after a change with those before it.
"""

import os
import re
import zipfile
from collections import Counter
from functools import cache
from pathlib import Path

from lxml import etree

_MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
_CHECKED = re.compile(
    r"xl/(worksheets/[^/]+\.xml|workbook\.xml|styles\.xml|tables/[^/]+\.xml|charts/chart\d+\.xml)"
)
_CHART = "http://schemas.openxmlformats.org/drawingml/2006/chart"


SHARED = Path(os.environ.get("RELANCE_SHARED") or Path(__file__).parents[4] / "shared")
"""Outside papers, beside the repository unless RELANCE_SHARED says where."""

SCHEMAS = SHARED / "ooxml-xsd" / "ISO-IEC29500-4_2016"


@cache
def _schema(namespace: str) -> etree.XMLSchema:
    name = "dml-chart.xsd" if namespace == _CHART else "sml.xsd"
    return etree.XMLSchema(etree.parse(SCHEMAS / name))


def faults(path: Path) -> Counter[str]:
    """Count the schema errors of a workbook, by part and message without numbers.

    Without the schemas there is nothing to count; a test of its own says so.
    """
    found: Counter[str] = Counter()
    if not SCHEMAS.is_dir():
        return found
    with zipfile.ZipFile(path) as package:
        for name in package.namelist():
            if _CHECKED.fullmatch(name):
                found.update(_faults(name, package.read(name)))
    return found


def _faults(name: str, content: bytes) -> list[str]:
    try:
        root = etree.fromstring(content, etree.XMLParser(huge_tree=True))
    except etree.XMLSyntaxError as fault:
        return [f"{name}: not well-formed: {fault}"]
    namespace = etree.QName(root).namespace or ""
    if "purl.oclc.org" in namespace:
        return []
    _without_extensions(root)
    plain = etree.fromstring(etree.tostring(root), etree.XMLParser(huge_tree=True))
    schema = _schema(namespace)
    if schema.validate(plain):
        return []
    return [f"{name}: " + re.sub(r"\d+", "N", str(e.message))[:200] for e in schema.error_log]


def _without_extensions(root: etree._Element) -> None:
    ignorable = {
        element.nsmap[prefix]
        for element in root.iter(etree.Element)
        for prefix in (element.get(f"{_MC}Ignorable") or "").split()
    }
    for choice in list(root.iter(f"{_MC}AlternateContent")):
        parent, fallback = choice.getparent(), choice.find(f"{_MC}Fallback")
        place = parent.index(choice)
        parent[place : place + 1] = list(fallback) if fallback is not None else []
    for element in list(root.iter(etree.Element)):
        for attribute in list(element.attrib):
            namespace = etree.QName(attribute).namespace or ""
            if namespace in ignorable or namespace == _MC[1:-1]:
                del element.attrib[attribute]
        in_extension = any(True for _ in element.iterancestors("{*}ext"))
        parent = element.getparent()
        if etree.QName(element).namespace in ignorable and parent is not None and not in_extension:
            parent.remove(element)
