from __future__ import annotations

import asyncio
import secrets
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from sim.room.guest import asking
from sim.room.guest import guest as guest_module
from sim.room.guest.guest import Guest
from sim.room.guest.request import RoomRefused
from sim.room.guest.seen import Link, Seen
from sim.room.memory_log import MemoryLog
from sim.room.rules.command import Ask, Extend, Lock, Remove, Step, Take
from sim.room.rules.phase import Move
from sim.store.loading import Loaded
from sim.store.room_log import SqliteRoomLog
from tests.room.guest.conftest import BeginLine, Serve, address_of
from tests.room.guest.following import Following
from tests.room.server.served import OpenRoom


def guest_of(room: OpenRoom, port: int | None = None, secret: str | None = None) -> Guest:
    return Guest(address_of(room, port), secret or secrets.token_urlsafe(16))


def confirmed(choice: str) -> Callable[[Seen], bool]:
    return lambda seen: seen.choice == choice and seen.confirmed


async def test_a_session_is_seen_from_the_lobby_to_its_end(opened: OpenRoom) -> None:
    guest = guest_of(opened)
    await guest.join("Mo")
    async with Following(guest) as following:
        lobby = await following.until_phase("lobby")
        assert lobby.frame is not None
        assert lobby.frame.you.name == "Mo"
        opened.do(Step(Move.BEGIN))
        scene = await following.until_phase("scene")
        assert scene.frame is not None
        assert [told.words for told in scene.frame.shared.told][-1] == "They prefer email. Always have."
        opened.do(Ask(60))
        await following.until_phase("open")
        guest.vote("leave-it")
        await following.until(confirmed("leave-it"))
        assert opened.view().voted == 1
        opened.do(Step(Move.CLOSE), Step(Move.REVEAL))
        split = await following.until_phase("split")
        assert split.frame is not None
        assert split.frame.shared.split is not None
        assert split.frame.shared.split.people == {"ask-her-voice": 0, "leave-it": 1}
        opened.do(Step(Move.COACH))
        coaching = await following.until_phase("coaching")
        assert coaching.frame is not None
        assert [worth.best for worth in coaching.frame.shared.worths or ()] == [True, False]
        opened.do(Take(), Step(Move.GO_ON), Step(Move.FINISH), Step(Move.END))
        over = await following.until(lambda seen: seen.link is Link.OVER)
        assert over.frame is not None
        assert over.frame.you.results == {1: "leave-it"}
        assert over.frame.you.conduct == 0


async def test_the_last_of_many_votes_is_the_one_that_counts(opened: OpenRoom) -> None:
    guest = guest_of(opened)
    await guest.join()
    async with Following(guest) as following:
        opened.do(Step(Move.BEGIN), Ask())
        await following.until_phase("open")
        for _ in range(10):
            guest.vote("leave-it")
            guest.vote("ask-her-voice")
        await following.until(confirmed("ask-her-voice"))
    assert opened.view().shared.phase == "open"
    judged = opened.view().judged
    assert judged is not None
    assert judged.split.people == {"ask-her-voice": 1, "leave-it": 0}


async def test_the_same_secret_comes_back_as_the_same_participant(opened: OpenRoom) -> None:
    secret = secrets.token_urlsafe(16)
    first, second = guest_of(opened, secret=secret), guest_of(opened, secret=secret)
    await first.join("Mo")
    await second.join("Somebody else")
    seen = second.now
    assert seen.frame is not None
    assert seen.frame.you.name == "Mo"
    assert len(opened.view().people) == 1


async def test_somebody_who_comes_back_elsewhere_takes_the_place_over(opened: OpenRoom) -> None:
    secret = secrets.token_urlsafe(16)
    first, second = guest_of(opened, secret=secret), guest_of(opened, secret=secret)
    await first.join("Mo")
    await second.join("Mo")
    async with Following(first) as following_first:
        opened.do(Step(Move.BEGIN))
        await following_first.until_phase("scene")
        async with Following(second) as following_second:
            await following_first.until(lambda seen: seen.link is Link.TAKEN_OVER)
            opened.do(Ask())
            await following_second.until_phase("open")
            assert first.link is Link.TAKEN_OVER


async def test_who_was_taken_over_can_take_their_place_back(opened: OpenRoom) -> None:
    secret = secrets.token_urlsafe(16)
    first, second = guest_of(opened, secret=secret), guest_of(opened, secret=secret)
    await first.join("Mo")
    await second.join("Mo")
    async with Following(second) as following_second:
        opened.do(Step(Move.BEGIN))
        await following_second.until_phase("scene")
        async with Following(first):
            await following_second.until(lambda seen: seen.link is Link.TAKEN_OVER)
        second.take_back()
        async with Following(second) as again:
            opened.do(Ask())
            await again.until_phase("open")


