"""`emptychair schema`: the JSON Schema of the scenario format, for editors."""

from __future__ import annotations

import argparse
import json
import sys

from sim.cli.exit_code import DONE
from sim.scenario.schema import scenario_schema


def run(arguments: argparse.Namespace) -> int:
    """Print the schema."""
    json.dump(scenario_schema(), sys.stdout, indent=2)
    print()
    return DONE
