from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scoring.regret import TOLERANCE, RegretParts, best, regret, regret_parts, stake

finite = st.floats(-1000, 1000)
worths_and_choice = st.lists(finite, min_size=1, max_size=6).flatmap(
    lambda worths: st.tuples(st.just(worths), st.integers(0, len(worths) - 1))
)
rated_choices = st.lists(st.tuples(st.integers(0, 40), finite), min_size=1, max_size=6).flatmap(
    lambda choices: st.tuples(
        st.just([float(short) for short, _ in choices]),
        st.just([value for _, value in choices]),
        st.integers(0, len(choices) - 1),
    )
)


def test_regret_is_what_the_best_choice_was_worth_more() -> None:
    assert regret([4.0, -1.5, 7.25], 1) == 8.75


def test_the_best_choice_has_no_regret() -> None:
    assert regret([4.0, -1.5, 7.25], 2) == 0


def test_a_regret_under_the_tolerance_is_nothing() -> None:
    assert regret([1.0, 1.0 - 5e-10], 1) == 0


def test_a_regret_over_the_tolerance_stands() -> None:
    assert regret([1.0, 1.0 - 2e-9], 1) == pytest.approx(2e-9, rel=1e-6)


def test_a_regret_of_exactly_the_tolerance_stands() -> None:
    assert regret([TOLERANCE, 0.0], 1) == TOLERANCE


def test_the_stake_is_the_distance_from_best_to_worst() -> None:
    assert stake([4.0, -1.5, 7.25]) == 8.75


def test_one_available_choice_puts_nothing_at_stake() -> None:
    assert stake([-3.0]) == 0


def test_a_stake_under_the_tolerance_is_nothing() -> None:
    assert stake([0.1 + 0.2, 0.3]) == 0


def test_equal_choices_are_best_together_in_order() -> None:
    assert best([2.0, 5.0, 1.0, 5.0]) == (1, 3)


def test_choices_apart_by_rounding_alone_are_best_together() -> None:
    assert best([0.3, 0.1 + 0.2]) == (0, 1)


def test_a_choice_behind_by_exactly_the_tolerance_is_not_best() -> None:
    assert best([TOLERANCE, 0.0]) == (0,)


@pytest.mark.parametrize("chosen", [-1, 2])
def test_a_choice_that_is_not_there_is_refused(chosen: int) -> None:
    with pytest.raises(ValueError, match="not one of the 2 available"):
        regret([1.0, 2.0], chosen)
    with pytest.raises(ValueError, match="not one of the 2 available"):
        regret_parts([0.0, 0.0], [1.0, 2.0], chosen)


def test_a_decision_without_choices_is_refused() -> None:
    with pytest.raises(ValueError, match="at least one"):
        regret([], 0)
    with pytest.raises(ValueError, match="at least one"):
        stake([])
    with pytest.raises(ValueError, match="at least one"):
        best([])
    with pytest.raises(ValueError, match="at least one"):
        regret_parts([], [], 0)


def test_a_regret_splits_into_how_and_where() -> None:
    # Q is 6 - 0 = 6 for the first and 4.5 - 3 = 1.5 for the second: 3 of the 4.5 lost are manner, 1.5 place.
    assert regret_parts([0.0, 3.0], [6.0, 4.5], 1) == RegretParts(how=3.0, where=1.5)


def test_a_better_act_that_leads_to_a_worse_place_has_a_negative_how() -> None:
    # Q is -2 + 8 = 6 for the first and 0 + 1 = 1 for the second.
    assert regret_parts([2.0, 0.0], [8.0, 1.0], 1) == RegretParts(how=-2.0, where=7.0)


def test_the_best_choice_has_two_parts_of_nothing() -> None:
    assert regret_parts([2.0, 0.0], [8.0, 1.0], 0) == RegretParts(how=0.0, where=0.0)


def test_the_parts_are_measured_against_the_first_of_equal_best_choices() -> None:
    # Q is 3 for the first and for the second, and 0 for the third.
    assert regret_parts([1.0, 2.0, 4.0], [4.0, 5.0, 4.0], 2) == RegretParts(how=3.0, where=0.0)


def test_the_parts_of_another_best_choice_cancel_out() -> None:
    assert regret_parts([1.0, 2.0], [4.0, 5.0], 1) == RegretParts(how=1.0, where=-1.0)


def test_rounding_in_the_expected_values_is_no_part_of_a_regret() -> None:
    assert regret_parts([0.0, 2.0], [0.1 + 0.2, 0.3], 1) == RegretParts(how=2.0, where=0.0)


def test_parts_of_unequal_length_are_refused() -> None:
    with pytest.raises(ValueError, match="1 shortfalls do not match 2 expected values"):
        regret_parts([0.0], [1.0, 2.0], 0)


@given(worths_and_choice)
def test_regret_lies_between_nothing_and_the_stake(decision: tuple[list[float], int]) -> None:
    worths, chosen = decision
    assert 0 <= regret(worths, chosen) <= stake(worths)


@given(worths_and_choice)
def test_the_best_choices_are_exactly_those_without_regret(decision: tuple[list[float], int]) -> None:
    worths, chosen = decision
    assert (chosen in best(worths)) == (regret(worths, chosen) == 0)
    assert worths.index(max(worths)) in best(worths)


@given(worths_and_choice)
def test_no_regret_or_stake_lies_between_nothing_and_the_tolerance(decision: tuple[list[float], int]) -> None:
    worths, chosen = decision
    for number in (regret(worths, chosen), stake(worths)):
        assert number == 0 or number >= TOLERANCE


@given(rated_choices)
def test_the_parts_of_a_regret_add_up_to_it(decision: tuple[list[float], list[float], int]) -> None:
    shortfalls, expected, chosen = decision
    worths = [value - short for short, value in zip(shortfalls, expected, strict=True)]
    parts = regret_parts(shortfalls, expected, chosen)
    assert parts.how + parts.where == pytest.approx(regret(worths, chosen), abs=2e-9, rel=0)


@given(rated_choices)
def test_each_part_is_the_difference_to_the_first_best_choice(
    decision: tuple[list[float], list[float], int],
) -> None:
    shortfalls, expected, chosen = decision
    first = best([value - short for short, value in zip(shortfalls, expected, strict=True)])[0]
    parts = regret_parts(shortfalls, expected, chosen)
    assert parts.how == shortfalls[chosen] - shortfalls[first]
    assert parts.where == pytest.approx(expected[first] - expected[chosen], abs=3e-9, rel=0)
