"""What a facilitator holds: one room, seen and led from any thread."""

from __future__ import annotations

from collections.abc import Callable, Coroutine
from contextlib import suppress
from typing import Any, Protocol

from sim.room.log import RoomLog
from sim.room.rules.command import FacilitatorCommand
from sim.room.rules.facilitator_view import FacilitatorView
from sim.room.rules.room import Room
from sim.room.rules.session_debrief import SessionDebrief, session_debrief
from sim.room.server.reach import Reach
from sim.room.server.running import RunningServer, ServerStopped
from sim.store.loading import Loaded

PATIENCE = 60.0
"""After so many seconds without anybody reaching it, a facilitator is told what may be the matter."""


class _Room(Protocol):
    code: str

    def watch(self, shown: Callable[[FacilitatorView], None]) -> Callable[[], None]: ...

    async def facilitator_view(self) -> FacilitatorView: ...


class _Rooms(Protocol):
    def facilitate(self, code: str, token: str, command: FacilitatorCommand) -> Coroutine[Any, Any, None]: ...

    def close(self) -> Coroutine[Any, Any, None]: ...


class Facilitation:
    """One room and the power over it. Every method may be called from any thread but the server's own.

    `urls` are where people join, the likeliest first: none where this machine is on no network. The token, by which
    the room knows its facilitator, is told to nobody.
    """

    def __init__(
        self,
        room: _Room,
        token: str,
        rooms: _Rooms,
        server: RunningServer,
        reach: Reach,
        log: RoomLog,
        loaded: Loaded,
        urls: tuple[str, ...],
    ) -> None:
        self.code = room.code
        self.urls = urls
        self._room = room
        self._token = token
        self._rooms = rooms
        self._server = server
        self._reach = reach
        self._log = log
        self._loaded = loaded

    @property
    def reached(self) -> bool:
        """Whether anybody but this machine has asked for a page yet."""
        return self._reach.reached

    def do(self, command: FacilitatorCommand) -> None:
        """Have something done; returns when it is done and kept.

        Raises:
            Refused: it is not possible; nothing has changed.
            LogError: it could not be kept; nothing has changed.
            ServerStopped: the server has been stopped.

        """
        self._server.call(self._rooms.facilitate(self.code, self._token, command))

    def watch(self, shown: Callable[[FacilitatorView], None]) -> Callable[[], None]:
        """Have the room shown, at once and after every change; returns what ends that.

        `shown` is called in the server's thread and must not take long.
        """

        async def begin() -> Callable[[], None]:
            return self._room.watch(shown)

        stop = self._server.call(begin())
        return lambda: self._server.tell(stop)

    def show(self, shown: Callable[[FacilitatorView], None]) -> None:
        """Have the room shown once, as it is now, before this returns.

        Called in the server's thread as by `watch`, so that whoever gets both gets the older view first.
        """

        async def look() -> None:
            shown(await self._room.facilitator_view())

        self._server.call(look())

    def debrief(self) -> SessionDebrief:
        """The session, judged as far as it went, from what is kept of it.

        Raises:
            LogError: it cannot be read.

        """
        room = Room.replayed(self._log.events(self.code), self._loaded.machine)
        return session_debrief(room, self._loaded.verdict.solution, self._loaded.catalogue.principles)

    def stop(self) -> None:
        """Stop serving, within three seconds. The room stays kept; unless it was ended it can be taken up again."""
        with suppress(ServerStopped):
            self._server.call(self._rooms.close(), within=1.0)
        self._server.stop(within=2.0)
