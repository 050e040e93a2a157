"""The XML a PDF carries (Factur-X, ZUGFeRD, XRechnung), taken out within bounds."""

import io
import re
import zlib
from collections.abc import Iterator
from typing import Any

from relance_xl.adapters.ledgers.xml_tree import LARGEST

_MARK = b"%PDF-"
_HEAD = 1024
_LARGEST_PDF = 40_000_000
_LARGEST_INDEX = 60_000_000
_MOST_FILES = 30
_NAMED = re.compile(
    r"(?i)(factur-?x|zugferd-invoice|xrechnung|order-?x|cii|ubl|invoice|facture)[^/]*\.xml$"
)
_PACKED_INDEX = re.compile(rb"/Type\s*/(?:ObjStm|XRef)\b")
_STREAM = re.compile(rb"stream\r?\n")
_NAME = re.compile(rb"/\w+")
_BEFORE_XML = b"\xef\xbb\xbf\xff\xfe\x00 \r\n\t"


class PdfError(Exception):
    """Why a PDF cannot be read, as a French clause."""


def is_pdf(content: bytes) -> bool:
    """Tell a PDF by its mark."""
    return _MARK in content[:_HEAD]


def embedded_xmls(content: bytes) -> list[bytes]:
    """Give the XML files inside a PDF, the likeliest invoice first.

    Raises `PdfError` for a locked, damaged or monstrous PDF.
    """
    import pikepdf  # noqa: PLC0415 - a second to load, and few files are PDFs

    if len(content) > _LARGEST_PDF or _index_size(content) > _LARGEST_INDEX:
        raise PdfError("il est trop grand une fois déplié")
    try:
        with pikepdf.open(io.BytesIO(content)) as pdf:
            found = sorted(_files(pdf), key=lambda pair: not _NAMED.search(pair[0]))
    except pikepdf.PasswordError as fault:
        raise PdfError("il est protégé par un mot de passe") from fault
    except (pikepdf.PdfError, ValueError, TypeError, RecursionError) as fault:
        raise PdfError("il est abîmé") from fault
    return [xml for _, xml in found]


def _index_size(content: bytes) -> int:
    """Weigh what opening a PDF unpacks by itself: its object streams."""
    total = 0
    for found in _PACKED_INDEX.finditer(content):
        start = _STREAM.search(content, found.end(), found.end() + 2000)
        if start is None:
            continue
        unpacker = zlib.decompressobj()
        try:
            end = content.find(b"endstream", start.end())
            packed = content[start.end() : end if end > 0 else len(content)]
            total += len(unpacker.decompress(packed, _LARGEST_INDEX))
        except zlib.error:
            continue
        if total >= _LARGEST_INDEX:
            return total + 1
    return total


def _files(pdf: Any) -> Iterator[tuple[str, bytes]]:  # noqa: ANN401 - pikepdf has no types
    """Give name and content of each embedded XML, by the names tree or by /AF."""
    seen = set[tuple[int, int]]()
    specs = [(name, spec.obj) for name, spec in list(pdf.attachments.items())[:_MOST_FILES]]
    loose = list(pdf.Root.get("/AF", []))[:_MOST_FILES]
    specs += [(str(spec.get("/UF", spec.get("/F", ""))), spec) for spec in loose]
    for name, spec in specs:
        files = spec.get("/EF", {})
        stream = files.get("/F", files.get("/UF"))
        if stream is None or stream.objgen in seen:
            continue
        seen.add(stream.objgen)
        inside = _unpacked(stream)
        if name.lower().endswith(".xml") or inside[:40].strip(_BEFORE_XML).startswith(b"<"):
            yield name, inside


def _unpacked(stream: Any) -> bytes:  # noqa: ANN401 - as above
    """Unpack an embedded file, never beyond `LARGEST`; b"" for packings nobody uses."""
    packing = stream.get("/Filter", None)
    names = [] if packing is None else _NAME.findall(packing.unparse())
    raw = bytes(stream.read_raw_bytes())
    if not names:
        return raw[:LARGEST]
    if names != [b"/FlateDecode"]:
        return b""
    unpacker = zlib.decompressobj()
    try:
        inside = unpacker.decompress(raw, LARGEST + 1)
    except zlib.error:
        return b""
    if len(inside) > LARGEST:
        raise PdfError("le fichier joint est trop grand une fois déplié")
    return inside
