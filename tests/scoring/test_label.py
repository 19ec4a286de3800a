from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scoring.label import Label, label, points

ORDER = list(Label)


def test_points_are_the_regret_in_hundredths_of_the_spread() -> None:
    assert points(3.0, 24.0) == 12.5


def test_labels_are_written_in_lower_case_from_best_to_worst() -> None:
    assert [str(one) for one in Label] == ["best", "sound", "slip", "mistake", "blunder"]


@pytest.mark.parametrize(
    ("regret", "expected"),
    [
        (0.0, Label.BEST),
        (5e-10, Label.BEST),
        (1e-9, Label.SOUND),
        (4.99, Label.SOUND),
        (5.0, Label.SLIP),
        (9.99, Label.SLIP),
        (10.0, Label.MISTAKE),
        (14.99, Label.MISTAKE),
        (15.0, Label.BLUNDER),
        (250.0, Label.BLUNDER),
    ],
)
def test_the_label_of_a_regret_where_the_spread_is_a_hundred(regret: float, expected: Label) -> None:
    assert label(regret, 100.0) is expected


@pytest.mark.parametrize(
    ("limit", "better", "worse"),
    [
        (5, Label.SOUND, Label.SLIP),
        (10, Label.SLIP, Label.MISTAKE),
        (15, Label.MISTAKE, Label.BLUNDER),
    ],
)
def test_points_a_rounding_below_a_limit_take_the_worse_label(
    limit: int, better: Label, worse: Label
) -> None:
    assert label(limit - 5e-10, 100.0) is worse
    assert label(limit - 2e-9, 100.0) is better


def test_without_spread_every_decision_is_best() -> None:
    assert label(3.0, 0.0) is Label.BEST
    assert points(3.0, 0.0) == 0


def test_a_spread_that_rounding_made_negative_is_no_spread() -> None:
    assert label(3.0, -1e-16) is Label.BEST


def test_a_narrow_spread_is_still_a_spread() -> None:
    assert label(1.0, 1e-10) is Label.BLUNDER


@given(st.floats(0, 1000), st.floats(0, 1000), st.floats(1e-6, 1000))
def test_a_larger_regret_never_has_a_better_label(one: float, other: float, spread: float) -> None:
    smaller, larger = sorted((one, other))
    assert ORDER.index(label(smaller, spread)) <= ORDER.index(label(larger, spread))


@given(st.floats(0, 1000), st.floats(1e-6, 1000), st.floats(1e-6, 1000))
def test_a_wider_spread_never_makes_a_label_worse(regret: float, one: float, other: float) -> None:
    narrow, wide = sorted((one, other))
    assert ORDER.index(label(regret, wide)) <= ORDER.index(label(regret, narrow))


@given(st.floats(0, 1000), st.floats(1e-6, 1000))
def test_only_a_decision_without_points_is_best(regret: float, spread: float) -> None:
    assert (label(regret, spread) is Label.BEST) == (points(regret, spread) == 0)
