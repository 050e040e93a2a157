"""A Word file taken apart: the parts that hold tags, and all the others as they are."""

import io
import re
import zipfile
from dataclasses import dataclass

from lxml import etree

from relance_xl.problems import TemplateTextError

_TAGGED = re.compile(r"word/(document|header\d*|footer\d*|footnotes|endnotes)\.xml")
_TYPES = "[Content_Types].xml"
_MOST_BYTES = 40_000_000


@dataclass(frozen=True)
class Package:
    """`members` in the file's order, content types first; `dynamic` the tagged parts as text."""

    members: dict[str, bytes]
    dynamic: dict[str, str]


def read_package(content: bytes, name: str) -> Package:
    """Take a Word file apart; `name` is for the message.

    Raises `TemplateTextError` when it is no .docx file, or unreasonably large.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            if sum(info.file_size for info in archive.infolist()) > _MOST_BYTES:
                raise _fault(name, "il pèse plus de 40\u00a0Mo")
            members = {info.filename: archive.read(info) for info in archive.infolist()}
            types = members.pop(_TYPES)
            dynamic = {part: _text(members[part]) for part in members if _TAGGED.fullmatch(part)}
    except (
        zipfile.BadZipFile,
        KeyError,
        etree.XMLSyntaxError,
        NotImplementedError,
        RuntimeError,
    ) as error:
        raise _fault(name, "ce n’est pas un document Word (.docx)") from error
    if "word/document.xml" not in dynamic:
        raise _fault(name, "ce n’est pas un document Word (.docx)")
    return Package({_TYPES: _with_pictures(types), **members}, dynamic)


def _fault(name: str, why: str) -> TemplateTextError:
    message = (
        f"La mise en page «\u202f{name}\u202f» est inutilisable\u202f: {why}. "
        "Remettez le fichier livré."
    )
    return TemplateTextError(message)


def _text(xml: bytes) -> str:
    """Read and write once, so that quotes inside tags are plain characters."""
    parser = etree.XMLParser(resolve_entities=False, no_network=True)
    return etree.tostring(etree.fromstring(xml, parser), encoding="unicode")


def _with_pictures(types: bytes) -> bytes:
    """Announce PNG and JPEG, which a letter may bring along."""
    for extension in (b"png", b"jpeg"):
        if b'Extension="' + extension + b'"' not in types:
            entry = (
                b'<Default Extension="' + extension + b'" ContentType="image/' + extension + b'"/>'
            )
            types = re.sub(rb"(<Types[^>]*>)", rb"\1" + entry, types, count=1)
    return types
