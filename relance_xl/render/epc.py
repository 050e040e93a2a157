"""The EPC payment QR (« Scan2Pay », EPC069-12): payload with its checks, and its pictures.

Read by the bank apps of BE, DE, AT, NL, LU, FI and others. Checked here and not left to
the library: the IBAN's digits, lengths, amount bounds, and that no value brings a line
break, which would shift the fields.
"""

import io
from functools import lru_cache

import segno
from stdnum import bic as bics
from stdnum import iban as ibans
from stdnum import iso11649

MAX_BYTES = 331
_MAX_NAME, _MAX_TEXT, _MAX_REFERENCE = 70, 140, 35
_MAX_CENTS = 99_999_999_999
_UTF8, _MASK = "1", 3


class EpcError(ValueError):
    """This payment cannot be put in an EPC QR; the reason is for logs and tests."""


def payload(name: str, iban: str, cents: int, reference: str = "", bic: str = "") -> str:
    """Give the text an EPC QR holds for a transfer of `cents` euros to `iban`.

    `reference` goes as a creditor reference when it is one (ISO 11649, RF…), else as free
    text, cut so that everything fits in 331 bytes. Raises `EpcError`.
    Source: EPC069-12 v2.1, « Quick Response Code: Guidelines to Enable Data Capture ».

    >>> payload("Atelier Élan", "BE62 5100 0754 7061", 123456, "F2026-0001").splitlines()[5:8]
    ['Atelier Élan', 'BE62510007547061', 'EUR1234.56']
    >>> payload("A", "BE62 5100 0754 7062", 1)
    Traceback (most recent call last):
    ...
    relance_xl.render.epc.EpcError: iban
    """
    account = _account(iban)
    if not 1 <= cents <= _MAX_CENTS:
        raise EpcError("amount")
    holder = _line(name)[:_MAX_NAME].strip()
    if not holder:
        raise EpcError("name")
    bank = bics.compact(bic) if bic and bics.is_valid(bic) else ""
    structured, free = _references(_line(reference))
    amount = f"EUR{cents // 100}.{cents % 100:02}"
    head = ["BCD", "002", _UTF8, "SCT", bank, holder, account, amount, "", structured]
    room = MAX_BYTES - len("\n".join([*head, ""]).encode())
    return "\n".join([*head, _cut(free, room)]).rstrip("\n")


@lru_cache(maxsize=256)
def _account(iban: str) -> str:
    if not ibans.is_valid(iban):
        raise EpcError("iban")
    return str(ibans.compact(iban))


def _line(text: str) -> str:
    if not text.isprintable():
        raise EpcError("control character")
    return " ".join(text.split())


def _references(text: str) -> tuple[str, str]:
    if len(text) <= _MAX_REFERENCE and iso11649.is_valid(text):
        return iso11649.compact(text), ""
    return "", text[:_MAX_TEXT]


def _cut(text: str, room: int) -> str:
    return text.encode()[: max(room, 0)].decode(errors="ignore")


def _code(text: str) -> segno.QRCode:
    # One fixed mask: all eight read alike, and searching the best costs four times more.
    return segno.make(
        text, error="m", boost_error=False, micro=False, mask=_MASK, encoding="utf-8", mode="byte"
    )


@lru_cache(maxsize=64)
def png(text: str, scale: int = 4) -> bytes:
    r"""Give the QR as a PNG, its white margin of 4 modules included.

    >>> png("BCD")[:4]
    b'\x89PNG'
    """
    out = io.BytesIO()
    _code(text).save(out, kind="png", scale=scale, border=4)
    return out.getvalue()


@lru_cache(maxsize=64)
def svg(text: str) -> bytes:
    """Give the QR as an SVG, for paper.

    >>> svg("BCD").startswith(b"<svg")
    True
    """
    out = io.BytesIO()
    _code(text).save(out, kind="svg", border=4, xmldecl=False, nl=False)
    return out.getvalue()


def grouped_iban(iban: str) -> str:
    """Write an IBAN by fours, as on a statement.

    >>> grouped_iban("BE62510007547061")
    'BE62 5100 0754 7061'
    """
    compact = "".join(iban.split()).upper()
    return " ".join(compact[i : i + 4] for i in range(0, len(compact), 4))
