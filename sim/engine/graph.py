"""Every configuration that a scenario can reach, as far as it still matters, and how they lead to each other."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from sim.engine.compilation import Change, Configuration
from sim.engine.compiled import CompiledScenario, Outcome
from sim.engine.distinctions import cuts_ahead
from sim.engine.walk import Record

BUDGET = 250_000
"""How many configurations are explored at most before the solver says that a scenario is too big."""


class Branch(NamedTuple):
    """Where one outcome of an option leads: its probability, its arm, and the number of the node."""

    probability: float
    arm: int
    node: int


class Option(NamedTuple):
    """A choice (by its number), or passing on from an interlude (None), with its branches."""

    choice: int | None
    branches: tuple[Branch, ...]


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
        self._projections = _projections(compiled)
        start = self.project(compiled.start())
        self.configurations: list[Configuration] = [start]
        self.options: list[tuple[Option, ...]] = []
        self.arrivals: list[Arrival | None] = [None]
        self._numbers: dict[Configuration, int] = {start: 0}
        self.complete = self._explore(budget)

    def project(self, configuration: Configuration) -> Configuration:
        """The configuration that stands for all those of its state which nothing ahead can tell from it."""
        projection = self._projections[configuration[0]]
        return configuration if projection is None else projection(configuration)

    def node(self, configuration: Configuration) -> int:
        """The number of the node that a reachable configuration falls on."""
        return self._numbers[self.project(configuration)]

    def successors(self, node: int) -> Iterator[int]:
        """The nodes one step further; one may come several times."""
        for option in self.options[node]:
            for branch in option.branches:
                yield branch.node

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
        for node, configuration in enumerate(self.configurations):  # which grows meanwhile
            if len(self.configurations) > budget:
                self.options.extend(() for _ in range(node, len(self.configurations)))
                return False
            self.options.append(
                tuple(
                    [
                        Option(choice, self._branches(node, choice, outcomes))
                        for choice, outcomes in self.compiled.steps(configuration)
                    ]
                )
            )
        return True

    def _branches(self, node: int, choice: int | None, outcomes: tuple[Outcome, ...]) -> tuple[Branch, ...]:
        if len(outcomes) == 1:
            _, arm, reached = outcomes[0]
            return (Branch(1.0, arm, self._numbered(reached, node, choice, arm, False)),)
        total = sum([outcome.weight for outcome in outcomes])
        return tuple(
            [
                Branch(weight / total, arm, self._numbered(reached, node, choice, arm, True))
                for weight, arm, reached in outcomes
            ]
        )

    def _numbered(self, reached: Configuration, node: int, choice: int | None, arm: int, drawn: bool) -> int:
        """The number of the node that was reached from another, which may be new."""
        projected = self.project(reached)
        number = self._numbers.get(projected)
        if number is None:
            number = self._numbers[projected] = len(self.configurations)
            self.configurations.append(projected)
            self.arrivals.append(Arrival(node, choice, arm, drawn))
        return number


def _projections(compiled: CompiledScenario) -> list[Change | None]:
    ahead = cuts_ahead(compiled.scenario)
    return [compiled.layout.projection(ahead[state]) for state in compiled.scenario.states]
