from __future__ import annotations

import asyncio
import sqlite3
from collections.abc import Callable

import pytest

from sim.room.log import LogError
from sim.room.rules.command import Ask, CastVote, Lock, Step
from sim.room.rules.phase import Move
from sim.store.room_log import SqliteRoomLog
from tests.room.server.served import Json, OpenRoom


@pytest.fixture
def disk(log: SqliteRoomLog) -> Callable[[bool], None]:
    """Fills the disk, as SQLite sees it, and makes room again."""

    def fill(full: bool) -> None:
        connection: sqlite3.Connection = log._connection
        pages = connection.execute("PRAGMA page_count").fetchone()[0]
        # It refuses to grow beyond so many pages with the error of a full disk.
        connection.execute(f"PRAGMA max_page_count = {pages if full else 1_000_000}")

    return fill


def fill_up(room: OpenRoom, participant: int) -> None:
    """Vote until what is left on the pages there are is used up, and nothing more can be kept."""
    for number in range(10_000):
        try:
            room.served.call(
                room.host.submit(
                    CastVote(participant, 1, "leave-it" if number % 2 else "ask-her-voice", f"f{number}")
                )
            )
        except LogError:
            return
    raise AssertionError("the disk was never full")


def test_a_vote_that_could_not_be_kept_is_not_there_and_can_be_sent_again(
    opened: OpenRoom, log: SqliteRoomLog, disk: Callable[[bool], None]
) -> None:
    ann, ben = opened.join("Ann"), opened.join("Ben")
    lines = [ann.socket(), ben.socket()]
    opened.do(Step(Move.BEGIN), Ask())
    for line in lines:
        line.until_phase("open")
    disk(True)
    fill_up(opened, ben.number)
    kept, rows = log.events(opened.code), log.votes(opened.code, 1)
    vote: Json = {"vote": {"question": 1, "choice": "leave-it", "submission": "mine"}}
    lines[0].send(vote)
    refused = lines[0].until(lambda frame: "refused" in frame)["refused"]
    assert (refused["reason"], refused["submission"]) == ("not-kept", "mine")
    assert "sqlite" not in str(refused).lower()
    answer = ann.vote("leave-it", "by-request")
    assert (answer.status, answer.reason) == (503, "not-kept")
    # Nothing of it is in the room, in anybody's view, or in the log.
    assert log.events(opened.code) == kept
    assert ann.look().json["view"]["you"]["vote"] is None
    assert opened.view().voted == 1
    assert opened.view().shared.phase == "open"
    with pytest.raises(LogError):
        opened.do(Lock(True))
    assert opened.view().shared.locked is False
    disk(False)
    lines[0].send(vote)
    assert lines[0].until_submission("mine")["view"]["you"]["vote"]["choice"] == "leave-it"
    assert log.votes(opened.code, 1).keys() == {ann.number, ben.number}
    assert log.votes(opened.code, 1)[ben.number] == rows[ben.number]
    assert log.events(opened.code)[: len(kept)] == kept
    opened.do(Step(Move.CLOSE))
    for line in lines:
        line.until_phase("closed")
        assert '"mine"' not in "".join(lines[1].frames)
        line.close()


def test_everybody_whose_command_waited_with_one_that_could_not_be_kept_is_told(
    opened: OpenRoom, log: SqliteRoomLog, disk: Callable[[bool], None]
) -> None:
    people = [opened.join() for _ in range(20)]
    opened.do(Step(Move.BEGIN), Ask())
    disk(True)
    fill_up(opened, people[0].number)
    kept = log.events(opened.code)

    async def all_vote() -> list[object]:
        votes = [CastVote(person.number, 1, "leave-it", "at once") for person in people[1:]]
        return list(await asyncio.gather(*map(opened.host.submit, votes), return_exceptions=True))

    assert {type(told) for told in opened.served.call(all_vote())} == {LogError}
    assert log.events(opened.code) == kept
    assert opened.view().voted == 1
    disk(False)
    assert all(isinstance(told, tuple) for told in opened.served.call(all_vote()))
    assert opened.view().voted == 20
    assert len(log.votes(opened.code, 1)) == 20


def test_a_log_that_cannot_even_be_read_is_tried_again(
    opened: OpenRoom, log: SqliteRoomLog, log_file: object
) -> None:
    ann = opened.join("Ann")
    line = ann.socket()
    opened.do(Step(Move.BEGIN), Ask())
    line.until_phase("open")
    log._connection.execute("ALTER TABLE event RENAME TO gone")
    assert ann.vote("leave-it", "lost").reason == "not-kept"
    assert ann.vote("leave-it", "lost").reason == "not-kept"
    log._connection.execute("ALTER TABLE gone RENAME TO event")
    answer = ann.vote("leave-it", "lost")
    assert answer.status == 200, answer.body
    assert line.until_submission("lost")["view"]["shared"]["phase"] == "open"
    assert opened.view().voted == 1
    line.close()
