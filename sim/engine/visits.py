"""How often somebody who picks at random comes by each configuration."""

from __future__ import annotations

from sim.engine.solution import Solution


def guesser_visits(solution: Solution) -> tuple[float, ...]:
    """For each node of the graph, the chance that a guesser enters it; no run enters one twice."""
    graph = solution.graph
    chances = [0.0] * len(graph.configurations)
    chances[0] = 1.0
    for node in solution.order:
        options = graph.options[node]
        if not options or chances[node] == 0.0:
            continue
        share = chances[node] / len(options)
        for _, probabilities, reached in options:
            for probability, after in zip(probabilities, reached, strict=True):
                chances[after] += share * probability
    return tuple(chances)
