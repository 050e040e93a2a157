"""The example of `relance nouveau --exemple`: an SME's ledger on a given day."""

from relance_xl.builder.example.story import example

__all__ = ["example"]
