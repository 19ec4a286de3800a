"""The legend of the drawn map: only what this map has."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from sim.report.map.shapes import BEST, FILLS, INK, MUTED, ending_outline, star
from sim.report.map.story_map import StoryMap
from sim.report.map.svg_parts import text
from sim.report.map.text_width import text_width
from sim.scenario.model import EndingKind

SAMPLE: Final = 34.0
HIGH: Final = 16.0
ROW: Final = 27.0
GAP: Final = 24.0
SIZE: Final = 11.0

Item = tuple[str, str]
"""A drawn sample, and what it means."""


def legend(story: StoryMap, x: float, y: float, room: float) -> tuple[list[str], float]:
    """The legend in as many rows as it needs, and where it ends."""
    parts: list[str] = []
    across = 0.0
    for sample, words in _items(story):
        wide = SAMPLE + 8 + text_width(words, SIZE)
        if across and across + wide > room:
            across, y = 0.0, y + ROW
        parts.append(
            f'<g transform="translate({x + across:.1f} {y:.1f})">{sample}{text(SAMPLE + 8, 12, words, SIZE)}</g>'
        )
        across += wide + GAP
    return parts, y + HIGH


def _items(story: StoryMap) -> Iterator[Item]:
    plain = f'fill="#ffffff" stroke="{MUTED}" stroke-width="1.2"'
    yield f'<rect width="{SAMPLE}" height="{HIGH}" rx="3" {plain}/>', "decision, with its choices numbered"
    if any(state.state.way for state in story.states):
        yield (
            f'<rect width="{SAMPLE}" height="{HIGH}" rx="{HIGH / 2}" {plain}/>',
            "interlude: goes on by itself",
        )
    present = {state.state.ending.kind for state in story.states if state.state.ending}
    for kind in EndingKind:
        if kind in present:
            looks = f'fill="{FILLS[kind]}" stroke="{INK}" stroke-width="1.2"'
            yield (
                f'<g transform="scale(0.5)">{ending_outline(kind, SAMPLE * 2, HIGH * 2, looks)}</g>',
                f"ending: {kind.value}",
            )
    if story.best is not None:
        yield _line(f'stroke="{BEST}" stroke-width="3.2"') + star(SAMPLE / 2, HIGH / 2, 7), "the best line"
    line = _line(f'stroke="{MUTED}" stroke-width="1.3"')
    if any(way.drawn for way in story.ways):
        dotted = _line(f'stroke="{MUTED}" stroke-width="1.3" stroke-dasharray="2 3"')
        yield dotted, "by the dice; “2: 1 in 4” is choice 2, one time in four"
    yield line, "“1 3”: choice 1 or 3 leads here"
    if any(way.taken is False for way in story.ways) or any(state.reached is False for state in story.states):
        yield (
            f'<rect width="{SAMPLE}" height="{HIGH}" fill="url(#never)" stroke="{MUTED}" stroke-dasharray="7 5"/>',
            "never: no run comes this way",
        )


def _line(looks: str) -> str:
    return f'<line x1="0" y1="{HIGH / 2}" x2="{SAMPLE}" y2="{HIGH / 2}" {looks}/>'
