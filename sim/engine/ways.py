"""Ways through a graph that a run can be led along: the choices to make, and the arms to draw."""

from __future__ import annotations

from sim.engine.graph import Arrival, Graph
from sim.engine.walk import Record


def way_to_rest(graph: Graph, node: int) -> Record:
    """A shortest way to a node; from an interlude it goes on as a run would, by first arms, until it comes to rest."""
    return _joined(graph.way_to(node), graph.record_of(iter(_onwards(graph, node))))


def way_past(graph: Graph, node: int, choice: int | None, arm: int = 0) -> Record:
    """A shortest way to a node, then on by a choice (None: an interlude's own way) until the run comes to rest.

    `arm` is the arm drawn where the way on is a chance.
    """
    reached = next(reached for number, _, reached in graph.options[node] if number == choice)
    drawn = len(reached) > 1
    after = reached[arm if drawn else 0]
    steps = [Arrival(node, choice, arm, drawn), *_onwards(graph, after)]
    return _joined(graph.way_to(node), graph.record_of(iter(steps)))


def _onwards(graph: Graph, node: int) -> list[Arrival]:
    steps: list[Arrival] = []
    met: set[int] = set()
    while graph.compiled.state_of(graph.configurations[node]).way is not None and node not in met:
        met.add(node)
        [(_, _, reached)] = graph.options[node]
        steps.append(Arrival(node, None, 0, len(reached) > 1))
        node = reached[0]
    return steps


def _joined(first: Record, second: Record) -> Record:
    return Record(first.choices + second.choices, first.draws + second.draws)
