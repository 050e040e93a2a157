"""V11: incoming Swiss payment slips (BVR/ESR), records of type 3 with fixed columns.

Columns are counted from 0 (PostFinance and SIX, « Bulletin de versement avec numéro de
référence », record of type 3; dates are YYMMDD, amounts Rappen or cents).
"""

import re
from datetime import date

from relance_xl.adapters.bank.drafts import Draft, Faults, Gathering
from relance_xl.adapters.tabular.texts import decoded

_RECORD = re.compile(r"[0-9]{2}([258])([0-9]{9})([0-9]{27})([0-9]{10})")
_TOTAL = re.compile(r"9[0-9][59][0-9]{9}[0-9]{27}([0-9]{12})([0-9]{12})([0-9]{6})")
_REVERSAL = "5"
_EURO = "03"


def is_v11(text: str) -> bool:
    """Tell a V11 file: a movement of type 3 first, nothing but digits and spaces."""
    head = text[:87]
    return (
        len(head) == len(head.strip())
        and bool(_RECORD.match(head))
        and (re.fullmatch(r"[0-9 ]+", head) is not None)
    )


def read_v11(content: bytes, faults: Faults) -> tuple[str, list[Gathering]]:
    """Read all slips of one participant; the total record is a check."""
    by_participant: dict[str, Gathering] = {}
    counted, total = 0, None
    for number, line in enumerate(decoded(content).splitlines(), 1):
        if told := _TOTAL.match(line):
            total = (total or 0) + int(told[1]) * (-1 if line[2] == _REVERSAL else 1)
        elif found := _RECORD.match(line):
            made = by_participant.setdefault(
                found[2], Gathering(found[2], "EUR" if found[2][:2] == _EURO else "CHF")
            )
            sign = -1 if found[1] == _REVERSAL else 1
            draft = Draft(_day(line[71:77]) or _day(line[65:71]), sign * int(found[4]))
            draft.structured, draft.texts = found[3], [f"BVR {found[3]}"]
            draft.returned, draft.place = sign < 0, f"ligne {number}"
            draft.reference = line[77:86].strip()
            made.drafts.append(draft)
            counted += draft.cents or 0
        elif line.strip():
            faults.note("enregistrement inconnu", f"ligne {number}")
    if total is not None and total != counted:
        faults.say("Le total du fichier ne correspond pas à la somme de ses lignes.")
    return "V11", list(by_participant.values())


def _day(told: str) -> date | None:
    try:
        return date(2000 + int(told[:2]), int(told[2:4]), int(told[4:]))
    except ValueError:
        return None
