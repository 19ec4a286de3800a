"""What is true of every run, whatever is chosen and drawn."""

from __future__ import annotations

import math
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scoring.label import Label
from sim.engine.debrief import Debrief, debrief
from sim.engine.draws import FixedDraws
from sim.engine.machine import ScenarioMachine
from sim.engine.play import Play
from sim.engine.solution import Solution
from sim.engine.verdict import judge
from sim.engine.walk import finished_walk
from tests.engine.plain_rules import PlainRules
from tests.scenario_strategy import PATH, PRINCIPLES, Story, stories

NEAR = 1e-9


def solution_of(story: Story) -> Solution | None:
    """The solution, or None where a red line alone stands in the findings' way: it is solved all the same."""
    return judge(story.compiled, PATH).solution


def played(story: Story, solution: Solution | None, pick: st.DataObject | None, seed: int) -> Debrief:
    """Play to the end, by picks drawn or (without them) the best each time, and judge."""
    play = Play(ScenarioMachine(story.compiled), seed)
    while not play.over:
        if pick is None:
            assert solution is not None
            position = solution.position(play.configuration)
            play.choose(play.state.choices[position.best[seed % len(position.best)]].id)
        else:
            play.choose(pick.draw(st.sampled_from(play.choices)).id)
    return debrief(story.compiled, solution, play.walk, PRINCIPLES)


@given(stories(), st.data(), st.integers(0, 2**32))
def test_the_total_is_the_value_less_all_regrets_plus_luck(
    story: Story, data: st.DataObject, seed: int
) -> None:
    result = played(story, solution_of(story), data, seed)
    regrets = sum(decision.judgement.regret for decision in result.decisions if decision.judgement)
    assert result.value is not None
    assert result.luck is not None
    assert len([decision for decision in result.decisions if decision.judgement]) == len(result.decisions)
    assert math.isclose(result.total, result.value - regrets + result.luck, abs_tol=NEAR)


@given(stories(), st.data(), st.integers(0, 2**32))
def test_a_regret_is_never_negative_nor_above_its_stake(story: Story, data: st.DataObject, seed: int) -> None:
    result = played(story, solution_of(story), data, seed)
    for decision in result.decisions:
        judgement = decision.judgement
        assert judgement is not None
        assert 0 <= judgement.regret <= judgement.stake + NEAR
        assert (
            (judgement.regret == 0) == (decision.choice in judgement.best) == (judgement.label is Label.BEST)
        )
        if len(decision.available) == 1:
            assert judgement.stake == 0
        assert decision.choice in decision.available
        assert decision.shortfall >= 0


@given(stories(), st.data(), st.integers(0, 2**32))
def test_how_and_where_add_up_to_the_regret(story: Story, data: st.DataObject, seed: int) -> None:
    for decision in played(story, solution_of(story), data, seed).decisions:
        assert decision.judgement is not None
        parts = decision.judgement.how + decision.judgement.where
        assert math.isclose(parts, decision.judgement.regret, abs_tol=NEAR)


@given(stories(), st.integers(0, 2**32))
def test_playing_best_throughout_costs_nothing(story: Story, seed: int) -> None:
    result = played(story, solution_of(story), None, seed)
    judgements = [decision.judgement for decision in result.decisions if decision.judgement]
    assert [judgement.regret for judgement in judgements] == [0] * len(result.decisions)
    at_stake = sum(judgement.stake for judgement in judgements)
    assert result.conduct == (100 if at_stake else None)


@given(stories(), st.data(), st.integers(0, 2**32))
def test_the_standing_begins_at_the_value_and_moves_only_by_regret_and_luck(
    story: Story, data: st.DataObject, seed: int
) -> None:
    result = played(story, solution_of(story), data, seed)
    assert result.value is not None
    assert result.opening_luck is not None
    standings: list[float] = [result.value + result.opening_luck]
    for decision in result.decisions:
        assert decision.standing is not None
        assert decision.judgement is not None
        assert decision.luck is not None
        assert math.isclose(decision.standing, standings[-1], abs_tol=NEAR)
        standings.append(decision.standing - decision.judgement.regret + decision.luck)
    assert math.isclose(standings[-1], result.total, abs_tol=NEAR)
    lucks = [decision.luck for decision in result.decisions if decision.luck is not None]
    assert math.isclose(result.luck or 0, result.opening_luck + sum(lucks), abs_tol=NEAR)


