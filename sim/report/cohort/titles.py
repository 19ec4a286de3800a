"""What the library calls the things that a history only has ids for."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from scoring.catalogue import Catalogue
from sim.report.cohort.learner_names import one_line
from sim.scenario.catalogue_file import shipped_catalogue
from sim.scenario.library import Library
from sim.scenario.reader import read_scenario

LONGEST = 120


@dataclass(frozen=True, slots=True)
class Titles:
    """Titles by id; what is not in the library is called by its id.

    `captions` are those of states, by the hash of their file and their id.
    """

    scenarios: Mapping[str, str]
    captions: Mapping[tuple[str, str], str]
    catalogue: Catalogue

    def scenario(self, name: str) -> str:
        """What a scenario is called."""
        return self.scenarios.get(name, one_line(name, LONGEST))

    def principle(self, name: str) -> str:
        """What a principle is called."""
        known = self.catalogue.principles.get(name)
        return one_line(name if known is None else known.name, LONGEST)

    def insight(self, name: str) -> str:
        """What an insight is called."""
        known = self.catalogue.insights.get(name)
        return one_line(name if known is None else known.title, LONGEST)

    def caption(self, edition: str, state: str) -> str:
        """When and where a state is set; empty where it says nothing, or the library has another edition."""
        return self.captions.get((edition, state), "")


def titles_of(scenarios: Iterable[str], library: Library) -> Titles:
    """Read those of the scenarios that the library has; one with errors is called by its id."""
    wanted = set(scenarios)
    titles: dict[str, str] = {}
    captions: dict[tuple[str, str], str] = {}
    catalogue = shipped_catalogue()
    for entry in library.entries():
        if entry.id not in wanted:
            continue
        reading = read_scenario(entry.path)
        if reading.scenario is None:
            continue
        catalogue = catalogue.extended_by(reading.catalogue)
        titles[entry.id] = one_line(reading.scenario.title.strip(), LONGEST)
        for state in reading.scenario.states.values():
            if state.caption:
                captions[reading.scenario.hash, state.id] = one_line(state.caption.strip(), LONGEST)
    return Titles(titles, captions, catalogue)
