"""A WebSocket, straight on its connection: what one costs decides how many people a small machine can host."""

from __future__ import annotations

import asyncio
import logging
import socket
import struct
import sys
from collections.abc import Callable
from contextlib import suppress
from typing import Any, Final, Protocol

from websockets.frames import CloseCode as StandardCode
from websockets.frames import Frame, Opcode
from websockets.http11 import Request, Response
from websockets.protocol import State
from websockets.server import ServerProtocol

from sim.room.server.conversation import Conversation, Speaker
from sim.room.server.limits import HELLO_WITHIN, Client, TokenBucket
from sim.room.wire import LARGEST_FRAME, CloseCode

PING_EVERY: Final = 15.0
"""Every so many seconds a WebSocket is asked whether it is still there, and it has as many to answer."""

GOODBYE_WITHIN: Final = 5.0
"""Seconds that a connection gets to take what was sent, and to close, before it is cut."""

MOST_UNREAD: Final = 131_072
"""So many bytes may wait until a client reads them, and as many may come from one behind the goodbye; then it is cut.
A view and the answers of some minutes are far less.
"""

_DATA: Final = (Opcode.TEXT, Opcode.BINARY, Opcode.CONT)
_LOGGER = logging.getLogger(__name__)


class Entrance(Protocol):
    """What stands before the WebSockets, and behind them."""

    def refusal(self, request: Request, client: Client) -> Response | None:
        """The answer to who is not let in."""

    def come_in(self, speaker: Speaker) -> Conversation:
        """Begin a conversation with who is let in."""

    def gone(self) -> None:
        """One who came in is gone."""