@given(stories(), st.data(), st.integers(0, 2**32))
def test_the_debrief_agrees_with_the_plain_rules(story: Story, data: st.DataObject, seed: int) -> None:
    """Total, value, conduct and each decision's regret and stake, worked out in fractions over the same hops."""
    play = Play(ScenarioMachine(story.compiled), seed)
    while not play.over:
        play.choose(data.draw(st.sampled_from(play.choices)).id)
    result = debrief(story.compiled, solution_of(story), play.walk, PRINCIPLES)
    rules = PlainRules(story.data)
    place = rules.start()
    regrets, stakes, best, red_lines = [], [], [], []
    lost = 0
    for hop in play.walk.hops:
        if hop.choice is not None:
            regrets.append(rules.regret(place, hop.choice))
            stakes.append(rules.stake(place))
            choices = rules.states[place[0]]["choices"]
            best.append([choices[number]["id"] for number in rules.best(place)])
            lost += rules.shortfall(place, hop.choice)
            written = choices[hop.choice]
            red_lines += [written["red_line"]] if "red_line" in written else []
        place = rules.step(place, hop.choice)[hop.arm if hop.drawn else 0][1]
    assert result.state.id == place[0]
    assert result.total == rules.states[place[0]]["ending"]["worth"] - lost
    assert result.red_lines == tuple(red_lines)
    judged = [decision.judgement for decision in result.decisions if decision.judgement]
    assert [item.regret for item in judged] == pytest.approx([float(regret) for regret in regrets], abs=NEAR)
    assert [item.stake for item in judged] == pytest.approx([float(stake) for stake in stakes], abs=NEAR)
    assert [[choice.id for choice in item.best] for item in judged] == best
    spread = rules.value(rules.start()) - rules.least(rules.start())
    points = [float(100 * regret / spread) if spread else 0.0 for regret in regrets]
    assert [item.points for item in judged] == pytest.approx(points, abs=1e-7)
    if sum(stakes) == 0:
        assert result.conduct is None
    else:
        assert result.conduct == pytest.approx(float(100 * (1 - sum(regrets) / sum(stakes))), abs=1e-7)


@given(stories(), st.data(), st.integers(0, 2**32))
def test_a_decision_can_be_tried_again_from_what_came_before_it(
    story: Story, data: st.DataObject, seed: int
) -> None:
    result = played(story, solution_of(story), data, seed)
    for number, decision in enumerate(result.decisions):
        again = Play(ScenarioMachine(story.compiled), seed, decision.before)
        assert again.state == decision.state
        assert again.choices == decision.available
        assert again.taken == number == decision.number - 1


@given(stories(), st.data(), st.integers(0, 2**32))
def test_the_decisions_left_hold_along_every_run(story: Story, data: st.DataObject, seed: int) -> None:
    solution = solution_of(story)
    assert solution is not None
    result = played(story, solution, data, seed)
    walked = finished_walk(story.compiled, result.record.choices, FixedDraws(result.record.draws))
    configurations = [hop.before for hop in walked.hops if hop.choice is not None]
    for taken, configuration in enumerate(configurations):
        fewest, most = solution.decisions_left(configuration)
        assert fewest <= len(configurations) - taken <= most


@given(stories(), st.data(), st.integers(0, 2**32))
def test_no_configuration_comes_twice_in_a_run(story: Story, data: st.DataObject, seed: int) -> None:
    result = played(story, solution_of(story), data, seed)
    walked = finished_walk(story.compiled, result.record.choices, FixedDraws(result.record.draws))
    entered = [walked.start, *(hop.after for hop in walked.hops)]
    assert len(set(entered)) == len(entered)
    assert all(hop.after == after.before for hop, after in pairwise(walked.hops))


@given(stories(), st.data(), st.integers(0, 2**32))
def test_without_a_solution_only_what_needs_none_is_told(
    story: Story, data: st.DataObject, seed: int
) -> None:
    result = played(story, None, data, seed)
    unknown = (result.value, result.least, result.conduct, result.luck, result.opening_luck)
    assert unknown == (None,) * 5
    assert all(
        (decision.judgement, decision.standing, decision.luck) == (None, None, None)
        for decision in result.decisions
    )
    assert result.total == result.ending.worth - sum(decision.shortfall for decision in result.decisions)
