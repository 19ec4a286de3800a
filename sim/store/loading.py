"""From a scenario's file to everything that is needed to play it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from scoring.catalogue import Catalogue
from sim.engine.compiled import CompiledScenario, compile_scenario
from sim.engine.machine import ScenarioMachine
from sim.engine.verdict import Verdict, judge
from sim.scenario.error import EmptyChairError
from sim.scenario.finding import Finding, Severity
from sim.scenario.model import Scenario
from sim.scenario.reader import read_scenario


class ScenarioFaulty(EmptyChairError):
    """A scenario has errors and cannot be played. `findings` are its errors, `text` its file's text if it has one."""

    title = "This scenario cannot be played"

    def __init__(self, path: Path, findings: Sequence[Finding], text: str | None) -> None:
        errors = "1 error" if len(findings) == 1 else f"{len(findings)} errors"
        first = findings[0]
        super().__init__(
            f"{path} has {errors}. Line {first.mark.line}: {first.message}",
            f"Run `emptychair check {path}` to see all of it, and mend the file.",
        )
        self.path = path
        self.findings = tuple(findings)
        self.text = text


@dataclass(frozen=True, slots=True)
class Loaded:
    """A scenario ready to be played: read, compiled, built as a machine and solved."""

    path: Path
    scenario: Scenario
    catalogue: Catalogue
    compiled: CompiledScenario
    machine: ScenarioMachine
    verdict: Verdict


def load(path: Path) -> Loaded:
    """Read and solve a scenario; up to a second or two for a very large one.

    Raises:
        ScenarioFaulty: the file has errors, or could not be read.

    """
    reading = read_scenario(path)
    if reading.scenario is None:
        raise ScenarioFaulty(path, _errors(reading.findings), reading.text)
    compiled = compile_scenario(reading.scenario)
    verdict = judge(compiled, path)
    if errors := _errors(verdict.findings):
        raise ScenarioFaulty(path, errors, reading.text)
    return Loaded(path, reading.scenario, reading.catalogue, compiled, ScenarioMachine(compiled), verdict)


def _errors(findings: Sequence[Finding]) -> list[Finding]:
    return [finding for finding in findings if finding.severity is Severity.ERROR]