class WebSocket(asyncio.BufferedProtocol):
    """One participant's WebSocket.

    One view waits at most, whatever happens in the room meanwhile: showing one never waits, so that a client who stops
    reading delays nobody. A newer view takes the place of the one that waits; that loses nothing, since every view is
    whole. Who does not read is heard all the same, up to where too many answers have piled up.
    """

    # Each is held by a thousand people at once.
    __slots__ = (
        "_arriving",
        "_bucket",
        "_connections",
        "_conversation",
        "_entrance",
        "_full",
        "_in",
        "_last",
        "_late",
        "_pinged",
        "_protocol",
        "_said",
        "_text",
        "_timer",
        "_transport",
        "_view",
    )

    def __init__(self, entrance: Entrance, connections: set[Any], arriving: memoryview) -> None:
        """Wait for the request. `connections` are those of the server, of which this is one while it lasts.

        What comes is put into `arriving`, and taken from there at once, so that all of a server can share it.
        """
        self._arriving = arriving
        self._entrance = entrance
        self._connections = connections
        self._protocol = ServerProtocol(max_size=LARGEST_FRAME, logger=_LOGGER)
        self._bucket = TokenBucket()
        self._transport: asyncio.Transport
        self._conversation: Conversation | None = None
        self._timer: asyncio.TimerHandle | None = None
        self._said = b""
        self._text = True
        self._view: bytes | None = None
        self._last: CloseCode | None = None
        self._full = False
        self._late = 0
        self._pinged = False
        self._in = False

    # What the room says

    def show(self, view: bytes) -> None:
        """Show a view: now, or once there is room for it, if no newer one has come by then."""
        if self._full:
            self._view = view
        else:
            self.answer(view)

    def answer(self, text: bytes) -> None:
        """Send a text behind what was sent before; nothing where the connection is at its end."""
        if self._protocol.state is State.OPEN and not self._transport.is_closing():
            # What the protocol would do, less what it notes of messages in parts: this is most of what a vote costs.
            self._transport.write(Frame(Opcode.TEXT, text).serialize(mask=False))

    def stay(self) -> None:
        """Keep the connection for as long as the other side is there."""
        self._have_done(PING_EVERY, self._beat)

    def close(self, code: CloseCode | StandardCode) -> None:
        """Close the connection, and cut it where that is not taken."""
        self._end_conversation()
        if self._protocol.state is State.OPEN:
            self._protocol.fail(code)
            self._flush()

    def close_after_last(self, code: CloseCode) -> None:
        """Close the connection once the view that waits was sent, or was not taken for some seconds."""
        if self._view is None:
            self.close(code)
        else:
            self._last = code
            self._have_done(GOODBYE_WITHIN, lambda: self.close(code))

    # What the connection says

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """Take a connection over."""
        assert isinstance(transport, asyncio.Transport)
        self._transport = transport
        self._connections.add(self)

    def get_buffer(self, sizehint: int) -> memoryview:
        """Where to put what comes."""
        return self._arriving

    def buffer_updated(self, nbytes: int) -> None:
        """Take what came there."""
        self.data_received(bytes(self._arriving[:nbytes]))

    def data_received(self, data: bytes) -> None:
        """Take what came; behind a goodbye it is thrown away."""
        if self._protocol.state is State.CLOSING:
            self._late += len(data)
            if self._late > MOST_UNREAD:
                self._cut()
            return
        self._protocol.receive_data(data)
        for event in self._protocol.events_received():
            if isinstance(event, Frame):
                self._take(event)
            elif isinstance(event, Request):
                self._answer_request(event)
        self._flush()
        if self._full and self._transport.get_write_buffer_size() > MOST_UNREAD:
            self._cut()

    def eof_received(self) -> None:
        """The other side sends no more: close, once it has taken what was sent."""
        self._end_conversation()
        self._have_done(GOODBYE_WITHIN, self._cut)

    def connection_lost(self, exc: Exception | None) -> None:
        """Let the connection go."""
        self._end_conversation()
        self._connections.discard(self)
        if self._timer is not None:
            self._timer.cancel()
            self._timer = None
        if self._in:
            self._in = False
            self._entrance.gone()

    def pause_writing(self) -> None:
        """Send no more views until what was sent is taken."""
        self._full = True

    def resume_writing(self) -> None:
        """Go on, with the newest view."""
        self._full = False
        view, self._view = self._view, None
        if view is not None:
            self.answer(view)
        if self._last is not None:
            self.close(self._last)

    def shutdown(self) -> None:
        """Close, since the server ends."""
        self.close(StandardCode.SERVICE_RESTART)
        self._transport.close()

    # Between the two

    def _answer_request(self, request: Request) -> None:
        client = self._transport.get_extra_info("peername") or ("", 0)
        refusal = self._entrance.refusal(request, (client[0], client[1]))
        self._protocol.send_response(refusal or self._protocol.accept(request))
        if self._protocol.state is State.OPEN:
            self._in = True
            self._conversation = self._entrance.come_in(self)
            self._have_done(HELLO_WITHIN, lambda: self.close(CloseCode.WRONG_HELLO))

    def _take(self, frame: Frame) -> None:
        if self._conversation is None:
            return
        if not self._bucket.take():
            self.close(CloseCode.TOO_FAST)
        elif frame.opcode is Opcode.PONG:
            self._pinged = False
        elif frame.opcode in _DATA:
            if frame.opcode is not Opcode.CONT:
                self._text = frame.opcode is Opcode.TEXT
            said = self._said + bytes(frame.data)
            self._said = b"" if frame.fin else said
            if frame.fin:
                self._hear(self._conversation, said)

    def _hear(self, conversation: Conversation, said: bytes) -> None:
        try:
            conversation.heard(said.decode() if self._text else None)
        except UnicodeDecodeError:
            self._protocol.fail(StandardCode.INVALID_DATA)
            self._flush()

    def _flush(self) -> None:
        """Send what the protocol has to send; where its end is in it, wait for the other side to close."""
        writes = self._protocol.data_to_send()
        if not writes or self._transport.is_closing():
            return
        data = b"".join(writes)
        if data:
            self._transport.write(data)
        if not writes[-1]:
            self._transport.write_eof()
            self._end_conversation()
            self._have_done(GOODBYE_WITHIN, self._cut)

    def _beat(self) -> None:
        if self._pinged:
            self._cut()
            return
        self._pinged = True
        self._protocol.send_ping(b"")
        self._flush()
        self._have_done(PING_EVERY, self._beat)

    def _have_done(self, seconds: float, what: Callable[[], None]) -> None:
        """Have one thing done later, in place of what was to be done before."""
        if self._timer is not None:
            self._timer.cancel()
        self._timer = asyncio.get_running_loop().call_later(seconds, what)

    def _end_conversation(self) -> None:
        conversation, self._conversation = self._conversation, None
        if conversation is not None:
            conversation.end()

    def _cut(self) -> None:
        # Without this the kernel goes on offering what the client does not take.
        lingering = struct.pack("hh" if sys.platform == "win32" else "ii", 1, 0)
        with suppress(OSError):  # on some systems, where it is gone already
            self._transport.get_extra_info("socket").setsockopt(
                socket.SOL_SOCKET, socket.SO_LINGER, lingering
            )
        self._transport.abort()
