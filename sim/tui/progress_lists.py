"""The rows of the progress screen's four lists."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial
from itertools import groupby
from typing import Final

from textual.content import Content
from textual.widgets.option_list import Option

from sim.report.progress_drawing import FIRST, LATEST, sparkline, two_marks
from sim.report.progress_rows import (
    MARKS,
    STATE_WORDS,
    InsightRow,
    PrincipleRow,
    ProgressRows,
    ScenarioRow,
)
from sim.report.progress_words import change_number, conduct_number
from sim.report.runs_chart import AGAIN
from sim.report.words import signed
from sim.store.progress_values import FinishedRun, InsightState
from sim.tui.ago import ago
from sim.tui.row import Column, Row

_QUIET: Final = "$foreground-muted"
NARROW_SCALE, WIDE_SCALE = 15, 41
"""The cells of the scale from 0 to 100 in a narrow window and in a wide one."""


class LateRow(Row):
    """A row of one line that is made when it is painted: of a long list only what is on the screen is."""

    def __init__(self, make: Callable[[], Row]) -> None:
        super().__init__(Content(""))
        self._make = make

    def content(self, width: int) -> Content:
        """The row in so many cells."""
        return self._make().content(width)


def run_rows(rows: ProgressRows, now: float) -> Iterator[Option]:
    """Every finished run, the latest first, under a heading."""
    heads = (
        ("ended", 14, False),
        ("ending", 7, False),
        ("outcome", 7, True),
        ("conduct", 7, True),
        ("luck", 5, True),
    )
    yield _head("Runs", heads)
    for run in reversed(rows.progress.runs):
        yield Option(LateRow(partial(_run_row, run, rows, now)), id=str(run.run))


def _run_row(run: FinishedRun, rows: ProgressRows, now: float) -> Row:
    name = rows.scenario_name(run.scenario)
    return Row(
        Content(name if run.whole else f"{AGAIN} {name}"),
        Column(Content.styled(ago(run.ended, now), _QUIET), 14),
        Column(Content(run.kind.value), 7),
        Column(Content(signed(run.total)), 7, right=True),
        Column(Content("–" if run.conduct is None else str(round(run.conduct))), 7, right=True),
        Column(Content.styled("–" if run.luck is None else signed(run.luck), _QUIET), 5, right=True),
    )


def scenario_rows(rows: ProgressRows, wide: bool) -> Iterator[Option]:
    """Every scenario played with its first and latest conduct on one scale; then those that were not, quietly."""
    scale = WIDE_SCALE if wide else NARROW_SCALE
    drawn = f"{FIRST} first  {LATEST} latest" if wide else f"{FIRST} to {LATEST}"
    heads = (
        (f"0{drawn:^{scale - 4}}100", scale, False),
        ("first", 5, True),
        ("latest", 6, True),
        ("change", 6, True),
        ("best", 4, True),
        ("runs", 5, True),
    )
    yield _head("Scenarios", heads)
    for row in rows.scenarios:
        yield Option(LateRow(partial(_scenario_row, row, scale)), id=row.id)


def _scenario_row(row: ScenarioRow, scale: int) -> Row:
    progress = row.progress
    if progress is None:
        return Row(
            Content.styled(row.name, _QUIET), Column(Content.styled("not played yet", _QUIET), 14, right=True)
        )
    first, latest = progress.first.conduct, progress.latest.conduct
    drawn = "" if first is None or latest is None else two_marks(first, latest, scale)
    numbers = [
        "–" if run.conduct is None else conduct_number(run) for run in (progress.first, progress.latest)
    ]
    return Row(
        Content(row.name),
        Column(Content.styled(drawn, "$accent"), scale),
        Column(Content(numbers[0]), 5, right=True),
        Column(Content(numbers[1]), 6, right=True),
        Column(Content(change_number(progress.change) or "–"), 6, right=True),
        Column(Content("–" if progress.best is None else str(round(progress.best))), 4, right=True),
        Column(Content.styled(f"{progress.runs:,}", _QUIET), 5, right=True),
    )


def principle_rows(rows: ProgressRows) -> Iterator[Option]:
    """Every principle with its windows, the value now and the change."""
    windows = max(len(rows.progress.windows), len("0 to 100"))
    yield _head("Principles", (("0 to 100", windows, False), ("now", 4, True), ("change", 6, True)))
    for row in rows.principles:
        yield Option(_principle_row(row, windows), id=row.id)


def _principle_row(row: PrincipleRow, windows: int) -> Row:
    progress = row.progress
    if progress is None:
        return Row(
            Content.styled(row.name, _QUIET),
            Column(Content.styled("not at stake yet", _QUIET), 16, right=True),
        )
    return Row(
        Content(row.name),
        Column(Content.styled(sparkline(progress.values), "$accent"), windows),
        Column(Content(str(round(progress.latest.value))), 4, right=True),
        Column(Content(change_number(progress.change) or "–"), 6, right=True),
    )


def insight_rows(rows: ProgressRows) -> Iterator[Option]:
    """Every insight, under a heading for each state."""
    for place, (state, group) in enumerate(groupby(rows.insights, key=lambda row: row.state)):
        members = tuple(group)
        if place:
            yield Option(Row(Content("")), disabled=True)
        words = STATE_WORDS[state]
        heads = () if state is InsightState.NOT_MET else (("at stake", 8, True), ("understood", 10, True))
        yield _head(f"{MARKS[state]} {words[0].upper()}{words[1:]} ({len(members)})", heads)
        for row in members:
            yield Option(_insight_row(row), id=row.id)


def _insight_row(row: InsightRow) -> Row:
    progress = row.progress
    words = Content(f"{MARKS[row.state]} {row.name}")
    if progress is None:
        return Row(words)
    return Row(
        words,
        Column(Content(f"{progress.met:,}"), 8, right=True),
        Column(Content(f"{progress.understood:,}"), 10, right=True),
    )


def _head(name: str, columns: tuple[tuple[str, int, bool], ...]) -> Option:
    made = (Column(Content.styled(words, _QUIET), width, right) for words, width, right in columns)
    return Option(Row(Content.styled(name, "bold"), *made), disabled=True)
