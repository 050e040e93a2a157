"""Files about invoices -> `LedgerFile`: FEC, lists of accounting tools, e-invoices, statuses."""

from relance_xl.adapters.ledgers.read import read_ledger

__all__ = ["read_ledger"]
