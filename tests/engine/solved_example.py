"""The example of the format's page, read from its file and solved; `tests/engine/test_worked_example.py` works it."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from scoring.catalogue import Catalogue
from sim.engine.compiled import compile_scenario
from sim.engine.full_inspection import FullInspection, inspect_fully
from sim.engine.verdict import Verdict, judge
from sim.scenario.reader import Reading, read_scenario

FILE = Path(__file__).parents[1] / "scenario" / "data" / "customer-went-quiet.yaml"


@cache
def reading() -> Reading:
    return read_scenario(FILE)


def catalogue() -> Catalogue:
    return reading().catalogue


@cache
def verdict() -> Verdict:
    scenario = reading().scenario
    assert scenario is not None
    return judge(compile_scenario(scenario), FILE)


def full_inspection() -> FullInspection:
    return inspect_fully(verdict(), catalogue())
