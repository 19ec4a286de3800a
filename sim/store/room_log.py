"""The log of rooms in one SQLite file: what happened in each, and one row for each participant's vote."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from threading import RLock
from typing import Final, TypeVar

from sim.room.log import KeptRoom, LogError, Overtaken, check_opening, last_decided
from sim.room.rules.event import Ended, Event, Opened, Removed, Voted, from_form, to_form
from sim.room.rules.question import Vote
from sim.scenario.folders import data_folder
from sim.store.layout import Damaged, Layout, NewerVersion, NotOurs, prepare
from sim.store.refusal import said_of

T = TypeVar("T")

FILE_NAME: Final = "rooms.sqlite3"

# Events are numbered from 1. `vote` follows from them, and is kept so that a tally is a count of rows.
_VERSION_1: Final = """
CREATE TABLE room (
    code TEXT PRIMARY KEY,
    opened REAL NOT NULL,
    events INTEGER NOT NULL,
    ended INTEGER NOT NULL
) WITHOUT ROWID;
CREATE TABLE event (
    room TEXT NOT NULL REFERENCES room (code) ON DELETE CASCADE,
    number INTEGER NOT NULL,
    form TEXT NOT NULL,
    PRIMARY KEY (room, number)
) WITHOUT ROWID;
CREATE TABLE vote (
    room TEXT NOT NULL REFERENCES room (code) ON DELETE CASCADE,
    question INTEGER NOT NULL,
    participant INTEGER NOT NULL,
    choice TEXT NOT NULL,
    submission TEXT NOT NULL,
    PRIMARY KEY (room, question, participant)
) WITHOUT ROWID;
"""

ROOMS: Final = Layout((_VERSION_1,), ("room", "event", "vote"))

_CAST: Final = (
    "INSERT INTO vote (room, question, participant, choice, submission) VALUES (?, ?, ?, ?, ?) "
    "ON CONFLICT DO UPDATE SET choice = excluded.choice, submission = excluded.submission"
)
# `json.dumps` would make one anew for every event.
_ENCODER: Final = json.JSONEncoder(separators=(",", ":"))
_PATIENCE: Final = 5.0
"""Seconds to wait for another program that is writing."""


class SqliteRoomLog:
    """A RoomLog in one file. What `append` has returned from is on the disk.

    It may be used from several threads, which take turns, and several programs may have the same file open. Of secrets
    it has what the events have: their SHA-256.
    """

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection
        self._lock = RLock()

    @classmethod
    def open(cls, path: Path | None = None) -> SqliteRoomLog:
        """Open the file, made on first use; without a path, the user's own.

        Raises:
            LogError: it cannot be made or opened, is another program's, damaged, or of a newer version.

        """
        path = path or data_folder() / FILE_NAME
        connection = None
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            connection = sqlite3.connect(
                path, isolation_level=None, check_same_thread=False, timeout=_PATIENCE
            )
            prepare(connection, ROOMS)
        except (OSError, sqlite3.Error, NotOurs, NewerVersion, Damaged) as error:
            if connection is not None:
                connection.close()
            raise LogError(*said_of(path, error, "a session is lost when the program ends")) from error
        return cls(connection)

    def append(self, code: str, after: int, events: Sequence[Event]) -> int:
        """Keep events behind the first `after` ones of a room, all or none; returns how many it has now."""
        rows = [(code, number, _written(event)) for number, event in enumerate(events, start=after + 1)]
        with self._transaction() as connection:
            if _count(connection, code) != after:
                raise Overtaken.of(code)
            check_opening(code, after, events)
            for event in events[:1]:
                if isinstance(event, Opened):
                    connection.execute("INSERT INTO room VALUES (?, ?, 0, 0)", (code, event.at))
            connection.executemany("INSERT INTO event (room, number, form) VALUES (?, ?, ?)", rows)
            _keep_votes(connection, code, after, events)
            connection.execute(
                "UPDATE room SET events = ?, ended = ended OR ? WHERE code = ?",
                (after + len(events), any(isinstance(event, Ended) for event in events), code),
            )
        return after + len(events)

    def events(self, code: str) -> tuple[Event, ...]:
        """The events of a room in their order; none of a room that is not known."""
        query = (
            "SELECT room.events, form FROM room LEFT JOIN event ON event.room = room.code "
            "WHERE code = ? ORDER BY number"
        )

        def read(connection: sqlite3.Connection) -> tuple[Event, ...]:
            rows = connection.execute(query, (code,)).fetchall()
            events = tuple(_read_event(form) for _, form in rows)
            if rows and rows[0][0] != len(events):
                raise ValueError(f"{rows[0][0]} events were kept, {len(events)} are left")
            if events and not isinstance(events[0], Opened):
                raise ValueError("it does not begin with its opening")
            return events

        return self._read(read)

    def votes(self, code: str, question: int) -> Mapping[int, Vote]:
        """The vote of each participant on a question, as the rows have them."""
        query = "SELECT participant, choice, submission FROM vote WHERE room = ? AND question = ?"
        return self._read(
            lambda connection: {
                participant: Vote(choice, submission)
                for participant, choice, submission in connection.execute(query, (code, question))
            }
        )

    def rooms(self) -> tuple[KeptRoom, ...]:
        """The rooms, the latest opened first. One of which nothing can be read any more is left out."""
        query = (
            "SELECT form, events, ended FROM room JOIN event ON event.room = room.code AND event.number = 1 "
            "ORDER BY opened DESC, code"
        )
        rows = self._read(lambda connection: connection.execute(query).fetchall())
        rooms = []
        for form, events, ended in rows:
            with suppress(ValueError, TypeError):
                opened = _read_event(form)
                if isinstance(opened, Opened):
                    rooms.append(KeptRoom(opened, events, bool(ended)))
        return tuple(rooms)

    def left_out(self) -> tuple[str, ...]:
        """The codes of the rooms that `rooms` leaves out."""
        rows = self._read(lambda connection: connection.execute("SELECT code FROM room").fetchall())
        told = {kept.opened.code for kept in self.rooms()}
        return tuple(sorted(code for (code,) in rows if code not in told))

    def forget(self, code: str) -> None:
        """Remove all that is kept of a room."""
        with self._transaction() as connection:
            connection.execute("DELETE FROM room WHERE code = ?", (code,))
        # What was written lately stands in a file beside it too. Others who read may keep it a while.
        with self._lock, suppress(sqlite3.Error):
            self._connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()

    def close(self) -> None:
        """Close the file."""
        with self._lock:
            self._connection.close()

    def _read(self, read: Callable[[sqlite3.Connection], T]) -> T:
        try:
            with self._lock:
                return read(self._connection)
        except (sqlite3.Error, ValueError, TypeError) as error:
            raise LogError(
                f"What was kept of the session could not be read ({error}).",
                "Put back a copy of the file, or open a new session.",
            ) from error

    @contextmanager
    def _transaction(self) -> Iterator[sqlite3.Connection]:
        try:
            with self._lock:
                self._connection.execute("BEGIN IMMEDIATE")
                try:
                    yield self._connection
                    self._connection.execute("COMMIT")
                except BaseException:
                    # A full disk may have rolled it back already.
                    if self._connection.in_transaction:
                        self._connection.execute("ROLLBACK")
                    raise
        except sqlite3.Error as error:
            raise _not_kept(error) from error


def _not_kept(error: Exception) -> LogError:
    return LogError(f"The last step was not kept ({error}).", "See that the disk has room, and try again.")


def _keep_votes(connection: sqlite3.Connection, code: str, after: int, events: Sequence[Event]) -> None:
    """Put votes in the place of those their voters had, and take out those of who was sent out."""
    cast = []
    for number, event in enumerate(events, start=after + 1):
        match event:
            case Voted():
                cast.append((code, event.question, event.participant, event.choice, event.submission))
            case Removed():
                connection.executemany(_CAST, cast)
                cast.clear()
                decided = _last_decided(connection, code, number, event.participant)
                connection.execute(
                    "DELETE FROM vote WHERE room = ? AND participant = ? AND question > ?",
                    (code, event.participant, decided),
                )
    connection.executemany(_CAST, cast)


def _last_decided(connection: sqlite3.Connection, code: str, number: int, participant: int) -> int:
    query = "SELECT form FROM event WHERE room = ? AND number < ? ORDER BY number"
    rows = connection.execute(query, (code, number))
    try:
        return last_decided((_read_event(form) for (form,) in rows), participant)
    except (ValueError, TypeError) as error:
        raise _not_kept(error) from error


def _count(connection: sqlite3.Connection, code: str) -> int:
    row = connection.execute("SELECT events FROM room WHERE code = ?", (code,)).fetchone()
    return 0 if row is None else int(row[0])


def _written(event: Event) -> str:
    return _ENCODER.encode(to_form(event))


def _read_event(form: str) -> Event:
    try:
        return from_form(json.loads(form))
    except RecursionError as error:
        raise ValueError("an event goes too deep") from error
