"""What checks found, kept in the user's cache folder, so that only what changed is read and solved again."""

from __future__ import annotations

import json
import sqlite3
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import Any

from sim.scenario.finding import Code, Finding, Mark
from sim.scenario.folders import CATALOGUE_FILE, cache_folder
from sim.store.checking import CheckedFile, SeenFile
from sim.store.program_stamp import program_stamp

FILE_NAME = "checks-1.sqlite3"
"""The number goes up with the layout, so that two versions of the program do not spoil each other's file."""

_LAYOUT = """
CREATE TABLE IF NOT EXISTS checked (
    key TEXT PRIMARY KEY,
    day INTEGER NOT NULL,
    size INTEGER NOT NULL,
    findings TEXT NOT NULL
)
"""
_AT_ONCE = 200
"""Results that are written together."""
_PATIENCE = 1.0
"""Seconds to wait for another program that is writing."""
_DAY = 86_400


@dataclass(frozen=True, slots=True)
class Bounds:
    """How much is kept: so many results, of so many characters in all, and no single one longer than that."""

    results: int = 50_000
    characters: int = 32_000_000
    longest: int = 500_000


class KeptChecks:
    """The results of earlier checks. It raises nothing: where the file is of no use, nothing is kept.

    A result is found again by the content of the file, its name, the catalogue beside it and the program's own
    sources. Several programs may use the same file at once.
    """

    def __init__(self, path: Path | None = None, bounds: Bounds | None = None) -> None:
        self._bounds = bounds or Bounds()
        self._stamp = program_stamp()
        self._today = int(time.time()) // _DAY
        self._waiting: dict[str, str] = {}
        self._used: set[str] = set()
        self._written = False
        self._connection: sqlite3.Connection | None = None
        if self._stamp is not None:
            self._connection = _opened(path or cache_folder() / FILE_NAME)

    def __enter__(self) -> KeptChecks:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def find(self, seen: SeenFile) -> CheckedFile | None:
        """The result of an earlier check of the same content, if one was kept."""
        if self._connection is None or seen.key is None:
            return None
        key = self._key(seen.key)
        try:
            row = self._connection.execute(
                "SELECT findings, day FROM checked WHERE key = ?", (key,)
            ).fetchone()
        except sqlite3.Error:
            self._give_up()
            return None
        findings = None if row is None else _findings(row[0], seen.path)
        if findings is None:
            return None
        if row[1] != self._today:
            self._used.add(key)
        return CheckedFile(seen.path, seen.hash, findings, seen.text, seen.key)

    def keep(self, checked: CheckedFile) -> None:
        """Keep a result, unless it must not be kept or is too long."""
        if self._connection is None or checked.key is None:
            return
        form = _form(checked)
        if len(form) <= self._bounds.longest:
            self._waiting[self._key(checked.key)] = form
        if len(self._waiting) >= _AT_ONCE:
            self._write()

    def close(self) -> None:
        """Write what is still to be written, let the oldest go where there is too much, and close the file."""
        if self._connection is None:
            return
        self._write()
        if self._written:
            self._trim()
        self._give_up()

    def _key(self, key: str) -> str:
        return f"{self._stamp}:{key}"

    def _write(self) -> None:
        if self._connection is None or not (self._waiting or self._used):
            return
        connection = self._connection
        try:
            connection.execute("BEGIN IMMEDIATE")
            connection.executemany(
                "INSERT OR REPLACE INTO checked (key, day, size, findings) VALUES (?, ?, ?, ?)",
                [(key, self._today, len(form), form) for key, form in self._waiting.items()],
            )
            connection.executemany(
                "UPDATE checked SET day = ? WHERE key = ?", [(self._today, key) for key in self._used]
            )
            connection.execute("COMMIT")
            self._written = True
        except sqlite3.Error:
            self._give_up()
        self._waiting.clear()
        self._used.clear()

    def _trim(self) -> None:
        """Let the results go that were used longest ago, until three quarters of what may be kept are left."""
        if self._connection is None:
            return
        connection, bounds = self._connection, self._bounds
        try:
            count, characters = connection.execute(
                "SELECT COUNT(*), COALESCE(SUM(size), 0) FROM checked"
            ).fetchone()
            if count <= bounds.results and characters <= bounds.characters:
                return
            going = []
            for key, size in connection.execute("SELECT key, size FROM checked ORDER BY day, rowid"):
                if count <= bounds.results * 3 // 4 and characters <= bounds.characters * 3 // 4:
                    break
                going.append((key,))
                count -= 1
                characters -= size
            connection.execute("BEGIN IMMEDIATE")
            connection.executemany("DELETE FROM checked WHERE key = ?", going)
            connection.execute("COMMIT")
        except sqlite3.Error:
            self._give_up()

    def _give_up(self) -> None:
        if self._connection is not None:
            self._connection.close()
            self._connection = None


def _opened(path: Path) -> sqlite3.Connection | None:
    """The file, made anew where something else than a cache lies there; None where that is not possible either."""
    for attempt in (1, 2):
        connection = None
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            connection = sqlite3.connect(path, isolation_level=None, timeout=_PATIENCE)
            connection.execute("PRAGMA journal_mode = WAL")
            connection.execute("PRAGMA synchronous = OFF")
            connection.execute(_LAYOUT)
            connection.execute("SELECT key, day, size, findings FROM checked LIMIT 1").fetchone()
        except (OSError, sqlite3.Error, ValueError) as error:
            if connection is not None:
                connection.close()
            # Only what is certainly damaged goes; a file that is locked or read-only is somebody's.
            if attempt == 1 and type(error) is sqlite3.DatabaseError and _removed(path):
                continue
            return None
        return connection
    return None


def _removed(path: Path) -> bool:
    try:
        for name in (path.name, f"{path.name}-wal", f"{path.name}-shm"):
            path.with_name(name).unlink(missing_ok=True)
    except OSError:
        return False
    return True


def _form(checked: CheckedFile) -> str:
    """Findings as they are kept: without their path, which is that of the scenario or of the catalogue beside it."""
    rows = [
        (
            finding.path == checked.path,
            finding.mark.line,
            finding.mark.column,
            finding.code.value,
            finding.message,
            finding.hint,
            finding.choices,
            finding.draws,
        )
        for finding in checked.findings
    ]
    return json.dumps(rows, separators=(",", ":"))


def _findings(form: str, path: Path) -> tuple[Finding, ...] | None:
    """The findings of a kept form; None where it is none."""
    catalogue = path.parent / CATALOGUE_FILE
    try:
        return tuple(_finding(row, path, catalogue) for row in json.loads(form))
    except (ValueError, TypeError, RecursionError):
        return None


def _finding(row: Sequence[Any], path: Path, catalogue: Path) -> Finding:
    own, line, column, code, message, hint, choices, draws = row
    return Finding(
        path if own else catalogue,
        Mark(int(line), int(column)),
        Code(code),
        str(message),
        None if hint is None else str(hint),
        None if choices is None else tuple(str(choice) for choice in choices),
        None if draws is None else tuple(int(draw) for draw in draws),
    )
