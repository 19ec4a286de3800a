"""The progress of a player, asked of the history."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from math import isfinite
from typing import Any, Final

from scoring.regret import TOLERANCE
from sim.scenario.model import EndingKind
from sim.store.progress_values import (
    FinishedRun,
    InsightMeeting,
    InsightProgress,
    PrincipleProgress,
    Progress,
    principle_progress,
    scenario_progress,
    window_count,
    window_sizes,
)

_WHOLE: Final = "ending IS NOT NULL AND taken_over = 0"


def read_progress(connection: sqlite3.Connection) -> Progress:
    """The progress as it is at one moment, whatever other programs write meanwhile.

    Raises:
        sqlite3.Error: the history cannot be read.

    """
    connection.execute("BEGIN")
    try:
        runs, unreadable = finished_runs(connection)
        windows, principles = _principles(connection)
        return Progress(
            runs=runs,
            unreadable=unreadable,
            scenarios=scenario_progress(runs),
            windows=windows,
            principles=principles,
            insights=_insights(connection),
        )
    finally:
        if connection.in_transaction:
            connection.execute("ROLLBACK")


def finished_runs(connection: sqlite3.Connection) -> tuple[tuple[FinishedRun, ...], int]:
    """Every finished run, the earliest first, and how many more cannot be read."""
    rows = connection.execute(
        "SELECT id, scenario, changed, kind, total, value, conduct, luck, taken_over FROM run "
        "WHERE ending IS NOT NULL ORDER BY changed, id"
    ).fetchall()
    runs = [run for row in rows if (run := _finished_run(row)) is not None]
    return tuple(runs), len(rows) - len(runs)


_KINDS: Final = {kind.value: kind for kind in EndingKind}
_LAST_MOMENT: Final = 253_370_764_800
"""The year 9999, the last that a date can be made of, in seconds since 1970."""


def _finished_run(row: Sequence[Any]) -> FinishedRun | None:
    """A row as a run; None where damage has left what means nothing."""
    run, scenario, ended, kind, total, value, conduct, luck, taken_over = row
    known = _KINDS.get(kind)
    numbers = (ended, taken_over, *(number for number in (value, conduct, luck) if number is not None))
    if known is None or type(scenario) is not str or type(total) is not int:
        return None
    if not all(isinstance(number, (int, float)) and isfinite(number) for number in numbers):
        return None
    if not 0 <= ended < _LAST_MOMENT:
        return None
    return FinishedRun(run, scenario, ended, known, total, value, conduct, luck, taken_over)


def _principles(connection: sqlite3.Connection) -> tuple[tuple[int, ...], tuple[PrincipleProgress, ...]]:
    """The sizes of the windows, and what became of each principle in them."""
    counting = (
        f"SELECT id, ROW_NUMBER() OVER (ORDER BY changed, id) - 1 AS place FROM run WHERE {_WHOLE} "
        "AND EXISTS (SELECT 1 FROM principle_at_stake WHERE principle_at_stake.run = run.id)"
    )
    (runs,) = connection.execute(f"SELECT COUNT(*) FROM ({counting})").fetchone()
    if not runs:
        return (), ()
    count = window_count(runs)
    # The window is that of `window_of`.
    tallies = connection.execute(
        f"WITH counted AS MATERIALIZED ({counting}) "
        "SELECT place * ? / ? AS part, principle, SUM(reached), SUM(reachable) "
        "FROM counted JOIN principle_at_stake ON principle_at_stake.run = counted.id GROUP BY part, principle",
        (count, runs),
    ).fetchall()
    return window_sizes(runs), principle_progress(tallies, count)


def _insights(connection: sqlite3.Connection) -> tuple[InsightProgress, ...]:
    # With MAX, SQLite takes the other columns from the row that has the greatest value.
    rows = connection.execute(
        "WITH counted AS MATERIALIZED (SELECT id, scenario, changed, "
        f"ROW_NUMBER() OVER (ORDER BY changed, id) AS place FROM run WHERE {_WHOLE}) "
        "SELECT insight, COUNT(*), SUM(regret < ?1), MAX((place << 32) + decision.number), "
        "counted.id, decision.number, scenario, state, changed, regret < ?1 "
        "FROM counted JOIN insight_at_stake ON insight_at_stake.run = counted.id "
        "JOIN decision ON decision.run = counted.id AND decision.number = insight_at_stake.number "
        "GROUP BY insight ORDER BY insight",
        (TOLERANCE,),
    ).fetchall()
    return tuple(
        InsightProgress(
            insight,
            met,
            understood,
            InsightMeeting(run, number, scenario, state, ended, bool(best)),
        )
        for insight, met, understood, _, run, number, scenario, state, ended, best in rows
    )
