"""Finding a law by convention: its code names its file."""

import re
from importlib import import_module
from importlib.util import find_spec
from pkgutil import iter_modules
from types import ModuleType

import pandas as pd

from relance_xl.laws.model import Law, RateRow
from relance_xl.schema.choices import CUSTOMER_TYPES

_CODE = re.compile(r"[A-Z]{2}")
_TYPES = {choice.code: choice.label for choice in CUSTOMER_TYPES}
_COLUMNS = tuple(RateRow.__dataclass_fields__)


def find(code: str, customer_type: str) -> Law | None:
    """Give the installed law of that code for that customer type; None when there is none.

    `code` is the creditor's law (FR, BE, LU, CH, QC, EU), `customer_type` one of business,
    consumer, public, or empty when the sheet does not say.

    >>> find("FR", "business").fee_cents
    4000
    >>> print(find("FR", ""), find("ZZ", "business"), find("../fr", "business"))
    None None None
    """
    module = _module(code)
    laws: dict[str, Law] = module.LAWS if module else {}
    return laws.get(customer_type)


def why_none(code: str, customer_type: str) -> str:
    """Say in French why `find` has nothing; empty when it has a law.

    >>> why_none("FR", "business"), why_none("FR", "")
    ('', 'type de client non renseigné\u202f: pas de pénalités')
    >>> why_none("BE", "consumer")
    'pénalités pas encore calculées pour BE particulier'
    """
    if find(code, customer_type):
        return ""
    if not customer_type:
        return "type de client non renseigné\u202f: pas de pénalités"
    if not code:
        return "pays du créancier non renseigné\u202f: pas de pénalités"
    return f"pénalités pas encore calculées pour {code} {_TYPES.get(customer_type, customer_type)}"


def rate_table() -> pd.DataFrame:
    """Give every shipped row of sheet Taux, as `frames` would read it from the sheet.

    Adds columns law, customer_type, period_start, period_end, rate_bps, floor_bps, source,
    confidence.

    >>> table = rate_table()
    >>> table.loc[table["period_start"] == "2026-07-01", ["rate_bps", "floor_bps"]].values.tolist()
    [[1240, 825]]
    """
    codes = sorted(module.name.upper() for module in iter_modules(_package_path()))
    rows = [row for code in codes if (module := _module(code)) for row in module.rate_rows()]
    frame = pd.DataFrame(
        [[getattr(row, name) for name in _COLUMNS] for row in rows], columns=list(_COLUMNS)
    )
    types = dict.fromkeys(("law", "customer_type", "source", "confidence"), "str")
    types |= dict.fromkeys(("rate_bps", "floor_bps"), "Int64")
    types |= dict.fromkeys(("period_start", "period_end"), "datetime64[s]")
    return frame.astype(types)


def _module(code: str) -> ModuleType | None:
    if not _CODE.fullmatch(code):
        return None
    name = f"relance_xl.laws.{code.lower()}"
    return import_module(name) if find_spec(name) else None


def _package_path() -> list[str]:
    return list(import_module("relance_xl.laws").__path__)