async def test_somebody_who_is_sent_out_stays_out(opened: OpenRoom) -> None:
    guest = guest_of(opened)
    await guest.join("Mo")
    async with Following(guest) as following:
        await following.until(lambda seen: seen.link is Link.HERE)
        opened.do(Remove(1))
        await following.until(lambda seen: seen.link is Link.REMOVED)
    with pytest.raises(RoomRefused) as refused:
        await guest.join("Mo")
    assert refused.value.reason == "removed"


async def test_a_locked_room_lets_nobody_in_but_those_who_have_a_seat(opened: OpenRoom) -> None:
    guest = guest_of(opened)
    await guest.join("Mo")
    opened.do(Lock(True))
    await guest.join("Mo")
    with pytest.raises(RoomRefused) as refused:
        await guest_of(opened).join("Ada")
    assert refused.value.reason == "locked"


async def test_a_vote_survives_a_line_that_is_cut_and_broadcasts_meanwhile(
    opened: OpenRoom, begin_line: BeginLine
) -> None:
    line = await begin_line(opened.served)
    guest = guest_of(opened, line.port)
    await guest.join("Mo")
    async with Following(guest) as following:
        opened.do(Step(Move.BEGIN), Ask(60))
        await following.until_phase("open")
        line.cut()
        await following.until(lambda seen: seen.link is Link.LOST)
        guest.vote("leave-it")
        for _ in range(5):
            opened.do(Extend(10))
            opened.join()
        unsent = await following.until(lambda seen: seen.ballot is not None)
        assert not unsent.confirmed
        assert opened.view().voted == 0
        line.mend()
        await following.until(confirmed("leave-it"))
    assert opened.view().voted == 1


async def test_a_vote_that_came_in_but_whose_answer_was_lost_is_counted_once(
    opened: OpenRoom, begin_line: BeginLine
) -> None:
    line = await begin_line(opened.served)
    guest = guest_of(opened, line.port)
    await guest.join("Mo")
    async with Following(guest) as following:
        opened.do(Step(Move.BEGIN), Ask(60))
        await following.until_phase("open")
        line.silent = True
        guest.vote("leave-it")
        while opened.view().voted == 0:
            await following.until(lambda seen: seen.ballot is not None)
            await guest.delivered(0.05)
        line.cut()
        line.silent = False
        line.mend()
        await following.until(confirmed("leave-it"))
    judged = opened.view().judged
    assert judged is not None
    assert sum(judged.split.people.values()) == 1


async def test_a_vote_that_came_too_late_is_said_to_be_lost(opened: OpenRoom, begin_line: BeginLine) -> None:
    line = await begin_line(opened.served)
    guest = guest_of(opened, line.port)
    await guest.join("Mo")
    async with Following(guest) as following:
        opened.do(Step(Move.BEGIN), Ask(60))
        await following.until_phase("open")
        line.cut()
        await following.until(lambda seen: seen.link is Link.LOST)
        guest.vote("leave-it")
        opened.do(Step(Move.CLOSE))
        line.mend()
        await following.until_said("Voting closed before your vote came in.")
        assert following.all[-1].choice is None


