"""OFX 1 (SGML, often without closing tags), OFX 2 (XML) and QFX, read alike and tolerantly."""

import html
import re
from collections.abc import Iterator
from itertools import pairwise

from relance_xl.adapters.bank.drafts import Draft, Faults, Gathering
from relance_xl.adapters.tabular import UnreadableError, decimal_mark, read_cents, read_day
from relance_xl.adapters.tabular.texts import decoded

_OFX = re.compile(r"<OFX\b|OFXHEADER\s*[:=]", re.IGNORECASE)
_STATEMENT = re.compile(r"<(STMTRS|CCSTMTRS|INVSTMTRS)>", re.IGNORECASE)
_LINE = re.compile(r"<STMTTRN>", re.IGNORECASE)
_LINE_END = re.compile(r"</STMTTRN>|</BANKTRANLIST>|<LEDGERBAL>|</INVBANKTRAN>", re.IGNORECASE)
_FIELD = re.compile(r"<([A-Z0-9.]{1,32})>([^<\r\n]*)", re.IGNORECASE)
_WITHIN = re.compile(r"<(BANKACCTTO|CCACCTTO|PAYEE)>(.*?)</\1>", re.IGNORECASE | re.DOTALL)
_HEAD = 4000
_LONGEST = 20_000
"""Characters of one movement that are read; banks write a few hundred."""
_RETURNS = frozenset({"RETURN"})


def is_ofx(text: str) -> bool:
    """Tell an OFX or QFX file by its first lines."""
    return bool(_OFX.search(text[:_HEAD]))


def read_ofx(content: bytes, faults: Faults) -> tuple[str, list[Gathering]]:
    """Read every statement; a file without movements is a statement without lines."""
    text = decoded(content)
    if "<" not in text:
        raise UnreadableError("le fichier OFX est vide ou coupé")
    gathered = [_statement(piece, faults) for piece in _statements(text)]
    if not re.search(r"</OFX>", text[-400:], re.IGNORECASE):
        faults.say("Le fichier OFX n’a pas de fin : il est peut-être coupé.")
    return "OFX", gathered


def _statements(text: str) -> Iterator[str]:
    """Give each statement; lines outside of any belong to one without an account."""
    starts = [found.start() for found in _STATEMENT.finditer(text)]
    if not starts and _LINE.search(text):
        starts = [0]
    for start, end in pairwise([*starts, len(text)]):
        yield text[start:end]


def _fields(piece: str) -> dict[str, str]:
    """Give each tag's first text, tags in upper case."""
    found: dict[str, str] = {}
    for name, told in _FIELD.findall(piece):
        if value := html.unescape(told).strip():
            found.setdefault(name.upper(), value)
    return found


def _statement(piece: str, faults: Faults) -> Gathering:
    pieces = _LINE.split(piece)
    head = _fields(pieces[0])
    made = Gathering(head.get("ACCTID", ""), head.get("CURDEF", ""))
    made.period_end = read_day(head.get("DTEND", ""))
    lines = [_LINE_END.split(rest, 1)[0][:_LONGEST] for rest in pieces[1:]]
    read = [(_fields(_WITHIN.sub("", line)), line) for line in lines]
    # Amounts are written with a point, but some banks follow their country.
    mark = decimal_mark(fields.get("TRNAMT", "") for fields, _ in read) or "."
    for rank, (fields, line) in enumerate(read, 1):
        draft = _line(fields, line, mark)
        draft.place = f"opération {fields.get('FITID') or rank}"
        made.drafts.append(draft)
    made.date_undated(read_day(head.get("DTASOF", "")), faults)
    if any(f.get("CURRENCY") for f, _ in read):
        faults.say("Des opérations en devises sont lues dans la devise du compte.")
    return made


def _line(fields: dict[str, str], line: str, mark: str) -> Draft:
    draft = Draft(
        day=read_day(fields.get("DTPOSTED", "")) or read_day(fields.get("DTUSER", "")),
        cents=read_cents(fields.get("TRNAMT", ""), mark),
        texts=[fields.get("NAME", ""), fields.get("MEMO", ""), fields.get("CHECKNUM", "")],
        reference=fields.get("FITID", "") or fields.get("REFNUM", ""),
        returned=fields.get("TRNTYPE", "").upper() in _RETURNS,
        bad_day="DTPOSTED" in fields,
    )
    for kind, inside in _WITHIN.findall(line):
        told = _fields(inside)
        if kind.upper() == "PAYEE":
            draft.payer = told.get("NAME", "")
            draft.texts.insert(0, draft.payer)
        else:
            draft.account = told.get("ACCTID", "")
    return draft
