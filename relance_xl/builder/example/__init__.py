"""The example of `relance nouveau --exemple`: an SME's ledger on a given day."""

from relance_xl.builder.example.ledger import example

__all__ = ["example"]
