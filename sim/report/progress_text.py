"""A player's progress as text: words first, small drawings beside them."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby
from typing import Final

from sim.report.columns import columns
from sim.report.history_text import moment
from sim.report.paragraph import shortened, wrapped
from sim.report.progress_drawing import FIRST, LATEST, sparkline, two_marks
from sim.report.progress_rows import MARKS, STATE_WORDS, ProgressRows
from sim.report.progress_words import (
    NO_RUN,
    WHAT_WILL_BE_HERE,
    change_number,
    conduct_words,
    insight_counts,
    insight_words,
    principle_words,
    unreadable_words,
    windows_words,
)
from sim.report.runs_chart import AGAIN, runs_chart
from sim.report.words import counted, signed
from sim.store.progress_values import InsightState

LATEST_RUNS: Final = 10
"""So many runs are listed; the history has them all."""

_CHART_ROWS: Final = 4
_SCALE: Final = 22


def progress_lines(rows: ProgressRows, width: int) -> Iterator[str]:
    """The lines of all four parts; `width` is in characters."""
    progress = rows.progress
    if not progress.runs:
        yield from wrapped(NO_RUN, width)
        yield from wrapped(WHAT_WILL_BE_HERE, width)
        yield "Play one: emptychair play"
        if left_out := unreadable_words(progress):
            yield from wrapped(left_out, width)
        return
    yield from _runs(rows, width)
    yield ""
    yield from _scenarios(rows, width)
    yield ""
    yield from _principles(rows, width)
    yield ""
    yield from _insights(rows, width)


def _runs(rows: ProgressRows, width: int) -> Iterator[str]:
    runs = rows.progress.runs
    yield from _head("Runs over time")
    yield from wrapped(conduct_words(runs), width)
    if left_out := unreadable_words(rows.progress):
        yield from wrapped(left_out, width)
    yield ""
    chart = runs_chart(runs, width, _CHART_ROWS)
    yield from chart.lines
    yield from wrapped(chart.legend, width)
    yield ""
    shown = runs[: -LATEST_RUNS - 1 : -1]
    room = max(width - 53, 12)
    table = [
        (
            str(run.run),
            moment(run.ended),
            shortened(f"{'' if run.whole else f'{AGAIN} '}{rows.scenario_name(run.scenario)}", room),
            run.kind.value,
            signed(run.total),
            _or_dash(run.conduct),
            "-" if run.luck is None else signed(run.luck),
        )
        for run in shown
    ]
    yield from columns(("run", "ended", "scenario", "ending", "outcome", "conduct", "luck"), table, width)
    if len(runs) > len(shown):
        yield f"and {counted(len(runs) - len(shown), 'earlier run')}: emptychair history"


def _scenarios(rows: ProgressRows, width: int) -> Iterator[str]:
    yield from _head("Scenarios: first and latest attempt")
    played = [row for row in rows.scenarios if row.progress is not None]
    table = []
    for row in played:
        progress = row.progress
        assert progress is not None
        first, latest = progress.first.conduct, progress.latest.conduct
        drawn = "" if first is None or latest is None else two_marks(first, latest, _SCALE)
        table.append(
            (
                shortened(row.name, max(width - 60, 16)),
                drawn,
                _or_dash(first),
                _or_dash(latest),
                change_number(progress.change) or "-",
                "-" if progress.best is None else str(round(progress.best)),
                f"{progress.runs:,}",
            )
        )
    if table:
        drawing = f"0 {FIRST} first {LATEST} latest 100"
        yield from columns(("scenario", drawing, "first", "latest", "change", "best", "runs"), table, width)
    else:
        yield "No scenario was played from its beginning to its end yet."
    if unplayed := [row.name for row in rows.scenarios if row.progress is None]:
        yield from wrapped(f"Not played yet: {'; '.join(unplayed)}.", width)


def _principles(rows: ProgressRows, width: int) -> Iterator[str]:
    yield from _head("Principles")
    yield from wrapped(windows_words(rows.progress.windows), width)
    for row in rows.principles:
        drawn = "" if row.progress is None else sparkline(row.progress.values)
        yield from wrapped(f"{row.name}: {principle_words(row)}", width, rest="    ")
        if drawn:
            yield f"    {drawn}"


def _insights(rows: ProgressRows, width: int) -> Iterator[str]:
    insights = rows.insights
    yield from _head("Insights")
    yield insight_counts(insights)
    for state, group in groupby(insights, key=lambda row: row.state):
        members = tuple(group)
        words = STATE_WORDS[state]
        yield f"{words[0].upper()}{words[1:]} ({len(members)})"
        for row in members:
            said = "" if state is InsightState.NOT_MET else f": {insight_words(row, rows)}"
            yield from wrapped(f"{row.name}{said}", width, first=f"  {MARKS[state]} ")


def _head(words: str) -> Iterator[str]:
    yield words
    yield "-" * len(words)


def _or_dash(conduct: float | None) -> str:
    return "-" if conduct is None else str(round(conduct))
