"""Solving every scenario of a library, to report on all of them side by side."""

from __future__ import annotations

from collections.abc import Callable

from sim.engine.compiled import compile_scenario
from sim.engine.library_inspection import (
    FaultyScenario,
    InspectedScenario,
    LibraryInspection,
    inspect_for_library,
    inspect_library,
)
from sim.engine.verdict import judge
from sim.scenario.catalogue_file import shipped_catalogue
from sim.scenario.finding import Severity
from sim.scenario.library import Library
from sim.scenario.reader import read_scenario


def inspected_library(library: Library, tell: Callable[[int], None] = lambda done: None) -> LibraryInspection:
    """Read and solve all of it; `tell` hears before each scenario how many are done."""
    catalogue = shipped_catalogue()
    scenarios: list[InspectedScenario] = []
    faulty: list[FaultyScenario] = []
    for done, entry in enumerate(library.entries()):
        tell(done)
        reading = read_scenario(entry.path)
        findings = list(reading.findings)
        if reading.scenario is not None:
            verdict = judge(compile_scenario(reading.scenario), entry.path)
            findings.extend(verdict.findings)
        errors = sum(1 for finding in findings if finding.severity is Severity.ERROR)
        if reading.scenario is None or errors:
            faulty.append(FaultyScenario(entry.path, errors))
            continue
        catalogue = catalogue.extended_by(reading.catalogue)
        scenarios.append(inspect_for_library(entry.path, verdict, reading.catalogue))
    return inspect_library(scenarios, faulty, catalogue)
