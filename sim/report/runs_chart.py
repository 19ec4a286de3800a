"""All finished runs over time, drawn: conduct, outcome and luck, each on its own scale, in the same columns."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Final

from sim.report.progress_drawing import braille_line, signed_bars
from sim.report.words import counted, signed
from sim.store.progress_values import FinishedRun

SCALE: Final = 14
"""The width of what stands at the left of the drawing, in cells."""

WIDEST_STEP: Final = 6
AGAIN: Final = "↺"


@dataclass(frozen=True, slots=True)
class RunsChart:
    """A drawn chart. `scale` and `plot` are rows of equal number; `kinds` tells what each row draws.

    `runs_a_column` is how many runs a column stands for at most; with more than one it shows their mean.
    """

    scale: tuple[str, ...]
    plot: tuple[str, ...]
    kinds: tuple[str, ...]
    runs_a_column: int

    @property
    def lines(self) -> tuple[str, ...]:
        """The chart as lines of text."""
        return tuple(f"{scale}{plot}".rstrip() for scale, plot in zip(self.scale, self.plot, strict=True))

    @property
    def legend(self) -> str:
        """What a column is."""
        if self.runs_a_column == 1:
            return "A column is a run, the earliest at the left."
        return (
            f"A column is the mean of up to {counted(self.runs_a_column, 'run')}, the earliest at the left."
        )


def runs_chart(runs: Sequence[FinishedRun], width: int, height: int) -> RunsChart:
    """Draw runs, the earliest first. `width` is all the room in cells, `height` the rows of the line of conduct.

    Where there are more runs than cells, neighbours share a column. What could not be judged is left out, and so is a
    run that tries again where its column has a whole one.

    Raises:
        ValueError: there is no run, or no room.

    """
    room = width - SCALE
    if not runs or room < 1 or height < 1:
        raise ValueError("A chart needs a run and room.")
    columns = columned(runs, room)
    step = max(min(room // len(columns), WIDEST_STEP), 1)
    outcome = [_mean(column, lambda run: float(run.total)) for column in columns]
    luck = [_mean(column, lambda run: run.luck) for column in columns]
    rows: list[tuple[str, str, str]] = []
    conduct = braille_line([_mean(column, lambda run: run.conduct) for column in columns], step, height)
    for number, plot in enumerate(conduct):
        name = "Conduct" if number == 0 else ""
        mark = "100" if number == 0 else "0" if number == height - 1 else ""
        rows.append((_scale(name, mark, "┤" if mark else "│"), plot, "conduct"))
    for name, values in (("Outcome", outcome), ("Luck", luck)):
        most = max((abs(value) for value in values if value is not None), default=0)
        above, below = signed_bars(values, most or 1, step)
        rows.append((_scale(name, signed(most), "┤"), above, name.lower()))
        rows.append((_scale("", signed(-most) if most else "", "┤" if most else "│"), below, name.lower()))
    if any(not run.whole for run in runs):
        marks = (AGAIN if any(not run.whole for run in column) else " " for column in columns)
        rows.append((_scale("Again", "", " "), "".join(f"{mark:<{step}}" for mark in marks), "again"))
    scale, plots, kinds = zip(*rows, strict=True)
    return RunsChart(scale, plots, kinds, max(len(column) for column in columns))


def columned(runs: Sequence[FinishedRun], most: int) -> list[Sequence[FinishedRun]]:
    """The runs in at most so many columns, in order, of sizes that differ by one at most."""
    count = min(len(runs), most)
    starts = [place * len(runs) // count for place in range(count + 1)]
    return [runs[start:end] for start, end in pairwise(starts)]


def _mean(column: Sequence[FinishedRun], of: Callable[[FinishedRun], float | None]) -> float | None:
    whole = [run for run in column if run.whole]
    values = [value for run in whole or column if (value := of(run)) is not None]
    return sum(values) / len(values) if values else None


def _scale(name: str, mark: str, edge: str) -> str:
    return f"{name:<7}{mark:>5} {edge}"[-SCALE:].rjust(SCALE)
