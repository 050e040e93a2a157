"""Our figures against Babel's, on a large sample of every country and language.

A minus is ours: U+2212, where Babel writes a hyphen.
"""

from datetime import date, timedelta
from decimal import Decimal
from random import Random

import pytest
from babel import Locale as BabelLocale
from babel.dates import format_date
from babel.numbers import format_currency, format_percent

from relance_xl.render import formats

LOCALES = sorted(formats._LOCALES)
_random = Random(7)  # noqa: S311 - a sample, no secret
SAMPLE = [0, 1, 5, 99, 100, 99_999, 100_000, 123_456, 10**8, 10**11, *(
    _random.randrange(10**n) for n in range(1, 12) for _ in range(25)
)]  # fmt: skip


def _locale(name: str) -> formats.Locale:
    return formats.locale_of(*name.split("_"))


@pytest.mark.parametrize("name", LOCALES)
@pytest.mark.parametrize("currency", ["EUR", "CHF", "CAD", "USD", "GBP"])
def test_money_is_babels(name: str, currency: str) -> None:
    babel, ours = BabelLocale.parse(name), _locale(name)
    for cents in [sign * c for c in SAMPLE for sign in (1, -1)]:
        theirs = format_currency(Decimal(cents) / 100, currency, locale=babel)
        if name.startswith("en"):  # Babel glues « CHF12.00 », against CLDR's own spacing rule
            theirs = theirs.replace("CHF", "CHF\u00a0")
        assert formats.money(cents, currency, ours) == theirs.replace("-", "\u2212")


@pytest.mark.parametrize("name", LOCALES)
def test_dates_are_babels_but_for_four_digits_and_1er(name: str) -> None:
    babel, ours = BabelLocale.parse(name), _locale(name)
    pattern = babel.date_formats["short"].pattern.replace("yy", "y")
    for step in range(0, 4000, 3):
        day = date(2020, 1, 1) + timedelta(days=step)
        assert formats.short_date(day, ours) == format_date(day, pattern, locale=babel)
        long = format_date(day, "long", locale=babel)
        if day.day == 1 and name.startswith("fr"):
            long = long.replace("1 ", "1er ", 1)
        assert formats.long_date(day, ours) == long


@pytest.mark.parametrize("name", LOCALES)
def test_rates_are_babels(name: str) -> None:
    babel, ours = BabelLocale.parse(name), _locale(name)
    pattern = babel.percent_formats[None].pattern.replace("0", "0.00")
    for bps in [*range(0, 2000, 7), 1000, 1215, 1240, 828, 100_000, -250]:
        theirs = format_percent(Decimal(bps) / 10_000, pattern, locale=babel)
        assert formats.percent(bps, ours) == theirs.replace("-", "\u2212")


def test_french_amounts_by_code_point() -> None:
    assert formats.money(123_456, "EUR", _locale("fr_FR")) == "1\u202f234,56\u00a0€"
    assert formats.money(123_456, "EUR", _locale("fr_CA")) == "1\u00a0234,56\u00a0€"
    assert formats.money(-5, "XYZ", _locale("fr_FR")) == "\u22120,05\u00a0XYZ"
