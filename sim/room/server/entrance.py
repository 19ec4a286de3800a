"""Where WebSockets come in: each is checked at the gate, and led to a conversation."""

from __future__ import annotations

import json
from http import HTTPStatus
from typing import TYPE_CHECKING, Any, Final

from websockets.datastructures import Headers
from websockets.http11 import Request, Response

from sim.room.server.conversation import Conversation, Speaker
from sim.room.server.fault import Fault, fault_form
from sim.room.server.gate import Gate
from sim.room.server.limits import Client, Limits
from sim.room.server.reception import Reception
from sim.room.server.web_socket import WebSocket
from sim.room.wire import LARGEST_FRAME

if TYPE_CHECKING:
    from uvicorn.config import Config
    from uvicorn.server import ServerState

_AT_ONCE: Final = 2 * LARGEST_FRAME
"""The most bytes that are taken of a connection at once, however many it has sent."""


class Entrance:
    """Makes the WebSockets of a server, and counts those that are open."""

    def __init__(self, gate: Gate, limits: Limits, reception: Reception) -> None:
        self._gate = gate
        self._limits = limits
        self._reception = reception
        # A connection that has one of its own asks the system for memory each time something comes.
        self._arriving = memoryview(bytearray(_AT_ONCE))

    def web_socket(self, config: Config, server_state: ServerState, app_state: dict[str, Any]) -> WebSocket:
        """A WebSocket for a connection over which one was asked for; what uvicorn gives is its own state."""
        return WebSocket(self, server_state.connections, self._arriving)

    def refusal(self, request: Request, client: Client) -> Response | None:
        """The answer to who is not let in."""
        hosts = request.headers.get_all("Host")
        try:
            self._gate.check_socket(
                client, request.path.partition("?")[0], hosts, request.headers.get_all("Origin")
            )
        except Fault as fault:
            return _response(fault, self._gate.headers(hosts[0] if hosts else ""))
        return None

    def come_in(self, speaker: Speaker) -> Conversation:
        """Begin a conversation with who is let in."""
        self._limits.websockets += 1
        return Conversation(self._reception, speaker)

    def gone(self) -> None:
        """One who came in is gone."""
        self._limits.websockets -= 1


def _response(fault: Fault, headers: dict[str, str]) -> Response:
    body = json.dumps({"error": fault_form(fault)}, ensure_ascii=False).encode()
    told = {
        **headers,
        "content-type": "application/json",
        "content-length": str(len(body)),
        "connection": "close",
    }
    if fault.retry_after is not None:
        told["retry-after"] = str(fault.retry_after)
    return Response(fault.status, HTTPStatus(fault.status).phrase, Headers(told), body)
