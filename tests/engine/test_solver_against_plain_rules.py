"""The solver, which forgets what no longer matters, against plain rules that forget nothing."""

from __future__ import annotations

from collections.abc import Sequence

import pytest
from hypothesis import given

from sim.engine import graph
from sim.engine.distinctions import EVERY, Cuts
from sim.engine.graph import Graph
from sim.engine.inspection import Inspection, best_line, inspect
from sim.engine.order import topological_order
from sim.engine.policy import guesser
from sim.engine.solution import Solution, solve
from sim.engine.verdict import judge
from sim.scenario.model import Scenario
from tests.engine.plain_rules import Data, Pick, PlainRules
from tests.scenario_strategy import PATH, PRINCIPLES, Story, stories

NEAR = 1e-9


def inspected(story: Story) -> Inspection:
    return inspect(judge(story.compiled, PATH), PRINCIPLES)


def approximately(value: object) -> object:
    return pytest.approx(value, abs=1e-9, rel=1e-12)


def one_of(key: str) -> Pick:
    """The policies, told again: the first of those that have the most."""

    def measure(choice: Data) -> int:
        if key in ("longest", "shortest"):
            return len(choice["text"].strip()) * (1 if key == "longest" else -1)
        return int(choice["rates"].get(key, 0))

    def pick(choices: Sequence[Data]) -> Sequence[int]:
        if key in ("first", "last"):
            return [0 if key == "first" else len(choices) - 1]
        most = max(measure(choice) for choice in choices)
        return [next(index for index, choice in enumerate(choices) if measure(choice) == most)]

    return pick


def any_of(choices: Sequence[Data]) -> Sequence[int]:
    return range(len(choices))


@given(stories())
def test_value_and_least_agree(story: Story) -> None:
    rules, report = PlainRules(story.data), inspected(story)
    assert report.exact
    assert report.best == approximately(float(rules.value(rules.start())))
    assert report.least == approximately(float(rules.least(rules.start())))


@given(stories())
def test_what_a_guesser_gets_agrees(story: Story) -> None:
    rules, report = PlainRules(story.data), inspected(story)
    guess = rules.expectation(any_of)
    assert report.guesser == approximately(float(guess.total))
    assert report.policies["guesser"] == approximately(guess.conduct)
    chances = {ending: float(chance) for ending, chance in (guess.endings or {}).items()}
    assert {ending.id: ending.guesser for ending in report.endings} == approximately(
        {ending.id: chances.get(ending.id, 0.0) for ending in report.endings}
    )
    assert {ending.id for ending in report.endings if ending.reachable} == chances.keys()


@given(stories())
def test_what_every_policy_gets_agrees(story: Story) -> None:
    rules, report = PlainRules(story.data), inspected(story)
    for policy in ("first", "last", "longest", "shortest", *PRINCIPLES):
        assert report.policies[policy] == approximately(rules.expectation(one_of(policy)).conduct), policy


@given(stories())
def test_the_fewest_and_the_most_decisions_agree(story: Story) -> None:
    rules, report = PlainRules(story.data), inspected(story)
    assert (report.fewest, report.most) == rules.span(rules.start())


@given(stories())
def test_what_is_never_entered_or_available_agrees(story: Story) -> None:
    rules, report = PlainRules(story.data), inspected(story)
    entered: set[str] = set()
    offered: set[tuple[str, int]] = set()
    for place in rules.places():
        entered.add(place[0])
        offered |= {(place[0], number) for number in rules.available(place)}
    assert report.unreachable == tuple(state for state in rules.states if state not in entered)
    assert report.never_available == tuple(
        (state, choice["id"])
        for state, written in rules.states.items()
        if state in entered
        for number, choice in enumerate(written.get("choices", ()))
        if (state, number) not in offered
    )


@given(stories())
def test_the_best_line_agrees(story: Story) -> None:
    assert inspected(story).best_line == PlainRules(story.data).best_line()


@given(stories())
def test_the_number_of_all_runs_agrees(story: Story) -> None:
    rules = PlainRules(story.data)
    explored = Graph(story.compiled)
    order = topological_order(explored)
    assert order is not None
    paths = [1] * len(order)
    for node in reversed(order):
        if explored.options[node]:
            paths[node] = sum(paths[after] for after in explored.successors(node))
    assert paths[0] == rules.paths(rules.start())


def everything(scenario: Scenario) -> dict[str, Cuts]:
    """In place of what is found out: in every state, every value of every name is told apart."""
    return {state: dict.fromkeys((*scenario.meters, *scenario.facts), EVERY) for state in scenario.states}


def solved_whole(story: Story) -> Solution:
    """Solved over a graph that forgets nothing."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(graph, "cuts_ahead", everything)
        whole = Graph(story.compiled)
    order = topological_order(whole)
    assert order is not None
    return solve(whole, order)


@given(stories())
def test_forgetting_what_nothing_reads_changes_no_answer(story: Story) -> None:
    whole = solved_whole(story)
    projected = judge(story.compiled, PATH).solution
    assert projected is not None
    assert len(projected.graph.configurations) <= len(whole.graph.configurations)
    assert (projected.value, projected.least) == approximately((whole.value, whole.least))
    assert (projected.fewest[0], projected.most[0]) == (whole.fewest[0], whole.most[0])
    assert guesser(projected).total == approximately(guesser(whole).total)
    assert best_line(projected) == best_line(whole)
    for configuration in whole.graph.configurations:
        assert projected.value_of(configuration) == approximately(whole.value_of(configuration))
        assert projected.decisions_left(configuration) == whole.decisions_left(configuration)
        if story.compiled.state_of(configuration).choices:
            position = projected.position(configuration)
            assert position.choices == story.compiled.available(configuration)
            assert position.worths == approximately(whole.position(configuration).worths)


@given(stories())
def test_the_same_scenario_is_solved_the_same_each_time(story: Story) -> None:
    assert inspected(story) == inspected(story)
