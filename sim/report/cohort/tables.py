"""A cohort as tables, each a header and rows of plain values."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from enum import Enum
from typing import Final

from sim.report.cohort.cohort import Cohort, Learner, Played
from sim.report.cohort.learner_names import one_line
from sim.report.cohort.titles import LONGEST, Titles

Cell = str | int | float | datetime | None


class Column(Enum):
    """What a column holds: text, whole numbers, numbers shown to one decimal, percentages of 0 to 1, or moments."""

    TEXT = "text"
    WHOLE = "whole"
    NUMBER = "number"
    SHARE = "share"
    MOMENT = "moment"


@dataclass(frozen=True, slots=True)
class Table:
    """A table with its name. Moments are in the time of this place; what is not known is None."""

    name: str
    header: tuple[str, ...]
    columns: tuple[Column, ...]
    rows: tuple[tuple[Cell, ...], ...]


_OF_LEARNER: Final = (
    ("learner", Column.TEXT),
    ("scenarios", Column.WHOLE),
    ("runs", Column.WHOLE),
    ("mean latest conduct", Column.NUMBER),
)
_OF_SCENARIO: Final = (
    ("runs", Column.WHOLE),
    ("first conduct", Column.NUMBER),
    ("latest conduct", Column.NUMBER),
    ("best conduct", Column.NUMBER),
    ("latest outcome", Column.TEXT),
    ("latest total", Column.WHOLE),
    ("latest luck", Column.NUMBER),
    ("tries again", Column.WHOLE),
)


def gradebook(cohort: Cohort) -> Table:
    """A row a learner, a group of columns a scenario, by id."""
    scenarios = sorted(one.scenario for one in cohort.scenarios)
    groups = [(f"{_id(scenario)}: {name}", column) for scenario in scenarios for name, column in _OF_SCENARIO]
    return _table("Gradebook", (*_OF_LEARNER, *groups), _gradebook_rows(cohort, scenarios))


def by_scenario(cohort: Cohort, titles: Titles) -> Table:
    """The same in long: a row for each learner and scenario."""
    columns = (
        ("learner", Column.TEXT),
        ("scenario", Column.TEXT),
        ("title", Column.TEXT),
        *_OF_SCENARIO,
        ("under way", Column.WHOLE),
        ("latest ended", Column.MOMENT),
    )
    rows = (
        (
            learner.name,
            _id(one.scenario),
            titles.scenario(one.scenario),
            *_scenario_cells(one),
            one.under_way,
            None if one.ended is None else datetime.fromtimestamp(one.ended),
        )
        for learner in cohort.learners
        for one in learner.played.values()
    )
    return _table("By scenario", columns, rows)


def run_table(cohort: Cohort) -> Table:
    """A row a finished run, those that try again too."""
    columns = (
        ("learner", Column.TEXT),
        ("scenario", Column.TEXT),
        ("begun", Column.MOMENT),
        ("ended", Column.MOMENT),
        ("ending", Column.TEXT),
        ("outcome", Column.TEXT),
        ("total", Column.WHOLE),
        ("conduct", Column.NUMBER),
        ("luck", Column.NUMBER),
        ("decisions", Column.WHOLE),
        ("taken over", Column.WHOLE),
        ("edition", Column.TEXT),
    )
    return _table("Runs", columns, _run_rows(cohort))


def decision_table(cohort: Cohort, titles: Titles) -> Table:
    """A row for each state of each edition of a scenario in which somebody decided in a first whole run."""
    columns = (
        ("scenario", Column.TEXT),
        ("edition", Column.TEXT),
        ("state", Column.TEXT),
        ("caption", Column.TEXT),
        ("learners", Column.WHOLE),
        ("decisions", Column.WHOLE),
        ("mean points lost", Column.NUMBER),
        ("took a best choice", Column.SHARE),
        ("points lost in all", Column.NUMBER),
    )
    rows = (
        (
            _id(scenario.scenario),
            edition_name(one.edition),
            _id(one.state),
            titles.caption(one.edition, one.state),
            one.learners,
            one.times,
            one.points,
            one.best,
            one.lost,
        )
        for scenario in cohort.scenarios
        for one in scenario.decisions
    )
    return _table("Decisions", columns, rows)


def principle_table(cohort: Cohort, titles: Titles) -> Table:
    """A row a principle that was at stake in a first whole run."""
    columns = (
        ("principle", Column.TEXT),
        ("name", Column.TEXT),
        ("followed", Column.NUMBER),
        ("decisions", Column.WHOLE),
    )
    rows = (
        (_id(one.principle), titles.principle(one.principle), one.followed, one.decisions)
        for one in cohort.principles
    )
    return _table("Principles", columns, rows)


def insight_table(cohort: Cohort, titles: Titles) -> Table:
    """A row an insight that somebody met; the numbers count learners."""
    columns = (
        ("insight", Column.TEXT),
        ("title", Column.TEXT),
        ("met", Column.WHOLE),
        ("understood", Column.WHOLE),
        ("missed", Column.WHOLE),
    )
    rows = (
        (_id(one.insight), titles.insight(one.insight), one.met, one.understood, one.missed)
        for one in cohort.insights
    )
    return _table("Insights", columns, rows)


def edition_name(digest: str) -> str:
    """An edition of a scenario by the beginning of its file's hash, which is enough to tell it from others."""
    return one_line(digest, LONGEST)[:12]


def _table(name: str, columns: tuple[tuple[str, Column], ...], rows: Iterator[tuple[Cell, ...]]) -> Table:
    return Table(name, tuple(one for one, _ in columns), tuple(kind for _, kind in columns), tuple(rows))


def _id(text: str) -> str:
    return one_line(text, LONGEST)


def _gradebook_rows(cohort: Cohort, scenarios: list[str]) -> Iterator[tuple[Cell, ...]]:
    nothing: tuple[Cell, ...] = (None,) * len(_OF_SCENARIO)
    for learner in cohort.learners:
        groups = (
            _scenario_cells(learner.played[scenario]) if scenario in learner.played else nothing
            for scenario in scenarios
        )
        yield (*_learner_cells(learner), *(cell for group in groups for cell in group))


def _learner_cells(learner: Learner) -> tuple[Cell, ...]:
    return learner.name, learner.scenarios, learner.runs, learner.mean


def _scenario_cells(one: Played) -> tuple[Cell, ...]:
    outcome = None if one.outcome is None else one.outcome.value
    return one.runs, one.first, one.latest, one.best, outcome, one.total, one.luck, one.again


def _run_rows(cohort: Cohort) -> Iterator[tuple[Cell, ...]]:
    for one in cohort.runs:
        kept, result = one.run.kept, one.run.kept.result
        assert result is not None
        yield (
            one.learner,
            _id(kept.scenario),
            datetime.fromtimestamp(kept.begun),
            datetime.fromtimestamp(kept.changed),
            _id(result.ending),
            result.kind.value,
            result.total,
            result.conduct,
            result.luck,
            len(kept.record.choices),
            kept.taken_over,
            edition_name(kept.hash),
        )
