from __future__ import annotations

import json
import socket
import time

import pytest
from websockets.exceptions import ConnectionClosed

from sim.room.rules.command import Ask, Step
from sim.room.rules.facilitator_view import FacilitatorView
from sim.room.rules.phase import Move
from sim.room.server import web_socket
from sim.room.server.pacing import Pacing
from sim.room.server.web_socket import WebSocket
from sim.room.wire import CloseCode
from sim.store.loading import Loaded
from tests.room.server.raw_socket import RawSocket
from tests.room.server.served import QUICK, OpenRoom, Served


def here(room: OpenRoom) -> dict[int, bool]:
    return {person.number: person.here for person in room.view().people}


def until_here(room: OpenRoom, wanted: dict[int, bool]) -> None:
    until = time.monotonic() + QUICK
    while here(room) != wanted:
        assert time.monotonic() < until
        time.sleep(0.01)


def test_the_newest_connection_of_somebody_wins(opened: OpenRoom) -> None:
    ann, ben = opened.join("Ann"), opened.join("Ben")
    first, other = ann.socket(), ben.socket()
    first.next()
    second = ann.socket()
    assert second.next()["view"]["you"]["name"] == "Ann"
    assert first.ending() == CloseCode.TAKEN_OVER
    # The end of the old one takes nothing from the new.
    opened.do(Step(Move.BEGIN))
    assert second.until_phase("scene")["view"]["you"]["participant"] == ann.number
    assert other.until_phase("scene")["view"]["you"]["participant"] == ben.number
    assert here(opened) == {ann.number: True, ben.number: True}
    for line in (second, other):
        line.close()


def test_who_has_gone_is_not_here_and_comes_back_to_where_the_room_is(opened: OpenRoom) -> None:
    ann = opened.join("Ann")
    opened.served.call(forget_asking(opened))
    line = ann.socket()
    line.next()
    until_here(opened, {ann.number: True})
    line.connection.socket.close()
    until_here(opened, {ann.number: False})
    opened.do(Step(Move.BEGIN), Ask())
    choice = opened.view().shared.choices[0].id
    again = ann.socket()
    assert again.next()["view"]["shared"]["phase"] == "open"
    again.send({"vote": {"question": 1, "choice": choice, "submission": "kept"}})
    again.until_submission("kept")
    again.close()
    assert ann.socket().next()["view"]["you"]["vote"] == {"choice": choice, "submission": "kept"}


async def forget_asking(room: OpenRoom) -> None:
    """Let nobody count as here for having asked lately."""
    room.host._audience._asked.clear()


def test_a_client_that_stops_reading_delays_nobody(narrow: OpenRoom) -> None:
    deaf, ann = narrow.join("Deaf"), narrow.join("Ann")
    silent = RawSocket(narrow.served.port, receive_buffer=4_096)
    silent.send(deaf.hello)
    line = ann.socket()
    line.next()
    last = narrow.vote_often(deaf.number, 300)
    # Nothing more can be sent to them, and no more than one view waits for them.
    assert narrow.served.call(waiting_for(narrow, deaf.number)) == 1
    line.send({"vote": {"question": 1, "choice": "leave-it", "submission": "mine"}})
    assert line.until_submission("mine")["view"]["you"]["vote"]["choice"] == "leave-it"
    narrow.do(Step(Move.CLOSE))
    line.until_phase("closed")
    assert narrow.served.call(waiting_for(narrow, deaf.number)) == 1
    # Once they read again, they skip to how things stand.
    frames = silent.frames_until(lambda text: '"phase":"closed"' in text)
    assert last in frames[-1]
    assert len(frames) < 200
    silent.close()
    line.close()


async def waiting_for(room: OpenRoom, participant: int) -> int:
    line = room.host._audience._lines[participant]
    assert isinstance(line, WebSocket)
    return int(line._view is not None)


