"""A file of a scenario as it is at one moment: what was found in it, and the scenario, if it can be played."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from sim.engine.compiled import CompiledScenario, compile_scenario
from sim.scenario.finding import Finding, Severity
from sim.scenario.reader import read_scenario
from sim.store.checking import check_file

_TRIES = 3
"""A file that changes while it is read is read again so many times; after that, whoever watches it sees it change."""


@dataclass(frozen=True, slots=True)
class Version:
    """What a file was when it was read. `compiled` is None where there are errors.

    `findings` has the errors first, each kind by line and column; `text` is what the file says, where it is text.
    """

    path: Path
    findings: tuple[Finding, ...]
    text: str | None
    compiled: CompiledScenario | None


def read_version(path: Path) -> Version:
    """Read, solve and review a file, as `check` does. A bad file raises nothing: its findings say what is wrong."""
    for attempt in range(1, _TRIES + 1):
        checked = check_file(path)
        findings = tuple(sorted(checked.findings, key=lambda finding: finding.severity is not Severity.ERROR))
        if findings and findings[0].severity is Severity.ERROR:
            return Version(path, findings, checked.text, None)
        reading = read_scenario(path)
        if reading.scenario is None and attempt == _TRIES:
            return Version(path, reading.findings, reading.text, None)
        if reading.scenario is not None and (reading.scenario.hash == checked.hash or attempt == _TRIES):
            return Version(path, findings, reading.text, compile_scenario(reading.scenario))
    raise AssertionError("the last attempt returns")
