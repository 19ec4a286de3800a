"""What stands before every request: the names the server answers to, and the pages it listens to."""

from __future__ import annotations

from starlette.datastructures import Headers, MutableHeaders
from starlette.responses import JSONResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send
from starlette.websockets import WebSocket

from sim.room.server.allowed_hosts import AllowedHosts
from sim.room.server.fault import Fault, fault_form, told_fault
from sim.room.server.limits import MOST_WEBSOCKETS, Client, Limits
from sim.scenario.error import EmptyChairError

_ASKING = {"GET", "HEAD"}


class Guard:
    """Lets requests through that come by a name of the server's, from its own page or none, and not too fast."""

    def __init__(self, app: ASGIApp, hosts: AllowedHosts, limits: Limits) -> None:
        self._app = app
        self._hosts = hosts
        self._limits = limits

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve a request, or tell why not."""
        if scope["type"] not in ("http", "websocket"):
            await self._app(scope, receive, send)
            return
        host = Headers(scope=scope).get("host", "")

        async def send_guarded(message: Message) -> None:
            if message["type"] in ("http.response.start", "websocket.http.response.start"):
                _add_headers(MutableHeaders(scope=message), host if self._hosts.answers_to(host) else "")
            await send(message)

        try:
            self._check(scope)
        except Fault as fault:
            response = fault_response(fault)
            if scope["type"] == "websocket":
                await WebSocket(scope, receive, send_guarded).send_denial_response(response)
            else:
                await response(scope, receive, send_guarded)
            return
        if scope["type"] == "http":
            await self._app(scope, receive, send_guarded)
            return
        self._limits.websockets += 1
        try:
            await self._app(scope, receive, send_guarded)
        finally:
            self._limits.websockets -= 1

    def _check(self, scope: Scope) -> None:
        headers = Headers(scope=scope)
        hosts = headers.getlist("host")
        if len(hosts) != 1 or not self._hosts.answers_to(hosts[0]):
            raise Fault(
                421, "wrong-host", "This server has another name.", "Use the address on the big screen."
            )
        changes = scope["type"] == "websocket" or scope["method"] not in _ASKING
        origins = headers.getlist("origin")
        if changes and not all(self._hosts.lets_in(origin, hosts[0]) for origin in origins):
            raise Fault(403, "wrong-origin", "Another page sent this.", "Open the page of the room itself.")
        if scope["type"] == "websocket":
            if self._limits.websockets >= MOST_WEBSOCKETS:
                raise Fault(503, "full", "Too many are connected.", "Try again in a moment.", retry_after=5)
        elif scope["path"].startswith("/api/"):
            self._limits.check_request(client_of(scope))


def client_of(scope: Scope) -> Client:
    """The address and port from which a request comes."""
    client = scope.get("client")
    return ("", 0) if client is None else (client[0], client[1])


def fault_response(error: EmptyChairError) -> JSONResponse:
    """An error as an answer."""
    fault = told_fault(error)
    headers = None if fault.retry_after is None else {"Retry-After": str(fault.retry_after)}
    return JSONResponse({"error": fault_form(fault)}, fault.status, headers)


def _add_headers(headers: MutableHeaders, host: str) -> None:
    sockets = f" ws://{host}" if host else ""
    headers["Content-Security-Policy"] = (
        "default-src 'none'; script-src 'self'; style-src 'self'; "
        f"connect-src 'self'{sockets}; img-src 'none'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'"
    )
    headers["Referrer-Policy"] = "no-referrer"
    headers["X-Content-Type-Options"] = "nosniff"
    headers["Cache-Control"] = "no-store"
