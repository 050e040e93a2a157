"""The example of `relance nouveau --exemple`: an SME's ledger on a given day."""

from relance_xl.builder.example.story import example, sample_files

__all__ = ["example", "sample_files"]
