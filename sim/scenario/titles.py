"""The titles of a library's scenarios."""

from __future__ import annotations

from sim.scenario.library import Library
from sim.scenario.reader import read_scenario


def titles(library: Library) -> dict[str, str]:
    """The title of each scenario without errors by its id: the easiest first, of these the shortest."""
    read = [(entry.id, read_scenario(entry.path).scenario) for entry in library.entries()]
    found = [(name, scenario) for name, scenario in read if scenario is not None]
    found.sort(key=lambda pair: (pair[1].difficulty.rank, pair[1].minutes))
    return {name: " ".join(scenario.title.split()) for name, scenario in found}
