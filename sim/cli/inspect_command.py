"""`emptychair inspect`: the exact solution of a scenario, or of every scenario of the library side by side."""

from __future__ import annotations

import argparse
import json
import sys
from pathlib import Path

from sim.cli.exit_code import DONE, FAULTS
from sim.cli.found_scenario import print_findings, read
from sim.cli.inspected_library import inspected_library
from sim.cli.progress_line import ProgressLine
from sim.cli.terminal_width import reading_width, terminal_width
from sim.engine.full_inspection import inspect_fully
from sim.engine.verdict import judge
from sim.report.inspection_form import full_inspection_form, library_form
from sim.report.inspection_text import inspection_text
from sim.report.json_form import Json
from sim.report.library_text import library_text
from sim.report.words import visible
from sim.scenario.library import Library


def run(arguments: argparse.Namespace) -> int:
    """Solve and print: the scenario named, or the whole library where none is.

    Raises:
        ScenarioNotFound: there is no such scenario.

    """
    return _scenario(arguments) if arguments.scenario is not None else _library(arguments)


def _scenario(arguments: argparse.Namespace) -> int:
    reading, compiled = read(arguments)
    if compiled is None:
        return FAULTS
    verdict = judge(compiled, reading.path)
    if verdict.findings:
        print_findings(verdict.findings, reading.text, arguments.format)
        return FAULTS
    full = inspect_fully(verdict, reading.catalogue)
    if arguments.format == "json":
        _print_json(full_inspection_form(full))
    else:
        # An id found in a folder named for this once would not be found by the command that the page shows.
        name = visible(reading.path if arguments.library else arguments.scenario)
        print(inspection_text(full, reading.catalogue, name, reading_width()))
    return DONE


def _library(arguments: argparse.Namespace) -> int:
    missing = [folder for folder in arguments.library if not _is_folder(folder)]
    for folder in missing:
        print(
            f"There is no folder {visible(folder)}. For one scenario: emptychair inspect {visible(folder)}",
            file=sys.stderr,
        )
    library = Library.standard(arguments.library)
    with ProgressLine(sys.stderr, "solved", len(library.entries())) as progress:
        inspected = inspected_library(library, progress.tell)
    if arguments.format == "json":
        _print_json(library_form(inspected))
    else:
        print(library_text(inspected, reading_width(), terminal_width()))
    return FAULTS if inspected.faulty or missing else DONE


def _is_folder(path: Path) -> bool:
    try:
        return path.is_dir()
    except OSError:
        return False


def _print_json(form: Json) -> None:
    json.dump(form, sys.stdout, indent=2)
    print()
