"""The server's addresses: the page, and what it asks of a room."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Any

from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route
from starlette.types import ASGIApp

from sim.room.rules.command import ParticipantCommand
from sim.room.server.allowed_hosts import AllowedHosts
from sim.room.server.entrance import Entrance
from sim.room.server.fault import Fault, bad_request
from sim.room.server.gate import Gate
from sim.room.server.guard import Guard, client_of, fault_response
from sim.room.server.limits import HELLO_WITHIN, Limits
from sim.room.server.page_files import page_files
from sim.room.server.reach import Reach
from sim.room.server.reception import Reception
from sim.room.server.requests import (
    read_bearer,
    read_facilitator_command,
    read_join,
    read_settle,
    read_team,
    read_token,
    read_vote,
)
from sim.room.server.rooms import Rooms
from sim.room.server.strict_json import check_keys, read_object
from sim.room.wire import LARGEST_FRAME, facilitator_form
from sim.scenario.error import EmptyChairError

Endpoint = Callable[[Request], Awaitable[Response]]
ReadCommand = Callable[[int, dict[str, Any]], ParticipantCommand]


@dataclass(frozen=True, slots=True)
class Service:
    """What serves rooms: `app` answers requests, `entrance` takes WebSockets in."""

    app: ASGIApp
    entrance: Entrance


def room_service(
    rooms: Rooms, hosts: AllowedHosts, limits: Limits | None = None, reach: Reach | None = None
) -> Service:
    """What serves the rooms to those who come by these names."""
    limits = limits or Limits()
    gate = Gate(hosts, limits, reach or Reach())
    reception = Reception(rooms, limits)
    return Service(_app(_Requests(reception), gate), Entrance(gate, limits, reception))


def _app(service: _Requests, gate: Gate) -> Starlette:
    app = Starlette(
        routes=[
            Route("/api/room/{code}", service.look_up),
            Route("/api/join", service.join, methods=["POST"]),
            Route("/api/view", service.view),
            Route("/api/vote", service.doing(read_vote), methods=["POST"]),
            Route("/api/settle", service.doing(read_settle), methods=["POST"]),
            Route("/api/team", service.doing(read_team), methods=["POST"]),
            Route("/api/facilitate", service.facilitate, methods=["POST"]),
            *page_files(),
        ],
        middleware=[Middleware(Guard, gate=gate)],
        exception_handlers={EmptyChairError: _told, HTTPException: _plain, Exception: _broken},
    )
    app.router.redirect_slashes = False
    return app


class _Requests:
    def __init__(self, reception: Reception) -> None:
        self._reception = reception

    async def look_up(self, request: Request) -> Response:
        host = self._reception.room_to_join(request.path_params["code"], client_of(request.scope))
        view = await host.shared_view()
        return JSONResponse(
            {"title": view.title, "teams": list(view.teams), "locked": view.locked, "open": True}
        )

    async def join(self, request: Request) -> Response:
        code, join = read_join(await _sent(request))
        host = self._reception.room_to_join(code, client_of(request.scope))
        followed = await host.submit(join)
        person = host.holder_of(join.secret)
        assert person is not None
        frame = await host.frame(person.number)
        assert frame is not None
        host.asks(person.number)
        # The frame is JSON already, and an object.
        return _json(b'{"participant":%d,%b' % (person.number, frame[1:]), 201 if followed else 200)

    async def view(self, request: Request) -> Response:
        after = request.query_params.get("after", "")
        if not after.isdecimal() or len(after) > 12:
            if after:
                raise bad_request("“after” is the version of a view.")
            after = "-1"
        hello = read_bearer(request.query_params.get("code", ""), request.headers.get("authorization"))
        host, participant = self._reception.room_of(hello)
        host.asks(participant)
        frame = await host.frame(participant, int(after))
        return Response(status_code=204) if frame is None else _json(frame)

    def doing(self, read: ReadCommand) -> Endpoint:
        async def do(request: Request) -> Response:
            given = await _sent(request)
            code = given.pop("code", None)
            if not isinstance(code, str):
                raise bad_request("The key “code” is missing.")
            hello = read_bearer(code, request.headers.get("authorization"))
            host, participant = self._reception.room_of(hello)
            host.asks(participant)
            await host.submit(read(participant, given))
            frame = await host.frame(participant)
            assert frame is not None
            return _json(frame)

        return do

    async def facilitate(self, request: Request) -> Response:
        given = await _sent(request)
        check_keys(given, {"code": (str,), "command": (dict,)})
        token = read_token(request.headers.get("authorization"))
        host = self._reception.rooms.led(given["code"], token)
        await host.submit(read_facilitator_command(given["command"]))
        return _json(_text({"facilitator": facilitator_form(await host.facilitator_view())}))


async def _sent(request: Request) -> dict[str, Any]:
    """The object in a request's body, of which no more is read than may be sent."""
    kind = request.headers.get("content-type", "").partition(";")[0].strip().lower()
    if kind != "application/json":
        raise Fault(415, "bad-request", "JSON is expected.", "Send it as application/json.")
    try:
        body = await asyncio.wait_for(_body(request), HELLO_WITHIN)
    except TimeoutError as error:
        raise Fault(408, "too-slow", "The rest of this did not come.", "Send it again.") from error
    return read_object(body)


async def _body(request: Request) -> bytes:
    told = request.headers.get("content-length", "0")
    body = bytearray()
    if not told.isdecimal() or int(told) > LARGEST_FRAME:
        raise _too_big()
    async for part in request.stream():
        body += part
        if len(body) > LARGEST_FRAME:
            raise _too_big()
    return bytes(body)


def _too_big() -> Fault:
    return Fault(413, "too-big", f"No more than {LARGEST_FRAME:,} bytes are taken at once.", "Send less.")


async def _told(request: Request, error: Exception) -> Response:
    assert isinstance(error, EmptyChairError)
    response = fault_response(error)
    if isinstance(error, Fault) and error.status in (408, 413):
        # The rest of the body is not read.
        response.headers["Connection"] = "close"
    return response


async def _plain(request: Request, error: Exception) -> Response:
    assert isinstance(error, HTTPException)
    message = (
        "This address takes other requests." if error.status_code == 405 else "Nothing is at this address."
    )
    response = fault_response(Fault(error.status_code, "not-found", message, "Open the page of the room."))
    response.headers.update(error.headers or {})
    return response


async def _broken(request: Request, error: Exception) -> Response:
    return fault_response(Fault(500, "fault", "Something went wrong here.", "Try once more."))


def _text(form: dict[str, Any]) -> str:
    return json.dumps(form, ensure_ascii=False, separators=(",", ":"))


def _json(text: str | bytes, status: int = 200) -> Response:
    return Response(text, status, media_type="application/json")
