"""`emptychair run`: named choices played without asking, and the debrief printed."""

from __future__ import annotations

import argparse
import json
import secrets
import sys

from sim.cli.exit_code import DONE, FAULTS
from sim.cli.found_scenario import print_findings, read
from sim.engine.debrief import debrief
from sim.engine.draws import DrawSource, FixedDraws, SeededDraws
from sim.engine.verdict import judge
from sim.engine.walk import finished_walk
from sim.report.debrief_text import debrief_text
from sim.report.json_form import debrief_form
from sim.store.session import SEEDS


def run(arguments: argparse.Namespace) -> int:
    """Play, judge, print.

    The choices are walked before the scenario is solved, so that the way named by a finding can be replayed
    even where the scenario has no solution.

    Raises:
        RunError: the choices do not make a run.
        ScenarioNotFound: there is no such scenario.

    """
    reading, compiled = read(arguments)
    if compiled is None:
        return FAULTS
    seed: int | None = None
    draws: DrawSource
    if arguments.draws is not None:
        draws = FixedDraws(arguments.draws)
    else:
        seed = secrets.randbelow(SEEDS) if arguments.seed is None else arguments.seed
        draws = SeededDraws(seed)
    walked = finished_walk(compiled, arguments.choose, draws)
    verdict = judge(compiled, reading.path)
    if verdict.findings:
        print_findings(verdict.findings, reading.text, arguments.format)
        return FAULTS
    judged = debrief(compiled, verdict.solution, walked, reading.catalogue.principles)
    if arguments.format == "json":
        json.dump(debrief_form(judged, seed), sys.stdout, indent=2)
        print()
    else:
        print(debrief_text(judged, reading.catalogue))
        if seed is not None:
            print(f"\nThe draws came from the seed {seed}: --seed {seed} plays the same again.")
    return DONE
