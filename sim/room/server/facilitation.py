"""What a facilitator holds: one room, seen and led from any thread."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from contextlib import suppress

from sim.room.log import RoomLog
from sim.room.rules.command import FacilitatorCommand
from sim.room.rules.facilitator_view import FacilitatorView
from sim.room.rules.room import Room
from sim.room.rules.session_debrief import SessionDebrief, session_debrief
from sim.room.server.reach import Reach
from sim.room.server.room_host import RoomHost
from sim.room.server.rooms import Rooms
from sim.room.server.running import RunningServer, ServerStopped

PATIENCE = 60.0
"""After so many seconds without anybody reaching it, a facilitator is told what may be the matter."""


_GOODBYE = 2.2
"""Who has no WebSocket asks every two seconds, and is to hear that the session is over."""


class Facilitation:
    """One room and the power over it. Every method may be called from any thread but the server's own.

    `urls` are where people join, the likeliest first; none where this machine is on no network. `notices` are what a
    facilitator should know from the start. `kept` says whether the session can be taken up again once it has stopped.
    The token, by which the room knows its facilitator, is told to nobody.
    """

    def __init__(
        self,
        room: RoomHost,
        token: str,
        rooms: Rooms,
        server: RunningServer,
        reach: Reach,
        log: RoomLog,
        urls: tuple[str, ...],
        notices: tuple[str, ...] = (),
        kept: bool = True,
    ) -> None:
        self.code = room.code
        self.urls = urls
        self.notices = notices
        self.kept = kept
        self._room = room
        self._token = token
        self._rooms = rooms
        self._server = server
        self._reach = reach
        self._log = log

    @property
    def reached(self) -> bool:
        """Whether anybody but this machine has asked for a page yet."""
        return self._reach.reached

    @property
    def over(self) -> bool:
        """Whether the session was ended."""
        return self._room.over

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

        Raises:
            ServerStopped: the server has been stopped.

        """

        async def begin() -> Callable[[], None]:
            return self._room.watch(shown)

        stop = self._server.call(begin())
        return lambda: self._server.tell(stop)

    def show(self, shown: Callable[[FacilitatorView], None]) -> None:
        """Have the room shown once, as it is now, before this returns.

        Called in the server's thread as by `watch`, so that whoever gets both gets the older view first.

        Raises:
            ServerStopped: the server has been stopped.

        """

        async def look() -> None:
            shown(await self._room.facilitator_view())

        self._server.call(look())

    def debrief(self) -> SessionDebrief:
        """The session, judged as far as it went, from what is kept of it.

        Raises:
            LogError: it cannot be read.

        """
        loaded = self._room.loaded
        room = Room.replayed(self._log.events(self.code), loaded.machine)
        return session_debrief(room, loaded.verdict.solution, loaded.catalogue.principles)

    def stop(self) -> None:
        """Stop serving, within three seconds, and let the log go.

        The room stays kept; unless it was ended, it can be taken up again, and people come back by themselves. Where
        it was ended, it is served until everybody has seen that, for two seconds more at most.
        """
        with suppress(ServerStopped):
            self._server.call(self._see_off(), within=_GOODBYE + 1.0)
            self._server.call(self._rooms.close(), within=1.0)
        self._server.stop(within=2.0)
        self._log.close()

    async def _see_off(self) -> None:
        until = asyncio.get_running_loop().time() + _GOODBYE
        while self._room.over and asyncio.get_running_loop().time() < until:
            if not any(person.here for person in (await self._room.facilitator_view()).people):
                return
            await asyncio.sleep(0.1)
