"""The decisions of whole runs that cost much, and which of them were learned."""

from __future__ import annotations

import sqlite3
import time
from collections.abc import Collection
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from scoring.regret import TOLERANCE

COSTLY: Final = 5.0
"""From so many points on a decision is a slip or worse, and worth learning from."""

_COSTLY: Final = "decision.points > 2 AND decision.points >= ?"  # the first condition is that of the index
_LOWEST: Final = (COSTLY - TOLERANCE,)
_TEXTS: Final = ("decision.state", "decision.best", "run.scenario", "run.hash", "run.path")
_NUMBERS: Final = ("decision.points", "decision.stake", "run.changed")
# SQLite itself does not hold a value to its column's kind.
_READABLE: Final = " AND ".join(
    [
        *(f"typeof({column}) = 'text'" for column in _TEXTS),
        *(f"typeof({column}) IN ('real', 'integer')" for column in _NUMBERS),
    ]
)
_ROWS: Final = f"""
SELECT decision.run, decision.number, decision.points, run.changed, learned.run IS NOT NULL, run.path,
    run.scenario, run.hash, decision.state, decision.best, round(decision.stake, 6)
FROM decision JOIN run ON run.id = decision.run
LEFT JOIN learned ON learned.run = decision.run AND learned.number = decision.number
WHERE {_COSTLY} AND run.taken_over = 0 AND run.ending IS NOT NULL AND {_READABLE}
ORDER BY run.changed DESC, run.id DESC, decision.number
"""
_CHOICES: Final = f"""
SELECT run, number, choice, draws FROM choice WHERE run IN (SELECT run FROM decision WHERE {_COSTLY})
ORDER BY run, number
"""


@dataclass(frozen=True, slots=True)
class Mistake:
    """A position in which too much was lost, to be learned. What it tells is that of the latest run to fail there.

    `number` is the decision's, from 1; `points` is what it cost; `hash` and `path` are those of the scenario's file
    as it was played. `runs` are all whole runs that lost 5 points or more in this very position, the latest first.
    """

    run: int
    number: int
    scenario: str
    hash: str
    path: Path
    points: float
    runs: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Mistakes:
    """What there is to learn, the costliest first; how many positions were `learned` in all; and whether any whole
    run was `played` to its end.
    """

    to_learn: tuple[Mistake, ...]
    learned: int
    played: bool


def find_mistakes(connection: sqlite3.Connection) -> Mistakes:
    """The costly positions of whole runs; rows that cannot be read are left out.

    A position is the same where the scenario's file, the choices and the draws before it are the same. It is learned
    once all runs that failed in it had failed when it was learned: one that fails later brings it back.
    """
    try:
        return _found(connection)
    except sqlite3.Error as error:
        # Python's own objection, to a text that is none, has no code.
        if hasattr(error, "sqlite_errorcode"):
            raise
    connection.text_factory = lambda text: text.decode("utf-8", "replace")
    try:
        return _found(connection)
    finally:
        connection.text_factory = str


def _found(connection: sqlite3.Connection) -> Mistakes:
    # The latest first, so that the first of a position is the one to speak of.
    rows = connection.execute(_ROWS, _LOWEST).fetchall()
    ways = _ways(connection, {row[:2] for row in rows})
    positions: dict[tuple[object, ...], list[tuple[Any, ...]]] = {}
    for row in rows:
        # Draws before the first choice are kept with those after it. There the state, what is best in it and what
        # hangs on it tell positions apart; anywhere else they are the same where the way is.
        positions.setdefault((ways.get(row[:2]), row[1], *row[6:]), []).append(row)
    to_learn: list[Mistake] = []
    paths: dict[str, Path] = {}
    for met in positions.values():
        for run, number, points, _, learned, path, scenario, file_hash, *_ in met:
            if not learned:
                if path not in paths:
                    paths[path] = Path(path)
                runs = tuple(row[0] for row in met)
                to_learn.append(Mistake(run, number, scenario, file_hash, paths[path], points, runs))
                break
    # Among equals the order stays: the latest first, and of one run the first.
    to_learn.sort(key=lambda mistake: -mistake.points)
    whole = "SELECT EXISTS (SELECT 1 FROM run WHERE taken_over = 0 AND ending IS NOT NULL)"
    return Mistakes(
        to_learn=tuple(to_learn),
        learned=len(positions) - len(to_learn),
        played=bool(connection.execute(whole).fetchone()[0]),
    )


def keep_learned(connection: sqlite3.Connection, mistake: Mistake) -> None:
    """Keep that a position was learned, for every run that is known to have failed in it and was not forgotten."""
    now = time.time()
    connection.executemany(
        "INSERT OR REPLACE INTO learned (run, number, learned) "
        "SELECT run, number, ? FROM decision WHERE run = ? AND number = ?",
        [(now, run, mistake.number) for run in mistake.runs],
    )


def _ways(
    connection: sqlite3.Connection, decisions: Collection[tuple[int, int]]
) -> dict[tuple[int, int], int]:
    """The way to each of these decisions (run and number): the same number for the same choices and draws.

    None leads to the first decision of a run. Choices are numbered from 0 and decisions from 1.
    """
    known: dict[tuple[int, object, object], int] = {}
    ways: dict[tuple[int, int], int] = {}
    walking, way = None, 0
    for run, number, choice, draws in connection.execute(_CHOICES, _LOWEST):
        if run != walking:
            walking, way = run, 0
        step = (way, choice, draws)
        if step in known:
            way = known[step]
        else:
            way = known[step] = len(known) + 1
        follows = (run, number + 2)
        if follows in decisions:
            ways[follows] = way
    return ways
