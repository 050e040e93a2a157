"""Chains of payers of any length."""

import numpy as np
import pytest

from relance_xl.rules.payers import resolve
from tests.rules.builders import customer, frame


@pytest.mark.parametrize("length", [1, 2, 3, 8, 100])
def test_a_chain_is_followed_to_its_end(length: int) -> None:
    rows = [customer(f"C{i}", payer=f"C{i + 1}") for i in range(length)] + [customer(f"C{length}")]
    found = resolve(frame("customers", rows))
    assert set(found.final.tolist()) == {length}
    assert not found.looping.any()
    assert not found.unknown.any()


@pytest.mark.parametrize("length", [1, 2, 3, 7, 64])
def test_a_loop_takes_who_leads_to_it(length: int) -> None:
    ring = [customer(f"C{i}", payer=f"C{(i + 1) % length}") for i in range(length)]
    rows = [*ring, customer("A", payer="C0"), customer("B")]
    found = resolve(frame("customers", rows))
    alone = length == 1
    assert found.looping.tolist() == [not alone] * (length + 1) + [False]
    expected = [0, 0, 2] if alone else list(range(length + 2))
    assert found.final.tolist() == expected


def test_a_chain_that_ends_nowhere() -> None:
    rows = [customer("A", payer="B"), customer("B", payer="Z"), customer("C", bad="payer")]
    found = resolve(frame("customers", rows))
    assert found.unknown.tolist() == [True, True, True]
    assert not found.looping.any()


def test_no_customer() -> None:
    assert resolve(frame("customers")).final.tolist() == np.array([]).tolist()
