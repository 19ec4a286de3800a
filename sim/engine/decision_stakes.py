"""How much hangs on each decision of a scenario, and which of its choices is best how often."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from sim.engine.solution import Position, Solution
from sim.scenario.model import Choice, State


@dataclass(frozen=True, slots=True)
class ChoiceRecord:
    """A choice: in how many configurations it is available, and in how many a best one.

    `best_share` is how often it is a best one where a guesser stands, 0 to 1; None where no guesser comes.
    """

    choice: Choice
    available: int
    best: int
    best_share: float | None


@dataclass(frozen=True, slots=True)
class DecisionStakes:
    """A decision that runs enter. Stakes are in points of worth.

    `configurations` are those that anything ahead can tell apart, `lowest` and `highest` the stakes among them.
    `visits` is how many times a run of a guesser stands here on average, and `mean` the stake weighted by these
    visits; None where they are too rare to be told from 0.
    """

    state: State
    configurations: int
    visits: float
    lowest: float
    highest: float
    mean: float | None
    choices: tuple[ChoiceRecord, ...]


def decision_stakes(solution: Solution, visits: Sequence[float]) -> tuple[DecisionStakes, ...]:
    """The decisions that runs enter, in file order; `visits` are a guesser's, node by node."""
    graph = solution.graph
    nodes: dict[int, list[int]] = {}
    for node, position in enumerate(solution.positions):
        if position is not None:
            nodes.setdefault(graph.configurations[node][0], []).append(node)
    states = list(graph.compiled.scenario.states.values())
    return tuple(_stakes(solution, states[index], nodes[index], visits) for index in sorted(nodes))


def by_stake(decisions: Sequence[DecisionStakes]) -> tuple[DecisionStakes, ...]:
    """The decisions that matter most to a guesser first, ties in the order given."""
    return tuple(sorted(decisions, key=lambda decision: -(decision.mean or 0.0)))


def _stakes(
    solution: Solution, state: State, nodes: Sequence[int], visits: Sequence[float]
) -> DecisionStakes:
    size = len(state.choices)
    available, best, shares = [0] * size, [0] * size, [0.0] * size
    met = weighted = 0.0
    lowest, highest = float("inf"), 0.0
    for node in nodes:
        position = _at(solution, node)
        stake, chance = position.stake, visits[node]
        lowest, highest = min(lowest, stake), max(highest, stake)
        met += chance
        weighted += chance * stake
        for number in position.choices:
            available[number] += 1
        for number in position.best:
            best[number] += 1
            shares[number] += chance
    return DecisionStakes(
        state=state,
        configurations=len(nodes),
        visits=met,
        lowest=lowest,
        highest=highest,
        mean=weighted / met if met else None,
        choices=tuple(
            ChoiceRecord(
                choice, available[number], best[number], min(shares[number] / met, 1.0) if met else None
            )
            for number, choice in enumerate(state.choices)
        ),
    )


def _at(solution: Solution, node: int) -> Position:
    position = solution.positions[node]
    assert position is not None, "the nodes of a decision have positions"
    return position
