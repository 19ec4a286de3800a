"""How guards come out wherever a run reads them."""

from __future__ import annotations

import random
from collections.abc import Iterable, Iterator, Mapping
from typing import Final, NamedTuple

from sim.engine.compilation import Configuration
from sim.engine.compiled import CompiledScenario
from sim.engine.graph import Graph
from sim.engine.watching import Moment, lines_by_moment, moments
from sim.scenario.guard import Guard
from sim.scenario.model import WayKind

OffersByState = Mapping[int, Mapping[tuple[int | None, ...], int]]
"""For each state entered, by its index: every list of options that it can offer, and the first node that does."""

_WAYS_TRIED: Final = 100
_LONGEST_WAY: Final = 1_000

RouteKey = tuple[int, int | None]
"""A route: the index of its state and the number of its choice; None for an interlude's own."""


def offers_by_state(graph: Graph) -> OffersByState:
    """What the states that are entered can offer. A guard of a choice holds where the choice is offered."""
    found: dict[int, dict[tuple[int | None, ...], int]] = {}
    for node, options in enumerate(graph.options):
        offered = tuple([choice for choice, _, _ in options])
        found.setdefault(graph.configurations[node][0], {}).setdefault(offered, node)
    return found


def arms_taken(graph: Graph) -> dict[RouteKey, dict[int, int]]:
    """For each route that is read: the arms that are taken, each with the first node from which it is.

    An arm's guard is read where no arm before it is taken, and holds where the arm itself is.
    """
    routes = {
        index: {
            number: len(way.arms)
            for number, way in [
                (None, state.way),
                *((n, choice.way) for n, choice in enumerate(state.choices)),
            ]
            if way is not None and way.kind is WayKind.ROUTE
        }
        for index, state in enumerate(graph.compiled.states)
    }
    unseen = {index: sum(arms.values()) for index, arms in routes.items()}
    taken: dict[RouteKey, dict[int, int]] = {}
    for node, configuration in enumerate(graph.configurations):
        index = configuration[0]
        if not unseen[index]:
            continue
        for choice, moved, way in graph.compiled.moves(configuration):
            if choice in routes[index]:
                [arm] = way.open(moved)
                seen = taken.setdefault((index, choice), {})
                if arm.number not in seen:
                    seen[arm.number] = node
                    unseen[index] -= 1
    return taken


class LineGuard(NamedTuple):
    """A guard of a line, and when it is read."""

    guard: Guard
    moment: Moment


class UnbrokenLines:
    """The guards of lines that have held wherever they were read so far. Each knows the first node that read it."""

    def __init__(self, compiled: CompiledScenario) -> None:
        self._compiled = compiled
        self._left: dict[int, list[LineGuard]] = {}
        for moment, lines in lines_by_moment(compiled.scenario).items():
            for line in lines:
                if line.when is not None:
                    self._left.setdefault(moment.state, []).append(LineGuard(line.when, moment))
        self.first_read: dict[LineGuard, int] = {}

    @property
    def states(self) -> tuple[int, ...]:
        """The states with guards that have not failed so far, by index."""
        return tuple(self._left)

    @property
    def left(self) -> tuple[LineGuard, ...]:
        """Those that have not failed so far."""
        return tuple(line for lines in self._left.values() for line in lines)

    def read(self, configurations: Iterable[Configuration]) -> None:
        """Read them in these configurations, and drop those that do not hold."""
        for node, configuration in enumerate(configurations):
            if not self._left:
                return
            lines = self._left.get(configuration[0])
            if lines is None:
                continue
            now = dict(moments(self._compiled, configuration))
            standing = [line for line in lines if self._stands(line, now, node)]
            if standing:
                self._left[configuration[0]] = standing
            else:
                del self._left[configuration[0]]

    def drop_unread(self) -> None:
        """Leave out what was never read."""
        kept = [line for line in self.left if line in self.first_read]
        self._left = {}
        for line in kept:
            self._left.setdefault(line.moment.state, []).append(line)

    def forget_places(self) -> None:
        """Forget where they were read, before other configurations are gone through."""
        self.first_read = {}

    def _stands(self, line: LineGuard, now: Mapping[Moment, Configuration], node: int) -> bool:
        moment = now.get(line.moment)
        if moment is None:
            return True
        if not self._compiled.holds(line.guard, moment):
            return False
        self.first_read.setdefault(line, node)
        return True


def true_configurations(graph: Graph) -> Iterator[Configuration]:
    """For each node a configuration that a run really has there, with everything that the solver forgets."""
    found: list[Configuration] = []
    for arrival in graph.arrivals:
        if arrival is None:
            found.append(graph.compiled.start())
        else:
            outcomes = graph.compiled.step(found[arrival.node], arrival.choice)
            found.append(next(outcome.configuration for outcome in outcomes if outcome.arm == arrival.arm))
        yield found[-1]


def tried_configurations(graph: Graph, states: Iterable[int]) -> Iterator[Configuration]:
    """What runs really have in some states, on some ways there taken at random from all the ways there are.

    Most guards that can fail do so on one of these, long before everything that is shown is explored.
    """
    wanted: dict[int, list[int]] = {state: [] for state in states}
    for node, configuration in enumerate(graph.configurations):
        if configuration[0] in wanted:
            wanted[configuration[0]].append(node)
    leading: dict[int, list[tuple[int, int | None, int]]] = {}
    for node, options in enumerate(graph.options):
        for choice, _, reached in options:
            for arm, after in enumerate(reached):
                leading.setdefault(after, []).append((node, choice, arm))
    source = random.Random(0)
    for nodes in wanted.values():
        for _ in range(_WAYS_TRIED):
            node = source.choice(nodes)
            way: list[tuple[int | None, int]] = []
            while node and len(way) < _LONGEST_WAY:
                node, choice, arm = source.choice(leading[node])
                way.append((choice, arm))
            if not node:
                yield _at_the_end(graph.compiled, reversed(way))


def _at_the_end(compiled: CompiledScenario, way: Iterable[tuple[int | None, int]]) -> Configuration:
    configuration = compiled.start()
    for choice, arm in way:
        outcomes = compiled.step(configuration, choice)
        configuration = outcomes[arm if len(outcomes) > 1 else 0].configuration
    return configuration
