"""What every benchmark gives: figures, some of them with a goal, and how they are printed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Figure:
    """One number that was measured. Where there is a goal, `at_most` says on which side of it is reached."""

    what: str
    value: float
    unit: str
    goal: float | None = None
    at_most: bool = True

    @property
    def reached(self) -> bool | None:
        """Whether the goal is reached; None where there is none."""
        if self.goal is None:
            return None
        return self.value <= self.goal if self.at_most else self.value >= self.goal


def table(title: str, figures: Sequence[Figure]) -> str:
    """Figures one below the other, for a terminal and for the README alike."""
    rows = [("", "measured", "goal", "")]
    rows += [
        (figure.what, _number(figure.value, figure.unit), _goal(figure), _verdict(figure))
        for figure in figures
    ]
    widths = [max(len(row[column]) for row in rows) for column in range(3)]
    lines = [
        f"  {what:{widths[0]}}  {measured:>{widths[1]}}  {goal:>{widths[2]}}  {verdict}".rstrip()
        for what, measured, goal, verdict in rows
    ]
    return "\n".join([title, *lines])


def _number(value: float, unit: str) -> str:
    digits = f"{value:,.2f}" if value < 10 else f"{value:,.0f}" if value >= 100 else f"{value:,.1f}"
    return f"{digits} {unit}"


def _goal(figure: Figure) -> str:
    if figure.goal is None:
        return ""
    return f"{'at most' if figure.at_most else 'at least'} {_number(figure.goal, figure.unit)}"


def _verdict(figure: Figure) -> str:
    return {None: "", True: "reached", False: "not reached"}[figure.reached]
