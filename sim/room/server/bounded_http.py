"""uvicorn's HTTP connections, bounded in what a silent or a greedy client can hold."""

from __future__ import annotations

import asyncio
import socket
from contextlib import suppress
from typing import Any

from uvicorn.protocols.http.h11_impl import H11Protocol

from sim.room.server.limits import MOST_CONNECTIONS, REQUEST_WITHIN


class BoundedHttp(H11Protocol):
    """An HTTP connection that must ask something in time; there are only so many at once."""

    _patience: asyncio.TimerHandle | None = None

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        """Take a connection in, or cut it where there are too many."""
        super().connection_made(transport)
        # asyncio does it for sockets that name their protocol, which those bound beforehand need not. Without it a
        # view that follows another waits up to 40 ms for the client's kernel to confirm the first.
        with suppress(OSError):  # on some systems, where it is gone already
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
        if self.flow.write_paused:
            # Only this side was told, so the WebSocket would go on writing to who does not read. No browser does this.
            self.transport.abort()

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
