"""SWIFT MT940 and MT942, read through library `mt-940`, one statement line at a time.

The library knows many banks' dialects of `:61:` and `:86:`. It is given each line alone, so
that one spoilt line costs itself and not its statement.
"""

import io
import logging
import re
from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from typing import Any

import mt940

from relance_xl.adapters.bank.drafts import Draft, Faults, Gathering
from relance_xl.adapters.bank.mt940_details import describe
from relance_xl.adapters.tabular.texts import decoded
from relance_xl.money import to_cents

_TAG = re.compile(r"(?m)^(?:[ \t]*|[^\n]{0,200}\{4:[ \t]*):\n?(NS|[0-9]{2}[A-Z]?):")
_LINE = re.compile(r"(?m)^[ \t]*:61:\s*[0-9]{6}")
_END = re.compile(
    r"(?m)^-(?:\}[^\n]*)?[ \t]*$(?=\s*(?:\Z|\{|[A-Z0-9]{6,12}\s|[^:\s][^\n]{0,40}\n[^:]*\Z))"
)
_BALANCE = re.compile(r"\s*([CD])([0-9]{6})([A-Z]{3})\s*([0-9][0-9.,]*)")
_FLOOR = re.compile(r"\s*([A-Z]{3})")
_OPENINGS, _CLOSINGS = ("60F", "60M"), ("62F", "62M")
_ENOUGH = {"25", "28C", "28", "60F", "60M", "62F", "13D", "13", "34F"}
_RETURNED = re.compile(r"R[CD]")
_IBAN = re.compile(r"\b[A-Z]{2}[0-9]{2}[A-Z0-9]{11,30}\b")
_NO_REFERENCE = re.compile(rf"N?|(?:E|K|M|P|NON)REF\+?|{_IBAN.pattern}")
_LONGEST = 20_000
"""Characters of one tag that are read; banks write a few hundred."""
_RETURN_TYPE = "RTI"
_EXPECTED = "attendue"
_HALF_YEAR = 183
_OPTIONS = mt940.Options(reversal_sign=True, case_insensitive_marks=True)
# A line it cannot read is our business to tell, not its to print.
logging.getLogger("mt940").setLevel(logging.CRITICAL)
_NO_DETAILS: dict[str, Any] = {"post_transaction_details": []}


def is_mt940(text: str) -> bool:
    """Tell an MT940 or MT942 by its tags."""
    tags = set(_TAG.findall(text[:20_000]))
    return bool(_LINE.search(text)) or len(tags & _ENOUGH) > 1


def read_mt940(content: bytes, faults: Faults) -> tuple[str, list[Gathering]]:
    """Read each `:20:` message as a statement."""
    text = decoded(content).replace("\r\n", "\n").replace("\r", "\n")
    gathered: list[Gathering] = []
    day_report = False
    for tag, value in _tags(text):
        day_report = day_report or tag in {"34F", "90C", "90D"}
        if tag == "20" or not gathered:
            gathered.append(Gathering())
        _take(tag, value, gathered[-1])
    faults.set_aside(sum(_mark_expected(one) for one in gathered))
    kept = [one for one in gathered if one.account or one.drafts]
    if not kept:
        faults.say("Le fichier ne contient aucun relevé.")
    return "MT942" if day_report else "MT940", kept


def _mark_expected(made: Gathering) -> int:
    """Mark what an MT942 only expects (marks EC and ED); give how many lines that is."""
    expected = [draft for draft in made.drafts if draft.place == _EXPECTED]
    for draft in expected:
        draft.pending = True
    return len(expected)


def _tags(text: str) -> Iterator[tuple[str, str]]:
    """Give each tag and its value, which goes on to the next tag or the message's end."""
    found = list(_TAG.finditer(text))
    for this, following in zip(found, [*found[1:], None], strict=True):
        value = text[this.end() : following.start() if following else len(text)]
        yield this[1], _END.split(value[:_LONGEST], 1)[0].rstrip()


def _take(tag: str, value: str, made: Gathering) -> None:
    if tag == "25":
        made.account = re.sub(r"(?<=[0-9]) ?[A-Z]{3}\s*$", "", value.split("\n", 1)[0].strip())
    elif tag in _OPENINGS + _CLOSINGS:
        _balance(tag, value, made)
    elif tag == "34F" and not made.currency:
        told = _FLOOR.match(value)
        made.currency = told[1] if told else ""
    elif tag == "61":
        rank = len(made.drafts) + 1
        made.drafts.append(_line(value, f"opération {rank}"))
    elif tag == "86" and made.drafts and made.closing is None:
        describe(made.drafts[-1], value)
    elif tag == "NS" and made.drafts and made.closing is None:
        made.drafts[-1].texts.extend(re.findall(r"(?m)^[0-9]{2}(.*)$", value))


def _balance(tag: str, value: str, made: Gathering) -> None:
    found = _BALANCE.match(value)
    if found is None:
        return
    cents = to_cents(_decimal(found[4])) * (-1 if found[1] == "D" else 1)
    made.currency = made.currency or found[3]
    if tag in _OPENINGS:
        made.opening = cents if made.opening is None else made.opening
    else:
        made.closing = cents
        made.period_end = _yymmdd(found[2])


def _decimal(told: str) -> Decimal:
    whole, _, fraction = told.replace(".", ",").partition(",")
    return Decimal(f"{whole}.{fraction.replace(',', '') or '0'}")


def _yymmdd(told: str) -> date | None:
    try:
        return date(2000 + int(told[:2]), int(told[2:4]), int(told[4:]))
    except ValueError:
        return None


def _line(value: str, place: str) -> Draft:
    """Read one `:61:`; what the library's two patterns both refuse has no amount."""
    data = _parsed(value)
    if data is None:
        return Draft(None, None, place=place)
    status = str(data.get("status") or "")
    customer = str(data.get("customer_reference") or "").strip()
    told = f"{data.get('extra_details') or ''} {customer}"
    return Draft(
        day=_booked(data),
        cents=to_cents(data["amount"].amount),
        texts=[],
        reference=str(data.get("bank_reference") or ""),
        end_to_end="" if _NO_REFERENCE.fullmatch(customer) else customer,
        account=next(iter(_IBAN.findall(told)), ""),
        returned=bool(_RETURNED.fullmatch(status.upper()))
        or str(data.get("id") or "").endswith(_RETURN_TYPE),
        place=_EXPECTED if status.upper().startswith("E") else place,
    )


def _parsed(value: str) -> dict[str, Any] | None:
    """Try the line whole, then its first line alone, each with both patterns."""
    asnb = mt940.tags.StatementASNB()
    variants: list[dict[int | str, mt940.tags.Tag] | None] = [None, {asnb.id: asnb}]
    for told in dict.fromkeys((value, value.lstrip().split("\n", 1)[0])):
        for tags in variants:
            try:
                read = mt940.parse(
                    io.StringIO(f":20:1\n:60F:C000101EUR0,\n:61:{told}\n"),
                    processors=_NO_DETAILS,
                    tags=tags,
                    options=_OPTIONS,
                )
            except (RuntimeError, ValueError, ArithmeticError, LookupError, TypeError):
                continue
            if read and read[0].data.get("amount") is not None:
                return dict(read[0].data)
    return None


def _booked(data: dict[str, Any]) -> date | None:
    """Give the booking day, told without its year; the value day when there is none."""
    value, entry = data.get("date"), data.get("guessed_entry_date") or data.get("entry_date")
    for told in (entry, value):
        if isinstance(told, date) and (
            not isinstance(value, date) or abs((told - value).days) < _HALF_YEAR
        ):
            return date(told.year, told.month, told.day)
    return None
