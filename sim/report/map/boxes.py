"""What stands in each box of the drawn map, and how large the box must be. One unit is one pixel of the SVG."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from sim.report.map.story_map import MapChoice, MapState, MapWay, StoryMap
from sim.report.map.text_width import text_width, wrapped
from sim.report.map.words import guesser_words, kind_words, label_lines, one_line

DECISION_WIDTH: Final = 470.0
"""Wide enough for most choices to stand on one line: a low box keeps the whole map from growing tall and thin."""

ENDING_WIDTH: Final = 196.0
INTERLUDE_WIDTH: Final = 196.0
SIDE: Final = 14.0
"""Between the edge of a box and what stands in it."""

NUMBERS: Final = 18.0
"""The column in which the choices' numbers stand."""

TAGS: Final = 58.0
"""The column at the right of a choice that says “red line” or “never”."""

NAME_SIZE: Final = 13.0
SIZE: Final = 11.0
SMALL: Final = 10.0
ROW: Final = 14.0
LABEL_WIDTH: Final = 150.0


@dataclass(frozen=True, slots=True)
class ChoiceRow:
    """A choice in its box: the lines it takes, and what is said of it at the right (empty: nothing)."""

    choice: MapChoice
    lines: tuple[str, ...]
    tag: str


@dataclass(frozen=True, slots=True)
class Box:
    """A state's box: its size, and its words line by line."""

    state: MapState
    width: float
    height: float
    name: str
    about: str
    caption: str
    rows: tuple[ChoiceRow, ...]


@dataclass(frozen=True, slots=True)
class Label:
    """The label of a way and its size."""

    way: MapWay
    lines: tuple[str, ...]
    width: float
    height: float


def box_of(state: MapState) -> Box:
    """What a state's box holds."""
    ending = state.state.ending
    width = ENDING_WIDTH if ending else DECISION_WIDTH if state.choices else INTERLUDE_WIDTH
    room = width - 2 * SIDE - (0 if state.choices else 24)
    [name] = wrapped(state.id, room - (16 if state.best and state.choices else 0), NAME_SIZE, 1, bold=True)
    about = kind_words(state)
    if state.start:
        about = f"start · {about}"
    if state.reached is False:
        about = f"never reached · {about}"
    below = one_line(state.state.caption or "") if not ending else guesser_words(state)
    caption = wrapped(below, room, SMALL, 1)[0] if below else ""
    rows = tuple(_row(choice, room) for choice in state.choices)
    height = 40.0 + (13 if caption else 0) + (6 if rows else 0)
    height += sum(len(row.lines) * ROW + 3 for row in rows)
    return Box(state, width, height + (8 if ending else 0), name, about, caption, rows)


def _row(choice: MapChoice, room: float) -> ChoiceRow:
    tag = "red line" if choice.choice.red_line is not None else ""
    if choice.available is False:
        tag = "never"
    width = room - NUMBERS - (TAGS if tag else 0)
    lines = wrapped(one_line(choice.choice.text), width, SIZE, 2, bold=choice.best)
    return ChoiceRow(choice, tuple(lines), tag)


def label_of(story: StoryMap, way: MapWay) -> Label | None:
    """The label of a way; None where it needs none."""
    lines = [
        part
        for line in label_lines(story, way)
        for part in wrapped(line, LABEL_WIDTH, SMALL, 2, bold=way.best)
    ]
    if len(lines) > 5:
        lines = [*lines[:4], f"and {len(lines) - 4} more"]
    if not lines:
        return None
    width = max(text_width(line, SMALL, way.best) for line in lines)
    return Label(way, tuple(lines), width + 10, 12.0 * len(lines) + 5)
