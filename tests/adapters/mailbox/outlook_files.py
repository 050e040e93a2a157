"""Small .msg files written for the tests."""

import struct
from collections.abc import Mapping

from relance_xl.builder.vba.compound import compound_file

_FIXED = "__properties_version1.0"


def streams(
    texts: Mapping[int, str] | None = None,
    binaries: Mapping[int, bytes] | None = None,
    numbers: Mapping[int, int] | None = None,
    *,
    header: int = 8,
    narrow: str = "",
) -> dict[str, bytes]:
    """Write properties as streams; `narrow` is the charset of one-byte texts."""
    kind = "001E" if narrow else "001F"
    found = {
        f"__substg1.0_{tag:04X}{kind}": text.encode(narrow or "utf-16-le")
        for tag, text in (texts or {}).items()
    }
    found |= {f"__substg1.0_{tag:04X}0102": raw for tag, raw in (binaries or {}).items()}
    entries = (
        struct.pack("<HHIQ", 0x40 if value > 1 << 32 else 3, tag, 6, value)
        for tag, value in (numbers or {}).items()
    )
    found[_FIXED] = bytes(header) + b"".join(entries)
    return found


def msg(
    top: dict[str, bytes],
    recipients: tuple[dict[str, bytes], ...] = (),
    attachments: tuple[dict[str, bytes], ...] = (),
) -> bytes:
    """Write a .msg file."""
    root: dict[str, object] = dict(top)
    for prefix, kept in (("recip", recipients), ("attach", attachments)):
        for rank, properties in enumerate(kept):
            root[f"__{prefix}_version1.0_#{rank:08X}"] = properties
    return compound_file(root)  # type: ignore[arg-type]  # a Storage by construction
