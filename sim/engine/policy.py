"""Simple ways to play, and what each of them gets: the guesser, the first, the longest, one principle always."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from itertools import repeat

from scoring.conduct import conduct
from scoring.regret import regret
from sim.engine.solution import Position, Solution
from sim.scenario.model import Choice

Pick = Callable[[Sequence[Choice]], int]
"""A policy that always takes one choice: from the available choices to the index of the one it takes."""


@dataclass(frozen=True, slots=True)
class PolicyResult:
    """What a policy gets from the start.

    `total` is its expected total, `conduct` its conduct (None where nothing is at stake), `endings` the
    chance of each ending by state id (those it can reach).
    """

    total: float
    conduct: float | None
    endings: Mapping[str, float]


def first(choices: Sequence[Choice]) -> int:
    """The first of the available choices."""
    return 0


def last(choices: Sequence[Choice]) -> int:
    """The last of the available choices."""
    return len(choices) - 1


def longest(choices: Sequence[Choice]) -> int:
    """The choice with the longest text, in code points; ties to the first."""
    return max(range(len(choices)), key=lambda index: len(choices[index].text.strip()))


def shortest(choices: Sequence[Choice]) -> int:
    """The choice with the shortest text, in code points; ties to the first."""
    return min(range(len(choices)), key=lambda index: len(choices[index].text.strip()))


def principle(name: str) -> Pick:
    """The policy that takes the choice with the highest rate on one principle; unrated is 0."""

    def highest(choices: Sequence[Choice]) -> int:
        return max(range(len(choices)), key=lambda index: choices[index].rates.get(name, 0))

    return highest


BY_PLACE_AND_LENGTH: Mapping[str, Pick] = {
    "first": first,
    "last": last,
    "longest": longest,
    "shortest": shortest,
}


def guesser(solution: Solution) -> PolicyResult:
    """What somebody gets who picks uniformly among the available choices."""
    return _play(solution, None)


def play_policy(solution: Solution, pick: Pick) -> PolicyResult:
    """What somebody gets who always picks as `pick` says."""
    return _play(solution, pick)


def _play(solution: Solution, pick: Pick | None) -> PolicyResult:
    graph = solution.graph
    reached: dict[int, float] = {0: 1.0}
    endings: dict[str, float] = {}
    regrets = stakes = total = 0.0
    for node in solution.order:
        chance = reached.pop(node, 0.0)
        if chance == 0.0:
            continue
        state = graph.compiled.state_of(graph.configurations[node])
        if state.ending is not None:
            endings[state.id] = endings.get(state.id, 0.0) + chance
            total += chance * state.ending.worth
            continue
        position = solution.positions[node]
        taken: Sequence[int] = (0,)
        if position is not None:
            taken = _taken(position, state.choices, pick)
            share = chance / len(taken)
            stakes += chance * position.stake
            regrets += share * sum(regret(position.worths, index) for index in taken)
            total -= share * sum(position.shortfalls[index] for index in taken)
        for index, share in zip(taken, repeat(chance / len(taken))):
            _, probabilities, nodes = graph.options[node][index]
            for probability, after in zip(probabilities, nodes, strict=True):
                reached[after] = reached.get(after, 0.0) + share * probability
    return PolicyResult(total, conduct([regrets], [stakes]), endings)


def _taken(position: Position, choices: Sequence[Choice], pick: Pick | None) -> Sequence[int]:
    if pick is None:
        return range(len(position.choices))
    return (pick([choices[number] for number in position.choices]),)
