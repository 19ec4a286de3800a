"""The shapes of the drawn map: an outline for each kind of state, the star of the best line, the hatching."""

from __future__ import annotations

from collections.abc import Sequence
from math import cos, pi, sin
from typing import Final

from sim.report.map.story_map import MapState
from sim.scenario.model import EndingKind

PAPER: Final = "#fcfaf5"
INK: Final = "#22252a"
MUTED: Final = "#5c6066"
BEST: Final = "#8a4f08"

FILLS: Final = {
    EndingKind.TRIUMPH: "#f3dfa2",
    EndingKind.SUCCESS: "#d6e8cc",
    EndingKind.MIXED: "#e6e4dd",
    EndingKind.SETBACK: "#f5dcc9",
    EndingKind.FAILURE: "#eecac2",
}
POINT: Final = 14.0
"""How far points and slants reach into a box."""


def outline(state: MapState, width: float, height: float) -> str:
    """The outline of a state's box: by its kind, thick on the best line, broken where no run comes."""
    ending = state.state.ending
    stroke, wide = (BEST, 3.0) if state.best else (MUTED, 1.2) if ending is None else (INK, 1.4)
    fill = "#ffffff"
    if ending is not None:
        fill = FILLS[ending.kind]
    elif state.best:
        fill = "#fdf3e1"
    dashes = ""
    if state.reached is False:
        fill, dashes = "url(#never)", ' stroke-dasharray="7 5"'
    looks = f'fill="{fill}" stroke="{stroke}" stroke-width="{wide}" stroke-linejoin="round"{dashes}'
    if ending is not None:
        return ending_outline(ending.kind, width, height, looks)
    radius = 5.0 if state.choices else height / 2
    return _rectangle(0, 0, width, height, radius, looks)


def ending_outline(kind: EndingKind, width: float, height: float, looks: str) -> str:
    """The outline of an ending: each kind has a shape of its own."""
    middle, inset = height / 2, 4.0
    inner = f'fill="none" stroke="{INK}" stroke-width="0.9"'
    match kind:
        case EndingKind.TRIUMPH:
            outer = [
                (0, middle),
                (POINT, 0),
                (width - POINT, 0),
                (width, middle),
                (width - POINT, height),
                (POINT, height),
            ]
            line = [
                (inset + 2, middle),
                (POINT + 2, inset),
                (width - POINT - 2, inset),
                (width - inset - 2, middle),
                (width - POINT - 2, height - inset),
                (POINT + 2, height - inset),
            ]
            return _polygon(outer, looks) + _polygon(line, inner)
        case EndingKind.SUCCESS:
            return _rectangle(0, 0, width, height, middle, looks)
        case EndingKind.MIXED:
            cut = POINT
            corners = [
                (cut, 0),
                (width - cut, 0),
                (width, cut),
                (width, height - cut),
                (width - cut, height),
                (cut, height),
                (0, height - cut),
                (0, cut),
            ]
            return _polygon(corners, looks)
        case EndingKind.SETBACK:
            return _polygon([(POINT, 0), (width, 0), (width - POINT, height), (0, height)], looks)
        case EndingKind.FAILURE:
            return _rectangle(0, 0, width, height, 0, looks) + _rectangle(
                inset, inset, width - 2 * inset, height - 2 * inset, 0, inner
            )


def star(x: float, y: float, size: float) -> str:
    """The star of the best line, about its middle."""
    points = []
    for corner in range(10):
        reach = size if corner % 2 == 0 else size * 0.42
        angle = pi * corner / 5 - pi / 2
        points.append((x + reach * cos(angle), y + reach * sin(angle)))
    return _polygon(points, f'fill="{BEST}" stroke="{PAPER}" stroke-width="1"')


def hatching() -> str:
    """The filling of what is never reached."""
    return (
        '<defs><pattern id="never" width="7" height="7" patternUnits="userSpaceOnUse" '
        'patternTransform="rotate(45)"><rect width="7" height="7" fill="#f4f2ec"/>'
        '<line x1="0" y1="0" x2="0" y2="7" stroke="#d9d5ca" stroke-width="2"/></pattern></defs>'
    )


def _polygon(points: Sequence[tuple[float, float]], looks: str) -> str:
    return f'<polygon points="{" ".join(f"{x:.1f},{y:.1f}" for x, y in points)}" {looks}/>'


def _rectangle(x: float, y: float, width: float, height: float, radius: float, looks: str) -> str:
    return (
        f'<rect x="{x:.1f}" y="{y:.1f}" width="{width:.1f}" height="{height:.1f}" rx="{radius:.1f}" {looks}/>'
    )
