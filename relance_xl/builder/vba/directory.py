"""Stream `dir` of a VBA project (MS-OVBA 2.3.4.2): what the project is, record by record."""

import struct
from collections.abc import Sequence

from relance_xl.builder.vba.modules import CODE_PAGE, Module, ModuleKind

PROJECT_NAME = "VBAProject"
"""LibreOffice finds a document's macros under this name."""

_SYS_KIND = 1
_LANGUAGE = 0x0409
_CODE_PAGE_NUMBER = 1252
_VERSION = (0x5F3A8D2B, 17)
_NO_COOKIE = 0xFFFF

_AUTOMATION = (
    r"*\G{00020430-0000-0000-C000-000000000046}#2.0#0#"
    r"C:\Windows\System32\stdole2.tlb#OLE Automation"
)
_OFFICE = (
    r"*\G{2DF8D04C-5BFA-101B-BDE5-00AA0044DE52}#2.0#0#"
    r"C:\Program Files\Common Files\Microsoft Shared\OFFICE16\MSO.DLL#"
    "Microsoft Office 16.0 Object Library"
)
_REFERENCES = (("stdole", _AUTOMATION), ("Office", _OFFICE))
"""Type libraries the sources name; the ribbon's `IRibbonControl` is Office's."""


def directory_stream(modules: Sequence[Module]) -> bytes:
    """Give the stream before its compression."""
    return b"".join(
        (
            _information(),
            *(_reference(name, library) for name, library in _REFERENCES),
            _record(0x0F, _u16(len(modules))),
            _record(0x13, _u16(_NO_COOKIE)),
            *(_module(module) for module in modules),
            _record(0x10),
        )
    )


def _information() -> bytes:
    """Write system, language, code page, name, no description, no help file, version."""
    return b"".join(
        (
            _record(0x01, _u32(_SYS_KIND)),
            _record(0x02, _u32(_LANGUAGE)),
            _record(0x14, _u32(_LANGUAGE)),
            _record(0x03, _u16(_CODE_PAGE_NUMBER)),
            _record(0x04, PROJECT_NAME.encode(CODE_PAGE)),
            _named(0x05, 0x40, ""),
            _record(0x06) + _record(0x3D),
            _record(0x07, _u32(0)),
            _record(0x08, _u32(0)),
            # the size said of this record is four, though six bytes follow
            struct.pack("<HIIH", 0x09, 4, *_VERSION),
            _named(0x0C, 0x3C, ""),
        )
    )


def _reference(name: str, library: str) -> bytes:
    path = library.encode(CODE_PAGE)
    registered = _u32(len(path)) + path + bytes(6)
    return _named(0x16, 0x3E, name) + _record(0x0D, registered)


def _module(module: Module) -> bytes:
    """Write one module: its text starts at once in the stream of its own name."""
    standard = module.kind is ModuleKind.STANDARD
    return b"".join(
        (
            _named(0x19, 0x47, module.name),
            _named(0x1A, 0x32, module.name),
            _named(0x1C, 0x48, ""),
            _record(0x31, _u32(0)),
            _record(0x1E, _u32(0)),
            _record(0x2C, _u16(_NO_COOKIE)),
            _record(0x21 if standard else 0x22),
            _record(0x2B),
        )
    )


def _named(narrow: int, wide: int, text: str) -> bytes:
    """Write a text twice, in the code page and in Unicode, as the format wants."""
    return _record(narrow, text.encode(CODE_PAGE)) + _record(wide, text.encode("utf-16le"))


def _record(number: int, payload: bytes = b"") -> bytes:
    return struct.pack("<HI", number, len(payload)) + payload


def _u16(value: int) -> bytes:
    return struct.pack("<H", value)


def _u32(value: int) -> bytes:
    return struct.pack("<I", value)
