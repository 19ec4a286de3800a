from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scoring.conduct import conduct
from scoring.luck import luck
from scoring.regret import regret, stake

decision = st.lists(st.floats(-100, 100), min_size=1, max_size=6).flatmap(
    lambda worths: st.tuples(st.just(worths), st.integers(0, len(worths) - 1))
)
run = st.lists(decision, max_size=12)


def test_conduct_is_the_part_of_the_stakes_that_was_kept() -> None:
    # 1 + 0 + 2 lost of 4 + 6 + 2 at stake.
    assert conduct([1.0, 0.0, 2.0], [4.0, 6.0, 2.0]) == 75


def test_a_run_without_regret_has_full_conduct() -> None:
    assert conduct([0.0, 0.0], [3.0, 0.5]) == 100


def test_a_run_of_worst_choices_has_no_conduct() -> None:
    assert conduct([3.0, 0.5], [3.0, 0.5]) == 0


def test_a_run_with_nothing_at_stake_has_null_conduct() -> None:
    assert conduct([0.0, 0.0], [0.0, 0.0]) is None


def test_a_run_without_decisions_has_null_conduct() -> None:
    assert conduct([], []) is None


def test_a_policy_that_seldom_meets_a_stake_is_judged_by_it_all_the_same() -> None:
    assert conduct([1e-12], [4e-12]) == 75


def test_rounding_does_not_carry_conduct_below_nothing() -> None:
    assert conduct([0.1 + 0.2], [0.3]) == 0


def test_more_regrets_than_stakes_are_refused() -> None:
    with pytest.raises(ValueError, match="zip"):
        conduct([1.0, 1.0], [2.0])


@pytest.mark.parametrize("wrong", [-0.5, 2.5, float("nan")])
def test_a_regret_outside_its_stake_is_refused(wrong: float) -> None:
    with pytest.raises(ValueError, match="does not lie between 0 and its stake"):
        conduct([wrong], [2.0])


@given(run)
def test_conduct_lies_between_nothing_and_a_hundred(decisions: list[tuple[list[float], int]]) -> None:
    stakes = [stake(worths) for worths, _ in decisions]
    score = conduct([regret(worths, chosen) for worths, chosen in decisions], stakes)
    assert (score is None) == (sum(stakes) == 0)
    assert score is None or 0 <= score <= 100


@given(run)
def test_a_decision_without_stake_changes_no_conduct(decisions: list[tuple[list[float], int]]) -> None:
    regrets = [regret(worths, chosen) for worths, chosen in decisions]
    stakes = [stake(worths) for worths, _ in decisions]
    assert conduct([*regrets, 0.0], [*stakes, 0.0]) == conduct(regrets, stakes)


@given(run)
def test_best_choices_throughout_have_full_conduct(decisions: list[tuple[list[float], int]]) -> None:
    stakes = [stake(worths) for worths, _ in decisions]
    assert conduct([0.0] * len(stakes), stakes) in (100, None)


def test_luck_is_what_came_beyond_what_was_expected() -> None:
    assert luck(8.0, 5.0) == 3.0


def test_bad_luck_is_negative() -> None:
    assert luck(-7.0, 5.0) == -12.0


@given(st.lists(st.tuples(st.integers(1, 9), st.integers(-20, 20)), min_size=1, max_size=5))
def test_luck_weighed_over_all_arms_is_nothing(arms: list[tuple[int, int]]) -> None:
    weights = sum(weight for weight, _ in arms)
    expected = sum(weight * value for weight, value in arms) / weights
    assert sum(weight * luck(value, expected) for weight, value in arms) == pytest.approx(0, abs=1e-9)


def test_value_regret_and_luck_add_up_to_the_total_of_a_run() -> None:
    # One decision: calling has shortfall 0 and leads by 3 to 1 to worth 8 or -4, so its Q is 5; a note has
    # shortfall 2 and leads by even odds to worth 8 or -8, so its Q is -2. V(start) is 5.
    # The note is sent, and 8 comes.
    worths = [(3 * 8 + 1 * -4) / 4, (8 + -8) / 2 - 2]
    assert max(worths) - regret(worths, 1) + luck(8, 0) == 8 - 2
