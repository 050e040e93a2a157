"""Bank files of every format -> `BankFile`: `read_bank` is the only door."""

from relance_xl.adapters.bank.reading import read_bank

__all__ = ["read_bank"]
