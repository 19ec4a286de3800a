from __future__ import annotations

import json
import socket
import time
from collections.abc import Callable

import pytest
from websockets.exceptions import ConnectionClosed
from websockets.sync.client import connect

from sim.room.rules.command import Ask, Step
from sim.room.rules.phase import Move
from sim.room.server import web_socket
from sim.room.server.limits import MESSAGES_AT_ONCE
from sim.room.wire import CloseCode
from sim.store.loading import Loaded
from sim.store.room_log import SqliteRoomLog
from tests.room.server.raw_socket import RawSocket, framed
from tests.room.server.served import QUICK, OpenRoom, Person, Served

TEXT, MORE, BINARY, CLOSE, PING, PONG = 1, 0, 2, 8, 9, 10


@pytest.fixture
def ann(opened: OpenRoom) -> Person:
    return opened.join("Ann")


@pytest.fixture
def raw(opened: OpenRoom, ann: Person) -> RawSocket:
    """A WebSocket of Ann's, by hand, which was shown the room."""
    line = RawSocket(opened.served.port)
    line.send(ann.hello)
    assert line.frame()[0] == TEXT
    return line


def code_of(payload: bytes) -> int:
    return int.from_bytes(payload[:2], "big")


def until(raw: RawSocket, kind: int) -> bytes:
    """What is in the next frame of a kind."""
    while True:
        found, payload = raw.frame()
        if found == kind:
            return payload


def test_a_message_in_parts_is_one_message_with_a_ping_between_them(raw: RawSocket) -> None:
    raw.send_frame(TEXT, b'{"pi', last=False)
    raw.send_frame(PING, b"hello")
    raw.send_frame(MORE, b'ng": ', last=False)
    raw.send_frame(MORE, b"12}")
    came = dict(raw.frame() for _ in range(2))
    assert came[PONG] == b"hello"
    assert json.loads(came[TEXT]) == {"pong": 12}
    raw.close()


def test_a_vote_that_comes_with_the_goodbye_counts(opened: OpenRoom, ann: Person, raw: RawSocket) -> None:
    opened.do(Step(Move.BEGIN), Ask())
    vote = {"question": 1, "choice": opened.view().shared.choices[0].id, "submission": "last"}
    said = ({"ping": 1}, {"vote": vote})
    frames = [framed(TEXT, json.dumps(each).encode()) for each in said]
    raw.line.sendall(b"".join([*frames, framed(CLOSE, (1001).to_bytes(2, "big"))]))
    assert code_of(until(raw, CLOSE)) == 1001
    raw.close()
    line = ann.socket()
    line.until_submission("last")
    line.close()


def test_what_is_no_text_is_refused_and_the_connection_stays(raw: RawSocket) -> None:
    raw.send_frame(BINARY, b'{"ping": 1}')
    assert json.loads(until(raw, TEXT))["refused"]["reason"] == "bad-request"
    raw.send({"ping": 2})
    assert json.loads(until(raw, TEXT)) == {"pong": 2}
    raw.close()


def test_a_text_that_is_no_utf_8_ends_the_connection(raw: RawSocket) -> None:
    raw.send_frame(TEXT, b'{"ping": "\xff"}')
    raw.send({"ping": 2})
    assert code_of(until(raw, CLOSE)) == 1007
    with pytest.raises(EOFError):
        raw.frame()
    raw.close()


def test_a_frame_that_breaks_the_protocol_ends_the_connection(raw: RawSocket) -> None:
    raw.send_frame(MORE, b"behind nothing")
    assert code_of(until(raw, CLOSE)) == 1002
    raw.close()


@pytest.mark.parametrize(("kind", "last"), [(PING, True), (PONG, True), (MORE, False)])
def test_frames_of_every_kind_can_come_too_fast(raw: RawSocket, kind: int, last: bool) -> None:
    if kind == MORE:
        raw.send_frame(TEXT, b"", last=False)
    for _ in range(int(MESSAGES_AT_ONCE) + 5):
        raw.send_frame(kind, b"", last)
    assert code_of(until(raw, CLOSE)) == CloseCode.TOO_FAST
    raw.close()


