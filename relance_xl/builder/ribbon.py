"""The ribbon's tab « Relance », made from the registry of buttons (customUI14)."""

from lxml import etree

from relance_xl.builder.vba.sources import RIBBON_MACRO
from relance_xl.schema.buttons import Button, ribbon_groups

PART = "customUI/customUI14.xml"
RELATIONSHIP = "http://schemas.microsoft.com/office/2007/relationships/ui/extensibility"
NAMESPACE = "http://schemas.microsoft.com/office/2009/07/customui"


def ribbon_xml() -> bytes:
    """Give the part; every button calls one macro, the function it wants in its tag.

    >>> ribbon_xml().count(b"<button ") == sum(map(len, ribbon_groups().values()))
    True
    """
    root = etree.Element("customUI", xmlns=NAMESPACE)
    tabs = etree.SubElement(etree.SubElement(root, "ribbon"), "tabs")
    tab = etree.SubElement(tabs, "tab", id="tabRelance", label="Relance")
    for place, (label, buttons) in enumerate(ribbon_groups().items(), start=1):
        # On a narrow screen Excel may then draw the buttons smaller instead of folding the group.
        look = {"id": f"grpRelance{place}", "label": label, "autoScale": "true"}
        group = etree.SubElement(tab, "group", look)
        for button in buttons:
            etree.SubElement(group, "button", _attributes(button))
    data: bytes = etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)
    return data


def _attributes(button: Button) -> dict[str, str]:
    return {
        "id": f"btn{button.macro}",
        "label": button.caption,
        "size": "large",
        "imageMso": button.icon,
        "screentip": button.caption,
        "supertip": button.help,
        "onAction": RIBBON_MACRO,
        "tag": button.function,
    }
