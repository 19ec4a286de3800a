"""One request to a room's server and its answer, over plain HTTP."""

from __future__ import annotations

import json
import socket
import ssl
from collections.abc import Mapping
from dataclasses import dataclass
from http.client import HTTPConnection, HTTPException, HTTPResponse, HTTPSConnection, IncompleteRead
from typing import Any, Final

from sim.report.words import visible
from sim.room.guest.address import RoomAddress
from sim.room.guest.wire_object import WireObject
from sim.scenario.error import EmptyChairError

PATIENCE_SECONDS: Final = 10.0
LARGEST_ANSWER: Final = 4 * 1024 * 1024
"""The most bytes that are read of an answer or taken in one frame: a debrief of many questions is long."""

_ASK: Final = "Ask the facilitator for the address as it is now"


class Unreachable(EmptyChairError):
    """Nobody answered at the address."""

    title = "The room could not be reached"


class AnotherProgram(EmptyChairError):
    """Somebody answered who is no room's server."""

    title = "No room answers there"


class RoomRefused(EmptyChairError):
    """The room's server said no. `reason` is for programs; `wait` are seconds after which it may be asked again."""

    title = "The room does not let you in"

    def __init__(
        self, status: int, reason: str, message: str, hint: str | None, wait: float | None = None
    ) -> None:
        super().__init__(message, hint)
        self.status = status
        self.reason = reason
        self.wait = wait


@dataclass(frozen=True, slots=True)
class Answer:
    """An answer of the room's server; `form` is None where it had nothing to say."""

    status: int
    form: WireObject | None


def ask(
    address: RoomAddress,
    method: str,
    path: str,
    body: Mapping[str, Any] | None = None,
    bearer: str | None = None,
) -> Answer:
    """Ask the server once. It blocks for as long as `PATIENCE_SECONDS`, and longer where the answer drips.

    Raises:
        Unreachable: nobody answered.
        AnotherProgram: somebody else did.
        RoomRefused: the server said no.
        NotUnderstood: the answer is nothing that this version knows.

    """
    headers = {"Accept": "application/json", "Connection": "close"}
    data = None
    if body is not None:
        headers["Content-Type"] = "application/json"
        data = json.dumps(body, ensure_ascii=False).encode("utf-8", "replace")
    if bearer is not None:
        headers["Authorization"] = f"Bearer {bearer}"
    connection = _connection(address)
    try:
        connection.request(method, path, data, headers)
        response = connection.getresponse()
        read = response.read(LARGEST_ANSWER + 1)
    except (OSError, HTTPException, ValueError) as error:
        raise _not_answered(address, error) from error
    finally:
        connection.close()
    return _understood(address, response, read)


def open_socket(address: RoomAddress) -> socket.socket:
    """A connection to the server, for the WebSocket.

    Raises:
        Unreachable: nobody answers.

    """
    try:
        return socket.create_connection((address.host, address.port), PATIENCE_SECONDS)
    except (OSError, ValueError) as error:
        raise _not_answered(address, error) from error


def _connection(address: RoomAddress) -> HTTPConnection:
    if address.secure:
        return HTTPSConnection(address.host, address.port, timeout=PATIENCE_SECONDS)
    return HTTPConnection(address.host, address.port, timeout=PATIENCE_SECONDS)


def _understood(address: RoomAddress, response: HTTPResponse, read: bytes) -> Answer:
    status = response.status
    if status == 204:
        return Answer(status, None)
    place = response.headers.get("Location")
    if 300 <= status < 400 and place:
        raise AnotherProgram(
            f"{address.server} sends everybody on to {visible(place)}.", "Join that address."
        )
    content = response.headers.get_content_type()
    if content != "application/json" or len(read) > LARGEST_ANSWER:
        raise AnotherProgram(
            f"{address.server} is answered by another program (status {status}).", f"{_ASK}, with its port."
        )
    form = WireObject.parsed(read, "the answer")
    if 200 <= status < 300:
        return Answer(status, form)
    error = form.object("error")
    raise RoomRefused(
        status,
        error.text("reason") if error.has("reason") else "",
        error.text("message"),
        error.text("hint") if error.has("hint") else None,
        _seconds(response.headers.get("Retry-After")),
    )


def _seconds(given: str | None) -> float | None:
    if given is None or not (given.isascii() and given.isdigit() and len(given) < 6):
        return None
    return float(given)


def _not_answered(address: RoomAddress, error: Exception) -> EmptyChairError:
    server = address.server
    if isinstance(error, ssl.SSLCertVerificationError):
        return Unreachable(
            f"The certificate of {server} is not trusted ({visible(error.verify_message)}).",
            "Ask the facilitator for an address with another certificate, or one that begins with http.",
        )
    if isinstance(error, ssl.SSLError):
        return Unreachable(
            f"{server} does not speak https.", f"Try http{server.removeprefix('https')} instead."
        )
    if isinstance(error, socket.gaierror | UnicodeError):
        return Unreachable(
            f"No machine is known by the name {visible(address.host)}.",
            f"See that it is spelled right, and that you are in the facilitator's network. {_ASK}.",
        )
    if isinstance(error, ConnectionRefusedError):
        return Unreachable(
            f"The machine {visible(address.host)} is there, but nothing answers at port {address.port}.",
            f"The session may not have begun, or be over, or have another port. {_ASK}.",
        )
    if isinstance(error, HTTPException) and not isinstance(error, IncompleteRead | ConnectionError):
        return AnotherProgram(f"What answers at {server} does not speak HTTP.", f"{_ASK}, with its port.")
    if isinstance(error, TimeoutError):
        why = "Nobody answered in time"
    else:
        reason = error.strerror if isinstance(error, OSError) and error.strerror else "it broke off"
        why = f"The connection failed ({visible(reason).lower()})"
    return Unreachable(
        f"{why} at {server}.",
        "See that you are in the same network as the facilitator: guest networks often keep machines apart. "
        f"{_ASK}.",
    )
