"""The EPC payment QR (« Scan2Pay », EPC069-12): what it holds, and the checks before.

Read by the bank apps of BE, DE, AT, NL, LU, FI and others. Checked here and not left to
the library: the IBAN's digits and country, lengths, amount bounds, and that no value brings
a line break, which would shift the fields.
"""

from functools import lru_cache

from stdnum import bic as bics
from stdnum import iban as ibans
from stdnum import iso11649

MAX_BYTES = 331
_MAX_NAME, _MAX_TEXT, _MAX_REFERENCE = 70, 140, 35
_MAX_CENTS = 99_999_999_999
_UTF8 = "1"
_EEA = frozenset(
    {
        *("AT", "BE", "BG", "CY", "CZ", "DE", "DK", "EE", "ES", "FI", "FR", "GR", "HR", "HU", "IE"),
        *("IS", "IT", "LI", "LT", "LU", "LV", "MT", "NL", "NO", "PL", "PT", "RO", "SE", "SI", "SK"),
    }
)
_SEPA_BEYOND = frozenset({"AD", "AL", "CH", "GB", "GI", "MC", "MD", "ME", "MK", "RS", "SM", "VA"})
"""The rest of the SEPA area: there a transfer still wants the bank's BIC.

Source: European Payments Council, EPC409-09, list of SEPA scheme countries.
"""


class EpcError(ValueError):
    """This payment cannot be put in an EPC QR; the reason is for logs and tests."""


def payload(name: str, iban: str, cents: int, reference: str = "", bic: str = "") -> str:
    """Give the text an EPC QR holds for a transfer of `cents` euros to `iban`.

    `reference` goes as a creditor reference when it is one (ISO 11649, RF…), else as free
    text, cut so that everything fits in 331 bytes. Raises `EpcError`, also for an account
    outside the SEPA area, and for one outside the EEA without a BIC.
    Source: EPC069-12 v2.1, « Quick Response Code: Guidelines to Enable Data Capture ».

    >>> payload("Atelier Élan", "BE62 5100 0754 7061", 123456, "F2026-0001").splitlines()[5:8]
    ['Atelier Élan', 'BE62510007547061', 'EUR1234.56']
    >>> payload("A", "BE62 5100 0754 7062", 1)
    Traceback (most recent call last):
    ...
    relance_xl.render.epc.EpcError: iban
    """
    account = _account(iban)
    bank = bics.compact(bic) if bic and bics.is_valid(bic) else ""
    if account[:2] in _SEPA_BEYOND and not bank:
        raise EpcError("bic")
    if not 1 <= cents <= _MAX_CENTS:
        raise EpcError("amount")
    holder = _line(name)[:_MAX_NAME].strip()
    if not holder:
        raise EpcError("name")
    structured, free = _references(_line(reference))
    amount = f"EUR{cents // 100}.{cents % 100:02}"
    head = ["BCD", "002", _UTF8, "SCT", bank, holder, account, amount, "", structured]
    room = MAX_BYTES - len("\n".join([*head, ""]).encode())
    return "\n".join([*head, _cut(free, room)]).rstrip("\n")


@lru_cache(maxsize=256)
def _account(iban: str) -> str:
    if not ibans.is_valid(iban):
        raise EpcError("iban")
    account = str(ibans.compact(iban))
    if account[:2] not in _EEA | _SEPA_BEYOND:
        raise EpcError("country")
    return account


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


def grouped_iban(iban: str) -> str:
    """Write an IBAN by fours, as on a statement.

    >>> grouped_iban("BE62510007547061")
    'BE62 5100 0754 7061'
    """
    compact = "".join(iban.split()).upper()
    return " ".join(compact[i : i + 4] for i in range(0, len(compact), 4))
