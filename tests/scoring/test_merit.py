from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scoring.merit import merit, shortfall


def test_merit_is_the_sum_of_the_rates() -> None:
    assert merit({"coaching": 2, "presence": 1, "value": -2}) == 1


def test_a_choice_without_rates_has_no_merit() -> None:
    assert merit({}) == 0


def test_the_shortfall_is_the_distance_to_the_largest_merit() -> None:
    assert shortfall(-2, [3, -2, 1]) == 5


def test_the_choice_of_largest_merit_falls_short_by_nothing_even_below_zero() -> None:
    assert shortfall(-1, [-4, -1]) == 0


def test_the_available_merits_may_come_from_a_generator() -> None:
    assert shortfall(1, (number for number in (1, 4))) == 3


def test_a_shortfall_among_no_choices_is_refused() -> None:
    with pytest.raises(ValueError, match="no available choices"):
        shortfall(0, [])


def test_a_merit_above_all_the_available_ones_is_refused() -> None:
    with pytest.raises(ValueError, match="the largest is 3"):
        shortfall(4, [3, 1])


@given(st.lists(st.integers(-20, 20), min_size=1, max_size=6))
def test_shortfalls_are_never_negative_and_the_largest_merit_has_none(merits: list[int]) -> None:
    shortfalls = [shortfall(one, merits) for one in merits]
    assert min(shortfalls) == 0
    assert shortfalls.index(0) == merits.index(max(merits))


@given(st.lists(st.integers(-20, 20), min_size=1, max_size=6), st.integers(-20, 20))
def test_raising_every_merit_alike_changes_no_shortfall(merits: list[int], raised: int) -> None:
    moved = [one + raised for one in merits]
    assert [shortfall(one, moved) for one in moved] == [shortfall(one, merits) for one in merits]
