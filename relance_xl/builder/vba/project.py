"""A whole VBA project, `vbaProject.bin`, from modules: sources only, same input same bytes.

Written after MS-OVBA. The caches Excel keeps of compiled code are left out: version 0xFFFF
in `_VBA_PROJECT` makes every reader compile the sources.
"""

from collections.abc import Sequence

from relance_xl.builder.vba.compound import compound_file
from relance_xl.builder.vba.compression import compress
from relance_xl.builder.vba.directory import PROJECT_NAME, directory_stream
from relance_xl.builder.vba.modules import CODE_PAGE, Module

_ID = "{6E0D4B0C-3A55-4C2B-9B7E-52C1A1D7E0F1}"
"""The project's GUID: one for all our workbooks, that the bytes stay the same."""

_NO_CACHE = bytes.fromhex("cc61ffff000000")
_OPEN_TO_ALL, _NO_PASSWORD, _VISIBLE = bytes(4), b"\0", b"\xff"
_HOST = "&H00000001={3832D640-CF90-11CF-8E43-00A0C911005A};VBE;&H00000000"


def vba_project(modules: Sequence[Module]) -> bytes:
    """Give the file; documents first, in the order of the sheets.

    Raises `ValueError` for two modules of one name, `UnicodeEncodeError` for a character
    outside code page 1252.
    """
    names = [module.name.casefold() for module in modules] + [PROJECT_NAME.casefold()]
    if len(set(names)) < len(names):
        raise ValueError("two modules of one name, or one named as the project")
    return compound_file(
        {
            "VBA": {
                "_VBA_PROJECT": _NO_CACHE,
                "dir": compress(directory_stream(modules)),
                **{module.name: compress(module.encoded()) for module in modules},
            },
            "PROJECT": _project_stream(modules).encode(CODE_PAGE),
            "PROJECTwm": _names_stream(modules),
        }
    )


def _project_stream(modules: Sequence[Module]) -> str:
    lines = [f'ID="{_ID}"']
    for module in modules:
        word = module.kind.project_line
        tail = "/&H00000000" if word == "Document" else ""
        lines.append(f"{word}={module.name}{tail}")
    lines += [
        f'Name="{PROJECT_NAME}"',
        'HelpContextID="0"',
        'VersionCompatible32="393222000"',
        f'CMG="{_veiled(_OPEN_TO_ALL, 0x2A)}"',
        f'DPB="{_veiled(_NO_PASSWORD, 0x54)}"',
        f'GC="{_veiled(_VISIBLE, 0x7E)}"',
        "",
        "[Host Extender Info]",
        _HOST,
        "",
        "[Workspace]",
        *(f"{module.name}=0, 0, 0, 0, C" for module in modules),
    ]
    return "".join(f"{line}\r\n" for line in lines)


def _names_stream(modules: Sequence[Module]) -> bytes:
    """Give stream PROJECTwm: every name in the code page, then in Unicode."""
    pairs = (
        module.name.encode(CODE_PAGE) + b"\0" + module.name.encode("utf-16le") + b"\0\0"
        for module in modules
    )
    return b"".join(pairs) + b"\0\0"


def _veiled(data: bytes, seed: int) -> str:
    """Write protection data as the format veils it (MS-OVBA 2.4.3.2), with a fixed seed."""
    key = sum(_ID.encode(CODE_PAGE)) & 0xFF
    version = 2
    out = [seed, seed ^ version, seed ^ key]
    before = key
    filler = bytes([0x07]) * ((seed & 6) // 2)
    for byte in filler + len(data).to_bytes(4, "little") + data:
        out.append(byte ^ (out[-2] + before & 0xFF))
        before = byte
    return bytes(out).hex().upper()
