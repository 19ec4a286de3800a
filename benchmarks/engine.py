"""How fast a story is stepped, played at random, read and solved. `python -m benchmarks.engine [rounds]`."""

from __future__ import annotations

import random
import sys
import time
from collections.abc import Callable
from itertools import product
from pathlib import Path
from statistics import median

from benchmarks import small_story
from benchmarks.small_story import SMALL
from benchmarks.story import Reading, story
from benchmarks.table import Figure, table
from sim.engine.compilation import Configuration
from sim.engine.compiled import CompiledScenario, compile_scenario
from sim.engine.machine import ScenarioMachine
from sim.engine.sampling import play_at_random
from sim.engine.verdict import judge
from sim.scenario.catalogue_file import shipped_catalogue
from sim.scenario.folders import shipped_scenarios
from sim.scenario.model import Scenario
from sim.scenario.reader import read_bytes, read_scenario

ROUNDS = 15
PLAYS = 2_000
STEPS = 20_000
PATH = Path("measured.yaml")
EARLY_SEED = 4
"""Of the first ten stories that read their meters early, the one with the most configurations as it is written."""

OF_30_KB = 7
"""The generated story with so many decisions is a file of about 30 kB."""


def measure(rounds: int = ROUNDS, plays: int = PLAYS, steps: int = STEPS) -> list[Figure]:
    """Everything the engine is measured by; times are medians of processor time."""
    data, shorter = story(), story(OF_30_KB)
    compiled = compile_scenario(_scenario(data))
    early = compile_scenario(_scenario(story(seed=EARLY_SEED, reading=Reading.EARLY)))
    playing = _seconds(lambda: _play(compiled, plays), max(rounds // 3, 1))
    reading = _seconds(lambda: _scenario(shorter), rounds)
    figures = [
        Figure("a step, against one written by hand", _step_ratio(rounds, steps), "times"),
        Figure("random plays of the generated story", plays / playing, "a second", 20_000, at_most=False),
        *_judging("the generated story", compiled, rounds),
        *_judging("one that reads meters early", early, rounds),
        Figure(f"reading a file of {len(shorter) // 1000} kB", reading * 1000, "ms"),
        Figure(
            "compiling the generated story",
            _milliseconds(lambda: compile_scenario(compiled.scenario), rounds),
            "ms",
        ),
        Figure("building its machine", _milliseconds(lambda: ScenarioMachine(compiled), rounds), "ms"),
    ]
    for path in sorted(shipped_scenarios().glob("*.yaml")):
        figures.extend(_opening(path, max(rounds // 3, 1)))
    return figures


def _judging(what: str, compiled: CompiledScenario, rounds: int) -> list[Figure]:
    """How long judging a story takes, and how many configurations that is."""
    size = len(judge(compiled, PATH).graph.configurations)
    milliseconds = _milliseconds(lambda: judge(compiled, PATH), rounds)
    return [
        Figure(f"judging {what}", milliseconds, "ms", 10),
        Figure(f"configurations of {what}", size, "configurations"),
    ]


def _opening(path: Path, rounds: int) -> list[Figure]:
    """What opening a shipped scenario takes."""
    scenario = read_scenario(path).scenario
    if scenario is None:
        return []  # a catalogue beside the scenarios, or a file that `check` has something to say of
    compiled = compile_scenario(scenario)

    def open_it() -> None:
        read = read_scenario(path).scenario
        assert read is not None
        again = compile_scenario(read)
        judge(again, path)
        ScenarioMachine(again)

    return [
        Figure(f"{path.stem}, judged", _milliseconds(lambda: judge(compiled, path), rounds), "ms"),
        Figure(f"{path.stem}, read to ready", _milliseconds(open_it, rounds), "ms", 500),
    ]


def _step_ratio(rounds: int, steps: int) -> float:
    """The engine's step against the hand-written one, over the same configurations and choices."""
    compiled = compile_scenario(_scenario(SMALL))
    places = _places(compiled)
    laps = max(steps // len(places), 1)
    ratios = []
    for _ in range(rounds):
        by_engine = _seconds(lambda: _lap(compiled.step, places, laps), 1)
        by_hand = _seconds(lambda: _lap(small_story.step, places, laps), 1)
        ratios.append(by_engine / by_hand)
    return median(ratios)


def _places(compiled: CompiledScenario) -> list[tuple[Configuration, int]]:
    """Every configuration that can be reached, with every choice available in it, the same by both rules.

    Raises:
        AssertionError: the two rules do not agree.

    """
    assert compiled.start() == small_story.START
    found, places = {small_story.START}, []
    waiting = [small_story.START]
    while waiting:
        configuration = waiting.pop()
        for choice in compiled.available(configuration):
            places.append((configuration, choice))
            outcomes = small_story.step(configuration, choice)
            assert [(o.weight, o.configuration) for o in compiled.step(configuration, choice)] == list(
                outcomes
            )
            for _, reached in outcomes:
                if reached not in found:
                    found.add(reached)
                    waiting.append(reached)
    return list(places)


def _lap(step: Callable[..., object], places: list[tuple[Configuration, int]], laps: int) -> None:
    for _, (configuration, choice) in product(range(laps), places):
        step(configuration, choice)


def _play(compiled: CompiledScenario, plays: int) -> None:
    source = random.Random(0)
    for _ in range(plays):
        play_at_random(compiled, source)


def _scenario(data: bytes) -> Scenario:
    reading = read_bytes(data, PATH, shipped_catalogue())
    assert reading.scenario is not None, reading.findings
    return reading.scenario


def _seconds(act: Callable[[], object], rounds: int) -> float:
    times = []
    for _ in range(rounds):
        before = time.process_time()
        act()
        times.append(time.process_time() - before)
    return median(times)


def _milliseconds(act: Callable[[], object], rounds: int) -> float:
    return _seconds(act, rounds) * 1000


if __name__ == "__main__":
    print(table("The engine", measure(int(sys.argv[1]) if len(sys.argv) > 1 else ROUNDS)))
