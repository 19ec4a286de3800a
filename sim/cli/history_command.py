"""`emptychair history`: what was played, the latest first."""

from __future__ import annotations

import argparse
import json
import sys
from contextlib import closing
from pathlib import Path

from sim.cli.exit_code import DONE
from sim.cli.left_out import tell_left_out
from sim.cli.terminal_width import terminal_width
from sim.report.history_form import history_form
from sim.report.history_text import history_lines
from sim.report.words import visible
from sim.scenario.library import Library
from sim.store.kept_run import KeptRun
from sim.store.store import Store


def run(arguments: argparse.Namespace) -> int:
    """Print the runs kept, of one scenario or of all.

    Raises:
        StoreError: the history cannot be used.
        ScenarioNotFound: no run is of that scenario, and there is no such scenario either.

    """
    with closing(Store.open()) as store:
        runs = store.runs()
    tell_left_out(runs)
    scenario: str | None = arguments.scenario
    of_scenario = runs if scenario is None else _of_scenario(scenario, runs, arguments.library)
    if arguments.format == "json":
        json.dump(history_form(of_scenario), sys.stdout, indent=2)
        print()
    elif of_scenario:
        print("\n".join(history_lines(of_scenario, terminal_width())))
    elif not runs.left_out:
        of, name = ("", "") if scenario is None else (f" of {visible(scenario)}", f" {visible(scenario)}")
        print(f"No run{of} is kept yet. Play one: emptychair play{name}")
    return DONE


def _of_scenario(scenario: str, runs: tuple[KeptRun, ...], folders: list[Path]) -> tuple[KeptRun, ...]:
    """The runs of a scenario; it may have left the library since, so the history is asked before it."""
    found = tuple(run for run in runs if run.scenario == scenario)
    if found:
        return found
    path = Library.standard(folders).find(scenario).absolute()
    return tuple(run for run in runs if run.path == path)
