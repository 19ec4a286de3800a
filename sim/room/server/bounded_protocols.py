"""uvicorn's connections, bounded in what a silent or a greedy client can hold."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, Any, Final

from uvicorn.protocols.http.h11_impl import H11Protocol
from uvicorn.protocols.websockets.websockets_sansio_impl import WebSocketsSansIOProtocol

from sim.room.server.limits import MOST_CONNECTIONS, REQUEST_WITHIN

if TYPE_CHECKING:
    from uvicorn._types import ASGIReceiveEvent, ASGISendEvent

PING_EVERY: Final = 15.0
"""Every so many seconds a WebSocket is asked whether it is still there, and it has as many to answer."""

_FLUSHED_WITHIN: Final = 5.0
"""Seconds that a connection gets to take what was sent before it is cut."""


class BoundedHttp(H11Protocol):
    """An HTTP connection that must ask something in time; there are only so many at once."""

    _patience: asyncio.TimerHandle | None = None

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        """Take a connection in, or cut it where there are too many."""
        super().connection_made(transport)
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

    async def send(self, message: ASGISendEvent) -> None:
        """Send what the app says; who does not take its farewell is cut off."""
        await super().send(message)
        if self.close_sent:
            self.loop.call_later(_FLUSHED_WITHIN, self.transport.abort)

    def keepalive_timeout(self) -> None:
        """Cut off who does not answer."""
        super().keepalive_timeout()
        self.transport.abort()
