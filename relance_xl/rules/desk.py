"""What every step of a run looks up: tables, settings, acts, the day, how fresh the bank is."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

import pandas as pd

from relance_xl.rules.freshness import fresh_until, is_stale
from relance_xl.settings import Settings


@dataclass(frozen=True)
class Desk:
    """One run's surroundings. `stale` says that bank data are too old for automatic stages."""

    tables: Mapping[str, pd.DataFrame]
    settings: Settings
    acts: pd.DataFrame
    today: date
    fresh_until: date | None
    stale: bool


def open_desk(
    tables: Mapping[str, pd.DataFrame], settings: Settings, acts: pd.DataFrame, today: date
) -> Desk:
    """Look at the bank data once and put everything at hand."""
    until = fresh_until(tables, settings, today)
    return Desk(tables, settings, acts, today, until, is_stale(until, settings, today))
