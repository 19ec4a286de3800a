"""The exact solution of a scenario by backward induction: what every configuration and choice is worth."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from operator import mul, sub
from typing import NamedTuple

from scoring.regret import best, stake
from sim.engine.compilation import Configuration
from sim.engine.graph import Graph


class Position(NamedTuple):
    """A decision, solved. The tuples run over the available choices, in file order.

    `shortfalls` is what each gives away in merit, `expected` the expected value of where each leads, and
    `worths` is Q: expected minus shortfall.
    """

    choices: tuple[int, ...]
    merits: tuple[int, ...]
    shortfalls: tuple[int, ...]
    expected: tuple[float, ...]
    worths: tuple[float, ...]

    @property
    def value(self) -> float:
        """V of the configuration: the largest Q."""
        return max(self.worths)

    @property
    def stake(self) -> float:
        """How much hangs on this decision."""
        return stake(self.worths)

    @property
    def best(self) -> tuple[int, ...]:
        """The numbers of the choices without regret."""
        return tuple(self.choices[index] for index in best(self.worths))

    def place(self, choice: int) -> int:
        """Where a choice stands among the available ones."""
        return self.choices.index(choice)


@dataclass(frozen=True, slots=True)
class Solution:
    """What is true of a scenario, node by node of its graph (`order` is topological).

    `values` is V, `least` the same with the worst choice everywhere, `fewest` and `most` are the numbers
    of choices still to come. `positions` is None for nodes that are no decisions.
    """

    graph: Graph
    order: tuple[int, ...]
    values: tuple[float, ...]
    leasts: tuple[float, ...]
    fewest: tuple[int, ...]
    most: tuple[int, ...]
    positions: tuple[Position | None, ...]

    @property
    def value(self) -> float:
        """V(start), taken before any draw."""
        return self.values[0]

    @property
    def least(self) -> float:
        """The least expected total: the worst choice everywhere, draws averaged."""
        return self.leasts[0]

    @property
    def spread(self) -> float:
        """What regrets are measured against in points: value minus least."""
        return self.value - self.least

    def value_of(self, configuration: Configuration) -> float:
        """V of a reachable configuration."""
        return self.values[self.graph.node(configuration)]

    def position(self, configuration: Configuration) -> Position:
        """The solved decision in which a reachable configuration stands.

        Raises:
            ValueError: the configuration is no decision.

        """
        position = self.positions[self.graph.node(configuration)]
        if position is None:
            raise ValueError("no decision stands in this configuration")
        return position

    def decisions_left(self, configuration: Configuration) -> tuple[int, int]:
        """The fewest and the most choices that are still to come."""
        node = self.graph.node(configuration)
        return self.fewest[node], self.most[node]


def solve(graph: Graph, order: list[int]) -> Solution:
    """Solve a complete graph without loops, in which no decision is stuck, in one pass backwards."""
    size = len(graph.options)
    values = [0.0] * size
    leasts = [0.0] * size
    fewest = [0] * size
    most = [0] * size
    positions: list[Position | None] = [None] * size
    endings = [state.state.ending for state in graph.compiled.states]
    for node in reversed(order):
        index = graph.configurations[node][0]
        ending = endings[index]
        if ending is not None:
            values[node] = leasts[node] = float(ending.worth)
            continue
        choices: list[int] = []
        expected: list[float] = []
        lowest: list[float] = []
        following: list[int] = []
        for choice, probabilities, reached in graph.options[node]:
            if choice is not None:
                choices.append(choice)
            following += reached
            if len(reached) == 1:
                expected.append(values[reached[0]])
                lowest.append(leasts[reached[0]])
            else:
                expected.append(_mean(probabilities, reached, values))
                lowest.append(_mean(probabilities, reached, leasts))
        fewest[node] = min([fewest[after] for after in following])
        most[node] = max([most[after] for after in following])
        if not choices:
            values[node], leasts[node] = expected[0], lowest[0]
            continue
        fewest[node] += 1
        most[node] += 1
        offer = graph.compiled.offer(index, tuple(choices))
        worths = tuple(map(sub, expected, offer.shortfalls))
        positions[node] = Position(*offer, tuple(expected), worths)
        values[node] = max(worths)
        leasts[node] = min(map(sub, lowest, offer.shortfalls))
    return Solution(
        graph=graph,
        order=tuple(order),
        values=tuple(values),
        leasts=tuple(leasts),
        fewest=tuple(fewest),
        most=tuple(most),
        positions=tuple(positions),
    )


def _mean(probabilities: Sequence[float], nodes: Sequence[int], values: Sequence[float]) -> float:
    mean: float = sum(map(mul, probabilities, [values[node] for node in nodes]))
    return mean
