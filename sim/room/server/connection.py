"""One participant's WebSocket: what they send becomes commands, what they see goes out as it changes."""

from __future__ import annotations

import asyncio
import json
from contextlib import suppress
from typing import Final

from starlette.websockets import WebSocket, WebSocketDisconnect

from sim.room.rules.refusal import Reason, Refused
from sim.room.server.bounded_protocols import SEND_NOW
from sim.room.server.fault import Fault, bad_request, fault_form, told_fault
from sim.room.server.limits import HELLO_WITHIN, TokenBucket
from sim.room.server.mailbox import Mailbox
from sim.room.server.reception import Reception
from sim.room.server.requests import read_hello, read_message
from sim.room.server.room_host import RoomHost
from sim.room.server.strict_json import read_object
from sim.room.wire import CloseCode, Json
from sim.scenario.error import EmptyChairError

GOODBYE_WITHIN: Final = 5.0
"""Seconds that a connection gets to take the word that it is closed."""


async def serve_socket(websocket: WebSocket, reception: Reception) -> None:
    """Serve a WebSocket from its hello to its end."""
    await websocket.accept()
    try:
        code = await _serve(websocket, reception)
    except WebSocketDisconnect:
        return
    with suppress(TimeoutError, WebSocketDisconnect, RuntimeError):
        await asyncio.wait_for(websocket.close(code.value), GOODBYE_WITHIN)


async def _serve(websocket: WebSocket, reception: Reception) -> CloseCode:
    try:
        said = await asyncio.wait_for(websocket.receive_text(), HELLO_WITHIN)
        host, participant = reception.room_of(read_hello(read_object(said)))
    except Refused as refused:
        return CloseCode.REMOVED if refused.reason is Reason.REMOVED else CloseCode.WRONG_HELLO
    except (Fault, TimeoutError, KeyError):
        return CloseCode.WRONG_HELLO
    mailbox = host.connect(participant, websocket.scope.get("state", {}).get(SEND_NOW))
    reading = asyncio.create_task(_read(websocket, host, participant, mailbox))
    writing = asyncio.create_task(_write(websocket, mailbox))
    try:
        await asyncio.wait((reading, writing, mailbox.closing), return_when=asyncio.FIRST_COMPLETED)
    finally:
        host.disconnect(participant, mailbox)
        reading.cancel()
        writing.cancel()
        await asyncio.gather(reading, writing, return_exceptions=True)
    if mailbox.closing.done():
        return mailbox.closing.result()
    raise WebSocketDisconnect


async def _read(websocket: WebSocket, host: RoomHost, participant: int, mailbox: Mailbox) -> None:
    bucket = TokenBucket()
    while True:
        received = await websocket.receive()
        if received["type"] != "websocket.receive":
            return
        if not bucket.take():
            mailbox.close(CloseCode.TOO_FAST)
            return
        answer = await _answer(received.get("text"), host, participant)
        if answer is not None:
            await mailbox.answer(json.dumps(answer, ensure_ascii=False, separators=(",", ":")))


async def _answer(said: str | None, host: RoomHost, participant: int) -> Json | None:
    submission: str | None = None
    try:
        if said is None:
            raise bad_request("Text is expected.")
        given = read_object(said)
        command = read_message(participant, given)
        if isinstance(command, int):
            return {"pong": command}
        submission = getattr(command, "submission", None)
        if not await host.submit(command):
            host.show_again(participant)
    except EmptyChairError as error:
        refused = fault_form(told_fault(error))
        if submission is not None:
            refused["submission"] = submission
        return {"refused": refused}
    return None


async def _write(websocket: WebSocket, mailbox: Mailbox) -> None:
    with suppress(WebSocketDisconnect, RuntimeError):
        while True:
            await websocket.send_text(await mailbox.next())
