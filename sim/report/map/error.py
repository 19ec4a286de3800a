"""What is told where a map cannot be drawn."""

from __future__ import annotations

import sys
from typing import Final

from sim.report.words import visible
from sim.scenario.error import EmptyChairError

PACKAGES: Final = ("graphviz-pure>=0.2.2,<0.3", "resvg-py>=0.5,<0.6")
"""What draws the pictures: the extra `map` of the project."""


class MapNotDrawn(EmptyChairError):
    """The picture of a map could not be made."""

    title = "The map was not drawn"


def install_command() -> str:
    """The command that installs what draws the pictures, for the Python that runs now."""
    python = visible(sys.executable or "python")
    if " " in python:
        python = f'"{python}"'
    return " ".join([python, "-m pip install", *(f'"{package}"' for package in PACKAGES)])


def missing(package: str) -> MapNotDrawn:
    """The error for a package that the pictures need and that is not installed."""
    return MapNotDrawn(
        f"Pictures of a map need the package {package}, which is not installed.",
        f"Install it: {install_command()}\n"
        "Without it there are the map on the screen, --format text, --format mermaid and --format dot.",
    )
