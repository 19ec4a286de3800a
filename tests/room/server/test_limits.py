from __future__ import annotations

import http.client
import json
import socket
from collections.abc import Iterator
from contextlib import closing

import pytest

from sim.room.rules.command import Ask, Step
from sim.room.rules.phase import Move
from sim.room.server import app, bounded_http, gate
from sim.room.server.limits import MESSAGES_AT_ONCE, TokenBucket
from sim.room.wire import LARGEST_FRAME, CloseCode
from tests.room.server.conftest import Clock
from tests.room.server.raw_socket import RawSocket
from tests.room.server.served import QUICK, OpenRoom, Served, ask

JSON = {"Content-Type": "application/json"}


def padded(sent: dict[str, object], size: int) -> bytes:
    """JSON of exactly so many bytes."""
    written = json.dumps(sent).encode()
    return written + b" " * (size - len(written))


def test_a_body_of_the_largest_size_is_read_and_one_of_a_byte_more_is_not(opened: OpenRoom) -> None:
    join: dict[str, object] = {"code": opened.code, "secret": "s" * 22}
    served = opened.served
    too_big = served.request("POST", "/api/join", padded(join, LARGEST_FRAME + 1), JSON)
    assert (too_big.status, too_big.reason, too_big.headers["connection"]) == (413, "too-big", "close")
    assert opened.view().shared.people == 0
    assert served.request("POST", "/api/join", padded(join, LARGEST_FRAME), JSON).status == 201


def test_a_body_in_parts_without_a_length_is_read_no_further_than_the_largest_size(opened: OpenRoom) -> None:
    served = opened.served

    def parts(count: int) -> Iterator[bytes]:
        yield from (b" " * 1_024 for _ in range(count))
        yield json.dumps({"code": opened.code, "secret": "s" * 22}).encode()

    def send(count: int) -> int:
        with closing(http.client.HTTPConnection("127.0.0.1", served.port, timeout=QUICK)) as line:
            line.request("POST", "/api/join", parts(count), JSON, encode_chunked=True)
            return line.getresponse().status

    assert send(4) == 413
    assert opened.view().shared.people == 0
    assert send(3) == 201


def test_an_endless_body_is_broken_off(opened: OpenRoom) -> None:
    head = f"POST /api/join HTTP/1.1\r\nHost: {opened.served.host}\r\nContent-Type: application/json\r\n"
    sent = 0
    with socket.create_connection(("127.0.0.1", opened.served.port), timeout=QUICK) as line:
        line.sendall(f"{head}Transfer-Encoding: chunked\r\n\r\n".encode())
        with pytest.raises(OSError):
            while sent < 20_000_000:
                line.sendall(b"8000\r\n" + b" " * 0x8000 + b"\r\n")
                sent += 0x8000
    assert sent < 20_000_000


def test_a_body_that_does_not_come_is_not_waited_for(
    opened: OpenRoom, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(app, "HELLO_WITHIN", 0.1)
    head = f"POST /api/join HTTP/1.1\r\nHost: {opened.served.host}\r\nContent-Type: application/json\r\n"
    with socket.create_connection(("127.0.0.1", opened.served.port), timeout=QUICK) as line:
        line.sendall(f"{head}Content-Length: 100\r\n\r\n{{".encode())
        assert b" 408 " in line.recv(1_000)


def test_a_request_that_is_never_finished_is_cut_off(served: Served, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(bounded_http, "REQUEST_WITHIN", 0.1)
    with socket.create_connection(("127.0.0.1", served.port), timeout=30) as line:
        line.sendall(b"GET / HTTP/1.1\r\nHost: ")
        with pytest.raises(ConnectionError):
            if line.recv(100) == b"":
                raise ConnectionResetError


def test_a_frame_that_is_too_big_ends_the_connection_before_it_is_read(opened: OpenRoom) -> None:
    line = opened.join().socket()
    line.next()
    line.connection.send(padded({"ping": 1}, LARGEST_FRAME).decode())
    assert line.next() == {"pong": 1}
    line.connection.send(padded({"ping": 2}, LARGEST_FRAME + 1).decode())
    assert line.ending() == CloseCode.TOO_BIG
    assert '"pong":2' not in "".join(line.frames)


def test_a_frame_in_parts_is_measured_as_a_whole(opened: OpenRoom) -> None:
    ann = opened.join()
    raw = RawSocket(opened.served.port)
    raw.send(ann.hello)
    raw.send_frame(1, b'{"ping": 1', last=False)
    for _ in range(5):
        raw.send_frame(0, b" " * 1_000, last=False)
    frames = [raw.frame() for _ in range(2)]
    assert frames[0][0] == 1
    assert (frames[1][0], int.from_bytes(frames[1][1][:2], "big")) == (8, CloseCode.TOO_BIG)
    raw.close()


def test_who_sends_too_fast_is_let_go_and_others_are_not(opened: OpenRoom) -> None:
    ann, ben = opened.join(), opened.join()
    line, other = ann.socket(), ben.socket()
    line.next()
    other.next()
    for number in range(int(MESSAGES_AT_ONCE) * 3):
        line.connection.send(json.dumps({"ping": number}))
    assert line.ending() == CloseCode.TOO_FAST
    assert len(line.frames) < MESSAGES_AT_ONCE * 2
    other.send({"ping": 5})
    assert other.until(lambda frame: "pong" in frame) == {"pong": 5}
    other.close()


def test_requests_of_a_connection_that_come_too_fast_are_refused(opened: OpenRoom) -> None:
    ann = opened.join()
    opened.do(Step(Move.BEGIN), Ask())
    path = f"/api/view?code={opened.code}"
    with closing(http.client.HTTPConnection("127.0.0.1", opened.served.port, timeout=QUICK)) as line:
        told = [ask(line, "GET", path, None, ann.bearer).status for _ in range(int(MESSAGES_AT_ONCE))]
        last = ask(line, "GET", path, None, ann.bearer)
    assert set(told) == {200}
    assert (last.status, last.reason, last.headers["retry-after"]) == (429, "too-fast", "1")
    assert ann.look().status == 200


def test_a_bucket_fills_up_again(clock: Clock) -> None:
    bucket = TokenBucket(20, 40, clock)
    assert [bucket.take() for _ in range(41)] == [True] * 40 + [False]
    clock.time += 0.125
    assert [bucket.take() for _ in range(3)] == [True, True, False]
    clock.time += 3600
    assert sum(bucket.take() for _ in range(100)) == 40


def test_there_are_only_so_many_websockets(opened: OpenRoom, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(gate, "MOST_WEBSOCKETS", 2)
    lines = [opened.join().socket() for _ in range(2)]
    for line in lines:
        line.next()
    refused = opened.served.upgrade({})
    assert (refused.status, refused.reason, refused.headers["retry-after"]) == (503, "full", "5")
    lines[0].close()
    again = opened.join().socket()
    assert again.next()["view"]["you"]["participant"] == 3
    again.close()
    lines[1].close()


def test_pings_of_somebody_who_does_not_read_pile_up_nowhere(opened: OpenRoom) -> None:
    ann = opened.join()
    raw = RawSocket(opened.served.port, receive_buffer=4_096)
    raw.send(ann.hello)
    raw.line.settimeout(0.5)
    sent = 0
    with pytest.raises(OSError):
        while sent < 20_000_000:
            raw.send_frame(9, b"p" * 125)
            sent += 131
    assert sent < 20_000_000
    raw.close()
