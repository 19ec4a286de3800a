from __future__ import annotations

import copy
import json
import secrets
import socket
from collections.abc import Callable, Iterator, Sequence
from typing import Any, cast

import pytest
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route, WebSocketRoute
from starlette.websockets import WebSocket
from uvicorn.protocols.websockets.websockets_sansio_impl import WebSocketsSansIOProtocol

from sim.room.guest.address import RoomAddress, read_address
from sim.room.guest.guest import Guest
from sim.room.guest.request import LARGEST_ANSWER
from sim.room.guest.seen import Link
from sim.room.rules.room import Room
from sim.room.rules.view import OwnView, shared_view
from sim.room.server.running import RunningServer
from sim.room.wire import own_form, shared_form
from sim.store.loading import Loaded
from tests.room.guest.following import Following

Json = dict[str, Any]
Hostile = Callable[[Sequence[str | bytes]], RoomAddress]


@pytest.fixture
def view(room: Room, loaded: Loaded) -> Json:
    """A view as a room sends it."""
    own = OwnView(1, "Mo", None, None, 0, 0, (), None)
    shared = shared_form(shared_view(room, loaded.verdict.solution))
    return {"shared": shared, "you": own_form(own), "version": 1, "now": 0.0}


@pytest.fixture
def hostile(view: Json) -> Iterator[Hostile]:
    """Makes servers that let anybody in, and then send these messages over every WebSocket."""
    running: list[RunningServer] = []

    def make(messages: Sequence[str | bytes]) -> RoomAddress:
        async def join(request: Request) -> Response:
            return JSONResponse({"participant": 1, "view": view}, 201)

        async def look(request: Request) -> Response:
            return JSONResponse({"view": view})

        async def talk(websocket: WebSocket) -> None:
            await websocket.accept()
            await websocket.receive_text()
            for message in messages:
                if isinstance(message, bytes):
                    await websocket.send_bytes(message)
                else:
                    await websocket.send_text(message)
            await websocket.receive_text()

        app = Starlette(
            routes=[
                Route("/api/join", join, methods=["POST"]),
                Route("/api/view", look),
                WebSocketRoute("/api/socket", talk),
            ]
        )
        bound = socket.create_server(("127.0.0.1", 0))
        running.append(RunningServer(cast(Any, app), [bound], web_sockets=WebSocketsSansIOProtocol))
        running[-1].start()
        return read_address(f"127.0.0.1:{bound.getsockname()[1]}/j/KWX47F")

    yield make
    for server in running:
        server.stop()


@pytest.mark.parametrize(
    "message",
    [
        "nonsense",
        "[]",
        b"\xff\xfe\x00",
        '{"view": 3}',
        '{"view": {"shared": {}}}',
        '{"refused": {"message": 3}}',
        '{"a":' * 50_000,
        "[" * (LARGEST_ANSWER + 1),
    ],
    ids=lambda message: str(message[:24]),
)
async def test_what_no_room_sends_ends_the_connection_and_is_tried_again(
    hostile: Hostile, message: str | bytes
) -> None:
    guest = Guest(hostile([message]), secrets.token_urlsafe(16))
    await guest.join("Mo")
    async with Following(guest) as following:
        await following.until(lambda seen: seen.link is Link.LOST)
        # Plain requests take the WebSocket's place.
        await following.until(lambda seen: seen.link is Link.HERE)
    assert len(following.said) <= 1


async def test_what_was_not_understood_is_told_once(hostile: Hostile, view: Json) -> None:
    newer = copy.deepcopy(view)
    newer["shared"]["phase"] = "dance"
    guest = Guest(hostile([json.dumps({"view": newer})]), secrets.token_urlsafe(16))
    await guest.join("Mo")
    async with Following(guest) as following:
        await following.until_said("shared.phase is “dance”. The facilitator may have another version")
        await following.until(lambda seen: seen.link is Link.HERE)
    assert len(following.said) == 1


async def test_messages_of_a_newer_server_are_let_be(hostile: Hostile, view: Json) -> None:
    view["shared"]["title"] = "still understood"
    messages = ['{"weather": "fine"}', '{"pong": 3}', json.dumps({"view": view, "more": []})]
    guest = Guest(hostile(messages), secrets.token_urlsafe(16))
    await guest.join("Mo")
    async with Following(guest) as following:
        await following.until(
            lambda seen: seen.frame is not None and seen.frame.shared.title == "still understood"
        )
        assert Link.LOST not in [seen.link for seen in following.all]
