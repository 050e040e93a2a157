from hypothesis import given
from hypothesis import strategies as st

from relance_xl.ports import Pair
from relance_xl.rules.pairs import format_pairs, parse_pairs

NAMES = st.text(min_size=1, max_size=12).map(lambda text: " ".join(text.split())).filter(bool)


@given(st.lists(st.tuples(NAMES, st.one_of(st.just(""), NAMES)), max_size=6))
def test_what_is_written_is_read_back(given_pairs: list[tuple[str, str]]) -> None:
    pairs = tuple(Pair(*pair) for pair in given_pairs)
    assert parse_pairs(format_pairs(pairs)) == pairs


def test_a_cell_too_small_keeps_every_recorded_pair() -> None:
    pairs = [Pair(f"F{n:06d}", "standard-2" if n % 2 else "") for n in range(2_400)]
    kept = parse_pairs(format_pairs(pairs))
    assert len(format_pairs(pairs)) <= 32_767
    assert [p for p in kept if p.stage] == [p for p in pairs if p.stage]


def test_blank_parts_and_spaces_are_forgiven() -> None:
    assert parse_pairs(" F1→a ;; F2 → ") == (Pair("F1", "a"), Pair("F2", ""))
    assert parse_pairs("") == ()
