from __future__ import annotations

from pathlib import Path

from sim.scenario.reader import read_scenario
from sim.tui.teaching import teaches
from tests.tui.small_scenario import write_scenario


def test_the_principles_in_which_choices_differ_most_come_first(folder: Path) -> None:
    reading = read_scenario(write_scenario(folder))
    assert reading.scenario is not None
    assert [found.id for found in teaches(reading.scenario, reading.catalogue)] == ["presence", "curiosity"]
    assert [found.id for found in teaches(reading.scenario, reading.catalogue, most=1)] == ["presence"]
