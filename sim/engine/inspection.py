"""What can be said of a whole scenario: its worth, its policies, its endings, its best line."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from sim.engine.graph import Graph
from sim.engine.policy import BY_PLACE_AND_LENGTH, guesser, play_policy, principle
from sim.engine.sampling import Sample, sample
from sim.engine.solution import Solution
from sim.engine.verdict import Verdict
from sim.scenario.model import EndingKind


@dataclass(frozen=True, slots=True)
class EndingReport:
    """An ending: whether any run comes to it, and the chance that a guesser does. None: not proven."""

    id: str
    kind: EndingKind
    worth: int
    reachable: bool | None
    guesser: float | None


@dataclass(frozen=True, slots=True)
class Inspection:
    """The exact solution of a scenario as a report; every number that was not proven is None.

    `best`, `least` and `guesser` are totals; `policies` are conducts, by the policy's name or principle's id.
    `sampled` is what random plays showed, where the scenario was over the budget.
    """

    scenario: str
    exact: bool
    configurations: int
    best: float | None
    least: float | None
    guesser: float | None
    fewest: int | None
    most: int | None
    policies: Mapping[str, float | None]
    endings: tuple[EndingReport, ...]
    unreachable: tuple[str, ...] | None
    never_available: tuple[tuple[str, str], ...] | None
    best_line: tuple[str, ...] | None
    sampled: Sample | None


def inspect(verdict: Verdict, principles: Iterable[str]) -> Inspection:
    """Report on a scenario without errors; `principles` are those whose policies are wanted."""
    if verdict.solution is None:
        return _unproven(verdict.graph, principles)
    return _proven(verdict.solution, principles)


def _proven(solution: Solution, principles: Iterable[str]) -> Inspection:
    graph = solution.graph
    guess = guesser(solution)
    policies: dict[str, float | None] = {"guesser": guess.conduct}
    for name, pick in BY_PLACE_AND_LENGTH.items():
        policies[name] = play_policy(solution, pick).conduct
    for name in principles:
        policies[name] = play_policy(solution, principle(name)).conduct
    scenario = graph.compiled.scenario
    entered = {graph.compiled.state_of(configuration).id for configuration in graph.configurations}
    return Inspection(
        scenario=scenario.id,
        exact=True,
        configurations=len(graph.configurations),
        best=solution.value,
        least=solution.least,
        guesser=guess.total,
        fewest=solution.fewest[0],
        most=solution.most[0],
        policies=policies,
        endings=tuple(
            EndingReport(
                state.id,
                state.ending.kind,
                state.ending.worth,
                state.id in entered,
                guess.endings.get(state.id, 0.0),
            )
            for state in scenario.states.values()
            if state.ending is not None
        ),
        unreachable=tuple(state for state in scenario.states if state not in entered),
        never_available=_never_available(graph, entered),
        best_line=best_line(solution),
        sampled=None,
    )


def _unproven(graph: Graph, principles: Iterable[str]) -> Inspection:
    scenario = graph.compiled.scenario
    entered = {graph.compiled.state_of(configuration).id for configuration in graph.configurations}
    return Inspection(
        scenario=scenario.id,
        exact=False,
        configurations=len(graph.configurations),
        best=None,
        least=None,
        guesser=None,
        fewest=None,
        most=None,
        policies=dict.fromkeys(("guesser", *BY_PLACE_AND_LENGTH, *principles)),
        endings=tuple(
            EndingReport(state.id, state.ending.kind, state.ending.worth, state.id in entered or None, None)
            for state in scenario.states.values()
            if state.ending is not None
        ),
        unreachable=None,
        never_available=None,
        best_line=None,
        sampled=sample(graph.compiled),
    )


def _never_available(graph: Graph, entered: set[str]) -> tuple[tuple[str, str], ...]:
    seen: set[tuple[int, int | None]] = {
        (graph.configurations[node][0], choice)
        for node, options in enumerate(graph.options)
        for choice, _, _ in options
    }
    return tuple(
        (state.id, choice.id)
        for index, state in enumerate(graph.compiled.scenario.states.values())
        if state.id in entered
        for number, choice in enumerate(state.choices)
        if (index, number) not in seen
    )


def best_line(solution: Solution) -> tuple[str, ...]:
    """The first of equal best choices all the way; at a draw the heaviest arm, ties to the first."""
    graph = solution.graph
    node, line = 0, []
    while graph.options[node]:
        position = solution.positions[node]
        choice, _, reached = graph.options[node][0]
        if position is not None:
            number = position.best[0]
            choice, _, reached = graph.options[node][position.place(number)]
            line.append(graph.compiled.state_of(graph.configurations[node]).choices[number].id)
        # Probabilities are rounded; two weights of many digits may differ where they do not.
        weights = [outcome.weight for outcome in graph.compiled.step(graph.configurations[node], choice)]
        node = reached[weights.index(max(weights))]
    return tuple(line)
