"""What `:86:` says of a line: German sub-fields, Dutch and Belgian code words, or plain text."""

import re

from relance_xl.adapters.bank.drafts import Draft
from relance_xl.adapters.bank.references import first_iban

_GERMAN = re.compile(r"\s*([0-9]{3})\s*([?>~^|<@&])(?=[0-9]{2})")
_PURPOSE = re.compile(
    r"\b(EREF|KREF|MREF|CRED|DEBT|COAM|OAMT|SVWZ|ABWA|ABWE|IBAN|BIC|PURP|MTLG)[+:] ?"
)
_WORDS = (
    "ADDR|BENM|BIC|BUSP|CHGS|CNTP|CSID|EREF|EXCH|IBAN|ID|INIT|IREF|ISDT|KREF|MARF|NAME|OCMT|"
    "ORDP|PREF|PURP|RCMT|REMI|RTRN|SVCL|TRAN|TRCD|TRTP|ULTB|ULTC|ULTD"
)
_SLASHED = re.compile(rf"(?:^|/)({_WORDS})/")
_PLAIN_NAME = re.compile(
    r"(?:NAAM|NAME|NOM|DONNEUR D ORDRE|AUFTRAGGEBER|OPDRACHTGEVER) ?: ?"
    r"([^/;]{2,70}?)(?=[/;]| [A-Z]{3,}:|$)"
)
_RETURN_CODES = frozenset({"059", "108", "109", "159"})
"""German business transaction codes of returned debits and transfers."""
_PURPOSE_KEYS = (*range(20, 30), *range(60, 64))
_SEGMENT = 27
_WRAPPED = 63


def describe(draft: Draft, value: str) -> None:
    """Add to a line what the bank tells about it."""
    german = _GERMAN.match(value)
    joined = _unwrapped(value)
    if german:
        _german(draft, german, joined)
    elif len(_SLASHED.findall(joined)) > 1 or joined.startswith("/"):
        _slashed(draft, joined)
    else:
        _plain(draft, value, joined)


def _unwrapped(value: str) -> str:
    """Join lines: one cut at its full width goes on in the next without a space."""
    joined = ""
    for line in value.replace("\r", "").split("\n"):
        joined += line if len(line) >= _WRAPPED else f"{line} "
    return joined.strip()


def _german(draft: Draft, start: re.Match[str], joined: str) -> None:
    code, mark = start[1], start[2]
    pieces = re.split(rf"{re.escape(mark)}([0-9]{{2}})", joined)
    fields: dict[int, str] = {}
    for key, told in zip(pieces[1::2], pieces[2::2], strict=False):
        fields[int(key)] = fields.get(int(key), "") + told
    purpose = "".join(
        told if len(told) >= _SEGMENT else f"{told} "
        for told in (fields[key] for key in _PURPOSE_KEYS if key in fields)
    ).strip()
    parts = _PURPOSE.split(purpose)
    tagged = dict(zip(parts[1::2], parts[2::2], strict=False))
    draft.texts += [fields.get(0, ""), tagged.get("SVWZ", "") or purpose]
    draft.end_to_end = tagged.get("EREF", "").strip() or draft.end_to_end
    draft.payer = " ".join(f"{fields.get(32, '')}{fields.get(33, '')}".split())
    draft.account = (fields.get(31, "") or tagged.get("IBAN", "")).strip().split(" ")[0]
    draft.returned = draft.returned or code in _RETURN_CODES


def _slashed(draft: Draft, joined: str) -> None:
    pieces = _SLASHED.split(f"/{joined.strip('/')}/" if joined.startswith("/") else joined)
    told: dict[str, str] = {}
    for key, inside in zip(pieces[1::2], pieces[2::2], strict=False):
        told.setdefault(key, inside.strip("/ "))
    party = told.get("CNTP", "").split("/")
    draft.payer = told.get("NAME", "") or "".join(party[2:3]).strip()
    draft.account = told.get("IBAN", "") or party[0].strip() or draft.account
    draft.end_to_end = told.get("EREF", "") or draft.end_to_end
    remittance = told.get("REMI", "").strip("/")
    kind, _, rest = remittance.partition("/")
    if kind in {"USTD", "STRD"}:
        remittance = rest.strip("/")
        draft.structured = remittance.split("/")[-1] if kind == "STRD" else ""
    draft.texts += [pieces[0].strip("/ "), remittance, told.get("TRTP", ""), told.get("RTRN", "")]
    draft.returned = draft.returned or "RTRN" in told


def _plain(draft: Draft, value: str, joined: str) -> None:
    draft.texts.append(" ".join(value.split()))
    draft.account = draft.account or first_iban(joined)
    named = _PLAIN_NAME.search(joined)
    if named and not draft.payer:
        draft.payer = named[1].strip()
