"""A line between a guest and a server that can be cut and mended, and that may let no WebSocket through."""

from __future__ import annotations

import asyncio
from contextlib import suppress


class CutLine:
    """Listens on a port of its own and passes on what comes; the server hears the name that it knows itself by."""

    def __init__(self, server_port: int, sockets: bool = True) -> None:
        self.server_port = server_port
        self.sockets = sockets
        self.whole = True
        self.silent = False
        """Whether the line swallows what the server says, as one that hangs."""
        self.port = 0
        self.asked: list[str] = []
        """The first line of each request."""
        self._open: set[asyncio.StreamWriter] = set()
        self._server: asyncio.Server | None = None

    async def begin(self) -> CutLine:
        self._server = await asyncio.start_server(self._pass_on, "127.0.0.1", 0)
        self.port = self._server.sockets[0].getsockname()[1]
        return self

    def end(self) -> None:
        assert self._server is not None
        self._server.close()
        self.cut()

    def cut(self) -> None:
        """Break off what is open, and let nothing new through."""
        self.whole = False
        for writer in list(self._open):
            writer.transport.abort()

    def mend(self) -> None:
        self.whole = True

    async def _pass_on(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        with suppress(OSError, asyncio.IncompleteReadError):
            head = await reader.readuntil(b"\r\n\r\n")
            self.asked.append(head.split(b"\r\n", 1)[0].decode())
            blocked = b"upgrade: websocket" in head.lower() and not self.sockets
            if self.whole and not blocked:
                server = await asyncio.open_connection("127.0.0.1", self.server_port)
                server[1].write(head.replace(b":%d\r\n" % self.port, b":%d\r\n" % self.server_port, 1))
                self._open |= {writer, server[1]}
                await asyncio.gather(self._pump(reader, server[1]), self._pump(server[0], writer, back=True))
        writer.close()

    async def _pump(
        self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter, back: bool = False
    ) -> None:
        with suppress(OSError):
            while data := await reader.read(65_536):
                if not (back and self.silent):
                    writer.write(data)
                    await writer.drain()
        writer.close()
        self._open.discard(writer)
