"""Creditor references a payer copies from the invoice, and account numbers, made one shape."""

import re

from stdnum import iban, iso11649
from stdnum.ch import esr
from stdnum.exceptions import ValidationError

_RF = re.compile(r"\bRF ?[0-9]{2}(?: ?[A-Z0-9]{1,4}){1,21}\b", re.IGNORECASE)
_BELGIAN = re.compile(
    r"(?:\+{3}|\*{3})\s*([0-9]{3})\s*/?\s*([0-9]{4})\s*/?\s*([0-9]{5})\s*(?:\+{3}|\*{3})"
)
_TWELVE = re.compile(r"[0-9]{3}/?[0-9]{4}/?[0-9]{5}")
_QR = re.compile(r"(?<![0-9])(?:[0-9]{27}|[0-9]{2}(?: [0-9]{5}){5})(?![0-9])")
_NOT_SIGN = re.compile(r"[^A-Z0-9]")
_QR_DIGITS, _BELGIAN_DIGITS = 27, 12
_SHORTEST_RF = 5


def creditor_reference(text: str, *, sure: bool = False) -> str:
    """Find a creditor reference: RF…, +++123/4567/89012+++ or the 27 digits of a Swiss bill.

    `sure`: the field holds nothing but a reference, so a Belgian one needs no frame. Check
    digits are verified, except those of a reference its frame tells. "" without one.

    >>> creditor_reference("FACT 12 +++090/9337/55493+++")
    '+++090/9337/55493+++'
    >>> creditor_reference("rf18 5390 0754 7034 merci")
    'RF18539007547034'
    >>> creditor_reference("090933755493", sure=True), creditor_reference("090933755493")
    ('+++090/9337/55493+++', '')
    """
    if not text:
        return ""
    return _belgian(text, sure=sure) or _international(text) or _swiss(text)


def _belgian(text: str, *, sure: bool) -> str:
    if found := _BELGIAN.search(text):
        return f"+++{found[1]}/{found[2]}/{found[3]}+++"
    bare = text.strip()
    if sure and _TWELVE.fullmatch(bare):
        digits = bare.replace("/", "")
        if int(digits[:10]) % 97 == int(digits[10:]) % 97 and digits.strip("0"):
            return f"+++{digits[:3]}/{digits[3:7]}/{digits[7:]}+++"
    return ""


def _international(text: str) -> str:
    for found in _RF.finditer(text):
        words = found[0].upper().split(" ")
        # The words after a reference written in groups look like its groups: try fewer.
        for end in range(len(words), 0, -1):
            candidate = "".join(words[:end])
            if len(candidate) >= _SHORTEST_RF and iso11649.is_valid(candidate):
                return candidate
    return ""


def _swiss(text: str) -> str:
    for found in _QR.finditer(text):
        digits = found[0].replace(" ", "")
        if digits.strip("0") and esr.is_valid(digits):
            return digits
    return ""


def plain_account(text: str) -> str:
    """Write an account number without spaces or signs; "" when it holds nothing.

    >>> plain_account("fr76 3000 6000 0112 3456 7890 189"), plain_account("CH-0000-1")
    ('FR7630006000011234567890189', 'CH00001')
    """
    return _NOT_SIGN.sub("", text.upper())[:34]


def first_iban(text: str) -> str:
    """Give the first valid IBAN of a text, "" without one.

    >>> first_iban("REK: NL91ABNA0417164300/NAAM: PIET")
    'NL91ABNA0417164300'
    """
    for found in re.finditer(r"\b[A-Z]{2}[0-9]{2}(?: ?[A-Z0-9]{1,4}){3,8}", text):
        words = found[0].split(" ")
        for end in range(len(words), 0, -1):
            try:
                return str(iban.validate("".join(words[:end])))
            except ValidationError:
                continue
    return ""


def french_iban(bank: str, branch: str, number: str) -> str:
    """Make the IBAN of a French account told by bank, branch and number; "" when it cannot.

    The key is 97 less (89 x bank + 15 x branch + 3 x number) modulo 97, letters as digits.

    >>> french_iban("30006", "00001", "12345678901")
    'FR7630006000011234567890189'
    """
    letters = str.maketrans("ABCDEFGHIJKLMNOPQRSTUVWXYZ", "12345678912345678923456789")
    told = bank + branch + number.upper()
    if not re.fullmatch(r"[0-9]{10}[0-9A-Z]{11}", told):
        return ""
    account = int(number.upper().translate(letters))
    key = 97 - (89 * int(bank) + 15 * int(branch) + 3 * account) % 97
    rest = f"{told}{key:02d}"
    return f"FR{iban.calc_check_digits('FR00' + rest)}{rest}"
