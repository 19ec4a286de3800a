"""The log of group sessions, opened by the commands that only look into it or remove from it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing, contextmanager

from sim.room.log import LogError
from sim.scenario.error import EmptyChairError
from sim.store.room_log import SqliteRoomLog


class SessionsUnusable(EmptyChairError):
    """The file of the sessions cannot be opened."""

    title = "The sessions cannot be read"


@contextmanager
def kept_sessions() -> Iterator[SqliteRoomLog]:
    """The log, closed afterwards.

    Raises:
        SessionsUnusable: its file cannot be made or opened, is another program's, damaged, or of a newer version.

    """
    try:
        log = SqliteRoomLog.open()
    except LogError as error:
        raise SessionsUnusable(
            error.message,
            "Put back a copy of the file; or take it away, and a new one is made that holds no session.",
        ) from error
    with closing(log):
        yield log
