"""Letters as Word files, from a layout staff edit in Word (the tags are docxtpl's).

A layout is read and compiled once; each letter then costs a few milliseconds. Nothing of
the data can become a tag or XML: values are escaped, the result is parsed again.
"""

import io
import zipfile
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from xml.sax.saxutils import escape

from docxtpl import DocxTemplate
from jinja2 import StrictUndefined, Template, TemplateError
from jinja2.sandbox import SandboxedEnvironment
from lxml import etree

from relance_xl.problems import TemplateTextError
from relance_xl.render.letters.data import letter_data
from relance_xl.render.letters.model import Letter
from relance_xl.render.letters.package import Package, read_package
from relance_xl.render.letters.texts import printable
from relance_xl.render.letters.wordxml import Picture, finish_part, picture_relations
from relance_xl.resources import templates_dir

_FILLING_FAULTS = (TemplateError, etree.XMLSyntaxError, TypeError, ValueError, ArithmeticError)
_CORE = "docProps/core.xml"
_CORE_XML = (
    '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
    "<cp:coreProperties "
    'xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties" '
    'xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/" '
    'xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">'
    "<dc:title>{title}</dc:title><dc:creator>{author}</dc:creator>"
    '<dcterms:created xsi:type="dcterms:W3CDTF">{day}T00:00:00Z</dcterms:created>'
    '<dcterms:modified xsi:type="dcterms:W3CDTF">{day}T00:00:00Z</dcterms:modified>'
    "</cp:coreProperties>"
)


@cache
def environment() -> SandboxedEnvironment:
    """Return the one place where layout tags run: no way out, no unknown field, no None."""
    return SandboxedEnvironment(
        autoescape=True,
        undefined=StrictUndefined,
        finalize=lambda value: "" if value is None else value,
    )


class WordLayout:
    """One compiled layout, good for any number of letters."""

    def __init__(self, content: bytes, name: str = "lettre.docx") -> None:
        """Compile; raises `TemplateTextError` when the file is no Word file or a tag is wrong."""
        self.name = name
        package = read_package(content, name)
        self._templates: dict[str, Template] = {}
        for part in package.dynamic:
            try:
                self._templates[part] = environment().from_string(jinja_source(package, part))
            except TemplateError as error:
                raise self._fault(error) from error
        self._relations = {rels: package.members[rels] for rels in map(rels_of, package.dynamic)
                           if rels in package.members}  # fmt: skip
        static = {
            n: c
            for n, c in package.members.items()
            if n not in self._templates and n not in self._relations and n != _CORE
        }
        self._base = _archive(b"", static)
        self._has_core = _CORE in package.members

    def render(self, letter: Letter) -> bytes:
        """Return the letter's Word file; same letter and layout, same bytes.

        Raises `TemplateTextError` when a tag of the layout cannot be filled.
        """
        pictures = _pictures(letter)
        fields = letter_data(letter) | {name: name in pictures for name in ("logo", "qr")}
        parts: dict[str, bytes] = {}
        for part, template in self._templates.items():
            try:
                xml = template.render(fields)
                parts[part] = finish_part(xml, pictures)
            except _FILLING_FAULTS as error:
                raise self._fault(error, letter.number) from error
            rels = rels_of(part)
            if rels in self._relations or pictures:
                parts[rels] = picture_relations(self._relations.get(rels), pictures)
        for picture in pictures.values():
            parts[f"word/{picture.target}"] = picture.content
        if self._has_core:
            parts[_CORE] = _core(letter)
        return _archive(self._base, parts)

    def _fault(self, error: Exception, number: str = "") -> TemplateTextError:
        place = f" (lettre {number})" if number else ""
        return TemplateTextError(
            f"La mise en page «\u202f{self.name}\u202f» ne se remplit pas{place}\u202f: {error}. "
            "Ouvrez-la dans Word et corrigez la balise, ou remettez le fichier livré."
        )


@cache
def shipped_layout() -> WordLayout:
    """Return the layout that comes with the program, compiled."""
    return load_layout(templates_dir() / "letters" / "lettre.docx")


def load_layout(path: Path) -> WordLayout:
    """Compile a layout file, such as the user's own « Modèles/lettre.docx ».

    Raises `TemplateTextError` when it cannot be read or used.
    """
    try:
        content = path.read_bytes()
    except OSError as error:
        message = (
            f"La mise en page «\u202f{path.name}\u202f» est illisible\u202f: "
            "fermez-la dans Word ou remettez le fichier livré."
        )
        raise TemplateTextError(message) from error
    return WordLayout(content, path.name)


def jinja_source(package: Package, part: str) -> str:
    """Return a part as Jinja text, tags healed from Word's splitting by docxtpl."""
    template = DocxTemplate(io.BytesIO())
    return str(template.patch_xml(package.dynamic[part]))


def rels_of(part: str) -> str:
    """Return the name of a part's relationships.

    >>> rels_of("word/header1.xml")
    'word/_rels/header1.xml.rels'
    """
    folder, _, name = part.rpartition("/")
    return f"{folder}/_rels/{name}.rels"


def _pictures(letter: Letter) -> Mapping[str, Picture]:
    sources = {"logo": letter.sender.logo, "qr": letter.payment.qr_png or letter.payment.qr_svg}
    return {name: Picture.of(name, content) for name, content in sources.items() if content}


def _core(letter: Letter) -> bytes:
    title = escape(printable(f"{letter.number} {letter.subject}".strip()))
    author = escape(printable(letter.sender.name))
    return _CORE_XML.format(title=title, author=author, day=letter.day.isoformat()).encode()


def _archive(base: bytes, members: Mapping[str, bytes]) -> bytes:
    """Add members to a zip file, all with the same fixed date."""
    out = io.BytesIO()
    out.write(base)
    with zipfile.ZipFile(out, "a", zipfile.ZIP_DEFLATED) as target:
        for name, content in members.items():
            member = zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0))
            member.compress_type = zipfile.ZIP_DEFLATED
            target.writestr(member, content)
    return out.getvalue()
