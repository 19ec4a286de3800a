"""What tables a kept file has, version by version, and how an older file becomes the newest."""

from __future__ import annotations

import sqlite3
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Layout:
    """The tables of a file. `versions` is what each version adds to the one before it; `tables` names some that every
    version has, by which the file is known.
    """

    versions: tuple[str, ...]
    tables: tuple[str, ...]


class NotOurs(Exception):
    """The file is a database, but another program's."""


class NewerVersion(Exception):
    """The file was written by a newer version of the program."""


class Damaged(Exception):
    """The file hangs together in part only; the message is what SQLite says of it."""


def prepare(connection: sqlite3.Connection, layout: Layout, whole: bool = True) -> bool:
    """Make a connection ready: tables made where there are none, those of an older version brought up to date.

    All of it is done in one transaction. A file that is refused is left as it was. Unless the `whole` file is to be
    looked through at once, that is left for later where nothing is to be written. Returns whether it was done.

    Raises:
        NotOurs: it is another program's.
        NewerVersion: it is of a newer version.
        Damaged: what SQLite finds in it does not hang together.
        sqlite3.Error: it cannot be read, or cannot be written to.

    """
    version = _version(connection)
    _refuse(connection, version, layout)
    (journal,) = connection.execute("PRAGMA journal_mode").fetchone()
    looked_through = whole or version < len(layout.versions) or journal != "wal"
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
        _refuse(connection, version, layout)
        for added in layout.versions[version:]:
            for statement in added.split(";"):
                connection.execute(statement)
        if version < len(layout.versions):
            connection.execute(f"PRAGMA user_version = {len(layout.versions)}")
        # On a file that may only be read all of this goes well. This changes nothing, and fails there.
        connection.execute(f"DELETE FROM {layout.tables[0]} WHERE 0")
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


def _refuse(connection: sqlite3.Connection, version: int, layout: Layout) -> None:
    if version > len(layout.versions):
        raise NewerVersion
    tables = {name for (name,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")}
    if version < 0 or (version == 0 and tables) or (version > 0 and not tables.issuperset(layout.tables)):
        raise NotOurs
