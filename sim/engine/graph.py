"""Every configuration that a scenario can reach, as far as it still matters, and how they lead to each other."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from sim.engine.compilation import Change, Configuration
from sim.engine.compiled import CompiledScenario, one_after_the_other
from sim.engine.distinctions import cuts_ahead
from sim.engine.walk import Record

BUDGET = 250_000
"""How many configurations are explored at most before the solver says that a scenario is too big."""


Option = tuple[int | None, tuple[float, ...], tuple[int, ...]]
"""A choice (by its number), or passing on from an interlude (None): the probabilities of where it leads, and the nodes.

A plain tuple, because there are very many of them.
"""


class Arrival(NamedTuple):
    """How a node was first reached."""

    node: int
    choice: int | None
    arm: int
    drawn: bool


class Graph:
    """The reachable configurations of a scenario, as far as anything ahead can tell them apart.

    Nodes are numbered in the order of a breadth-first search, so that the way recorded to each is one
    of the shortest; node 0 is the start. `complete` is False where the budget ran out: then some nodes
    have no options yet although they are not endings.
    """

    def __init__(self, compiled: CompiledScenario, budget: int = BUDGET) -> None:
        self.compiled = compiled
        ahead = cuts_ahead(compiled.scenario)
        self._projections = compiled.layout.projections(ahead[name] for name in compiled.scenario.states)
        start = self.project(compiled.start())
        self.configurations: list[Configuration] = [start]
        self.options: list[tuple[Option, ...]] = []
        self.arrivals: list[Arrival | None] = [None]
        self._numbers: dict[Configuration, int] = {start: 0}
        self.complete = self._explore(budget)

    def project(self, configuration: Configuration) -> Configuration:
        """The configuration that stands for all those of its state which nothing ahead can tell from it."""
        return self._projections[configuration[0]](configuration)

    def node(self, configuration: Configuration) -> int:
        """The number of the node that a reachable configuration falls on."""
        return self._numbers[self.project(configuration)]

    def successors(self, node: int) -> list[int]:
        """The nodes one step further; one may come several times."""
        return [after for _, _, reached in self.options[node] for after in reached]

    def way_to(self, node: int) -> Record:
        """A shortest way from the start to a node."""
        arrivals: list[Arrival] = []
        while (arrival := self.arrivals[node]) is not None:
            arrivals.append(arrival)
            node = arrival.node
        return self.record_of(reversed(arrivals))

    def record_of(self, arrivals: Iterator[Arrival]) -> Record:
        """The choices and draws of a way through the graph."""
        choices: list[str] = []
        draws: list[int] = []
        for arrival in arrivals:
            if arrival.choice is not None:
                state = self.compiled.state_of(self.configurations[arrival.node])
                choices.append(state.choices[arrival.choice].id)
            if arrival.drawn:
                draws.append(arrival.arm)
        return Record(tuple(choices), tuple(draws))

    def _explore(self, budget: int) -> bool:
        landings, moves = self._landings(), self.compiled.moves
        configurations, numbers = self.configurations, self._numbers
        for node, configuration in enumerate(configurations):  # which grows meanwhile
            if len(configurations) > budget:
                self.options.extend(() for _ in range(node, len(configurations)))
                return False
            options: list[Option] = []
            for choice, moved, way in moves(configuration):
                reached: list[int] = []
                for arm in way.open(moved):
                    landed = landings[arm.state](moved if arm.change is None else arm.change(moved))
                    number = numbers.get(landed)
                    if number is None:
                        number = numbers[landed] = len(configurations)
                        configurations.append(landed)
                        self.arrivals.append(Arrival(node, choice, arm.number, len(way.shares) > 1))
                    reached.append(number)
                options.append((choice, way.shares, tuple(reached)))
            self.options.append(tuple(options))
        return True

    def _landings(self) -> list[Change]:
        """For each state: entering it, and forgetting what nothing ahead can tell apart."""
        return [
            one_after_the_other(state.enter, projection) if state.state.effects else projection
            for state, projection in zip(self.compiled.states, self._projections, strict=True)
        ]
