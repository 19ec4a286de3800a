"""Every warning of the solver against a search over full places, and every way replayed."""

from __future__ import annotations

from copy import deepcopy
from fractions import Fraction

from hypothesis import assume, given, settings

from sim.engine.draws import FixedDraws
from sim.engine.policy_bounds import ONE_PRINCIPLE, PLACE_AND_LENGTH
from sim.engine.review import review
from sim.engine.verdict import judge
from sim.engine.walk import walk
from sim.scenario.finding import Code, Finding, Mark, Severity
from tests.engine.plain_review import PlainReview
from tests.engine.plain_rules import Pick
from tests.engine.test_solver_against_plain_rules import any_of, one_of
from tests.scenario_strategy import (
    PATH,
    PRINCIPLES,
    Data,
    Story,
    scenario_data,
    stories,
    story_of,
    wild_stories,
)

OF_GUARDS = {Code.UNREACHABLE_STATE, Code.NEVER_AVAILABLE, Code.GUARD_ALWAYS_TRUE, Code.NEVER_TAKEN}
POLICIES: dict[str, tuple[Code, Pick, float]] = {
    "longest": (Code.LONGEST_WINS, one_of("longest"), PLACE_AND_LENGTH),
    "shortest": (Code.SHORTEST_WINS, one_of("shortest"), PLACE_AND_LENGTH),
    "first": (Code.FIRST_WINS, one_of("first"), PLACE_AND_LENGTH),
    "last": (Code.LAST_WINS, one_of("last"), PLACE_AND_LENGTH),
}
OF_POLICIES = {code for code, _, _ in POLICIES.values()} | {Code.ONE_PRINCIPLE_WINS}


def reviewed(story: Story) -> tuple[Finding, ...]:
    return review(judge(story.compiled, PATH), PATH, PRINCIPLES)


def found(story: Story, *codes: Code) -> list[tuple[Code, Mark]]:
    return [(finding.code, finding.mark) for finding in reviewed(story) if finding.code in codes]


def chances_by_mark(story: Story) -> dict[Mark, tuple[str, int | None]]:
    return {
        arm.mark: (state.id, number)
        for state in story.scenario.states.values()
        for number, way in [(None, state.way), *((n, c.way) for n, c in enumerate(state.choices))]
        if way is not None
        for arm in way.arms
    }


@settings(max_examples=200)
@given(stories())
def test_what_guards_do_is_what_plain_search_finds(story: Story) -> None:
    assert sorted(found(story, *OF_GUARDS)) == sorted(PlainReview(story).of_guards())


@given(wild_stories())
def test_what_guards_do_is_found_beside_errors_too(story: Story) -> None:
    assume(not PlainReview(story).rules.never_ends())
    assert sorted(found(story, *OF_GUARDS)) == sorted(PlainReview(story).of_guards())


@given(stories())
def test_decisions_without_stake_are_those_that_plain_search_finds(story: Story) -> None:
    assert sorted(found(story, Code.NO_STAKE)) == sorted(PlainReview(story).of_stakes())


@given(stories())
def test_policies_that_win_are_those_that_plain_search_finds(story: Story) -> None:
    rated = {
        name for state in story.scenario.states.values() for choice in state.choices for name in choice.rates
    }
    policies = POLICIES | {
        name: (Code.ONE_PRINCIPLE_WINS, one_of(name), ONE_PRINCIPLE) for name in PRINCIPLES if name in rated
    }
    assert sorted(found(story, *OF_POLICIES)) == sorted(PlainReview(story).of_policies(policies))


@given(stories())
def test_one_ending_is_told_exactly_where_a_guesser_nearly_always_ends_there(story: Story) -> None:
    endings = PlainReview(story).rules.expectation(any_of).endings or {}
    assert found(story, Code.ONE_ENDING) == [
        (Code.ONE_ENDING, story.scenario.states[ending].mark)
        for ending, share in endings.items()
        if share >= Fraction(95, 100)
    ]


@settings(max_examples=300)
@given(stories())
def test_hidden_draws_are_those_that_plain_search_finds(story: Story) -> None:
    chances = chances_by_mark(story)
    told = [chances[mark] for _, mark in found(story, Code.HIDDEN_DRAW)]
    assert len(told) == len(set(told))
    assert set(told) == PlainReview(story).hidden_draws()


def veiled(data: Data) -> Data:
    """The same story, with more chances whose arms meet again, and less to see of what came."""
    veiled = deepcopy(data)
    for name, meter in veiled["meters"].items():
        meter["hidden"] = meter.get("hidden", False) or name != "m1"
    for state in veiled["states"].values():
        for holder in (state, *state.get("choices", ())):
            arms = holder.get("chance", ())
            for number, arm in enumerate(arms):
                arm["goto"] = arms[0]["goto"]
                arm.pop("reply", None)
                if number and "laps" not in holder.get("effects", {}):
                    arm.setdefault("effects", {})["laps"] = {"set": 1}
    return veiled


@settings(max_examples=300)
@given(scenario_data().map(veiled))
def test_hidden_draws_are_found_where_there_are_many(data: Data) -> None:
    story = story_of(data)
    assume(not PlainReview(story).rules.never_ends())
    chances = chances_by_mark(story)
    assert {chances[mark] for _, mark in found(story, Code.HIDDEN_DRAW)} == PlainReview(story).hidden_draws()


@given(stories())
def test_every_way_can_be_replayed_and_its_draws_are_all_used(story: Story) -> None:
    states = {state.mark: state.id for state in story.scenario.states.values()}
    for finding in reviewed(story):
        assert finding.severity is Severity.WARNING
        assert finding.message
        assert finding.hint
        if finding.choices is None or finding.draws is None:
            assert finding.code is Code.UNREACHABLE_STATE
            continue
        walked = walk(story.compiled, finding.choices, FixedDraws(finding.draws))
        assert sum(hop.drawn for hop in walked.hops) == len(finding.draws)
        now = story.compiled.state_of(walked.now)
        if finding.code in (Code.NO_STAKE, Code.ONE_ENDING):
            assert now.id == states[finding.mark]
        elif finding.code is Code.NEVER_AVAILABLE:
            [number] = [n for n, choice in enumerate(now.choices) if choice.mark == finding.mark]
            assert number not in story.compiled.available(walked.now)
        elif finding.code in OF_POLICIES:
            assert now.ending is not None
        elif finding.code in (Code.HIDDEN_DRAW, Code.NEVER_TAKEN):
            place = chances_by_mark(story)[finding.mark]
            assert place in [(story.compiled.state_of(hop.before).id, hop.choice) for hop in walked.hops]
