"""`emptychair schema`: the JSON Schema of the scenario format, for editors."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from sim.cli.exit_code import DONE
from sim.report.words import visible
from sim.scenario.catalogue_file import catalogue_beside
from sim.scenario.error import EmptyChairError
from sim.scenario.folders import CATALOGUE_FILE
from sim.scenario.schema import catalogue_schema, scenario_schema, schema_text


class SchemaNotWritten(EmptyChairError):
    """The schema could not be written to its file."""

    title = "No schema was written"


def run(arguments: argparse.Namespace) -> int:
    """Print or write the schema, with the names of the current folder's `principles.yaml`, where there is one."""
    catalogue, findings = catalogue_beside(Path("scenario.yaml"))
    text = schema_text(catalogue_schema() if arguments.catalogue else scenario_schema(catalogue))
    if arguments.output is None:
        print(text, end="")
    else:
        _write(arguments.output.expanduser(), text)
        print(f"{visible(arguments.output)} is written.")
    if findings and not arguments.catalogue:
        told = (
            f"`{CATALOGUE_FILE}` here has errors, so its names are left out; `emptychair check .` shows them."
        )
        print(told, file=sys.stderr)
    return DONE


def _write(path: Path, text: str) -> None:
    try:
        path.write_text(text, "utf-8")
    except (OSError, ValueError) as error:
        reason = error.strerror if isinstance(error, OSError) and error.strerror else str(error)
        message = f"{visible(path)} could not be written: {visible(reason)}."
        raise SchemaNotWritten(message, "Name another file.") from error
