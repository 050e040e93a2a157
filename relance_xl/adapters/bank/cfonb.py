"""CFONB 120: the account statement of French banks, records of 120 characters.

01 old balance, 04 movement, 05 what else is known of it, 07 new balance. Columns below are
counted from 0 (CFONB, « Relevé de compte sur support informatique », July 2004, and the
qualifiers added for SEPA payments).
"""

import re
from collections.abc import Iterator
from datetime import date
from fractions import Fraction

from relance_xl.adapters.bank.drafts import Draft, Faults, Gathering
from relance_xl.adapters.bank.references import french_iban
from relance_xl.adapters.tabular import UnreadableError
from relance_xl.adapters.tabular.texts import decoded
from relance_xl.money import round_half_up

_RECORD = re.compile(r"0[1457][0-9A-Z]{5}[ 0-9A-Z]{4}[0-9A-Z ]{5}[A-Z ]{3}[0-9 ]")
_OTHER = re.compile(r"3[0-9]{3}[0-9]{6}[0-9]{6}")
_LENGTH = 120
_LOOKED_AT = 5
_OVERPUNCH = {c: (i, 1) for i, c in enumerate("{ABCDEFGHI")} | {
    c: (i, -1) for i, c in enumerate("}JKLMNOPQR")
}
_AMOUNT = re.compile(r"[0 ]*([0-9]{0,13})([{}A-R0-9])")
_SPLIT_AT = _LENGTH + 2
_CENTS = 2
_TEXTS = frozenset({"LIB", "LCC", "LC2", "LCS", "LEM", "RET"})


def is_cfonb(text: str) -> bool:
    """Tell a CFONB file, 120 or 240, by its first record."""
    lines = text.lstrip("\ufeff\n ").split("\n", _LOOKED_AT)[:_LOOKED_AT]
    return any(_RECORD.match(line) for line in lines) or _is_240(lines[0])


def _is_240(first: str) -> bool:
    return len(first) >= _LENGTH and first[:2] == "31" and bool(_OTHER.match(first[:16]))


def read_cfonb(content: bytes, faults: Faults) -> tuple[str, list[Gathering]]:
    """Read each account and day as a statement; raises `UnreadableError` for the 240 format."""
    text = decoded(content)
    if _is_240(text.lstrip("\ufeff\r\n ")[:_LENGTH]):
        raise UnreadableError(
            "c’est un fichier CFONB 240 (effets et prélèvements) : "
            "demandez à la banque le relevé CFONB 120"
        )
    gathered: list[Gathering] = []
    for number, record in _records(text):
        _take(record, number, gathered, faults)
    return "CFONB 120", gathered


def _records(text: str) -> Iterator[tuple[int, str]]:
    """Give records and their line; a file without line ends is cut every 120 characters."""
    for number, line in enumerate(text.splitlines(), 1):
        if len(line.rstrip()) <= _SPLIT_AT:
            yield number, line.ljust(_LENGTH)
            continue
        for start in range(0, len(line), _LENGTH):
            yield number, line[start : start + _LENGTH].ljust(_LENGTH)


def _take(record: str, number: int, gathered: list[Gathering], faults: Faults) -> None:
    kind, place = record[:2], f"ligne {number}"
    if kind not in {"01", "04", "05", "07"}:
        if record.strip():
            faults.note("enregistrement inconnu", place)
        return
    account = _account(record)
    if kind == "01":
        opened = Gathering(account, record[16:19].strip(), opening=_cents(record))
        gathered.append(opened)
        return
    if kind == "05":
        _complete(record, gathered)
        return
    # Between its balances a line belongs to the statement, whatever account it bears.
    if not gathered or gathered[-1].closing is not None:
        if kind == "07":
            return
        gathered.append(Gathering(account, record[16:19].strip()))
    if kind == "04":
        gathered[-1].drafts.append(_movement(record, place))
    else:
        gathered[-1].closing = _cents(record)
        gathered[-1].period_end = _day(record[34:40])


def _account(record: str) -> str:
    bank, branch, number = record[2:7], record[11:16], record[21:32]
    return french_iban(bank, branch, number) or f"{bank}{branch}{number}"


def _movement(record: str, place: str) -> Draft:
    return Draft(
        day=_day(record[34:40]) or _day(record[42:48]),
        cents=_cents(record),
        texts=[record[48:79]],
        reference=record[104:120].strip(),
        returned=record[40:42].strip(" 0") != "",
        place=place,
    )


def _complete(record: str, gathered: list[Gathering]) -> None:
    """Add what a record 05 says to the movement it follows, if it does follow one."""
    drafts = gathered[-1].drafts if gathered and gathered[-1].closing is None else []
    if not drafts:
        return
    draft, qualifier, told = drafts[-1], record[45:48], record[48:118].strip()
    if qualifier in _TEXTS:
        draft.texts.append(told)
        draft.structured = draft.structured or (told if qualifier == "LCS" else "")
        draft.returned = draft.returned or qualifier == "RET"
    elif qualifier == "RCN":
        draft.end_to_end = told[:35].strip()
        draft.texts.append(told[35:].strip())
    elif qualifier == "REF":
        draft.reference = draft.reference or told
    elif qualifier in {"NPY", "NBE"}:
        draft.payer = draft.payer or told
    elif qualifier in {"CPY", "CBE"}:
        draft.account = told.split(" ")[0]
    elif qualifier in {"", "   "}:
        draft.texts.append(told)


def _day(told: str) -> date | None:
    try:
        day, month, year = int(told[:2]), int(told[2:4]), int(told[4:6])
        return date(2000 + year, month, day)
    except ValueError:
        return None


def _cents(record: str) -> int | None:
    """Read an amount whose last character carries both digit and sign."""
    found = _AMOUNT.fullmatch(record[90:104].strip())
    if found is None:
        return None
    digit, sign = _OVERPUNCH[found[2]] if not found[2].isdigit() else (int(found[2]), 1)
    value = sign * int(f"{found[1]}{digit}")
    decimals = int(record[19]) if record[19].isdigit() else _CENTS
    return round_half_up(Fraction(value * 100, 10**decimals))
