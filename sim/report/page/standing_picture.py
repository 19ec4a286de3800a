"""Where a run stood, as an SVG drawing that stands in a page and takes its colours from it."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise
from math import ceil, floor
from typing import Final

from sim.engine.debrief import Debrief
from sim.report.debrief_words import STANDING, standing_values
from sim.report.decision_words import label_words
from sim.report.map.svg_parts import element
from sim.report.words import number, signed

WIDTH: Final = 720
TOP, BOTTOM = 26.0, 176.0
"""The heights at which the highest and the lowest value are drawn."""

LEFT, RIGHT = 44.0, 712.0
HEIGHT: Final = 226
NARROWEST: Final = 30.0
"""The room that a number below the line needs."""


def standing_picture(debrief: Debrief) -> str:
    """The best result still to be expected at each decision, then how the run ended; empty where that is not known."""
    values = standing_values(debrief)
    if not values:
        return ""
    marks = [label_words(decision).split()[0] for decision in debrief.decisions]
    step = (RIGHT - LEFT) / len(values)
    heights = _heights(values)
    points = [
        f"{LEFT + place * step:.1f},{height:.1f} {LEFT + (place + 1) * step:.1f},{height:.1f}"
        for place, height in enumerate(heights)
    ]
    return "\n".join(
        [
            f'<svg xmlns="http://www.w3.org/2000/svg" class="picture" viewBox="0 0 {WIDTH} {HEIGHT}" role="img" '
            'aria-labelledby="standing-title standing-words">',
            element("title", STANDING, id="standing-title"),
            element("desc", _told(debrief, values), id="standing-words"),
            *_scale(values),
            f'<polyline class="line" points="{" ".join(points)}"/>',
            *_steps(values, heights, marks, step),
            "</svg>",
        ]
    )


def _heights(values: tuple[float, ...]) -> list[float]:
    top, bottom = _limits(values)
    return [_height(value, top, bottom) for value in values]


def _limits(values: tuple[float, ...]) -> tuple[int, int]:
    """The whole numbers that the scale runs over; never the same one twice."""
    top, bottom = ceil(max(values) - 1e-9), floor(min(values) + 1e-9)
    return (top + 1, bottom - 1) if top == bottom else (top, bottom)


def _height(value: float, top: int, bottom: int) -> float:
    return TOP + (top - value) / (top - bottom) * (BOTTOM - TOP)


def _scale(values: tuple[float, ...]) -> Iterator[str]:
    top, bottom = _limits(values)
    marked = [top, bottom]
    zero = _height(0, top, bottom)
    if bottom < 0 < top and min(zero - TOP, BOTTOM - zero) >= 16:
        marked.append(0)
    for value in marked:
        y = _height(value, top, bottom)
        yield f'<line class="rule" x1="{LEFT}" y1="{y:.1f}" x2="{RIGHT}" y2="{y:.1f}"/>'
        yield f'<text class="muted" x="{LEFT - 8}" y="{y + 4.5:.1f}" text-anchor="end">{number(value)}</text>'


def _steps(values: tuple[float, ...], heights: list[float], marks: list[str], step: float) -> Iterator[str]:
    """Each step's number and label below, its value above; in a long run only as many as there is room for."""
    every = ceil(NARROWEST / step)
    last = len(values) - 1
    for place, (value, height) in enumerate(zip(values, heights, strict=True)):
        if place != last and (place % every or last - place < every):
            continue
        x = LEFT + (place + 0.5) * step
        told = signed(value) if place == last else number(value)
        yield f'<text class="value" x="{x:.1f}" y="{height - 7:.1f}" text-anchor="middle">{told}</text>'
        name = "end" if place == last else str(place + 1)
        yield f'<text x="{x:.1f}" y="{BOTTOM + 24}" text-anchor="middle">{name}</text>'
        if place != last:
            yield f'<text class="mark" x="{x:.1f}" y="{BOTTOM + 43}" text-anchor="middle">{marks[place]}</text>'


def _told(debrief: Debrief, values: tuple[float, ...]) -> str:
    """The same in words, for who does not see it."""
    steps = [
        f"Decision {decision.number}, {label_words(decision).split()[1]}: from {number(before)} to {number(after)}."
        for decision, (before, after) in zip(debrief.decisions, pairwise(values), strict=True)
    ]
    return " ".join(steps)
