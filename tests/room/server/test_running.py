from __future__ import annotations

import asyncio
import http.client
import logging
import signal
import socket
import time
from collections.abc import Iterator
from typing import Any

import pytest
from uvicorn.protocols.websockets.websockets_sansio_impl import WebSocketsSansIOProtocol
from websockets.sync.client import connect

from sim.room.server.running import RunningServer, ServerStopped


async def app(scope: Any, receive: Any, send: Any) -> None:
    if scope["type"] == "websocket":
        await receive()
        await send({"type": "websocket.accept"})
        while (await receive())["type"] != "websocket.disconnect":
            await send({"type": "websocket.send", "text": "x" * 100_000})
        return
    if scope["path"] == "/fault":
        raise ValueError("a fault of the app")
    if scope["path"] == "/slow":
        await asyncio.sleep(60)
    await send({"type": "http.response.start", "status": 200, "headers": []})
    await send({"type": "http.response.body", "body": scope["client"][0].encode()})


@pytest.fixture
def faults() -> list[logging.LogRecord]:
    return []


@pytest.fixture
def bound() -> socket.socket:
    return socket.create_server(("127.0.0.1", 0))


@pytest.fixture
def port(bound: socket.socket) -> int:
    number: int = bound.getsockname()[1]
    return number


@pytest.fixture
def server(bound: socket.socket, faults: list[logging.LogRecord]) -> Iterator[RunningServer]:
    running = RunningServer(app, [bound], faults.append, WebSocketsSansIOProtocol)
    running.start()
    yield running
    running.stop()


def get(port: int, path: str, **headers: str) -> tuple[int, bytes]:
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=10)
    try:
        connection.request("GET", path, headers=headers)
        answer = connection.getresponse()
        return answer.status, answer.read()
    finally:
        connection.close()


async def named() -> str:
    return "done"


async def failing() -> str:
    raise KeyError("what it was")


async def too_slow() -> str:
    raise TimeoutError("of its own")


def test_an_app_is_served_until_it_is_stopped(server: RunningServer, port: int) -> None:
    assert get(port, "/") == (200, b"127.0.0.1")
    server.stop()
    with pytest.raises(ConnectionRefusedError):
        get(port, "/")


def test_signals_stay_those_of_the_program(server: RunningServer) -> None:
    assert signal.getsignal(signal.SIGINT) is signal.default_int_handler
    assert signal.getsignal(signal.SIGTERM) is signal.SIG_DFL


def test_nobody_speaks_for_another_address(server: RunningServer, port: int) -> None:
    assert get(port, "/", **{"X-Forwarded-For": "203.0.113.5"}) == (200, b"127.0.0.1")


def test_a_call_runs_in_the_loop_and_gives_or_raises_what_it_does(server: RunningServer) -> None:
    assert server.call(named()) == "done"
    with pytest.raises(KeyError, match="what it was"):
        server.call(failing())
    with pytest.raises(TimeoutError, match="of its own"):
        server.call(too_slow())


def test_a_call_that_the_server_did_not_answer_in_time_is_given_up(server: RunningServer) -> None:
    with pytest.raises(ServerStopped):
        server.call(asyncio.sleep(60), within=0.3)
    assert server.call(named()) == "done"


def test_a_stopped_server_answers_no_call(server: RunningServer) -> None:
    server.stop()
    with pytest.raises(ServerStopped):
        server.call(named())
    server.tell(lambda: None)


def test_faults_of_the_app_are_told_and_nothing_is_printed(
    server: RunningServer, port: int, faults: list[logging.LogRecord], capfd: pytest.CaptureFixture[str]
) -> None:
    assert get(port, "/fault")[0] == 500
    assert [str(record.exc_info[1]) for record in faults if record.exc_info] == ["a fault of the app"]
    assert capfd.readouterr() == ("", "")


def test_it_stops_in_time_with_open_connections_and_one_that_reads_nothing(
    server: RunningServer, port: int, faults: list[logging.LogRecord], capfd: pytest.CaptureFixture[str]
) -> None:
    address = f"ws://127.0.0.1:{port}/"
    with (
        connect(address, close_timeout=0.1),
        connect(address, close_timeout=0.1, max_queue=1) as stuck,
        socket.create_connection(("127.0.0.1", port)) as slow,
    ):
        slow.sendall(b"GET /slow HTTP/1.1\r\nHost: x\r\n\r\n")
        for _ in range(200):
            stuck.send("more than it will ever read")
        before = time.monotonic()
        server.stop(within=3.0)
        assert time.monotonic() - before < 3.0
    assert not server.serving
    assert faults == []
    assert capfd.readouterr() == ("", "")
