"""CODA: the coded account statement of Belgian banks (Febelfin, versions 1 and 2).

Records of 128 characters; columns below are counted from 0. A movement is told by records
21, 22 and 23, its information by 31, 32 and 33; records of one movement share a sequence
number, and a detail number other than 0000 marks a part of a grouped movement.
"""

import re
from collections import defaultdict
from dataclasses import dataclass, field
from datetime import date

from relance_xl.adapters.bank.drafts import Draft, Faults, Gathering
from relance_xl.adapters.tabular import UnreadableError
from relance_xl.adapters.tabular.texts import decoded

_HEADER = re.compile(r"0[0 ]{4}[0-9]{6}[0-9 ]{3}05")
_LENGTH = 128
_MAIN = "0000"
_REFERENCES = frozenset({"101", "102"})
_DIRECT_DEBIT = "127"
_PAID = "0"
_VERSIONS = "12"
_RETURN_TYPES = frozenset("12345")


@dataclass
class _Movement:
    """The records of one sequence number: the movement itself and its parts."""

    main: Draft | None = None
    parts: dict[str, Draft] = field(default_factory=dict)
    levels: dict[str, list[Draft]] = field(default_factory=lambda: defaultdict(list))
    """Parts by the first digit of their code: the parts of parts have another."""


def is_coda(text: str) -> bool:
    """Tell a CODA file by its header record."""
    return bool(_HEADER.match(text.lstrip("\ufeff\r\n")[:20]))


def read_coda(content: bytes, faults: Faults) -> tuple[str, list[Gathering]]:
    """Read each old balance with what follows it as a statement."""
    header = decoded(content).lstrip("\ufeff\r\n").split("\n", maxsplit=1)[0].rstrip()
    if len(header) == _LENGTH and header[-1] not in _VERSIONS:
        raise UnreadableError(f"la version {header[-1]} du format CODA est inconnue")
    gathered: list[Gathering] = []
    movements: dict[str, _Movement] = defaultdict(_Movement)
    ended = False
    for number, line in enumerate(decoded(content).splitlines(), 1):
        record, kind = line.ljust(_LENGTH), line[:1]
        if kind == "1":
            _close(gathered, movements)
            gathered.append(_opened(record))
        elif kind in "23" and line[1:2] in "123" and gathered:
            _take(record, f"ligne {number}", movements, gathered[-1])
        elif kind == "8" and gathered:
            gathered[-1].closing = _amount(record[41:57])
            gathered[-1].period_end = _day(record[57:63])
        ended = ended or kind == "9"
    _close(gathered, movements)
    if not gathered and not ended:
        raise UnreadableError("le fichier CODA est incomplet : téléchargez-le de nouveau")
    if not ended:
        faults.say("Le fichier CODA n’a pas d’enregistrement de fin : il est peut-être coupé.")
    return "CODA", gathered


def _opened(record: str) -> Gathering:
    """Read the old balance; the account stands in four shapes."""
    if record[1] == "0":
        account, currency = record[5:17], record[18:21]
    elif record[1] == "2":
        account, currency = record[5:36], record[39:42]
    else:
        account, currency = record[5:39], record[39:42]
    made = Gathering(account.strip(), currency.strip() or "EUR")
    made.opening = _amount(record[42:58])
    made.period_end = _day(record[58:64])
    return made


def _take(record: str, place: str, movements: dict[str, _Movement], of: Gathering) -> None:
    kind, detail = record[:2], record[6:10]
    movement = movements[record[2:6]]
    if kind == "21":
        draft = _movement(record, place)
        # A sequence number used twice is a file put together by hand: both lines stand.
        if detail != _MAIN:
            again = detail in movement.parts
            movement.parts[f"{detail}{len(movement.parts)}" if again else detail] = draft
            movement.levels[record[53]].append(draft)
        elif movement.main is None:
            movement.main = draft
        else:
            _settle(movement, of)
            movements[record[2:6]] = _Movement(main=draft)
        return
    draft_of = movement.main if detail == _MAIN else movement.parts.get(detail)
    draft = draft_of or movement.main or Draft(None, None)
    if kind == "22":
        draft.texts[-1:] = ["".join(draft.texts[-1:]).ljust(53) + record[10:63].rstrip()]
        draft.end_to_end = record[63:98].strip()
        draft.returned = draft.returned or record[112] in _RETURN_TYPES
    elif kind == "23":
        draft.account = record[10:44].split(" ", maxsplit=1)[0]
        draft.payer = record[47:82].strip()
        draft.texts.append(record[82:125].strip())
    elif record[39] == "0" and kind == "31":
        draft.texts.append(record[40:113].strip())


def _movement(record: str, place: str) -> Draft:
    coded, told = record[61] == "1", record[62:115]
    code = told[:3] if coded else ""
    draft = Draft(
        day=_day(record[115:121]) or _day(record[47:53]),
        cents=_amount(record[31:47]),
        texts=[told[3:].rstrip() if coded else told.rstrip()],
        reference=record[10:31].strip(),
        place=place,
    )
    if code in _REFERENCES:
        draft.structured = told[3:15]
    elif code == _DIRECT_DEBIT:
        draft.returned = told[11:12] not in {_PAID, " ", ""}
    return draft


def _close(gathered: list[Gathering], movements: dict[str, _Movement]) -> None:
    for movement in movements.values():
        _settle(movement, gathered[-1])
    movements.clear()


def _settle(movement: _Movement, of: Gathering) -> None:
    """Keep the parts of a grouped movement when they add up to it, else the movement."""
    main, parts = movement.main, list(movement.parts.values())
    of.booked = (of.booked or 0) + (1 if main is not None else len(parts))
    if main is None:
        of.drafts.extend(parts)
        return
    choices = [parts, *sorted(movement.levels.values(), key=len, reverse=True)]
    chosen = next((c for c in choices if c and _sum(c) == main.cents), None)
    if chosen is None:
        main.texts.extend(text for part in parts for text in part.texts)
        chosen = [main]
    for part in chosen:
        part.returned = part.returned or main.returned
        part.reference = part.reference or main.reference
    of.drafts.extend(chosen)


def _sum(parts: list[Draft]) -> int:
    return sum(part.cents or 0 for part in parts)


def _amount(told: str) -> int | None:
    """Read a sign (0 credit, 1 debit) and 15 digits of which three decimals."""
    if not re.fullmatch(r"[01][0-9]{15}", told):
        return None
    cents = (int(told[1:]) + 5) // 10
    return -cents if told[0] == "1" else cents


def _day(told: str) -> date | None:
    try:
        return date(2000 + int(told[4:6]), int(told[2:4]), int(told[:2]))
    except ValueError:
        return None
