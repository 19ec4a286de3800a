from __future__ import annotations

import socket
from collections.abc import Callable, Iterator
from contextlib import suppress
from threading import Thread

import pytest

from sim.room.guest import request
from sim.room.guest.address import read_address
from sim.room.guest.guest import look
from sim.room.guest.request import AnotherProgram, RoomRefused, Unreachable
from sim.room.guest.wire_object import NotUnderstood
from tests.room.guest.conftest import address_of
from tests.room.server.served import OpenRoom

Answering = Callable[[bytes], str]


@pytest.fixture
def answering() -> Iterator[Answering]:
    """Makes servers that say the same to everybody; gives the address of a room at each."""
    servers: list[socket.socket] = []

    def make(answer: bytes) -> str:
        server = socket.create_server(("127.0.0.1", 0))
        servers.append(server)

        def serve() -> None:
            with suppress(OSError):
                while True:
                    connection, _ = server.accept()
                    with connection, suppress(OSError):
                        connection.recv(65_536)
                        connection.sendall(answer)

        Thread(target=serve, daemon=True).start()
        return f"127.0.0.1:{server.getsockname()[1]}/j/KWX47F"

    yield make
    for server in servers:
        server.close()


def http(status: str, body: bytes, kind: str = "application/json", more: str = "") -> bytes:
    head = f"HTTP/1.1 {status}\r\nContent-Type: {kind}\r\nContent-Length: {len(body)}\r\n{more}\r\n"
    return head.encode() + body


def test_a_room_says_what_it_is_before_one_comes_in(opened: OpenRoom) -> None:
    door = look(address_of(opened))
    assert (door.title, door.teams, door.locked) == ("The customer who went quiet", (), False)


def test_a_wrong_code_is_refused_with_what_to_do(opened: OpenRoom) -> None:
    with pytest.raises(RoomRefused) as refused:
        look(read_address(f"127.0.0.1:{opened.served.port}/j/AAAAAA"))
    assert refused.value.status == 404
    assert refused.value.message == "No room has this code."
    assert refused.value.hint


def test_too_many_wrong_codes_are_told_with_how_long_to_wait(opened: OpenRoom) -> None:
    wrong = read_address(f"127.0.0.1:{opened.served.port}/j/AAAAAA")
    for _ in range(300):
        with pytest.raises(RoomRefused) as refused:
            look(wrong)
        if refused.value.status == 429:
            break
    assert refused.value.wait is not None
    assert 0 < refused.value.wait <= 60


def test_a_port_where_nobody_answers_is_told() -> None:
    with socket.create_server(("127.0.0.1", 0)) as closed:
        port = closed.getsockname()[1]
    with pytest.raises(Unreachable) as error:
        look(read_address(f"127.0.0.1:{port}/j/KWX47F"))
    assert f"nothing answers at port {port}" in error.value.message
    assert error.value.hint


def test_a_name_that_leads_nowhere_is_told() -> None:
    with pytest.raises(Unreachable) as error:
        look(read_address("no-such-machine.invalid:8765/j/KWX47F"))
    assert "no-such-machine.invalid" in error.value.message


def test_a_server_that_says_nothing_is_given_up(
    answering: Answering, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(request, "PATIENCE_SECONDS", 0.1)
    with socket.create_server(("127.0.0.1", 0)) as silent, pytest.raises(Unreachable) as error:
        look(read_address(f"127.0.0.1:{silent.getsockname()[1]}/j/KWX47F"))
    assert "in time" in error.value.message


@pytest.mark.parametrize(
    ("answer", "told"),
    [
        (b"SSH-2.0-OpenSSH_9.2\r\n", "does not speak HTTP"),
        (http("200 OK", b"<p>It works</p>", "text/html"), "another program"),
        (http("404 Not Found", b"nothing", "text/plain"), "another program"),
        (
            http("301 Moved", b"", "text/html", "Location: https://other.example/\r\n"),
            "sends everybody on to",
        ),
    ],
)
def test_another_program_is_told_as_one(answering: Answering, answer: bytes, told: str) -> None:
    with pytest.raises(AnotherProgram) as error:
        look(read_address(answering(answer)))
    assert told in error.value.message
    assert error.value.hint


@pytest.mark.parametrize(
    "body",
    [
        b"[]",
        b"{}",
        b"\xff\xfe",
        b'{"title": 3}',
        b'{"title": "a", "teams": {}, "locked": false}',
        b"[" * 99_999,
    ],
)
def test_json_that_no_room_sends_is_not_understood(answering: Answering, body: bytes) -> None:
    with pytest.raises(NotUnderstood):
        look(read_address(answering(http("200 OK", body))))


def test_a_server_that_breaks_off_is_told(answering: Answering) -> None:
    with pytest.raises((Unreachable, AnotherProgram)):
        look(read_address(answering(b"HTTP/1.1 200 OK\r\nContent-Length: 50\r\n\r\n{")))


def test_a_plain_server_asked_for_https_is_told(answering: Answering) -> None:
    place = answering(http("200 OK", b"{}"))
    with pytest.raises(Unreachable) as error:
        look(read_address(f"https://{place}"))
    assert error.value.hint
    assert "http://127.0.0.1" in error.value.hint


def test_what_a_server_refuses_with_is_not_obeyed_by_a_terminal(answering: Answering) -> None:
    body = b'{"error": {"reason": "full", "message": "a\\u001b[2Jb", "hint": "c\\u0007"}}'
    with pytest.raises(RoomRefused) as refused:
        look(read_address(answering(http("409 Conflict", body))))
    assert "\x1b" not in refused.value.message
    assert "\x07" not in (refused.value.hint or "")
