"""`emptychair schema`: the JSON Schema of the scenario format, for editors."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from sim.cli.exit_code import DONE
from sim.scenario.catalogue_file import catalogue_beside
from sim.scenario.folders import CATALOGUE_FILE
from sim.scenario.schema import catalogue_schema, scenario_schema, schema_text


def run(arguments: argparse.Namespace) -> int:
    """Print the schema, with the names of the `principles.yaml` of the current folder, where there is one."""
    if arguments.catalogue:
        print(schema_text(catalogue_schema()), end="")
        return DONE
    catalogue, findings = catalogue_beside(Path("scenario.yaml"))
    print(schema_text(scenario_schema(catalogue)), end="")
    if findings:
        told = (
            f"`{CATALOGUE_FILE}` here has errors, so its names are left out; `emptychair check .` shows them."
        )
        print(told, file=sys.stderr)
    return DONE
