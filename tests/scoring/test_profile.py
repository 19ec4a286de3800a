from __future__ import annotations

from collections.abc import Mapping

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scoring.profile import RatedDecision, profile

PRINCIPLES = ("presence", "coaching", "value")
rates = st.dictionaries(st.sampled_from(PRINCIPLES), st.integers(-2, 2))
decision = st.lists(rates, min_size=1, max_size=6).flatmap(
    lambda available: st.builds(RatedDecision, st.sampled_from(available), st.just(tuple(available)))
)
decisions = st.lists(decision, max_size=8)


def test_a_profile_adds_up_what_was_reached_over_what_could_be() -> None:
    run = [
        # presence: 1 from a lowest of -2 and a highest of 2 is 3 of 4.
        RatedDecision({"presence": 1}, ({"presence": 1}, {"presence": -2}, {"presence": 2})),
        # presence: 0 from a lowest of 0 and a highest of 1 is 0 of 1.
        RatedDecision({"presence": 0}, ({"presence": 0}, {"presence": 1})),
    ]
    assert profile(run, ["presence"]) == {"presence": 60.0}


def test_a_choice_that_does_not_rate_a_principle_rates_it_nothing() -> None:
    run = [RatedDecision({"coaching": 2}, ({"coaching": 2}, {"presence": -1}, {"presence": 1}))]
    assert profile(run, ["presence"]) == {"presence": 50.0}


def test_a_principle_in_which_no_choices_differ_is_null() -> None:
    run = [RatedDecision({"presence": 1}, ({"presence": 1}, {"presence": 1, "value": 2}))]
    assert profile(run, ["presence", "value", "coaching"]) == {
        "presence": None,
        "value": 0.0,
        "coaching": None,
    }


def test_a_decision_with_one_available_choice_counts_for_nothing() -> None:
    forced = RatedDecision({"presence": -2}, ({"presence": -2},))
    free = RatedDecision({"presence": 2}, ({"presence": 2}, {"presence": 0}))
    assert profile([forced, free], ["presence"]) == {"presence": 100.0}


def test_a_run_without_decisions_has_a_profile_of_nulls() -> None:
    assert profile([], PRINCIPLES) == dict.fromkeys(PRINCIPLES)


def test_a_profile_keeps_the_order_of_the_principles() -> None:
    assert list(profile([], ["value", "presence"])) == ["value", "presence"]


def test_decisions_and_principles_may_come_from_generators() -> None:
    run = (RatedDecision({name: 1}, ({name: 1}, {name: 0})) for name in PRINCIPLES)
    assert profile(run, (name for name in PRINCIPLES)) == dict.fromkeys(PRINCIPLES, 100.0)


def test_a_choice_made_that_was_not_available_is_refused() -> None:
    with pytest.raises(ValueError, match="not among the available"):
        RatedDecision({"presence": 2}, ({"presence": 1}, {}))


@given(decisions)
def test_a_profile_lies_between_nothing_and_a_hundred(run: list[RatedDecision]) -> None:
    for number in profile(run, PRINCIPLES).values():
        assert number is None or 0 <= number <= 100


@given(decisions, st.sampled_from(PRINCIPLES))
def test_following_a_principle_throughout_gives_a_hundred_and_avoiding_it_nothing(
    run: list[RatedDecision], principle: str
) -> None:
    def rate(choice: Mapping[str, int]) -> int:
        return choice.get(principle, 0)

    followed = [RatedDecision(max(one.available, key=rate), one.available) for one in run]
    avoided = [RatedDecision(min(one.available, key=rate), one.available) for one in run]
    assert profile(followed, [principle])[principle] in (100, None)
    assert profile(avoided, [principle])[principle] in (0, None)


@given(decisions)
def test_the_order_of_the_decisions_does_not_matter(run: list[RatedDecision]) -> None:
    assert profile(run, PRINCIPLES) == profile(run[::-1], PRINCIPLES)
