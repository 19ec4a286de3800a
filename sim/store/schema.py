"""The tables of the history, version by version, and how an older file becomes the newest."""

from __future__ import annotations

import sqlite3
from typing import Final

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


class NoHistory(Exception):
    """The file is a database, but another program's."""


class NewerVersion(Exception):
    """The history was written by a newer version of the program."""


class Damaged(Exception):
    """The file is a history in part only; the message is what SQLite says of it."""


def prepare(connection: sqlite3.Connection, whole: bool = True) -> bool:
    """Make a connection ready: tables made where there are none, those of an older version brought up to date.

    All of it is done in one transaction. A file that is refused is left as it was. Unless the `whole` file is to be
    looked through at once, that is left for later where nothing is to be written. Returns whether it was done.

    Raises:
        NoHistory: it is another program's.
        NewerVersion: it is of a newer version.
        Damaged: what SQLite finds in it does not hang together.
        sqlite3.Error: it cannot be read, or cannot be written to.

    """
    version = _version(connection)
    _refuse(connection, version)
    (journal,) = connection.execute("PRAGMA journal_mode").fetchone()
    looked_through = whole or version < len(VERSIONS) or journal != "wal"
    if looked_through:
        look_through(connection)
    connection.execute("PRAGMA journal_mode = WAL")
    connection.execute("PRAGMA synchronous = FULL")
    connection.execute("PRAGMA foreign_keys = ON")
    connection.execute("PRAGMA secure_delete = ON")  # what is forgotten leaves no bytes behind in the file
    connection.execute("BEGIN IMMEDIATE")
    try:
        # Another program may have come first.
        version = _version(connection)
        _refuse(connection, version)
        for added in VERSIONS[version:]:
            for statement in added.split(";"):
                connection.execute(statement)
        if version < len(VERSIONS):
            connection.execute(f"PRAGMA user_version = {len(VERSIONS)}")
        # On a file that may only be read all of this goes well. This changes nothing, and fails there.
        connection.execute("DELETE FROM run WHERE 0")
        connection.execute("COMMIT")
    except BaseException:
        if connection.in_transaction:
            connection.execute("ROLLBACK")
        raise
    return looked_through


def look_through(connection: sqlite3.Connection) -> None:
    """Look through the whole file, which takes the longer the more there is in it.

    Raises:
        Damaged: what SQLite finds in it does not hang together.
        sqlite3.Error: it cannot be read.

    """
    (found,) = connection.execute("PRAGMA quick_check(1)").fetchone()
    if found != "ok":
        raise Damaged(found)


def _version(connection: sqlite3.Connection) -> int:
    version: int = connection.execute("PRAGMA user_version").fetchone()[0]
    return version


def _refuse(connection: sqlite3.Connection, version: int) -> None:
    if version > len(VERSIONS):
        raise NewerVersion
    tables = {name for (name,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")}
    if version < 0 or (version == 0 and tables) or (version > 0 and not tables >= {"run", "choice"}):
        raise NoHistory
