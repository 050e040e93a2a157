"""Official numbers for people who do not exist: right check digits, reserved phone ranges."""

_LUHN_BASE = 10
_MODULUS = 97


def siren(seed: int) -> str:
    """Make nine digits that pass the Luhn check, as INSEE numbers do.

    >>> siren(73282932)
    '732829320'
    """
    body = f"{seed:08d}"
    total = 0
    for place, digit in enumerate(reversed(body)):
        doubled = int(digit) * (2 if place % 2 == 0 else 1)
        total += doubled // _LUHN_BASE + doubled % _LUHN_BASE
    return body + str(-total % _LUHN_BASE)


def french_vat(number: str) -> str:
    """Give the French VAT number of a SIREN.

    >>> french_vat("732829320")
    'FR44732829320'
    """
    return f"FR{(12 + 3 * (int(number) % _MODULUS)) % _MODULUS:02d}{number}"


def belgian_number(seed: int) -> str:
    """Make a Belgian enterprise number: eight digits and their check.

    >>> belgian_number(4031707)
    '0403170701'
    """
    body = f"{seed:08d}"
    return f"{body}{_MODULUS - int(body) % _MODULUS:02d}"


def structured_reference(seed: int) -> str:
    """Make a Belgian structured communication, with its check digits.

    >>> structured_reference(909337554)
    '+++090/9337/55493+++'
    """
    check = seed % _MODULUS or _MODULUS
    digits = f"{seed:010d}{check:02d}"
    return f"+++{digits[:3]}/{digits[3:7]}/{digits[7:]}+++"
