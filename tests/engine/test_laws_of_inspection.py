"""What holds in every report on a scenario."""

from __future__ import annotations

import math

from hypothesis import given
from hypothesis import strategies as st

from sim.engine.debrief import debrief
from sim.engine.draws import FixedDraws
from sim.engine.full_inspection import FullInspection, inspect_fully
from sim.engine.machine import ScenarioMachine
from sim.engine.play import Play
from sim.engine.solution import Solution
from sim.engine.verdict import judge
from sim.engine.walk import finished_walk
from tests.engine.plain_rules import PlainRules
from tests.scenario_strategy import PATH, Story, catalogue, stories

NEAR = 1e-9


def solved(story: Story) -> tuple[FullInspection, Solution]:
    verdict = judge(story.compiled, PATH)
    assert verdict.solution is not None
    return inspect_fully(verdict, catalogue()), verdict.solution


@given(stories())
def test_the_endings_share_all_runs_of_a_guesser(story: Story) -> None:
    full, _ = solved(story)
    shares = [ending.guesser or 0.0 for ending in full.inspection.endings]
    assert math.isclose(sum(shares), 1, abs_tol=NEAR)


@given(stories())
def test_the_best_line_replays_to_a_conduct_of_100(story: Story) -> None:
    full, solution = solved(story)
    assert full.best is not None
    assert full.best.record.choices == full.inspection.best_line
    walked = finished_walk(story.compiled, full.best.record.choices, FixedDraws(full.best.record.draws))
    result = debrief(story.compiled, solution, walked, catalogue().principles)
    assert result.conduct in (100, None)
    assert (result.state.id, result.total) == (full.best.state.id, full.best.total)


@given(stories())
def test_the_least_line_replays_and_comes_to_the_least_where_nothing_is_drawn(story: Story) -> None:
    full, solution = solved(story)
    assert full.least is not None
    walked = finished_walk(story.compiled, full.least.record.choices, FixedDraws(full.least.record.draws))
    result = debrief(story.compiled, solution, walked, catalogue().principles)
    assert (result.state.id, result.total) == (full.least.state.id, full.least.total)
    if not full.least.record.draws:
        assert math.isclose(full.least.total, solution.least, abs_tol=NEAR)


@given(stories(), st.data(), st.integers(0, 2**32))
def test_the_stakes_listed_are_those_of_the_plain_rules_in_every_run(
    story: Story, data: st.DataObject, seed: int
) -> None:
    full, _ = solved(story)
    assert full.decisions is not None
    listed = {decision.state.id: decision for decision in full.decisions}
    play = Play(ScenarioMachine(story.compiled), seed)
    while not play.over:
        play.choose(data.draw(st.sampled_from(play.choices)).id)
    rules = PlainRules(story.data)
    place = rules.start()
    for hop in play.walk.hops:
        if hop.choice is not None:
            decision = listed[place[0]]
            assert decision.lowest - NEAR <= float(rules.stake(place)) <= decision.highest + NEAR
            assert all(decision.choices[number].best for number in rules.best(place))
            assert decision.choices[hop.choice].available
        place = rules.step(place, hop.choice)[hop.arm if hop.drawn else 0][1]


@given(stories())
def test_the_means_lie_between_the_bounds_and_every_stand_has_a_best_choice(story: Story) -> None:
    full, _ = solved(story)
    assert full.decisions is not None
    assert full.inspection.most is not None
    for decision in full.decisions:
        assert decision.mean is not None
        assert decision.lowest - NEAR <= decision.mean <= decision.highest + NEAR
        assert sum(one.best for one in decision.choices) >= decision.configurations
        assert all(one.best <= one.available <= decision.configurations for one in decision.choices)
    visits = sum(decision.visits for decision in full.decisions)
    assert (full.inspection.fewest or 0) - NEAR <= visits <= full.inspection.most + NEAR