def test_who_does_not_answer_a_ping_is_cut_off_and_not_here_any_more(
    opened: OpenRoom, ann: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(web_socket, "PING_EVERY", 0.1)
    silent = RawSocket(opened.served.port)
    silent.send(ann.hello)
    until(silent, PING)
    with pytest.raises(ConnectionResetError):
        silent.frame()
    silent.close()


def test_who_answers_pings_stays(opened: OpenRoom, ann: Person, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(web_socket, "PING_EVERY", 0.05)
    raw = RawSocket(opened.served.port)
    raw.send(ann.hello)
    for _ in range(8):
        raw.send_frame(PONG, until(raw, PING))
    raw.send({"ping": 3})
    assert json.loads(until(raw, TEXT)) == {"pong": 3}
    raw.close()


def test_who_closes_is_answered_and_gone(opened: OpenRoom, ann: Person, raw: RawSocket) -> None:
    raw.send_frame(CLOSE, (1000).to_bytes(2, "big"))
    assert code_of(until(raw, CLOSE)) == 1000
    with pytest.raises(EOFError):
        raw.frame()
    raw.close()
    line = ann.socket()
    assert line.next()["view"]["you"]["name"] == "Ann"
    line.close()


def test_a_connection_that_was_told_to_close_and_does_not_is_cut(
    opened: OpenRoom, raw: RawSocket, ann: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(web_socket, "GOODBYE_WITHIN", 0.1)
    line = ann.socket()
    line.next()
    assert code_of(until(raw, CLOSE)) == CloseCode.TAKEN_OVER
    raw.send({"ping": 1})
    with pytest.raises((ConnectionResetError, EOFError)):
        raw.frame()
    raw.close()
    line.close()


def test_the_same_vote_again_is_answered_with_the_view(opened: OpenRoom, ann: Person) -> None:
    opened.do(Step(Move.BEGIN), Ask())
    line = ann.socket()
    choice = line.until_phase("open")["view"]["shared"]["choices"][0]["id"]
    for _ in range(2):
        line.send({"vote": {"question": 1, "choice": choice, "submission": "mine"}})
        line.until_submission("mine")
    line.close()


def test_a_stopping_server_says_so(served: Served, loaded: Loaded) -> None:
    line = served.open(loaded).join().socket()
    line.next()
    served.stop()
    assert line.ending() == 1012


def test_a_websocket_is_had_at_one_address_only(opened: OpenRoom) -> None:
    with pytest.raises(Exception, match="404"), connect(f"ws://{opened.served.host}/api/view", proxy=None):
        pass


def test_a_request_that_is_no_handshake_is_told_so(opened: OpenRoom) -> None:
    asked = {"Connection": "Upgrade", "Upgrade": "websocket", "Sec-WebSocket-Version": "13"}
    answer = opened.served.get("/api/socket", asked)
    assert answer.status == 400
    assert b"Sec-WebSocket-Key" in answer.body


def test_who_reads_late_still_sees_the_end_and_then_why_it_closed(narrow: OpenRoom) -> None:
    ann = narrow.join("Ann")
    late = RawSocket(narrow.served.port, receive_buffer=4_096)
    late.send(ann.hello)
    narrow.vote_often(ann.number, 300)
    narrow.do(Step(Move.CLOSE), Step(Move.END))
    late.frames_until(lambda text: '"phase":"ended"' in text)
    assert code_of(until(late, CLOSE)) == CloseCode.OVER
    late.close()


def test_who_is_let_go_gives_the_place_to_another(opened: OpenRoom, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sim.room.server.gate.MOST_WEBSOCKETS", 1)
    ann = opened.join()
    first = ann.socket()
    first.next()
    first.connection.socket.close()
    give_up = time.monotonic() + QUICK
    while True:
        try:
            second = ann.socket()
            break
        except Exception:
            assert time.monotonic() < give_up
            time.sleep(0.02)
    assert second.next()["view"]["you"]["participant"] == ann.number
    with pytest.raises(Exception, match="503"):
        opened.served.connect()
    second.close()
    with pytest.raises(ConnectionClosed):
        second.next()


def test_who_asks_for_pages_and_a_websocket_without_reading_fills_no_memory(
    serve: Callable[..., Served], log: SqliteRoomLog, loaded: Loaded
) -> None:
    served = serve(log, send_buffer=4_096)
    served.open(loaded)
    page = f"GET / HTTP/1.1\r\nHost: {served.host}\r\n\r\n"
    upgrade = (
        f"GET /api/socket HTTP/1.1\r\nHost: {served.host}\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n"
        "Sec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==\r\nSec-WebSocket-Version: 13\r\n\r\n"
    )
    lines = []
    for pages in range(40):
        line = socket.socket()
        line.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4_096)
        line.connect(("127.0.0.1", served.port))
        line.sendall((page * pages + upgrade).encode())
        lines.append(line)
    time.sleep(0.5)
    sockets = served.call(fullness(served))
    assert sockets
    for told_full, full in sockets:
        assert told_full == full
    for line in lines:
        line.close()


async def fullness(served: Served) -> list[tuple[bool, bool]]:
    """Of each WebSocket whether it knows that its client does not read, and whether that is so."""
    sockets = served._server._server.server_state.connections
    return [
        (each._full, each._transport._protocol_paused)  # type: ignore[attr-defined]
        for each in sockets
        if isinstance(each, web_socket.WebSocket)
    ]


def test_a_vote_of_who_does_not_read_is_heard(narrow: OpenRoom) -> None:
    deaf = narrow.join("Deaf")
    raw = RawSocket(narrow.served.port, receive_buffer=4_096)
    raw.send(deaf.hello)
    narrow.vote_often(deaf.number, 300)
    choice = narrow.view().shared.choices[0].id
    raw.send({"vote": {"question": 1, "choice": choice, "submission": "unread"}})
    give_up = time.monotonic() + QUICK
    while deaf.look().json["view"]["you"]["vote"]["submission"] != "unread":
        assert time.monotonic() < give_up
        time.sleep(0.02)
    raw.close()


def test_a_flood_behind_the_goodbye_is_cut_off(raw: RawSocket) -> None:
    raw.line.settimeout(QUICK)
    frame = framed(PING, b"")
    with pytest.raises(OSError):
        for _ in range(200):
            raw.line.sendall(frame * 5_000)
