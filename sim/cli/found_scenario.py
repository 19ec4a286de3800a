"""From the SCENARIO of a command line to something playable, or to its findings printed."""

from __future__ import annotations

import argparse
import json
from pathlib import Path

from sim.engine.compiled import CompiledScenario, compile_scenario
from sim.report.finding_text import finding_text
from sim.report.json_form import findings_form
from sim.scenario.finding import Finding
from sim.scenario.library import Library
from sim.scenario.reader import Reading, read_scenario


def find(arguments: argparse.Namespace) -> Path:
    """The file that the command line names.

    Raises:
        ScenarioNotFound: there is no such scenario.

    """
    return Library.standard(arguments.library).find(arguments.scenario)


def read(arguments: argparse.Namespace) -> tuple[Reading, CompiledScenario | None]:
    """Read and compile the scenario named; None instead where it has errors, which are then printed."""
    reading = read_scenario(find(arguments))
    if reading.scenario is None:
        print_findings(reading.findings, reading.text, arguments.format)
        return reading, None
    return reading, compile_scenario(reading.scenario)


def print_findings(findings: tuple[Finding, ...], text: str | None, form: str) -> None:
    """Print the findings of one file as `check` does."""
    if form == "json":
        print(json.dumps(findings_form(findings), indent=2))
    else:
        print("\n\n".join(finding_text(finding, text) for finding in findings))
