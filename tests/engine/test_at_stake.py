from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from sim.engine.at_stake import AtStake, PrincipleAtStake, at_stake
from sim.engine.debrief import Debrief, Decision, debrief
from sim.engine.play import Play
from sim.store.loading import load

THE_EXAMPLE = Path(__file__).parents[1] / "scenario" / "data" / "customer-went-quiet.yaml"


@pytest.fixture(scope="module")
def judged() -> Debrief:
    """The example, its second decision made badly."""
    loaded = load(THE_EXAMPLE)
    play = Play(loaded.machine, 1)
    play.choose("ask-her-voice")
    play.choose("send-note")
    return debrief(loaded.compiled, loaded.verdict.solution, play.walk, loaded.catalogue.principles)


def with_stake(decision: Decision, stake: float) -> Decision:
    assert decision.judgement is not None
    return replace(decision, judgement=replace(decision.judgement, stake=stake))


def test_principles_that_the_choices_rate_differently_are_at_stake(judged: Debrief) -> None:
    first, second = judged.decisions
    # coaching: 2 and nothing, presence: 1 and -2; then presence: 2 and -1, coaching: 1 and nothing.
    assert at_stake(first) == AtStake(
        (PrincipleAtStake("coaching", 2, 2), PrincipleAtStake("presence", 3, 3)), ("email-is-our-story",)
    )
    assert at_stake(second) == AtStake(
        (PrincipleAtStake("presence", 0, 3), PrincipleAtStake("coaching", 0, 1)), ()
    )


def test_an_insight_is_at_stake_where_the_choice_not_made_names_it(judged: Debrief) -> None:
    first = judged.decisions[0]
    other = replace(first, choice=first.available[1])
    assert other.choice.insights == ()
    assert at_stake(other).insights == ("email-is-our-story",)


def test_a_principle_that_all_choices_rate_alike_is_not_at_stake(judged: Debrief) -> None:
    first = judged.decisions[0]
    alike = tuple(replace(choice, rates={"presence": 1}) for choice in first.available)
    assert at_stake(replace(first, choice=alike[0], available=alike)).principles == ()


@pytest.mark.parametrize("stake", [0.0, 1e-12])
def test_nothing_is_at_stake_where_the_choices_are_worth_the_same(judged: Debrief, stake: float) -> None:
    assert at_stake(with_stake(judged.decisions[0], stake)) == AtStake((), ())


def test_nothing_is_said_of_a_decision_that_could_not_be_judged(judged: Debrief) -> None:
    assert at_stake(replace(judged.decisions[0], judgement=None)) == AtStake((), ())


def test_what_was_at_stake_adds_up_to_the_profile(judged: Debrief) -> None:
    found = [item for decision in judged.decisions for item in at_stake(decision).principles]
    for principle in {item.principle for item in found}:
        reached = sum(item.reached for item in found if item.principle == principle)
        reachable = sum(item.reachable for item in found if item.principle == principle)
        assert judged.profile[principle] == 100 * reached / reachable
