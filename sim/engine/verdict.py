"""Whether a scenario can be played and solved: its solution, or what stands in the way."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from sim.engine.collector import collector_paused
from sim.engine.compiled import CompiledScenario
from sim.engine.draws import FixedDraws
from sim.engine.graph import BUDGET, Graph
from sim.engine.order import lap, loops, topological_order
from sim.engine.solution import Solution, solve
from sim.engine.walk import Record, walk
from sim.scenario.finding import Code, Finding, Mark
from sim.scenario.model import Scenario


@dataclass(frozen=True, slots=True)
class Verdict:
    """What the solver has to say of a scenario.

    `solution` is None where there are errors that forbid one (`findings` tells which), and where the scenario is
    over the budget (`graph.complete` is False).
    """

    graph: Graph
    solution: Solution | None
    findings: tuple[Finding, ...]


def judge(compiled: CompiledScenario, path: Path, budget: int = BUDGET) -> Verdict:
    """Explore and solve a scenario; `path` is named in the findings.

    Over the budget, the findings are those of the part explored.
    """
    with collector_paused():
        return _judge(compiled, path, budget)


def _judge(compiled: CompiledScenario, path: Path, budget: int) -> Verdict:
    graph = Graph(compiled, budget)
    findings = [*_stuck(graph, path)]
    order = topological_order(graph)
    if order is None:
        findings.extend(_endless(graph, path))
    solution = None
    if order is not None and graph.complete and not findings:
        solution = solve(graph, order)
        findings.extend(_red_lines(solution, path))
    return Verdict(graph, solution, tuple(sorted(findings, key=lambda finding: finding.sort_key)))


def _stuck(graph: Graph, path: Path) -> list[Finding]:
    found: dict[str, Finding] = {}
    for node, options in enumerate(graph.options):
        if options:
            continue
        state = graph.compiled.state_of(graph.configurations[node])
        if not state.choices or state.id in found:
            continue
        if graph.compiled.available(graph.configurations[node]):
            continue  # not stuck, only beyond the budget
        way = graph.way_to(node)
        where = _where_it_stands(graph, way, [choice.when.names for choice in state.choices if choice.when])
        found[state.id] = _finding(
            path,
            state.mark,
            Code.STUCK,
            f"In the state “{state.id}” a run can come to a point where no choice is available{where}.",
            "Give one of its choices no guard, or guards of which one always holds.",
            way,
        )
    return list(found.values())


def _endless(graph: Graph, path: Path) -> list[Finding]:
    found: dict[frozenset[int], Finding] = {}
    for component in loops(graph):
        states = frozenset(graph.configurations[node][0] for node in component)
        if states in found:
            continue
        node = component[0]
        state = graph.compiled.state_of(graph.configurations[node])
        to_it = graph.way_to(node)
        round_it = graph.record_of(iter(lap(graph, component)))
        found[states] = _finding(
            path,
            state.mark,
            Code.ENDLESS_LOOP,
            f"The state “{state.id}” can come back to itself with nothing changed, so a run might never end.",
            "Let every lap spend something that a guard reads: a meter that runs out, or a fact that becomes true.",
            Record(to_it.choices + round_it.choices, to_it.draws + round_it.draws),
        )
    return list(found.values())


def _red_lines(solution: Solution, path: Path) -> list[Finding]:
    graph = solution.graph
    found: dict[tuple[str, str], Finding] = {}
    tempting = {
        index
        for index, state in enumerate(graph.compiled.states)
        if any(choice.choice.red_line is not None for choice in state.choices)
    }
    for node, position in enumerate(solution.positions):
        if position is None or graph.configurations[node][0] not in tempting:
            continue
        state = graph.compiled.state_of(graph.configurations[node])
        for number in position.best:
            choice = state.choices[number]
            if choice.red_line is None or (state.id, choice.id) in found:
                continue
            found[state.id, choice.id] = _finding(
                path,
                choice.mark,
                Code.RED_LINE_BEST,
                f"“{choice.id}” crosses a red line and is a best choice in the state “{state.id}”.",
                "Make another choice there worth more, or take the red line away.",
                graph.way_to(node),
            )
    return list(found.values())


def _where_it_stands(graph: Graph, way: Record, read: list[frozenset[str]]) -> str:
    names = frozenset().union(*read)
    layout, scenario = graph.compiled.layout, graph.compiled.scenario
    # The node has only what matters; the way to it has the values that a player would see.
    now = walk(graph.compiled, way.choices, FixedDraws(way.draws)).now
    values = [
        f"{name} is {_spoken(scenario, name, now[position])}"
        for name, position in layout.positions.items()
        if name in names
    ]
    return f" ({', '.join(values)})" if values else ""


def _spoken(scenario: Scenario, name: str, value: int) -> str:
    if name in scenario.facts:
        return "true" if value else "false"
    return str(value)


def _finding(path: Path, mark: Mark, code: Code, message: str, hint: str, way: Record) -> Finding:
    return Finding(path, mark, code, message, hint, way.choices, way.draws)
