"""The gate before every request of a page."""

from __future__ import annotations

from typing import Final

from starlette.datastructures import Headers, MutableHeaders
from starlette.responses import JSONResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from sim.room.server.fault import Fault, fault_form, told_fault
from sim.room.server.gate import Gate
from sim.room.server.limits import Client
from sim.scenario.error import EmptyChairError

_ASKING: Final = {"GET", "HEAD"}


class Guard:
    """Serves the requests that the gate lets in, and tells the others why not."""

    def __init__(self, app: ASGIApp, gate: Gate) -> None:
        self._app = app
        self._gate = gate

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve a request, or tell why not."""
        headers = Headers(scope=scope)
        hosts = headers.getlist("host")

        async def send_guarded(message: Message) -> None:
            if message["type"] == "http.response.start":
                MutableHeaders(scope=message).update(self._gate.headers(hosts[0] if hosts else ""))
            await send(message)

        try:
            self._gate.check_request(
                client_of(scope),
                scope["path"],
                hosts,
                headers.getlist("origin"),
                changes=scope["method"] not in _ASKING,
            )
        except Fault as fault:
            await fault_response(fault)(scope, receive, send_guarded)
            return
        await self._app(scope, receive, send_guarded)


def client_of(scope: Scope) -> Client:
    """The address and port from which a request comes."""
    client = scope.get("client")
    return ("", 0) if client is None else (client[0], client[1])


def fault_response(error: EmptyChairError) -> JSONResponse:
    """An error as an answer."""
    fault = told_fault(error)
    headers = None if fault.retry_after is None else {"Retry-After": str(fault.retry_after)}
    return JSONResponse({"error": fault_form(fault)}, fault.status, headers)
