"""What is left to say of a scenario over the solver's budget: a little that is proven, and what was only sampled."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from sim.engine.graph import Graph
from sim.engine.sampling import Sample, sample
from sim.scenario.finding import START_OF_FILE, Code, Finding
from sim.scenario.model import Scenario


def too_big(graph: Graph, path: Path) -> Iterator[Finding]:
    """That the scenario is over the budget; and the states to which no way leads, whatever the guards say."""
    scenario = graph.compiled.scenario
    entered = {graph.compiled.state_of(configuration).id for configuration in graph.configurations}
    sampled = sample(graph.compiled)
    yield Finding(
        path,
        START_OF_FILE,
        Code.TOO_BIG,
        f"The scenario is too big to be solved: {len(graph.configurations):,} configurations were explored, "
        f"and there are more. Proven: {len(entered)} of its {len(scenario.states)} states can be entered. "
        f"Only sampled: {_sampled(sampled)}. Nothing else that the solver looks for was decided.",
        "Let guards ask fewer meters, and ask them in coarser steps; give meters that are counted down a smaller "
        "range; set what is no longer needed.",
    )
    led_to = _led_to(scenario)
    for state in scenario.states.values():
        if state.id not in led_to:
            yield Finding(
                path,
                state.mark,
                Code.UNREACHABLE_STATE,
                f"No way leads to the state “{state.id}”.",
                "Let a way lead to it, or take it out.",
            )


def _sampled(sampled: Sample) -> str:
    plays = f"{sampled.ended:,} of {sampled.plays:,} random plays came to an end"
    if not sampled.endings:
        return plays
    often, share = max(sampled.endings.items(), key=lambda ending: ending[1])
    return f"{plays}, most often in “{often}” ({100 * share:.0f} times in 100)"


def _led_to(scenario: Scenario) -> set[str]:
    """The states that can be come to if no guard ever stood in the way."""
    met = {scenario.start}
    waiting = [scenario.start]
    while waiting:
        state = scenario.states[waiting.pop()]
        ways = [choice.way for choice in state.choices] if state.way is None else [state.way]
        for arm in [arm for way in ways for arm in way.arms]:
            if arm.goto not in met:
                met.add(arm.goto)
                waiting.append(arm.goto)
    return met
