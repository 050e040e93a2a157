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
_FLATE, _NONE = "/FlateDecode", ""


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
            total += len(unpacker.decompress(content[start.end() :], _LARGEST_INDEX))
        except zlib.error:
            continue
        if total >= _LARGEST_INDEX:
            return total + 1
    return total


def _files(pdf: Any) -> Iterator[tuple[str, bytes]]:  # noqa: ANN401 - pikepdf has no types
    """Give name and content of each embedded XML, by the names tree or by /AF."""
    seen = set[tuple[int, int]]()
    specs = [(name, spec.obj) for name, spec in list(pdf.attachments.items())[:_MOST_FILES]]
    for spec in list(pdf.Root.get("/AF", []))[:_MOST_FILES]:
        specs.append((str(spec.get("/UF", spec.get("/F", ""))), spec))
    for name, spec in specs:
        files = spec.get("/EF", {})
        stream = files.get("/F", files.get("/UF"))
        if stream is None or stream.objgen in seen:
            continue
        seen.add(stream.objgen)
        inside = _unpacked(stream)
        if name.lower().endswith(".xml") or inside[:200].lstrip(b"\xef\xbb\xbf \r\n").startswith(
            b"<"
        ):
            yield name, inside


def _unpacked(stream: Any) -> bytes:  # noqa: ANN401 - as above
    """Unpack an embedded file, never beyond `LARGEST`; b"" for packings nobody uses."""
    filters = stream.get("/Filter", _NONE)
    names = (
        [str(each) for each in filters]
        if hasattr(filters, "__iter__")
        and not isinstance(filters, str)
        and not str(filters).startswith("/")
        else [str(filters)]
    )
    raw = bytes(stream.read_raw_bytes())
    if names in ([_NONE], []):
        return raw[:LARGEST]
    if names != [_FLATE]:
        return b""
    unpacker = zlib.decompressobj()
    try:
        inside = unpacker.decompress(raw, LARGEST + 1)
    except zlib.error:
        return b""
    if len(inside) > LARGEST:
        raise PdfError("le fichier joint est trop grand une fois déplié")
    return inside
