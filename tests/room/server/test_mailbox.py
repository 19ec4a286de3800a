from __future__ import annotations

import asyncio

import pytest

from sim.room.server.mailbox import Mailbox
from sim.room.wire import CloseCode


class Connection:
    """A connection that notes what went out, by the way past the writer or by the writer, as long as it takes any."""

    def __init__(self) -> None:
        self.taken: list[str] = []
        self.takes = True
        self.ready = asyncio.Event()
        self.ready.set()
        self.mailbox = Mailbox(self.at_once)
        self.writer = asyncio.create_task(self.write())

    def at_once(self, frame: str) -> bool:
        if self.takes:
            self.taken.append(f"{frame} at once")
        return self.takes

    async def write(self) -> None:
        while True:
            frame = await self.mailbox.next()
            await self.ready.wait()
            self.taken.append(frame)


async def a_moment() -> None:
    for _ in range(5):
        await asyncio.sleep(0)


async def test_a_view_goes_out_at_once_where_nothing_waits() -> None:
    connection = Connection()
    await a_moment()
    connection.mailbox.show("1")
    assert connection.taken == ["1 at once"]
    connection.mailbox.show("2")
    await a_moment()
    assert connection.taken == ["1 at once", "2 at once"]


async def test_before_there_is_a_writer_a_view_waits_for_it() -> None:
    connection = Connection()
    connection.mailbox.show("1")
    connection.mailbox.show("2")
    assert connection.taken == []
    await a_moment()
    assert connection.taken == ["2"]


async def test_of_views_that_the_connection_does_not_take_the_newest_waits() -> None:
    connection = Connection()
    await a_moment()
    connection.takes = False
    for number in range(5):
        connection.mailbox.show(f"{number}")
    connection.takes = True
    connection.mailbox.show("5")
    assert connection.taken == []
    await a_moment()
    assert connection.taken == ["5"]


async def test_no_view_overtakes_one_that_is_on_its_way() -> None:
    connection = Connection()
    await a_moment()
    connection.takes = False
    connection.ready.clear()
    connection.mailbox.show("1")
    await a_moment()
    connection.takes = True
    connection.mailbox.show("2")
    assert connection.taken == []
    connection.ready.set()
    connection.mailbox.show("3")
    await a_moment()
    assert connection.taken == ["1", "3"]
    connection.mailbox.show("4")
    assert connection.taken == ["1", "3", "4 at once"]


async def test_an_answer_is_not_overtaken_either() -> None:
    connection = Connection()
    await a_moment()
    await connection.mailbox.answer("answer")
    connection.mailbox.show("1")
    await a_moment()
    assert connection.taken == ["answer", "1"]


async def test_a_view_shown_after_the_writer_ended_goes_nowhere() -> None:
    connection = Connection()
    await a_moment()
    connection.writer.cancel()
    with pytest.raises(asyncio.CancelledError):
        await connection.writer
    connection.mailbox.show("1")
    assert connection.taken == []


async def test_the_last_view_goes_out_before_the_connection_is_closed() -> None:
    connection = Connection()
    await a_moment()
    connection.takes = False
    connection.mailbox.show("last")
    connection.mailbox.close_after_last(CloseCode.OVER)
    assert not connection.mailbox.closing.done()
    await a_moment()
    assert connection.taken == ["last"]
    assert connection.mailbox.closing.result() is CloseCode.OVER
