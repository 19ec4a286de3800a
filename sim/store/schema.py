"""The tables of the history, version by version."""

from __future__ import annotations

from typing import Final

from sim.store.layout import Layout

_VERSION_1: Final = """
CREATE TABLE run (
    id INTEGER PRIMARY KEY,
    scenario TEXT NOT NULL,
    hash TEXT NOT NULL,
    path TEXT NOT NULL,
    seed INTEGER NOT NULL,
    coaching TEXT NOT NULL,
    begun REAL NOT NULL,
    changed REAL NOT NULL,
    ending TEXT, kind TEXT, worth INTEGER, total INTEGER, value REAL, conduct REAL, luck REAL
);
CREATE TABLE choice (
    run INTEGER NOT NULL REFERENCES run (id) ON DELETE CASCADE,
    number INTEGER NOT NULL,
    choice TEXT NOT NULL,
    draws TEXT NOT NULL,
    PRIMARY KEY (run, number)
) WITHOUT ROWID;
CREATE TABLE setting (name TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
CREATE INDEX run_by_scenario ON run (scenario, conduct);
"""

# Decisions are numbered from 1, as in the debrief; choices from 0, as in a record.
_VERSION_2: Final = """
CREATE TABLE decision (
    run INTEGER NOT NULL REFERENCES run (id) ON DELETE CASCADE,
    number INTEGER NOT NULL,
    state TEXT NOT NULL,
    choice TEXT NOT NULL,
    regret REAL NOT NULL,
    stake REAL NOT NULL,
    points REAL NOT NULL,
    label TEXT NOT NULL,
    best TEXT NOT NULL,
    PRIMARY KEY (run, number)
) WITHOUT ROWID;
CREATE TABLE principle_at_stake (
    run INTEGER NOT NULL,
    number INTEGER NOT NULL,
    principle TEXT NOT NULL,
    reached INTEGER NOT NULL,
    reachable INTEGER NOT NULL,
    PRIMARY KEY (run, number, principle),
    FOREIGN KEY (run, number) REFERENCES decision (run, number) ON DELETE CASCADE
) WITHOUT ROWID;
CREATE TABLE insight_at_stake (
    run INTEGER NOT NULL,
    number INTEGER NOT NULL,
    insight TEXT NOT NULL,
    PRIMARY KEY (run, number, insight),
    FOREIGN KEY (run, number) REFERENCES decision (run, number) ON DELETE CASCADE
) WITHOUT ROWID;
"""

# `taken_over` counts the choices that a run took over from the one it tries again. `practice` follows from the runs,
# and is kept so that nobody need read them all; `scenario` and `state` are where a principle was seen last.
_VERSION_3: Final = """
ALTER TABLE run ADD COLUMN taken_over INTEGER NOT NULL DEFAULT 0;
CREATE TABLE practice (
    principle TEXT PRIMARY KEY,
    card TEXT NOT NULL,
    scenario TEXT NOT NULL,
    state TEXT NOT NULL
) WITHOUT ROWID;
CREATE TABLE learned (
    run INTEGER NOT NULL,
    number INTEGER NOT NULL,
    learned REAL NOT NULL,
    PRIMARY KEY (run, number),
    FOREIGN KEY (run, number) REFERENCES decision (run, number) ON DELETE CASCADE
) WITHOUT ROWID;
CREATE INDEX decision_by_points ON decision (points) WHERE points > 2;
CREATE INDEX run_under_way ON run (changed) WHERE ending IS NULL;
"""

VERSIONS: Final = (_VERSION_1, _VERSION_2, _VERSION_3)
"""What each version adds to the one before it. A version that was ever released is never changed."""

HISTORY: Final = Layout(VERSIONS, ("run", "choice"))
