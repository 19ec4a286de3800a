"""A history of many finished runs, made up: other runs of the shipped scenarios, each with judged decisions."""

from __future__ import annotations

import random
import sqlite3
from contextlib import closing
from pathlib import Path
from typing import Final

from sim.scenario.catalogue_file import shipped_catalogue
from sim.scenario.folders import shipped_scenarios
from sim.store.store import Store

DECISIONS: Final = 10
"""Of each run."""

_PRINCIPLES: Final = 3
"""At stake in each decision; and one insight."""

_FIRST: Final = 1_700_000_000.0
_BETWEEN: Final = 5_000.0
"""Seconds between two runs."""

_RUN: Final = (
    "INSERT INTO run (id, scenario, hash, path, seed, coaching, taken_over, begun, changed, ending, kind, worth, "
    "total, value, conduct, luck) VALUES (?, ?, 'none', ?, 7, 'after', ?, ?, ?, 'end', ?, ?, ?, 9.0, ?, ?)"
)


def write_long_history(path: Path, runs: int) -> None:
    """Write a new history of so many finished runs, as if they had been played one after the other."""
    rows = random.Random(7)
    Store.open(path).close()
    with closing(sqlite3.connect(path)) as connection, connection:
        for number in range(1, runs + 1):
            _write_run(connection, number, rows)
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    # What to practise is kept with every run that ends; here once, for all of them.
    with closing(Store.open(path)) as store:
        store.practised()


def _write_run(connection: sqlite3.Connection, number: int, rows: random.Random) -> None:
    path = rows.choice(_SCENARIOS)
    ended = _FIRST + number * _BETWEEN
    kind, worth = rows.choice((("success", 6), ("mixed", 1), ("failure", -8)))
    luck = rows.uniform(-2, 2)
    again = DECISIONS // 2 if number % 10 == 0 else 0
    values = (
        number,
        path.stem,
        str(path),
        again,
        ended - 600,
        ended,
        kind,
        worth,
        worth,
        rows.uniform(20, 100),
        luck,
    )
    connection.execute(_RUN, values)
    connection.executemany(
        "INSERT INTO choice VALUES (?, ?, ?, '[]')",
        [(number, place, f"choice-{place}") for place in range(DECISIONS)],
    )
    places = range(1, DECISIONS + 1)
    connection.executemany(
        "INSERT INTO decision VALUES (?, ?, ?, ?, ?, 5.0, ?, ?, '[\"best\"]')",
        [
            (
                number,
                place,
                f"state-{place}",
                *rows.choice((("best", 0.0, 0.0, "best"), ("other", 1.5, 4.2, "sound"))),
            )
            for place in places
        ],
    )
    connection.executemany(
        "INSERT INTO principle_at_stake VALUES (?, ?, ?, ?, 2)",
        [
            (number, place, name, rows.randint(0, 2))
            for place in places
            for name in rows.sample(_PRINCIPLE_NAMES, _PRINCIPLES)
        ],
    )
    connection.executemany(
        "INSERT INTO insight_at_stake VALUES (?, ?, ?)",
        [(number, place, rows.choice(_INSIGHTS)) for place in places],
    )


_SCENARIOS: Final = tuple(sorted(shipped_scenarios().glob("*.yaml")))
_PRINCIPLE_NAMES: Final = tuple(shipped_catalogue().principles)
_INSIGHTS: Final = tuple(shipped_catalogue().insights)
