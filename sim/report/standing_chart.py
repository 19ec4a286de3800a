"""Where a run stood, drawn as steps in plain characters."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import ceil, floor

AXIS = 5
"""The width of the scale at the left, in cells."""

WIDEST_STEP = 8
NARROWEST_STEP = 3


@dataclass(frozen=True, slots=True)
class StandingChart:
    """A drawn chart. All rows are equally long.

    `scale` holds the numbers at the left of each row, `plot` the line itself, `numbers` the row below it.
    `places` tells for each value where in `plot` and `numbers` its step begins, and where it ends.
    """

    scale: tuple[str, ...]
    plot: tuple[str, ...]
    numbers: str
    places: tuple[tuple[int, int], ...]

    @property
    def text(self) -> str:
        """The chart as lines of text."""
        rows = [f"{scale}{plot}".rstrip() for scale, plot in zip(self.scale, self.plot, strict=True)]
        return "\n".join([*rows, (" " * (AXIS + 1) + self.numbers).rstrip()])


def standing_chart(values: Sequence[float], width: int, height: int) -> StandingChart:
    """Draw values as a line of steps: one for each decision, and a last one for how the run ended.

    `width` is the room in cells with the scale, `height` the number of rows without the numbers below. A step is
    drawn on the row nearest to its value; the scale runs over whole numbers.

    Raises:
        ValueError: there is nothing to draw, or not one row to draw it on.

    """
    if not values or height < 1:
        raise ValueError("A chart needs a value and a row.")
    top, bottom = ceil(max(values) - 1e-9), floor(min(values) + 1e-9)
    if top == bottom or height == 1:
        height, top = 1, round(values[-1]) if top != bottom else top
        rows = [0] * len(values)
    else:
        rows = [round((top - value) / (top - bottom) * (height - 1)) for value in values]
    step = max(min((width - AXIS - 1) // len(values), WIDEST_STEP), NARROWEST_STEP)
    scale = {0: top, height - 1: bottom if height > 1 else top}
    if bottom < 0 < top:
        scale.setdefault(round(top / (top - bottom) * (height - 1)), 0)
    return StandingChart(
        scale=tuple(
            f"{scale[row]:>{AXIS - 1}} ┤"[-AXIS - 1 :] if row in scale else " " * AXIS + "│"
            for row in range(height)
        ),
        plot=_plot(rows, step, height),
        numbers=_numbers(len(values), step),
        places=tuple((number * step, (number + 1) * step) for number in range(len(values))),
    )


def _plot(rows: Sequence[int], step: int, height: int) -> tuple[str, ...]:
    cells = [[" "] * (step * len(rows)) for _ in range(height)]
    for number, row in enumerate(rows):
        start = number * step
        for column in range(start, start + step):
            cells[row][column] = "─"
        if number == 0 or rows[number - 1] == row:
            continue
        before = rows[number - 1]
        down = row > before
        for between in range(min(before, row) + 1, max(before, row)):
            cells[between][start] = "│"
        cells[before][start] = "╮" if down else "╯"
        cells[row][start] = "╰" if down else "╭"
    return tuple("".join(line) for line in cells)


def _numbers(count: int, step: int) -> str:
    """The decisions' numbers, each in the middle of its step, and “end” under the last one."""
    return "".join([*(f"{number:^{step}}" for number in range(1, count)), f"{'end':^{step}}"])
