from __future__ import annotations

import time
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
from contextlib import suppress

import pytest

from sim.room.guest.address import RoomAddress, read_address
from sim.room.log import RoomLog
from sim.room.memory_log import MemoryLog
from sim.room.server.running import ServerStopped
from sim.store.loading import Loaded
from tests.room.guest.cut_line import CutLine
from tests.room.server.served import OpenRoom, Served

Serve = Callable[..., Served]
BeginLine = Callable[..., Awaitable[CutLine]]


@pytest.fixture
def serve() -> Iterator[Serve]:
    """Serves a log, on a port if one is named; what was served is stopped at the end."""
    running: list[Served] = []

    def begin(log: RoomLog, port: int = 0) -> Served:
        running.append(Served(log, time.time, time.monotonic, port))
        return running[-1]

    yield begin
    for served in running:
        with suppress(ServerStopped):  # the test has done it
            served.stop()


@pytest.fixture
def opened(serve: Serve, loaded: Loaded) -> OpenRoom:
    """A room whose people have not come yet."""
    return serve(MemoryLog()).open(loaded)


@pytest.fixture
async def begin_line() -> AsyncIterator[BeginLine]:
    """Makes lines to a server that can be cut."""
    lines: list[CutLine] = []

    async def begin(served: Served, sockets: bool = True) -> CutLine:
        lines.append(await CutLine(served.port, sockets).begin())
        return lines[-1]

    yield begin
    for line in lines:
        line.end()


def address_of(room: OpenRoom, port: int | None = None) -> RoomAddress:
    """The address of a room, by its server's port or by another."""
    return read_address(f"127.0.0.1:{port or room.served.port}/j/{room.code}")
