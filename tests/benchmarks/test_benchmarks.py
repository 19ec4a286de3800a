"""That the benchmarks run and measure something. How fast things are is no matter for tests."""

from __future__ import annotations

import sys
from collections.abc import Sequence

import pytest

from benchmarks.engine import EARLY_SEED
from benchmarks.engine import measure as measure_engine
from benchmarks.story import DEPTH, Reading, story
from benchmarks.table import Figure, table
from sim.engine.compiled import compile_scenario
from sim.engine.graph import Graph
from sim.engine.order import topological_order
from sim.engine.solution import solve
from sim.scenario.catalogue_file import shipped_catalogue
from sim.scenario.reader import read_bytes
from tests.scenario_strategy import PATH

needs_a_terminal = pytest.mark.skipif(
    sys.platform != "linux", reason="reads a child's clock as Linux numbers it"
)


def values(figures: Sequence[Figure]) -> dict[str, float]:
    measured = {figure.what: figure.value for figure in figures}
    assert len(measured) == len(figures)
    assert all(value > 0 for value in measured.values())
    return measured


@pytest.mark.parametrize(("seed", "reading"), [(0, Reading.TO_THE_END), (EARLY_SEED, Reading.EARLY)])
def test_the_generated_story_has_forty_states_and_twelve_decisions(seed: int, reading: Reading) -> None:
    read = read_bytes(story(seed=seed, reading=reading), PATH, shipped_catalogue())
    assert read.scenario is not None
    assert not read.findings
    assert len(read.scenario.states) == 40
    graph = Graph(compile_scenario(read.scenario))
    order = topological_order(graph)
    assert order is not None
    solution = solve(graph, order)
    assert (solution.fewest[0], solution.most[0]) == (DEPTH, DEPTH)
    assert story(seed=seed, reading=reading) == story(seed=seed, reading=reading)


def test_the_engine_is_measured() -> None:
    measured = values(measure_engine(rounds=1, plays=5, steps=100))
    assert {"a step, against one written by hand", "judging the generated story"} <= measured.keys()
    assert {name.partition(",")[0] for name in measured} >= {"gatekeeper", "ops-failure", "silent-customer"}


@needs_a_terminal
def test_the_first_paint_is_measured_and_its_pictures_come_in_order() -> None:
    from benchmarks.first_paint import measure

    measured = values(measure(rounds=1))
    assert (
        measured["home screen, anything"]
        <= measured["home screen, title and first scenario"]
        <= measured["home screen, all scenarios"]
    )


@needs_a_terminal
def test_keys_are_measured() -> None:
    from benchmarks.key_to_repaint import measure

    measured = values(measure(rounds=1, choices=2))
    assert measured["the slowest choice"] >= measured["a choice, kept and shown"]


@needs_a_terminal
def test_checking_is_measured_from_nothing_and_from_kept_results() -> None:
    from benchmarks.check import measure

    measured = values(measure(rounds=1, scenarios=3))
    for what in ("the library", "3 scenarios"):
        for whence in ("from nothing", "kept"):
            assert {f"{what}, {whence}, against bare", f"{what}, {whence}, memory"} <= measured.keys()


@needs_a_terminal
def test_a_long_history_is_measured_against_an_empty_one() -> None:
    from benchmarks.learning import measure

    measured = values(measure(rounds=1, runs=30))
    for what in ("opening the history", "home screen, all scenarios", "progress screen, filled"):
        assert measured[f"{what}, against empty"] == pytest.approx(
            measured[f"{what}, 30 runs"] / measured[f"{what}, empty"]
        )


def test_the_table_tells_goals_and_whether_they_are_reached() -> None:
    told = table(
        "Title",
        [
            Figure("fast", 1.5, "ms", 2),
            Figure("slow", 250, "ms", 100),
            Figure("many", 25_000, "a second", 20_000, at_most=False),
            Figure("merely told", 42.0, "times"),
        ],
    ).splitlines()
    assert told[0] == "Title"
    assert told[2].split() == ["fast", "1.50", "ms", "at", "most", "2.00", "ms", "reached"]
    assert told[3].split()[-2:] == ["not", "reached"]
    assert told[4].split()[-6:] == ["at", "least", "20,000", "a", "second", "reached"]
    assert told[5].split() == ["merely", "told", "42.0", "times"]


@needs_a_terminal
def test_a_room_is_measured_under_votes_that_are_all_acknowledged_and_shown() -> None:
    from benchmarks.room import measure

    figures = {figure.what: figure.value for figure in measure(rounds=2, most=30, some=20, seconds=1.0)}
    assert figures["30 votes at once, all acknowledged"] >= figures["30 at once, acknowledged, p99"] > 0
    assert figures["30 at once, memory at its peak"] >= figures["30 people connected, memory"] > 0
    assert figures["20 over 1 s, acknowledged, p99"] >= figures["20 over 1 s, acknowledged, median"] > 0
    assert figures["20 at once, screen behind, worst"] >= figures["20 at once, screen behind"] >= 0
