"""Whose money it is, and for which invoices (RULES §8): a pure proposal, never a booking."""

from relance_xl.rules.matching.book import open_book
from relance_xl.rules.matching.match import match_entries
from relance_xl.rules.matching.model import Allocation, Match, OpenBook

__all__ = ["Allocation", "Match", "OpenBook", "match_entries", "open_book"]
