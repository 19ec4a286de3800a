"""uvicorn's connections, bounded in what a silent or a greedy client can hold."""

from __future__ import annotations

import asyncio
import socket
import struct
import sys
from typing import TYPE_CHECKING, Any, Final

from uvicorn.protocols.http.h11_impl import H11Protocol
from uvicorn.protocols.websockets.websockets_sansio_impl import WebSocketsSansIOProtocol
from websockets.exceptions import InvalidState

from sim.room.server.limits import MOST_CONNECTIONS, REQUEST_WITHIN

if TYPE_CHECKING:
    from uvicorn._types import ASGIReceiveEvent
    from websockets.http11 import Request

PING_EVERY: Final = 15.0
"""Every so many seconds a WebSocket is asked whether it is still there, and it has as many to answer."""

SEND_NOW: Final = "send_now"
"""Under this name a WebSocket's state has the way past the app's layers: a function that takes a text, and says whether
it went out.
"""

_WAITING: Final = 8
"""So many messages of one client wait at most before no more are read."""

FLUSHED_WITHIN: Final = 5.0
"""Seconds that a connection gets to take what was sent before it is cut."""


class BoundedHttp(H11Protocol):
    """An HTTP connection that must ask something in time; there are only so many at once."""

    _patience: asyncio.TimerHandle | None = None

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        """Take a connection in, or cut it where there are too many."""
        super().connection_made(transport)
        # asyncio does it for sockets that name their protocol, which those bound beforehand need not. Without it a
        # view that follows another waits up to 40 ms for the client's kernel to confirm the first.
        transport.get_extra_info("socket").setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        if len(self.connections) > MOST_CONNECTIONS:
            transport.abort()
            return
        self._patience = self.loop.call_later(REQUEST_WITHIN, self._ask_or_go)

    def connection_lost(self, exc: Exception | None) -> None:
        """Let a connection go."""
        self._stop_waiting()
        super().connection_lost(exc)

    def handle_websocket_upgrade(self, event: Any) -> None:
        """Hand the connection over to a WebSocket."""
        self._stop_waiting()
        super().handle_websocket_upgrade(event)

    def on_response_complete(self) -> None:
        """Wait for the next request."""
        self._stop_waiting()
        self._patience = self.loop.call_later(REQUEST_WITHIN, self._ask_or_go)
        super().on_response_complete()

    def _ask_or_go(self) -> None:
        # A request that is being answered is bounded by whoever answers it.
        if self.cycle is None or self.cycle.response_complete:
            self.transport.abort()

    def _stop_waiting(self) -> None:
        if self._patience is not None:
            self._patience.cancel()
            self._patience = None


class BoundedWebSocket(WebSocketsSansIOProtocol):
    """A WebSocket that is cut where its client is silent, and not read from where its client does not read."""

    def handle_connect(self, event: Request) -> None:
        """Let a client in."""
        super().handle_connect(event)
        if not self.close_sent:
            self.scope["state"][SEND_NOW] = self.send_now

    def connection_lost(self, exc: Exception | None) -> None:
        """Let a connection go."""
        super().connection_lost(exc)
        scope = getattr(self, "scope", None)
        if scope is not None:
            # What holds itself is garbage that has to be looked for.
            scope["state"].pop(SEND_NOW, None)

    def send_now(self, text: str) -> bool:
        """Send a text without waiting; False where the client does not take it, or is gone."""
        if not self.writable.is_set() or self.close_sent or self.disconnected or self.transport.is_closing():
            return False
        try:
            self.conn.send_text(text.encode())
        except InvalidState:
            return False
        self.transport.write(b"".join(self.conn.data_to_send()))
        return True

    def send_receive_event_to_app(self) -> None:
        """Hand on what came, and stop reading where much waits.

        uvicorn stops after every message until that one is taken, which costs two calls of the system for each.
        """
        self.read_paused = self.queue.qsize() < _WAITING
        super().send_receive_event_to_app()
        # Whoever takes the last that waits reads on.
        self.read_paused = True

    def pause_writing(self) -> None:
        """Stop reading too, so that no more answers pile up."""
        super().pause_writing()
        self.transport.pause_reading()

    def resume_writing(self) -> None:
        """Read on."""
        super().resume_writing()
        if not self.read_paused and not self.transport.is_closing():
            self.transport.resume_reading()

    async def receive(self) -> ASGIReceiveEvent:
        """Give the app what came; while its own words are not taken, nothing more is read."""
        received = await super().receive()
        if not self.writable.is_set():
            self.transport.pause_reading()
        return received

    async def run_asgi(self) -> None:
        """Serve to the end; who does not take the last words is cut off."""
        await super().run_asgi()
        if not self.disconnected:
            self.loop.call_later(FLUSHED_WITHIN, self._cut)

    def keepalive_timeout(self) -> None:
        """Cut off who does not answer."""
        super().keepalive_timeout()
        self._cut()

    def _cut(self) -> None:
        if not self.disconnected:
            # Without this the kernel goes on offering what the client does not take.
            self.transport.get_extra_info("socket").setsockopt(
                socket.SOL_SOCKET,
                socket.SO_LINGER,
                struct.pack("hh" if sys.platform == "win32" else "ii", 1, 0),
            )
            self.transport.abort()
