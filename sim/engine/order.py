"""The order in which a graph can be solved backwards, or the loops that forbid it."""

from __future__ import annotations

from collections import deque

from sim.engine.graph import Arrival, Graph


def topological_order(graph: Graph) -> list[int] | None:
    """All nodes, each before those it leads to; None where some configuration can come back to itself."""
    following = [[after for _, _, reached in options for after in reached] for options in graph.options]
    waiting = [0] * len(following)
    for after in following:
        for successor in after:
            waiting[successor] += 1
    ready = [node for node, count in enumerate(waiting) if count == 0]
    order: list[int] = []
    while ready:
        node = ready.pop()
        order.append(node)
        for successor in following[node]:
            waiting[successor] -= 1
            if waiting[successor] == 0:
                ready.append(successor)
    return order if len(order) == len(graph.options) else None


def loops(graph: Graph) -> list[list[int]]:
    """The sets of nodes that can come back to themselves: the strongly connected components with a cycle.

    Tarjan's algorithm, with a stack of its own. Each component is sorted; they come in the order of their
    first nodes.
    """
    found: list[list[int]] = []
    index: dict[int, int] = {}
    lowest: dict[int, int] = {}
    on_stack: set[int] = set()
    stack: list[int] = []
    for root in range(len(graph.options)):
        if root in index:
            continue
        work = [(root, iter(graph.successors(root)))]
        index[root] = lowest[root] = len(index)
        stack.append(root)
        on_stack.add(root)
        while work:
            node, successors = work[-1]
            for successor in successors:
                if successor not in index:
                    index[successor] = lowest[successor] = len(index)
                    stack.append(successor)
                    on_stack.add(successor)
                    work.append((successor, iter(graph.successors(successor))))
                    break
                if successor in on_stack:
                    lowest[node] = min(lowest[node], index[successor])
            else:
                work.pop()
                if work:
                    parent = work[-1][0]
                    lowest[parent] = min(lowest[parent], lowest[node])
                if lowest[node] == index[node]:
                    component = []
                    while True:
                        member = stack.pop()
                        on_stack.discard(member)
                        component.append(member)
                        if member == node:
                            break
                    if len(component) > 1 or node in graph.successors(node):
                        found.append(sorted(component))
    return sorted(found)


def lap(graph: Graph, component: list[int]) -> list[Arrival]:
    """A shortest way within a component from its first node back to that node."""
    members = set(component)
    first = component[0]
    arrivals: dict[int, Arrival] = {}
    frontier = deque([first])
    while first not in arrivals:
        node = frontier.popleft()
        for choice, _, reached in graph.options[node]:
            drawn = len(reached) > 1
            for arm, after in enumerate(reached):
                if after in members and after not in arrivals:
                    arrivals[after] = Arrival(node, choice, arm, drawn)
                    frontier.append(after)
    way = [arrivals[first]]
    while way[-1].node != first:
        way.append(arrivals[way[-1].node])
    way.reverse()
    return way
