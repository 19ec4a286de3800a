from __future__ import annotations

from pathlib import Path

from sim.engine.library_inspection import (
    FaultyScenario,
    InspectedScenario,
    LibraryInspection,
    inspect_for_library,
    inspect_library,
)
from sim.engine.verdict import judge
from sim.scenario.model import Difficulty
from tests.engine.hand_made import choice, data, decision, ending
from tests.engine.solved_example import FILE, catalogue, verdict
from tests.scenario_strategy import PATH, story_of

EASY = story_of(
    data({"a": decision(choice("x", "end", 1), choice("y", "end")), "end": ending()})
    | {"difficulty": "intro"}
)


def example() -> InspectedScenario:
    return inspect_for_library(FILE, verdict(), catalogue())


def library() -> LibraryInspection:
    easy = inspect_for_library(PATH, judge(EASY.compiled, PATH), catalogue())
    return inspect_library([example(), easy], [FaultyScenario(Path("bad.yaml"), 2)], catalogue())


def test_the_strongest_principle_is_one_that_the_scenario_rates() -> None:
    """All others come to the first choice, which is best in the example too."""
    assert example().strongest == "presence"
    assert example().principles["presence"] == 2
    assert example().principles["evidence"] == 0


def test_the_easiest_scenarios_come_first() -> None:
    assert [one.difficulty for one in library().scenarios] == [Difficulty.INTRO, Difficulty.CORE]
    assert library().difficulties == {
        Difficulty.INTRO: ("random",),
        Difficulty.CORE: ("customer-went-quiet",),
        Difficulty.ADVANCED: (),
    }


def test_principles_are_counted_over_all_scenarios() -> None:
    counted = {one.principle: (one.decisions, one.scenarios) for one in library().principles}
    assert counted["coaching"] == (3, ("random", "customer-went-quiet"))
    assert counted["presence"] == (2, ("customer-went-quiet",))
    assert counted["evidence"] == (0, ())


def test_every_insight_of_the_catalogue_names_who_teaches_it() -> None:
    assert list(library().insights) == list(catalogue().insights)
    taught = {insight: scenarios for insight, scenarios in library().insights.items() if scenarios}
    assert taught == {"email-is-our-story": ("customer-went-quiet",)}


def test_a_scenario_over_the_budget_has_no_strongest_principle() -> None:
    one = inspect_for_library(PATH, judge(EASY.compiled, PATH, budget=1), catalogue())
    assert one.strongest is None
    assert one.inspection.sampled is not None
