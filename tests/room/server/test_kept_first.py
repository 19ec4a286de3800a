from __future__ import annotations

import asyncio
import json
import threading
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor

import pytest

from sim.room.log import KeptRoom, LogError
from sim.room.rules.command import Ask, CastVote, Step
from sim.room.rules.event import Event, Joined
from sim.room.rules.phase import Move
from sim.room.rules.question import Vote
from sim.store.loading import Loaded
from sim.store.room_log import SqliteRoomLog
from tests.room.server.conftest import Clock
from tests.room.server.served import QUICK, OpenRoom, Served


class SlowLog:
    """A log on a disk that takes its time: while `gate` is closed, what is to be kept waits. It counts the goes."""

    def __init__(self, log: SqliteRoomLog) -> None:
        self._log = log
        self.gate = threading.Event()
        self.gate.set()
        self.begun = threading.Event()
        self.goes: list[int] = []
        self.broken = False

    def append(self, code: str, after: int, events: Sequence[Event]) -> int:
        self.begun.set()
        self.goes.append(len(events))
        assert self.gate.wait(QUICK)
        self._fail_where_broken()
        return self._log.append(code, after, events)

    def events(self, code: str) -> tuple[Event, ...]:
        self._fail_where_broken()
        return self._log.events(code)

    def _fail_where_broken(self) -> None:
        if self.broken:
            raise LogError("The disk is gone.")

    def votes(self, code: str, question: int) -> Mapping[int, Vote]:
        return self._log.votes(code, question)

    def rooms(self) -> tuple[KeptRoom, ...]:
        return self._log.rooms()

    def forget(self, code: str) -> None:
        self._log.forget(code)

    def close(self) -> None:
        self._log.close()


@pytest.fixture
def slow(log: SqliteRoomLog) -> Iterator[SlowLog]:
    slow = SlowLog(log)
    yield slow
    slow.gate.set()


@pytest.fixture
def room(slow: SlowLog, serve: Callable[..., Served], loaded: Loaded) -> OpenRoom:
    return serve(slow).open(loaded)


def shut(slow: SlowLog) -> None:
    slow.begun.clear()
    slow.gate.clear()


def test_nothing_is_answered_or_shown_before_it_is_kept(room: OpenRoom, slow: SlowLog) -> None:
    ann, ben = room.join("Ann"), room.join("Ben")
    room.do(Step(Move.BEGIN), Ask())
    line = ann.socket()
    line.until_phase("open")
    version = ben.look().json["view"]["version"]
    shut(slow)
    with ThreadPoolExecutor() as threads:
        voting = threads.submit(ann.vote, "leave-it", "mine")
        assert slow.begun.wait(QUICK)
        closing = threads.submit(room.do, Step(Move.CLOSE))
        # What is asked meanwhile is answered with what is kept, or waits.
        assert ben.look(version).status == 204
        newer = threads.submit(ann.look)
        viewing = threads.submit(room.view)
        late = ben.socket()
        with pytest.raises(TimeoutError):
            late.connection.recv(timeout=0.3)
        with pytest.raises(TimeoutError):
            line.connection.recv(timeout=0.1)
        assert not voting.done()
        assert not closing.done()
        assert not viewing.done()
        slow.gate.set()
        assert viewing.result(QUICK).voted == 1
        assert voting.result(QUICK).status == 200
        closing.result(QUICK)
        assert newer.result(QUICK).status == 200
    assert line.until_submission("mine")["view"]["you"]["vote"]["choice"] == "leave-it"
    line.until_phase("closed")
    late.until_phase("closed")
    line.close()
    late.close()


def test_what_waits_meanwhile_is_kept_together(room: OpenRoom, slow: SlowLog) -> None:
    people = [room.join() for _ in range(12)]
    room.do(Step(Move.BEGIN), Ask())
    votes = [CastVote(person.number, 1, "leave-it", "mine") for person in people]
    before = len(slow.goes)
    shut(slow)

    async def all_vote() -> None:
        first = asyncio.ensure_future(room.host.submit(votes[0]))
        while not slow.begun.is_set():
            await asyncio.sleep(0.001)
        rest = [asyncio.ensure_future(room.host.submit(vote)) for vote in votes[1:]]
        await asyncio.sleep(0)
        slow.gate.set()
        await asyncio.gather(first, *rest)

    room.served.call(all_vote())
    assert slow.goes[before:] == [1, 11]
    assert len(slow.votes(room.code, 1)) == 12


def test_the_same_secret_many_times_at_once_is_one_participant(room: OpenRoom, slow: SlowLog) -> None:
    join = {"code": room.code, "name": "Ann", "secret": "s" * 22}
    with ThreadPoolExecutor(10) as threads:
        told = [
            answer.result(QUICK)
            for answer in [threads.submit(room.served.post, "/api/join", join) for _ in range(10)]
        ]
    assert sorted(answer.status for answer in told) == [200] * 9 + [201]
    assert {answer.json["participant"] for answer in told} == {1}
    assert {json.dumps(answer.json["view"]["you"]) for answer in told} == {
        json.dumps(told[0].json["view"]["you"])
    }
    assert [type(event) for event in slow.events(room.code)][1:] == [Joined]


def test_a_vote_that_came_in_time_counts_however_long_it_waited(
    room: OpenRoom, slow: SlowLog, clock: Clock
) -> None:
    ann, ben, cem = (room.join(name) for name in ("Ann", "Ben", "Cem"))
    room.do(Step(Move.BEGIN), Ask(30.0))
    shut(slow)
    with ThreadPoolExecutor() as threads:
        first = threads.submit(ann.vote, "leave-it", "first")
        assert slow.begun.wait(QUICK)
        in_time = threads.submit(ben.vote, "leave-it", "in-time")
        room.served.call(until_waiting(room, 1))
        clock.time += 60.0
        late = threads.submit(cem.vote, "leave-it", "late")
        room.served.call(until_waiting(room, 2))
        slow.gate.set()
    assert (first.result().status, in_time.result().status, late.result().status) == (200, 200, 409)
    assert late.result().reason == "not-open"


def test_while_it_can_neither_be_kept_nor_read_nothing_is_shown_that_is_not_kept(
    room: OpenRoom, slow: SlowLog
) -> None:
    ann = room.join("Ann")
    room.do(Step(Move.BEGIN), Ask())
    shut(slow)
    with ThreadPoolExecutor() as threads:
        voting = threads.submit(ann.vote, "leave-it", "mine")
        assert slow.begun.wait(QUICK)
        slow.broken = True
        looking = threads.submit(room.view)
        room.served.call(until_looked(room))
        slow.gate.set()
        assert voting.result().status == 503
        with pytest.raises(TimeoutError):
            looking.result(timeout=0.3)
        slow.broken = False
        assert looking.result().voted == 0


async def until_looked(room: OpenRoom) -> None:
    async with asyncio.timeout(QUICK):
        while not room.host._settled:
            await asyncio.sleep(0.01)


async def until_waiting(room: OpenRoom, commands: int) -> None:
    async with asyncio.timeout(QUICK):
        while len(room.host._waiting) < commands:
            await asyncio.sleep(0.01)