def test_who_does_not_read_is_replaced_by_their_new_connection(
    narrow: OpenRoom, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(web_socket, "GOODBYE_WITHIN", 0.1)
    ann = narrow.join("Ann")
    silent = RawSocket(narrow.served.port, receive_buffer=4_096)
    silent.send(ann.hello)
    last = narrow.vote_often(ann.number, 300)
    line = ann.socket()
    assert line.next()["view"]["you"]["vote"]["submission"] == last
    narrow.do(Step(Move.CLOSE))
    line.until_phase("closed")
    # The old one is cut off, though it never took the word that it was closed.
    assert silent.is_cut()
    line.close()
    silent.close()


def test_everybody_sees_the_end_and_is_then_let_go(opened: OpenRoom) -> None:
    lines = [opened.join().socket() for _ in range(3)]
    for line in lines:
        line.next()
    opened.do(Step(Move.END))
    for line in lines:
        assert line.ending() == CloseCode.OVER
        assert '"phase":"ended"' in line.frames[-1]
    late = opened.view().people[0]
    assert late.number == 1


def test_who_comes_back_after_the_end_sees_it_once_more(opened: OpenRoom) -> None:
    ann = opened.join()
    opened.do(Step(Move.BEGIN), Step(Move.END))
    line = ann.socket()
    assert line.ending() == CloseCode.OVER
    assert ['"phase":"ended"' in frame for frame in line.frames] == [True]


@pytest.mark.parametrize(
    "hello",
    [
        {"hello": {"code": "AAAAAA", "participant": 1, "secret": "s" * 22}},
        {"hello": {"code": "{code}", "participant": 1, "secret": "s" * 22}},
        {"hello": {"code": "{code}", "participant": 2, "secret": "s" * 22}},
        {"hello": {"code": "{code}", "participant": 1}},
        {"hello": {"code": "{code}", "participant": 1, "secret": "short"}},
        {"vote": {"question": 1, "choice": "leave-it", "submission": "x"}},
        [],
    ],
)
def test_a_wrong_hello_ends_the_connection(hello: object, opened: OpenRoom) -> None:
    opened.join()
    line = opened.served.connect()
    line.send(json.dumps(hello).replace("{code}", opened.code))
    with pytest.raises(ConnectionClosed):
        line.recv(timeout=QUICK)
    assert line.close_code == CloseCode.WRONG_HELLO


def test_who_says_nothing_is_let_go(served: Served, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(web_socket, "HELLO_WITHIN", 0.1)
    line = served.connect()
    with pytest.raises(ConnectionClosed):
        line.recv(timeout=QUICK)
    assert line.close_code == CloseCode.WRONG_HELLO


def test_a_ping_is_answered_with_its_number(opened: OpenRoom) -> None:
    line = opened.join().socket()
    line.next()
    line.send({"ping": 41})
    assert line.next() == {"pong": 41}
    line.close()


def test_the_facilitator_is_shown_the_room_at_once_and_after_changes(opened: OpenRoom) -> None:
    seen: list[FacilitatorView] = []

    async def watch() -> object:
        return opened.host.watch(seen.append)

    opened.served.call(watch())
    assert len(seen) == 1
    opened.join("Ann")
    opened.do(Step(Move.BEGIN))
    until = time.monotonic() + QUICK
    while seen[-1].shared.phase != "scene" or [p.name for p in seen[-1].people] != ["Ann"]:
        assert time.monotonic() < until
        time.sleep(0.01)


def test_changes_are_told_at_once_and_then_together() -> None:
    pacing = Pacing(0.1)
    assert pacing.wait(5.0) is None
    pacing.stale = True
    assert pacing.wait(5.0) == 0.0
    pacing.told(5.0, 5.01)
    assert pacing.wait(5.05) is None
    pacing.stale = True
    assert pacing.wait(5.05) == pytest.approx(0.05)
    assert pacing.wait(5.2) == 0.0
    # It took long: as long again is left to others.
    pacing.told(6.0, 6.3)
    pacing.stale = True
    assert pacing.wait(6.3) == pytest.approx(0.3)


def test_two_rooms_of_a_server_live_side_by_side(served: Served, loaded: Loaded) -> None:
    rooms = [served.open(loaded), served.open(loaded)]
    lines = [room.join().socket() for room in rooms]
    rooms[1].do(Step(Move.BEGIN))
    lines[1].until_phase("scene")
    assert lines[0].next()["view"]["shared"]["phase"] == "lobby"
    assert rooms[0].view().shared.phase == "lobby"
    for line in lines:
        line.close()


def test_a_port_that_only_listens_gets_nothing(served: Served) -> None:
    with socket.create_connection(("127.0.0.1", served.port), timeout=QUICK) as line:
        line.sendall(b"\x16\x03\x01\x02\x00")
        assert b"400" in line.recv(100)
