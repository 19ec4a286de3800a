"""Where a room is: its server and its code, read from what somebody typed or copied."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Final
from urllib.parse import SplitResult, urlsplit

from sim.report.words import visible
from sim.room.rules.join_code import code_typed, normal_code
from sim.room.rules.refusal import Refused
from sim.room.wire import DEFAULT_PORT
from sim.scenario.error import EmptyChairError

_PORTS: Final = {"http": 80, "https": 443}
_EXAMPLE: Final = "http://192.168.1.20:8765/j/KWX47F"
_COPY_IT: Final = f"Copy it as the facilitator shows it, such as {_EXAMPLE}"


class WrongAddress(EmptyChairError):
    """What was given is no address of a room."""

    title = "This is not the address of a room"


@dataclass(frozen=True, slots=True)
class RoomAddress:
    """A room's server and its code; the code is None where the address did not name one."""

    secure: bool
    host: str
    port: int
    code: str | None

    @property
    def server(self) -> str:
        """The server as a URL begins with it, such as `http://192.168.1.20:8765`."""
        return f"{self._scheme}://{self.authority}"

    @property
    def url(self) -> str:
        """The room as it is joined."""
        return self.server if self.code is None else f"{self.server}/j/{self.code}"

    @property
    def authority(self) -> str:
        """The host and, where it is not the usual one, the port."""
        host = f"[{self.host}]" if ":" in self.host else self.host
        return host if self.port == _PORTS[self._scheme] else f"{host}:{self.port}"

    @property
    def socket_url(self) -> str:
        """Where the WebSocket is."""
        return f"{'wss' if self.secure else 'ws'}://{self.authority}/api/socket"

    @property
    def _scheme(self) -> str:
        return "https" if self.secure else "http"

    def with_code(self, typed: str) -> RoomAddress:
        """The same server with a code as somebody typed it.

        Raises:
            WrongAddress: it is no code.

        """
        return replace(self, code=_code(typed))


def read_address(typed: str) -> RoomAddress:
    """Read `http://HOST:PORT/j/CODE`, the same without `http://`, or either without `/j/CODE`.

    Without a scheme and a port, the port is the one that `emptychair host` takes by default.

    Raises:
        WrongAddress: it is none of these.

    """
    text = typed.strip()
    shown = visible(text)
    if not text or not text.isprintable() or " " in text:
        raise WrongAddress(f"“{shown}” is none.", _COPY_IT)
    if (code := normal_code(text)) is not None:
        raise WrongAddress(
            f"“{shown}” looks like a code, without the address of the facilitator's machine.",
            f"Put the address before it: {_EXAMPLE.removesuffix('KWX47F')}{code}",
        )
    schemed = "://" in text
    parts, port = _split(text if schemed else f"http://{text}", shown)
    if parts.scheme not in _PORTS:
        raise WrongAddress(
            f"“{shown}” begins with {visible(parts.scheme)}.", "Only http and https lead to a room."
        )
    if parts.username is not None or parts.password is not None:
        raise WrongAddress("An address with a name and a password leads to no room.", _COPY_IT)
    if not parts.hostname:
        raise WrongAddress(f"“{shown}” names no machine.", _COPY_IT)
    if port is None:
        port = _PORTS[parts.scheme] if schemed else DEFAULT_PORT
    return RoomAddress(parts.scheme == "https", parts.hostname, port, _code_of_path(parts.path, shown))


def _split(text: str, shown: str) -> tuple[SplitResult, int | None]:
    try:
        parts = urlsplit(text)
        parts.hostname.encode("idna") if parts.hostname and ":" not in parts.hostname else b""
        return parts, parts.port
    except ValueError as error:  # a port that is none, half an IPv6 address, a label that is too long
        raise WrongAddress(f"“{shown}” cannot be read: {visible(error)}.", _COPY_IT) from error


def _code_of_path(path: str, shown: str) -> str | None:
    match path.strip("/").split("/"):
        case [""]:
            return None
        case ["j", code]:
            return _code(code)
        case _:
            raise WrongAddress(
                f"“{shown}” leads to another page.", f"A room's address ends in /j/ and its code. {_COPY_IT}"
            )


def _code(typed: str) -> str:
    try:
        return code_typed(typed)
    except Refused as refused:
        words = f"“{visible(typed)}” is no code of a room. {refused.message}"
        raise WrongAddress(words, refused.hint or _COPY_IT) from refused
