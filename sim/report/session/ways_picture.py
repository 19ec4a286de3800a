"""The ways that teams went, as an SVG drawing that stands in a page and takes its colours from it."""

from __future__ import annotations

from collections.abc import Iterator
from math import ceil
from typing import Final

from sim.report.decision_words import NOT_JUDGED, SYMBOLS
from sim.report.map.svg_parts import element, escaped
from sim.report.map.text_width import wrapped
from sim.report.session.ways import Way
from sim.report.session.ways_words import ways_in_words
from sim.room.rules.judged_question import JudgedQuestion

TITLE: Final = "The ways you went"
WIDTH: Final = 720
LEFT, RIGHT = 16.0, 500.0
"""Where the first and the last question are drawn; the teams' names stand right of them."""

TOP: Final = 44.0
ROW: Final = 40.0
NARROWEST: Final = 26.0
"""The room that a question's number needs."""

SIZE: Final = 14.0


def ways_picture(way: Way) -> str:
    """A line for each way, one where teams went together, with the label of each choice on it.

    It is empty where no choice was taken. Where a line forks, teams parted at the question whose number stands
    above the first choice after it.
    """
    leaves = way.leaves
    last = max((_end(leaf) for leaf in leaves), default=0)
    if not last:
        return ""
    step = (RIGHT - LEFT) / last
    heights = {id(leaf): TOP + ROW * (row + 0.5) for row, leaf in enumerate(leaves)}
    return "\n".join(
        [
            f'<svg xmlns="http://www.w3.org/2000/svg" class="picture" viewBox="0 0 {WIDTH} '
            f'{TOP + ROW * len(leaves):.0f}" role="img" aria-labelledby="ways-title ways-words">',
            element("title", TITLE, id="ways-title"),
            element("desc", " ".join(ways_in_words(way)), id="ways-words"),
            *_numbers(last, step),
            *_drawn(way, 0, LEFT, _height(way, heights), step, heights),
            "</svg>",
        ]
    )


def _end(leaf: Way) -> int:
    """How many choices were taken on the way to its end."""
    return max(sum(one.taken is not None for one in course.questions) for course in leaf.courses)


def _height(way: Way, heights: dict[int, float]) -> float:
    places = [heights[id(leaf)] for leaf in way.leaves]
    return (places[0] + places[-1]) / 2


def _numbers(last: int, step: float) -> Iterator[str]:
    every = ceil(NARROWEST / step)
    for number in range(1, last + 1, every):
        x = LEFT + (number - 0.5) * step
        yield f'<text class="muted" x="{x:.1f}" y="20" text-anchor="middle">{number}</text>'


def _drawn(
    way: Way, before: int, x: float, y: float, step: float, heights: dict[int, float]
) -> Iterator[str]:
    """A way from (x, y) on, and all that branches off it."""
    height = _height(way, heights)
    places = [LEFT + (before + place + 0.5) * step for place in range(len(way.steps))]
    points = [(x, y), *((place, height) for place in places)]
    if not way.branches and not way.steps:
        points.append((x + step / 2, height))
    line = " ".join(f"{across:.1f},{down:.1f}" for across, down in points)
    yield f'<polyline class="line" points="{line}"/>'
    for branch in way.branches:
        yield from _drawn(branch, before + len(way.steps), *points[-1], step, heights)
    for place, question in zip(places, way.steps, strict=True):
        yield f'<circle class="stop" cx="{place:.1f}" cy="{height:.1f}" r="11"/>'
        yield (f'<text x="{place:.1f}" y="{height + 5:.1f}" text-anchor="middle">{_mark(question)}</text>')
    if not way.branches:
        yield from _names(way, points[-1][0] + 18, height)


def _names(way: Way, x: float, y: float) -> Iterator[str]:
    [names] = wrapped(", ".join(way.teams), WIDTH - x - 4, SIZE, 1)
    ended = way.courses[0].debrief
    told = "" if ended is None else ended.ending.kind.value
    yield f'<text class="value" x="{x:.1f}" y="{y + (0 if told else 5):.1f}">{escaped(names)}</text>'
    if told:
        yield f'<text class="muted" x="{x:.1f}" y="{y + 15:.1f}">{told}</text>'


def _mark(question: JudgedQuestion) -> str:
    option = None if question.taken is None else question.option(question.taken)
    return NOT_JUDGED if option is None else SYMBOLS[option.label]
