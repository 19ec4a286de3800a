"""What can be said of a whole library: its scenarios side by side, and what of the catalogue they cover."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from scoring.catalogue import Catalogue
from sim.engine.coverage import insights_covered, principles_covered, size_of
from sim.engine.inspection import Inspection, inspect
from sim.engine.verdict import Verdict
from sim.scenario.model import Difficulty, Scenario


@dataclass(frozen=True, slots=True)
class InspectedScenario:
    """One scenario of the library.

    `strongest` is the principle, of those rated in it, whose policy has the highest conduct, the first of equals; None
    where nothing is proven, rated or at stake. `discussions` counts the states at which a facilitator finds a question
    to put to the room. `principles` tells in how many decisions each is rated,
    `insights` are those that are taught.
    """

    path: Path
    title: str
    summary: str
    difficulty: Difficulty
    minutes: int
    states: int
    decisions: int
    discussions: int
    inspection: Inspection
    strongest: str | None
    principles: Mapping[str, int]
    insights: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class FaultyScenario:
    """A scenario that could not be inspected, and how many errors it has."""

    path: Path
    errors: int


@dataclass(frozen=True, slots=True)
class PrincipleInLibrary:
    """In how many decisions of how many scenarios a principle is rated."""

    principle: str
    decisions: int
    scenarios: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class LibraryInspection:
    """The library as a report. `insights` names for each insight of the catalogue the scenarios that teach it."""

    scenarios: tuple[InspectedScenario, ...]
    faulty: tuple[FaultyScenario, ...]
    catalogue: Catalogue
    principles: tuple[PrincipleInLibrary, ...]
    insights: Mapping[str, tuple[str, ...]]
    difficulties: Mapping[Difficulty, tuple[str, ...]]


def inspect_for_library(path: Path, verdict: Verdict, catalogue: Catalogue) -> InspectedScenario:
    """Report on one scenario without errors, for a library."""
    scenario: Scenario = verdict.graph.compiled.scenario
    inspection = inspect(verdict, catalogue.principles)
    covered = principles_covered(scenario, catalogue.principles, None)
    rated = {one.principle: inspection.policies[one.principle] for one in covered if one.decisions}
    proven = {name: conduct for name, conduct in rated.items() if conduct is not None}
    size = size_of(scenario)
    return InspectedScenario(
        path=path,
        title=scenario.title,
        summary=scenario.summary,
        difficulty=scenario.difficulty,
        minutes=scenario.minutes,
        states=size.states,
        decisions=size.decisions,
        discussions=sum(1 for state in scenario.states.values() if state.discuss),
        inspection=inspection,
        strongest=max(proven, key=lambda name: proven[name], default=None),
        principles={one.principle: len(one.decisions) for one in covered},
        insights=tuple(one.insight for one in insights_covered(scenario, catalogue.insights)),
    )


def inspect_library(
    scenarios: Iterable[InspectedScenario], faulty: Iterable[FaultyScenario], catalogue: Catalogue
) -> LibraryInspection:
    """Put the reports side by side, the easiest first, of these the shortest.

    `catalogue` holds all that theirs hold.
    """
    ordered = tuple(
        sorted(scenarios, key=lambda one: (one.difficulty.rank, one.minutes, one.inspection.scenario))
    )
    return LibraryInspection(
        scenarios=ordered,
        faulty=tuple(faulty),
        catalogue=catalogue,
        principles=tuple(_principle(name, ordered) for name in catalogue.principles),
        insights={
            insight: tuple(one.inspection.scenario for one in ordered if insight in one.insights)
            for insight in catalogue.insights
        },
        difficulties={
            difficulty: tuple(one.inspection.scenario for one in ordered if one.difficulty is difficulty)
            for difficulty in Difficulty
        },
    )


def _principle(name: str, scenarios: tuple[InspectedScenario, ...]) -> PrincipleInLibrary:
    rated = {one.inspection.scenario: one.principles.get(name, 0) for one in scenarios}
    return PrincipleInLibrary(name, sum(rated.values()), tuple(one for one, count in rated.items() if count))
