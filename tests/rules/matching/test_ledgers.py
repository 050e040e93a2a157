"""Ledgers other people lettered, replayed with the customer hidden."""

import pytest

from benchmarks.fec import read_fec
from benchmarks.matching import replay


@pytest.mark.slow
def test_clean_payments_are_found_and_hardly_ever_wrong_at_high(samples):
    ledgers = [read_fec(path) for path in sorted((samples / "fec").iterdir())]
    replayed = {ledger.name: replay(ledger) for ledger in ledgers if ledger}
    assert replayed
    for name, outcomes in replayed.items():
        clean = [one for one in outcomes if one.clean]
        wrong = [one for one in clean if one.match.confidence == "high" and not one.right]
        assert sum(one.right for one in clean) >= 0.97 * len(clean), name
        assert len(wrong) <= 0.01 * len(clean), (name, wrong)
