"""`emptychair inspect`: the exact solution of a scenario."""

from __future__ import annotations

import argparse
import json
import sys

from sim.cli.exit_code import DONE, FAULTS
from sim.cli.found_scenario import print_findings, read
from sim.engine.inspection import inspect
from sim.engine.verdict import judge
from sim.report.inspection_text import inspection_text
from sim.report.json_form import inspection_form


def run(arguments: argparse.Namespace) -> int:
    """Solve and print.

    Raises:
        ScenarioNotFound: there is no such scenario.

    """
    reading, compiled = read(arguments)
    if compiled is None:
        return FAULTS
    verdict = judge(compiled, reading.path)
    if verdict.findings:
        print_findings(verdict.findings, reading.text, arguments.format)
        return FAULTS
    inspection = inspect(verdict, reading.catalogue.principles)
    if arguments.format == "json":
        json.dump(inspection_form(inspection), sys.stdout, indent=2)
        print()
    else:
        print(inspection_text(inspection, compiled.scenario, reading.catalogue))
    return DONE
