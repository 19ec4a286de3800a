"""The room over a WebSocket: frames as they come, votes as they are cast."""

from __future__ import annotations

import asyncio
import json
import time
from collections.abc import Mapping
from contextlib import suppress
from functools import partial
from typing import Any, Final

from websockets.asyncio.client import ClientConnection, connect
from websockets.exceptions import ConnectionClosed, WebSocketException

from sim.room.guest.address import RoomAddress
from sim.room.guest.connection_end import ConnectionEnd, NotKnownThere
from sim.room.guest.frame_reading import read_frame
from sim.room.guest.in_thread import in_thread
from sim.room.guest.part_taken import PartTaken
from sim.room.guest.request import LARGEST_ANSWER, PATIENCE_SECONDS, Unreachable, open_socket
from sim.room.guest.seen import FINAL, Link
from sim.room.guest.wire_object import NotUnderstood, WireObject
from sim.room.wire import CloseCode

PING_SECONDS: Final = 10.0
"""So often the server is asked whether it is still there, and so long it may take to say so."""

_FINAL: Final = {
    CloseCode.TAKEN_OVER: Link.TAKEN_OVER,
    CloseCode.REMOVED: Link.REMOVED,
    CloseCode.OVER: Link.OVER,
}


async def talk(address: RoomAddress, hello: Mapping[str, Any], part: PartTaken, asked: asyncio.Event) -> None:
    """Take part until the room is over for this participant; `asked` is set when there is something to send.

    Raises:
        ConnectionEnd: the connection could not be made, or was lost.
        NotKnownThere: the server does not know the room or the participant.

    """
    heard = False
    try:
        reached = await in_thread(partial(open_socket, address))
        async with connect(
            address.socket_url,
            sock=reached,
            proxy=None,
            compression=None,
            open_timeout=PATIENCE_SECONDS,
            close_timeout=1,
            ping_interval=PING_SECONDS,
            ping_timeout=PING_SECONDS,
            max_size=LARGEST_ANSWER,
        ) as connection:
            await connection.send(json.dumps({"hello": hello}))
            sender: asyncio.Task[None] | None = None
            try:
                async for message in connection:
                    heard = _hear(WireObject.parsed(message, "the frame"), part) or heard
                    if part.link in FINAL:
                        return
                    if heard and sender is None:
                        sender = asyncio.create_task(_send(connection, part, asked))
            finally:
                if sender is not None:
                    sender.cancel()
            code = connection.close_code
    except ConnectionClosed as error:
        code = None if error.rcvd is None else error.rcvd.code
    except NotUnderstood as error:
        raise ConnectionEnd(heard, f"{error.message} {error.hint}") from error
    except Unreachable as error:
        raise ConnectionEnd(heard) from error
    except (OSError, TimeoutError, WebSocketException, ValueError) as error:
        raise ConnectionEnd(heard) from error
    if code in _FINAL:
        part.became(_FINAL[CloseCode(code)])
    elif code == CloseCode.WRONG_HELLO:
        raise NotKnownThere
    else:
        raise ConnectionEnd(heard)


def _hear(message: WireObject, part: PartTaken) -> bool:
    """Take in what the room says; whether it was a frame. What this version does not know is let be."""
    if message.has("view"):
        part.heard(read_frame(message.object("view")), time.monotonic())
        return True
    if message.has("refused"):
        refused = message.object("refused")
        part.refused(
            refused.text("message"),
            refused.maybe("hint", refused.text),
            refused.maybe("submission", refused.text),
        )
    return False


async def _send(connection: ClientConnection, part: PartTaken, asked: asyncio.Event) -> None:
    """Send each vote once over this connection, and each errand."""
    sent = None
    with suppress(ConnectionClosed):
        while True:
            asked.clear()
            ballot = part.ballot
            if ballot is not None and ballot.submission != sent:
                sent = ballot.submission
                vote = {"question": ballot.question, "choice": ballot.choice, "submission": sent}
                await connection.send(json.dumps({"vote": vote}))
            while part.errands:
                await connection.send(json.dumps(part.errands.pop(0)))
            await asked.wait()
