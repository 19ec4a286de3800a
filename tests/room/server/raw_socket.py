"""A WebSocket by hand, for clients that do not behave."""

from __future__ import annotations

import json
import os
import select
import socket
import struct
from collections.abc import Callable

from tests.room.server.served import QUICK, Json


def framed(kind: int, payload: bytes, last: bool = True) -> bytes:
    """A frame as a client sends it."""
    size = bytes([0x80 | len(payload)]) if len(payload) < 126 else b"\xfe" + struct.pack("!H", len(payload))
    mask = os.urandom(4)
    masked = bytes(byte ^ mask[place % 4] for place, byte in enumerate(payload))
    return bytes([(0x80 if last else 0) | kind]) + size + mask + masked


class RawSocket:
    """Speaks the frames itself; reads only when told to. Its kernel keeps little of what it does not read."""

    def __init__(self, port: int, receive_buffer: int = 65_536) -> None:
        self.line = socket.socket()
        self.line.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, receive_buffer)
        self.line.settimeout(QUICK)
        self.line.connect(("127.0.0.1", port))
        self.line.sendall(
            f"GET /api/socket HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n"
            "Sec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==\r\nSec-WebSocket-Version: 13\r\n\r\n".encode()
        )
        head = b""
        while not head.endswith(b"\r\n\r\n"):
            head += self.line.recv(1)
        assert b" 101 " in head

    def send(self, message: Json) -> None:
        self.send_frame(1, json.dumps(message).encode())

    def send_frame(self, kind: int, payload: bytes, last: bool = True) -> None:
        """Send a frame: kind 0 goes on with the one before, 1 is text, 2 binary, 9 a ping."""
        self.line.sendall(framed(kind, payload, last))

    def frames_until(self, wanted: Callable[[str], bool]) -> list[str]:
        """The texts that come, up to the first that is wanted."""
        texts: list[str] = []
        while not texts or not wanted(texts[-1]):
            kind, payload = self.frame()
            if kind == 1:
                texts.append(payload.decode())
        return texts

    def frame(self) -> tuple[int, bytes]:
        """The next frame: its kind and what is in it."""
        first, size = self._read(2)
        if size == 126:
            (size,) = struct.unpack("!H", self._read(2))
        elif size == 127:
            (size,) = struct.unpack("!Q", self._read(8))
        return first & 15, self._read(size)

    def is_cut(self) -> bool:
        """Whether the server cut the connection, or does so soon; nothing is read for it."""
        look = select.poll()
        look.register(self.line, 0)
        return bool(look.poll(QUICK * 1_000))

    def close(self) -> None:
        self.line.close()

    def _read(self, size: int) -> bytes:
        read = b""
        while len(read) < size:
            part = self.line.recv(size - len(read))
            if not part:
                raise EOFError
            read += part
        return read
