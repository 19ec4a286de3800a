"""How guards come out wherever a run reads them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import NamedTuple

from sim.engine.compilation import Configuration
from sim.engine.compiled import CompiledScenario
from sim.engine.graph import Graph
from sim.engine.watching import Moment, lines_by_moment, moments
from sim.scenario.guard import Guard
from sim.scenario.model import WayKind

OffersByState = Mapping[int, Mapping[tuple[int | None, ...], int]]
"""For each state entered, by its index: every list of options that it can offer, and the first node that does."""

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
    def left(self) -> tuple[LineGuard, ...]:
        """Those that were read, and never failed."""
        return tuple(line for lines in self._left.values() for line in lines if line in self.first_read)

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
        """Leave out what was never read, and forget where the others were."""
        kept = self.left
        self._left = {}
        for line in kept:
            self._left.setdefault(line.moment.state, []).append(line)
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
