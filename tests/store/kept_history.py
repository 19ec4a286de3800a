"""Finished runs written straight into a history, for tests of what is asked of many."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Sequence
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

from sim.store.store import Store

A_DAY = 86_400
FIRST_DAY = 1_767_225_600
"""The first of January 2026."""


@dataclass(frozen=True)
class WrittenDecision:
    """A judged decision: its regret, what was reached and reachable of each principle, and the insights at stake."""

    regret: float = 0.0
    principles: Sequence[tuple[str, int, int]] = ()
    insights: Sequence[str] = ()


@dataclass(frozen=True)
class WrittenRun:
    """A finished run, ended on a day counted from `FIRST_DAY`; `conduct` None: never judged."""

    scenario: str = "morning-call"
    day: float = 0
    conduct: float | None = 50.0
    total: int = 3
    luck: float | None = 0.5
    taken_over: int = 0
    kind: str = "mixed"
    decisions: Sequence[WrittenDecision] = ()


def write_history(path: Path, runs: Sequence[WrittenRun], scenario_path: Path = Path("/gone.yaml")) -> None:
    """Write these runs, numbered from 1, into the history at this path."""
    Store.open(path).close()
    with closing(sqlite3.connect(path)) as connection, connection:
        write_runs(connection, runs, scenario_path)


def write_runs(
    connection: sqlite3.Connection, runs: Sequence[WrittenRun], scenario_path: Path = Path("/gone.yaml")
) -> None:
    """The same over a connection."""
    for number, run in enumerate(runs, start=1):
        ended = FIRST_DAY + run.day * A_DAY
        connection.execute(
            "INSERT INTO run (id, scenario, hash, path, seed, coaching, taken_over, begun, changed, ending, kind, "
            "worth, total, value, conduct, luck) VALUES (?, ?, 'abc', ?, 7, 'after', ?, ?, ?, 'end', ?, 1, ?, ?, ?, ?)",
            (
                number,
                run.scenario,
                str(scenario_path),
                run.taken_over,
                ended,
                ended,
                run.kind,
                run.total,
                None if run.conduct is None else 9.0,
                run.conduct,
                run.luck,
            ),
        )
        for place, decision in enumerate(run.decisions, start=1):
            best = json.dumps(["made" if decision.regret == 0 else "better"])
            connection.execute(
                "INSERT INTO decision VALUES (?, ?, ?, 'made', ?, 5, ?, ?, ?)",
                (
                    number,
                    place,
                    f"state-{place}",
                    decision.regret,
                    decision.regret,
                    "best" if decision.regret == 0 else "sound",
                    best,
                ),
            )
            connection.executemany(
                "INSERT INTO principle_at_stake VALUES (?, ?, ?, ?, ?)",
                [(number, place, *followed) for followed in decision.principles],
            )
            connection.executemany(
                "INSERT INTO insight_at_stake VALUES (?, ?, ?)",
                [(number, place, insight) for insight in decision.insights],
            )
