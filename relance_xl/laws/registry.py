"""Finding a law by convention: its code names its file."""

import re
from dataclasses import replace
from importlib import import_module
from importlib.util import find_spec
from pkgutil import iter_modules
from types import ModuleType

import pandas as pd

from relance_xl.laws.eu import MEMBERS
from relance_xl.laws.model import Law, RateRow
from relance_xl.laws.series import EcbRule
from relance_xl.schema.choices import CUSTOMER_TYPES

_CODE = re.compile(r"[A-Z]{2}")
_FILES = re.compile(r"[a-z]{2}")
_TYPES = {choice.code: choice.label for choice in CUSTOMER_TYPES}
_COLUMNS = tuple(RateRow.__dataclass_fields__)


def find(code: str, customer_type: str) -> Law | None:
    """Give the installed law of that code for that customer type; None when there is none.

    `code` is the creditor's law (FR, BE, LU, CH, QC, EU), `customer_type` one of business,
    consumer, public, or empty when the sheet does not say.

    A public body is a professional where a pack says nothing else.

    >>> find("FR", "business").fee_cents, find("LU", "public").rates_of
    (4000, 'business')
    >>> print(find("FR", ""), find("ZZ", "business"), find("../fr", "business"))
    None None None
    """
    module = _module(code)
    laws: dict[str, Law] = module.LAWS if module else {}
    if customer_type == "public" and "public" not in laws and "business" in laws:
        return replace(laws["business"], customer_type="public", rates_of="business")
    return laws.get(customer_type)


def code_of(country: str, region: str = "") -> str:
    """Give the code of the law that rules a creditor's claims, from country and region.

    Interest is federal in Canada, but Quebec's law is the one we know: Canada without a
    region is taken for it. A country without a law keeps its own code.

    >>> code_of("CA", "QC"), code_of("QC"), code_of("CA-QC"), code_of("ca"), code_of("CA", "ON")
    ('QC', 'QC', 'QC', 'QC', 'CA')
    >>> code_of("de"), code_of("BE"), code_of("US")
    ('EU', 'BE', 'US')
    """
    place, _, part = country.strip().upper().partition("-")
    part = region.strip().upper().removeprefix(f"{place}-") or part
    if place == "CA" and part in {"", "QC"}:
        return "QC"
    return "EU" if place in MEMBERS else place


def installed() -> list[Law]:
    """Give every installed law, in the order of its code.

    >>> [f"{law.code} {law.customer_type}" for law in installed()][:4]
    ['BE business', 'BE public', 'BE consumer', 'CH business']
    """
    return [law for module in _modules() for law in module.LAWS.values()]


def why_none(code: str, customer_type: str) -> str:
    """Say in French why `find` has nothing; empty when it has a law.

    >>> why_none("FR", "business"), why_none("FR", "")
    ('', 'type de client non renseigné\u202f: pas de pénalités')
    >>> why_none("EU", "consumer")
    'pas de pénalités prévues pour EU particulier'
    """
    if find(code, customer_type):
        return ""
    if not customer_type:
        return "type de client non renseigné\u202f: pas de pénalités"
    if not code:
        return "pays du créancier non renseigné\u202f: pas de pénalités"
    return f"pas de pénalités prévues pour {code} {_TYPES.get(customer_type, customer_type)}"


def ecb_rules() -> list[EcbRule]:
    """Give the rules that rest on the ECB's rate alone, one per law that has one.

    >>> [f"{rule.law} {rule.customer_type}" for rule in ecb_rules()]
    ['BE business', 'EU business', 'FR public', 'LU business']
    """
    return [module.ECB_RULE for module in _modules() if hasattr(module, "ECB_RULE")]


def shipped_rows() -> list[RateRow]:
    """Give every shipped row of sheet Taux, law by law."""
    return [row for module in _modules() for row in module.rate_rows()]


def rate_table() -> pd.DataFrame:
    """Give every shipped row of sheet Taux, as `frames` would read it from the sheet.

    Adds columns law, customer_type, period_start, period_end, rate_bps, floor_bps, source,
    confidence.

    >>> table = rate_table()
    >>> now = table[table["period_start"] == "2026-07-01"]
    >>> now.loc[now["customer_type"] == "business", ["law", "rate_bps"]].values.tolist()
    [['BE', 1050], ['EU', 1040], ['FR', 1240], ['LU', 1040]]
    """
    rows = shipped_rows()
    frame = pd.DataFrame(
        [[getattr(row, name) for name in _COLUMNS] for row in rows], columns=list(_COLUMNS)
    )
    types = dict.fromkeys(("law", "customer_type", "source", "confidence"), "str")
    types |= dict.fromkeys(("rate_bps", "floor_bps"), "Int64")
    types |= dict.fromkeys(("period_start", "period_end"), "datetime64[s]")
    return frame.astype(types)


def _modules() -> list[ModuleType]:
    names = sorted(module.name for module in iter_modules(_package_path()))
    return [import_module(f"relance_xl.laws.{name}") for name in names if _FILES.fullmatch(name)]


def _module(code: str) -> ModuleType | None:
    if not _CODE.fullmatch(code):
        return None
    name = f"relance_xl.laws.{code.lower()}"
    return import_module(name) if find_spec(name) else None


def _package_path() -> list[str]:
    return list(import_module("relance_xl.laws").__path__)
