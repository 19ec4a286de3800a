"""All finished runs over time, drawn: conduct, outcome and luck apart."""

from __future__ import annotations

from typing import Final

from textual.content import Content
from textual.reactive import reactive

from sim.report.progress_words import conduct_words, unreadable_words
from sim.report.runs_chart import runs_chart
from sim.store.progress_values import Progress
from sim.tui.wrapped_lines import WrappedLines

LOW, HIGH = 3, 8
"""The rows of the line of conduct in a short window and in a tall one."""

TALL: Final = 36
"""From this height of the window on, the line is drawn high."""

_STYLES: Final = {
    "conduct": "$accent",
    "outcome": "$foreground",
    "luck": "$foreground-muted",
    "again": "$foreground",
}


class RunsOverTime(WrappedLines):
    """The drawing, under it what a column is, and the same in words."""

    rows: reactive[int] = reactive(LOW, init=False)
    """The rows of the line of conduct."""

    def __init__(self) -> None:
        super().__init__(id="runs-over-time")
        self._progress: Progress | None = None

    def watch_rows(self) -> None:
        """Draw it higher or lower."""
        self.renew()

    def fit(self, window: int) -> None:
        """Draw it as high as a window of so many lines allows."""
        self.rows = HIGH if window >= TALL else LOW

    def show(self, progress: Progress) -> None:
        """Draw these runs."""
        self._progress = progress
        self.renew()

    def lines(self, width: int) -> list[Content]:
        """The words, the rows of the drawing, and what a column is."""
        progress = self._progress
        if progress is None or not progress.runs:
            return []
        words = " ".join(filter(None, [conduct_words(progress.runs), unreadable_words(progress)]))
        lines = Content(words).wrap(width)
        chart = runs_chart(progress.runs, width, self.rows)
        for scale, plot, kind in zip(chart.scale, chart.plot, chart.kinds, strict=True):
            lines.append(Content.assemble((scale, "$foreground-muted"), (plot, _STYLES[kind])))
        lines.append(Content.styled(" " * len(chart.scale[0]) + chart.legend, "$foreground-muted"))
        return [line.truncate(width) for line in lines]
