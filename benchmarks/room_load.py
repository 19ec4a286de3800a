"""Many participants of one room in a process of their own, led by lines of JSON on stdin.

`python -m benchmarks.room_load PORT CODE PEOPLE`: they join over HTTP, each with a secret of their own, and open a
WebSocket each. Then each line with a number has all of them vote once, on the question that is open or is opened next,
evenly over so many seconds (0: all at once). The answer tells when each vote was sent, and when it was acknowledged.
"""

from __future__ import annotations

import asyncio
import json
import sys
import time
from collections.abc import Callable
from typing import Any, Final

from websockets.client import ClientProtocol
from websockets.frames import Frame, Opcode
from websockets.protocol import State
from websockets.uri import parse_uri

from sim.room.server.open_files import allow_many_connections

AT_ONCE: Final = 50
"""So many join and connect at the same time."""
PATIENCE: Final = 30.0


class NotAcknowledged(Exception):
    """A vote was not acknowledged in time."""


class Phone(asyncio.Protocol):
    """One participant's WebSocket. While votes run it only notes what comes and when; what that says is read later."""

    def __init__(self, address: str, hello: dict[str, Any]) -> None:
        self._protocol = ClientProtocol(parse_uri(address))
        self._hello = json.dumps({"hello": hello})
        self._transport: asyncio.Transport | None = None
        self._mark = b""
        self._acknowledged: Callable[[], None] = lambda: None
        self._unread: list[bytes] = []
        self._text = b""
        self.view: dict[str, Any] = {}
        self.ready: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        self.sent_at = self.acknowledged_at = 0.0

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """Ask for a WebSocket."""
        assert isinstance(transport, asyncio.Transport)
        self._transport = transport
        self._protocol.send_request(self._protocol.connect())
        self._flush()

    def data_received(self, data: bytes) -> None:
        """Note it, or read it at once where no vote is under way."""
        self._unread.append(data)
        if not self._mark:
            self.read()
        # The server masks nothing, so that the words stand in the bytes as they are; a frame may come in two pieces.
        elif self._mark in data or (len(self._unread) > 1 and self._mark in b"".join(self._unread[-2:])):
            self.acknowledged_at = time.monotonic()
            self._mark = b""
            self._acknowledged()

    def connection_lost(self, error: Exception | None) -> None:
        """Tell whoever waits for the first view."""
        if not self.ready.done():
            self.ready.set_exception(error or ConnectionError("The connection was closed."))

    def read(self) -> None:
        """Read what came, and keep the latest view."""
        for data in self._unread:
            self._protocol.receive_data(data)
        self._unread.clear()
        for event in self._protocol.events_received():
            if not isinstance(event, Frame):
                if self._protocol.state is State.OPEN:
                    self._protocol.send_text(self._hello.encode())
            elif event.opcode in (Opcode.TEXT, Opcode.CONT):
                self._text += event.data
                if event.fin:
                    self._take(json.loads(self._text))
                    self._text = b""
        self._flush()

    @property
    def may_vote(self) -> bool:
        """Whether a question is open on which there is no vote of this participant yet."""
        return self.view["shared"]["phase"] == "open" and self.view["you"]["vote"] is None

    def prepare(self, choice: int, submission: str, acknowledged: Callable[[], None]) -> None:
        """Have a vote for one of the choices ready to be sent."""
        question = self.view["shared"]
        chosen = question["choices"][min(choice, len(question["choices"]) - 1)]["id"]
        vote = {"question": question["question"], "choice": chosen, "submission": submission}
        self._protocol.send_text(json.dumps({"vote": vote}).encode())
        self._prepared = b"".join(self._protocol.data_to_send())
        self._mark = json.dumps(submission).encode()
        self._acknowledged = acknowledged

    def vote(self) -> None:
        """Send it."""
        assert self._transport is not None
        self.sent_at = time.monotonic()
        self._transport.write(self._prepared)

    def _take(self, said: dict[str, Any]) -> None:
        if "view" not in said:
            raise NotAcknowledged(json.dumps(said))
        self.view = said["view"]
        if not self.ready.done():
            self.ready.set_result(None)

    def _flush(self) -> None:
        assert self._transport is not None
        for data in self._protocol.data_to_send():
            if data:
                self._transport.write(data)


async def main(port: int, code: str, people: int) -> None:
    """Join, connect, and vote as told."""
    gate = asyncio.Semaphore(AT_ONCE)

    async def join(number: int) -> Phone:
        async with gate:
            secret = f"{number:032d}"
            joined = await _post(
                port, "/api/join", {"code": code, "name": f"Guest {number}", "secret": secret}
            )
            hello = {"code": code, "participant": joined["participant"], "secret": secret}
            address = f"ws://127.0.0.1:{port}/api/socket"
            loop = asyncio.get_running_loop()
            _, phone = await loop.create_connection(lambda: Phone(address, hello), "127.0.0.1", port)
            await phone.ready
            return phone

    phones = await asyncio.gather(*(join(number) for number in range(people)))
    _tell({"people": len(phones)})
    reading = asyncio.StreamReader()
    await asyncio.get_running_loop().connect_read_pipe(
        lambda: asyncio.StreamReaderProtocol(reading), sys.stdin
    )
    rounds = 0
    while line := await reading.readline():
        rounds += 1
        _tell(await _vote(phones, float(line), f"round-{rounds}"))


async def _vote(phones: list[Phone], seconds: float, name: str) -> dict[str, Any]:
    while not all(phone.may_vote for phone in phones):
        await asyncio.sleep(0.05)
    left = len(phones)
    done = asyncio.Event()

    def acknowledged() -> None:
        nonlocal left
        left -= 1
        if not left:
            done.set()

    for number, phone in enumerate(phones):
        # There is a majority for the first one.
        phone.prepare(number % 2 * (number % 3), f"{name}-{number}", acknowledged)
    loop = asyncio.get_running_loop()
    begun = loop.time()
    for number, phone in enumerate(phones):
        if seconds:
            loop.call_at(begun + number * seconds / len(phones), phone.vote)
        else:
            phone.vote()
    async with asyncio.timeout(seconds + PATIENCE):
        await done.wait()
    await asyncio.sleep(0.5)
    for number, phone in enumerate(phones):
        phone.read()
        if phone.view["you"]["vote"]["submission"] != f"{name}-{number}":
            raise NotAcknowledged(f"{phone.view['you']}")
    return {
        "sent": [phone.sent_at for phone in phones],
        "acknowledged": [phone.acknowledged_at for phone in phones],
    }


async def _post(port: int, path: str, body: dict[str, Any]) -> Any:
    """What the server answers; on a connection of its own, as every phone has one."""
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    sent = json.dumps(body).encode()
    writer.write(
        f"POST {path} HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\nContent-Type: application/json\r\n"
        f"Content-Length: {len(sent)}\r\nConnection: close\r\n\r\n".encode()
        + sent
    )
    head, _, answer = (await reader.read()).partition(b"\r\n\r\n")
    writer.close()
    if b" 201 " not in head.splitlines()[0]:
        raise ConnectionError(f"{head!r} {answer!r}")
    return json.loads(answer)


def _tell(what: dict[str, Any]) -> None:
    print(json.dumps(what), flush=True)


if __name__ == "__main__":
    allow_many_connections()
    asyncio.run(main(int(sys.argv[1]), sys.argv[2], int(sys.argv[3])))
