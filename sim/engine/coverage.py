"""What a scenario is made of and what it teaches: its size, the principles it rates, the insights it names."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from sim.engine.solution import Solution
from sim.scenario.model import Scenario


@dataclass(frozen=True, slots=True)
class Size:
    """How much there is of a scenario, in its file."""

    states: int
    decisions: int
    interludes: int
    endings: int
    choices: int


@dataclass(frozen=True, slots=True)
class PrincipleCoverage:
    """What a scenario asks of one principle.

    `decisions` are the states in which some choice rates it other than 0. `at_stake` is in how many decisions of a run
    the available choices differ in it, on average for a guesser; only those count in a profile. None: not proven.
    """

    principle: str
    decisions: tuple[str, ...]
    at_stake: float | None


@dataclass(frozen=True, slots=True)
class InsightCoverage:
    """An insight that a scenario names, and the choices (state, choice) that name it."""

    insight: str
    taught: tuple[tuple[str, str], ...]


def size_of(scenario: Scenario) -> Size:
    """Count what the file holds, whether or not runs come to it."""
    states = list(scenario.states.values())
    return Size(
        states=len(states),
        decisions=sum(1 for state in states if state.choices),
        interludes=sum(1 for state in states if state.way is not None),
        endings=sum(1 for state in states if state.ending is not None),
        choices=sum(len(state.choices) for state in states),
    )


def principles_covered(
    scenario: Scenario, principles: Iterable[str], at_stake: dict[str, float] | None
) -> tuple[PrincipleCoverage, ...]:
    """Every principle in the order given; `at_stake` as from `principles_at_stake`, None where nothing is proven."""
    return tuple(
        PrincipleCoverage(
            principle,
            tuple(
                state.id
                for state in scenario.states.values()
                if any(choice.rates.get(principle, 0) for choice in state.choices)
            ),
            None if at_stake is None else at_stake.get(principle, 0.0),
        )
        for principle in principles
    )


def principles_at_stake(solution: Solution, visits: Sequence[float]) -> dict[str, float]:
    """For each principle, in how many decisions of a guesser's run the available choices differ in it, on average."""
    graph = solution.graph
    # Very many configurations offer the same choices, so their visits are added up first.
    offers: dict[tuple[int, tuple[int, ...]], float] = {}
    for node, position in enumerate(solution.positions):
        if position is not None:
            offer = graph.configurations[node][0], tuple(position.choices)
            offers[offer] = offers.get(offer, 0.0) + visits[node]
    states = list(graph.compiled.scenario.states.values())
    found: dict[str, float] = {}
    for (index, numbers), chance in offers.items():
        rates = [states[index].choices[number].rates for number in numbers]
        for principle in dict.fromkeys(name for rated in rates for name in rated):
            if len({rated.get(principle, 0) for rated in rates}) > 1:
                found[principle] = found.get(principle, 0.0) + chance
    return found


def insights_covered(scenario: Scenario, insights: Iterable[str]) -> tuple[InsightCoverage, ...]:
    """The insights that some choice names, in the order given."""
    taught: dict[str, list[tuple[str, str]]] = {}
    for state in scenario.states.values():
        for choice in state.choices:
            for insight in dict.fromkeys(choice.insights):
                taught.setdefault(insight, []).append((state.id, choice.id))
    return tuple(
        InsightCoverage(insight, tuple(taught[insight])) for insight in insights if insight in taught
    )
