"""A history file of somebody else's, read into memory: nothing in it or beside it is ever changed."""

from __future__ import annotations

import shutil
import sqlite3
import stat
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final

from sim.store.layout import Damaged, NewerVersion, NotOurs, prepare
from sim.store.schema import HISTORY

LARGEST: Final = 256 * 2**20
"""The bytes of the largest file that is taken for a history; one of ten thousand runs has some thirty million."""

_MAGIC: Final = b"SQLite format 3\0"
_LONGEST_VALUE: Final = 10**7
_TRIES: Final = 3
_BESIDE: Final = ("-wal", "-journal")
"""What may stand beside a database, and holds a part of it."""


class NotRead(Exception):
    """A file that could not be read as a history; the message says why, as the rest of a sentence about it.

    `foreign` is whether it is something else altogether, so that no learner is missing without it.
    """

    def __init__(self, reason: str, *, foreign: bool = False) -> None:
        super().__init__(reason)
        self.reason = reason
        self.foreign = foreign


@contextmanager
def opened_copy(path: Path) -> Iterator[sqlite3.Connection]:
    """A copy of a history in memory, brought up to date there.

    Raises:
        NotRead: the file is no history, a damaged one or one of a newer version, or it cannot be read.

    """
    with closing(sqlite3.connect(":memory:", isolation_level=None)) as memory:
        try:
            _read_into(memory, path)
            # A text that is none is taken as far as it goes: its run is found out later, and the others are kept.
            memory.text_factory = lambda data: data.decode("utf-8", "replace")
            memory.setlimit(sqlite3.SQLITE_LIMIT_LENGTH, _LONGEST_VALUE)
            memory.execute("PRAGMA trusted_schema = OFF")
            _refuse_what_no_history_holds(memory)
            prepare(memory, HISTORY)
        except NotOurs as error:
            raise NotRead("belongs to another program", foreign=True) from error
        except NewerVersion as error:
            raise NotRead("was written by a newer version of Empty Chair; update this one") from error
        except Damaged as error:
            raise NotRead(f"is damaged ({error})") from error
        except (sqlite3.Error, ValueError, OverflowError) as error:
            raise NotRead(f"cannot be read, it may be damaged ({error})") from error
        except OSError as error:
            raise NotRead(f"cannot be read ({error.strerror or error})") from error
        yield memory


def _read_into(memory: sqlite3.Connection, path: Path) -> None:
    """Read the file as it is at one moment.

    Raises:
        NotRead, OSError, sqlite3.Error: it cannot be read.

    """
    path = path.resolve()  # SQLite looks for what stands beside a file where the file truly lies
    for _ in range(_TRIES):
        _refuse_what_is_no_database(path)
        before = _signature(path)
        try:
            with _source(path) as source:
                source.backup(memory)
        except (OSError, sqlite3.Error):
            if _signature(path) == before:
                raise
        if _signature(path) == before:
            return
    raise NotRead("is being written to at this moment; close the game there, or copy it once more")


def _refuse_what_is_no_database(path: Path) -> None:
    found = path.stat()
    if not stat.S_ISREG(found.st_mode):
        raise NotRead("is no file that could be read", foreign=True)
    if found.st_size > LARGEST:
        raise NotRead(f"is larger than any history (over {LARGEST // 2**20} megabytes)", foreign=True)
    with path.open("rb") as file:
        beginning = file.read(len(_MAGIC))
    if not beginning:
        raise NotRead("is empty; it may not have been copied to its end")
    if beginning != _MAGIC:
        raise NotRead("is no history", foreign=True)


@contextmanager
def _source(path: Path) -> Iterator[sqlite3.Connection]:
    """The database, opened so that SQLite writes nothing in its folder.

    Merely reading one in WAL mode makes files beside it, so it is opened as one that never changes. That passes over
    what stands in a log beside it, so a file with a log is copied first, with its log.
    """
    logs = [log for log in _beside(path) if log.exists() and log.stat().st_size]
    if not logs:
        with closing(sqlite3.connect(f"{path.as_uri()}?mode=ro&immutable=1", uri=True)) as source:
            yield source
        return
    with TemporaryDirectory(prefix="emptychair-") as folder:
        copy = Path(folder, "history.sqlite3")
        for original in (path, *logs):
            if original.stat().st_size > LARGEST:
                raise NotRead(f"has a log that is too large: {original.name}")
            shutil.copyfile(original, f"{copy}{original.name[len(path.name) :]}")
        with closing(sqlite3.connect(copy)) as source:
            yield source


def _beside(path: Path) -> list[Path]:
    return [path.with_name(path.name + ending) for ending in _BESIDE]


def _signature(path: Path) -> list[tuple[int, int] | None]:
    """What changes when somebody writes to the file or to a log beside it."""
    found: list[tuple[int, int] | None] = []
    for file in (path, *_beside(path)):
        try:
            status = file.stat()
        except OSError:
            found.append(None)
        else:
            found.append((status.st_size, status.st_mtime_ns))
    return found


def _refuse_what_no_history_holds(memory: sqlite3.Connection) -> None:
    """Views and triggers could run on for ever, or tell of runs that nobody played."""
    if memory.execute("SELECT 1 FROM sqlite_master LIMIT 1").fetchone() is None:
        raise NotRead("holds nothing", foreign=True)
    odd = memory.execute(
        "SELECT name FROM sqlite_master WHERE type NOT IN ('table', 'index') "
        "OR upper(sql) LIKE 'CREATE VIRTUAL%' LIMIT 1"
    ).fetchone()
    if odd is not None:
        raise NotRead("belongs to another program", foreign=True)
