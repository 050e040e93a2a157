"""Amounts inside French sentences that people of the company read."""

_NARROW = "\u202f"
_HARD = "\u00a0"


def money(cents: int, currency: str) -> str:
    r"""Write an amount: `1 234,56 €`, with a narrow space in thousands and a hard one before €.

    >>> money(123456, "EUR").replace("\u202f", "_").replace("\u00a0", "~")
    '1_234,56~€'
    >>> money(-5, "CHF").replace("\u00a0", "~")
    '-0,05~CHF'
    """
    sign = "-" if cents < 0 else ""
    units, rest = divmod(abs(cents), 100)
    whole = f"{units:,}".replace(",", _NARROW)
    return f"{sign}{whole},{rest:02d}{_HARD}{'€' if currency in {'', 'EUR'} else currency}"