async def test_without_websockets_plain_requests_take_their_place(
    opened: OpenRoom, begin_line: BeginLine, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(asking, "BETWEEN_SECONDS", 0.05)
    line = await begin_line(opened.served, sockets=False)
    guest = guest_of(opened, line.port)
    await guest.join("Mo")
    async with Following(guest) as following:
        opened.do(Step(Move.BEGIN), Ask(60))
        await following.until_phase("open")
        guest.vote("leave-it")
        await following.until(confirmed("leave-it"))
        assert sum("/api/socket" in asked for asked in line.asked) == 2
        line.cut()
        await following.until(lambda seen: seen.link is Link.LOST)
        line.mend()
        opened.do(Step(Move.CLOSE), Step(Move.END))
        await following.until(lambda seen: seen.link in (Link.OVER, Link.GONE))


async def test_a_websocket_is_tried_again_while_plain_requests_carry_it(
    opened: OpenRoom, begin_line: BeginLine, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(asking, "BETWEEN_SECONDS", 0.02)
    monkeypatch.setattr(guest_module, "ASKING_SECONDS", 0.1)
    line = await begin_line(opened.served, sockets=False)
    guest = guest_of(opened, line.port)
    await guest.join("Mo")

    def tries() -> int:
        return sum("/api/socket" in asked for asked in line.asked)

    async with Following(guest) as following:
        while tries() < 4:
            await asyncio.sleep(0.02)
        shown = len(following.all)
        line.sockets, tried = True, tries()
        while tries() == tried:
            await asyncio.sleep(0.02)
        asked = len(line.asked)
        opened.do(Step(Move.BEGIN))
        await following.until_phase("scene")
        assert len(line.asked) <= asked + 1
        assert Link.LOST not in [seen.link for seen in following.all[shown:]]


async def test_people_and_votes_come_back_with_a_server_that_begins_again(
    serve: Serve, loaded: Loaded, tmp_path: Path
) -> None:
    first_log = SqliteRoomLog.open(tmp_path / "rooms.sqlite3")
    served = serve(first_log)
    room = served.open(loaded)
    guest = guest_of(room)
    await guest.join("Mo")
    async with Following(guest) as following:
        room.do(Step(Move.BEGIN), Ask(600))
        await following.until_phase("open")
        guest.vote("leave-it")
        await following.until(confirmed("leave-it"))
        served.stop()
        first_log.close()
        await following.until(lambda seen: seen.link is Link.LOST)
        guest.vote("ask-her-voice")
        second_log = SqliteRoomLog.open(tmp_path / "rooms.sqlite3")
        again = serve(second_log, served.port)
        room = again.reopen(room.code, loaded)
        await following.until(confirmed("ask-her-voice"))
        assert [(person.name, person.here) for person in room.view().people] == [("Mo", True)]
        room.do(Step(Move.CLOSE), Step(Move.REVEAL))
        split = await following.until_phase("split")
        assert split.frame is not None
        assert split.frame.shared.split is not None
        assert split.frame.shared.split.people == {"ask-her-voice": 1, "leave-it": 0}
    second_log.close()


async def test_a_server_that_does_not_know_the_room_yet_is_asked_again(
    serve: Serve, loaded: Loaded, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(guest_module, "ABSENT_WAIT_SECONDS", 0.05)
    log = MemoryLog()
    served = serve(log)
    room = served.open(loaded)
    guest = guest_of(room)
    await guest.join("Mo")
    async with Following(guest) as following:
        await following.until(lambda seen: seen.link is Link.HERE)
        served.stop()
        again = serve(log, served.port)
        await following.until(lambda seen: seen.link is Link.LOST)
        room = again.reopen(room.code, loaded)
        room.do(Step(Move.BEGIN))
        await following.until_phase("scene")
    assert [person.name for person in room.view().people] == ["Mo"]


async def test_a_room_that_stays_away_is_gone_in_the_end(
    serve: Serve, loaded: Loaded, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(guest_module, "ABSENT_WAIT_SECONDS", 0.01)
    monkeypatch.setattr(guest_module, "ABSENT_LOOKS", 3)
    served = serve(MemoryLog())
    guest = guest_of(served.open(loaded))
    await guest.join("Mo")
    async with Following(guest) as following:
        await following.until(lambda seen: seen.link is Link.HERE)
        served.stop()
        serve(MemoryLog(), served.port)
        await following.until(lambda seen: seen.link is Link.GONE)


async def test_a_team_goes_on_at_its_own_pace(serve: Serve, loaded: Loaded) -> None:
    room = serve(MemoryLog()).open(loaded, ("North", "South"))
    first, second = guest_of(room), guest_of(room)
    await first.join("Mo", "North")
    await second.join("Ada", "North")
    async with Following(first) as mo, Following(second) as ada:
        second.change_team("South")
        await ada.until(lambda seen: seen.frame is not None and seen.frame.you.team == "South")
        second.change_team("North")
        await ada.until(lambda seen: seen.frame is not None and seen.frame.you.team == "North")
        room.do(Step(Move.SET_OFF))
        await mo.until_phase("own-pace")
        await ada.until_phase("own-pace")
        second.settle()
        await ada.until_said("Nobody in your team has voted yet.")
        first.vote("leave-it")
        half = await ada.until(lambda seen: seen.frame is not None and seen.frame.you.voted == 1)
        assert half.frame is not None
        assert half.frame.you.members == 2
        first.settle()
        await ada.until(lambda seen: seen.frame is not None and seen.frame.shared.question == 2)
        second.vote("call-together")
        first.vote("send-note")
        await mo.until(confirmed("send-note"))
        second.settle()
        await ada.until_said("Your team is split.")


async def test_who_votes_last_in_their_team_hears_of_no_lost_vote(serve: Serve, loaded: Loaded) -> None:
    room = serve(MemoryLog()).open(loaded, ("North", "South"))
    guest = guest_of(room)
    await guest.join("Mo", "North")
    async with Following(guest) as following:
        room.do(Step(Move.SET_OFF))
        await following.until_phase("own-pace")
        guest.vote("leave-it")
        after = await following.until(lambda seen: seen.frame is not None and seen.frame.shared.question == 2)
        assert after.ballot is None
    assert following.said == []


async def test_voting_for_what_is_not_open_is_said(opened: OpenRoom) -> None:
    guest = guest_of(opened)
    await guest.join("Mo")
    async with Following(guest) as following:
        guest.vote("leave-it")
        await following.until_said("Voting is not open.")


async def test_the_timer_runs_by_the_servers_clock(opened: OpenRoom) -> None:
    guest = guest_of(opened)
    await guest.join("Mo")
    async with Following(guest) as following:
        opened.do(Step(Move.BEGIN), Ask(60))
        seen = await following.until_phase("open")
        left = seen.seconds_left(seen.received)
        assert left is not None
        assert 0 < left <= 60
        assert seen.seconds_left(seen.received + 10) == pytest.approx(left - 10)
        assert seen.seconds_left(time.monotonic() + 3600) == 0
