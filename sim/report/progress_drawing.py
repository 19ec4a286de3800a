"""Small drawings of progress in plain characters. Each has its text equivalent where it is used."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

BARS: Final = "▁▂▃▄▅▆▇█"
HANGING_BARS: Final = "▔▀█"
"""A bar that hangs from the top of its cell has three heights only."""

NOTHING: Final = "·"
FIRST: Final = "○"
LATEST: Final = "●"

_BRAILLE: Final = 0x2800
_DOTS: Final = ((0x01, 0x08), (0x02, 0x10), (0x04, 0x20), (0x40, 0x80))
"""The dot of a braille character by row and column."""


def sparkline(values: Sequence[float | None], low: float = 0, high: float = 100) -> str:
    """One cell a value, from the lowest bar to the highest; a dot where there is none."""
    return "".join(NOTHING if value is None else _bar(value, low, high) for value in values)


def two_marks(first: float, latest: float, width: int) -> str:
    """A scale from 0 to 100 with two marks on it, a line between them; the latest lies on top where they meet."""
    places = [round(min(max(value, 0), 100) / 100 * (width - 1)) for value in (first, latest)]
    cells = [NOTHING] * width
    for place in range(min(places), max(places)):
        cells[place] = "─"
    cells[places[0]] = FIRST
    cells[places[1]] = LATEST
    return "".join(cells)


def signed_bars(values: Sequence[float | None], most: float, step: int) -> tuple[str, str]:
    """Two rows: what is above 0 stands on the line between them, what is below hangs from it. `most` fills a cell.

    A value takes `step` cells and leaves the last of them free if it has more than one. 0 is a dot, no value a blank.
    """
    above = [
        " " if value is None or value < 0 else _bar(value, 0, most) if value else NOTHING for value in values
    ]
    below = [" " if value is None or value >= 0 else _hanging_bar(-value, most) for value in values]
    return _spread(above, step), _spread(below, step)


def braille_line(
    values: Sequence[float | None], step: int, height: int, low: float = 0, high: float = 100
) -> tuple[str, ...]:
    """A line through values at equal distances, `step` cells apart, in so many rows; where one is missing it breaks."""
    width, dots = len(values) * step, height * 4
    lit: set[tuple[int, int]] = set()
    before: tuple[int, int] | None = None
    for place, value in enumerate(values):
        if value is None:
            before = None
            continue
        share = (min(max(value, low), high) - low) / (high - low)
        start, row = place * step * 2, round((1 - share) * (dots - 1))
        point = (start + step - 1, row)
        if before is not None:
            lit.update(_between(before, point))
        else:
            # A value that no line leads to is seen as a dash.
            lit.update((x, row) for x in range(max(point[0] - 1, start), point[0] + 2))
        before = point
    rows = []
    for row in range(height):
        cells = []
        for column in range(width):
            pattern = sum(
                _DOTS[y][x] for y in range(4) for x in range(2) if (column * 2 + x, row * 4 + y) in lit
            )
            cells.append(chr(_BRAILLE + pattern) if pattern else " ")
        rows.append("".join(cells))
    return tuple(rows)


def _between(start: tuple[int, int], end: tuple[int, int]) -> list[tuple[int, int]]:
    """The dots of a straight line, both ends among them."""
    steps = max(abs(end[0] - start[0]), abs(end[1] - start[1]), 1)
    return [
        (
            round(start[0] + (end[0] - start[0]) * part / steps),
            round(start[1] + (end[1] - start[1]) * part / steps),
        )
        for part in range(steps + 1)
    ]


def _bar(value: float, low: float, high: float) -> str:
    share = (value - low) / (high - low)
    return BARS[min(max(round(share * (len(BARS) - 1)), 0), len(BARS) - 1)]


def _hanging_bar(value: float, most: float) -> str:
    return HANGING_BARS[min(round(value / most * (len(HANGING_BARS) - 1)), len(HANGING_BARS) - 1)]


def _spread(cells: Sequence[str], step: int) -> str:
    """Each cell as often as its step has room, with a gap after it where there is one."""
    wide = max(step - 1, 1)
    return "".join(cell * wide + " " * (step - wide) for cell in cells)
