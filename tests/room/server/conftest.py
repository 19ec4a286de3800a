from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from sim.room.log import RoomLog
from sim.room.rules.command import Ask, Step
from sim.room.rules.phase import Move
from sim.store.loading import Loaded
from sim.store.room_log import SqliteRoomLog
from tests.room.server.served import OpenRoom, Served

PROJECT = Path(__file__).parents[3]


class Clock:
    """A clock that a test sets."""

    def __init__(self) -> None:
        self.time = 1_000_000.0

    def __call__(self) -> float:
        return self.time


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def log_file(tmp_path: Path) -> Path:
    return tmp_path / "rooms.sqlite3"


@pytest.fixture
def log(log_file: Path) -> Iterator[SqliteRoomLog]:
    kept = SqliteRoomLog.open(log_file)
    yield kept
    kept.close()


@pytest.fixture
def serve(clock: Clock) -> Iterator[Callable[..., Served]]:
    """Serves a log; what was served is stopped at the end."""
    running: list[Served] = []

    def begin(log: RoomLog, send_buffer: int | None = None) -> Served:
        running.append(Served(log, clock, clock, send_buffer=send_buffer))
        return running[-1]

    yield begin
    for served in running:
        served.stop()


@pytest.fixture
def served(serve: Callable[..., Served], log: SqliteRoomLog) -> Served:
    return serve(log)


@pytest.fixture
def opened(served: Served, loaded: Loaded) -> OpenRoom:
    """A room whose people have not come yet."""
    return served.open(loaded)


@pytest.fixture
def narrow(serve: Callable[..., Served], log: SqliteRoomLog, loaded: Loaded) -> OpenRoom:
    """A room at its first question, of a server whose kernel keeps little of what is not read."""
    room = serve(log, send_buffer=4_096).open(loaded)
    room.do(Step(Move.BEGIN), Ask())
    return room
