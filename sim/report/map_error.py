"""What is told where a map cannot be drawn."""

from __future__ import annotations

from typing import Final

from sim.scenario.error import EmptyChairError

INSTALL: Final = 'python -m pip install "graphviz-pure>=0.2.2,<0.3" "resvg-py>=0.5,<0.6"'


class MapNotDrawn(EmptyChairError):
    """The picture of a map could not be made."""

    title = "The map was not drawn"


def missing(package: str) -> MapNotDrawn:
    """The error for a package that the pictures need and that is not installed."""
    return MapNotDrawn(
        f"Pictures of a map need the package {package}, which is not installed.",
        f"Install it: {INSTALL}\n"
        "Without it there are the map on the screen, --format text, --format mermaid and --format dot.",
    )
