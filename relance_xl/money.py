"""Integer cents: the only form money takes inside the program.

Excel keeps 15 significant digits; a cell enters through `Decimal` on those digits and is
rounded half up to the cent once, here.
"""

from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction

_CENT = Decimal("0.01")
_EXCEL_DIGITS = 15


def to_cents(value: float | Decimal) -> int:
    """Turn an amount in currency units, as a cell holds it, into integer cents.

    Raises `ValueError` for NaN and infinities.

    >>> to_cents(1234.56), to_cents(0.125), to_cents(-0.125), to_cents(1.005)
    (123456, 13, -13, 101)
    """
    amount = value if isinstance(value, Decimal) else Decimal(f"{value:.{_EXCEL_DIGITS}g}")
    if not amount.is_finite():
        message = "not a finite amount"
        raise ValueError(message)
    return int(amount.quantize(_CENT, rounding=ROUND_HALF_UP).scaleb(2))


def to_units(cents: int) -> float:
    """Give cents back as the number a cell holds; `to_cents` undoes it exactly.

    >>> to_units(123456)
    1234.56
    """
    return cents / 100


def round_half_up(amount: Fraction) -> int:
    """Round an exact amount of cents to whole cents, halves away from zero.

    >>> round_half_up(Fraction(5, 2)), round_half_up(Fraction(-5, 2)), round_half_up(Fraction(7, 3))
    (3, -3, 2)
    """
    doubled = 2 * abs(amount.numerator) + amount.denominator
    rounded = doubled // (2 * amount.denominator)
    return rounded if amount >= 0 else -rounded
