"""The rooms of one server: opened, found by their codes, and led by whoever holds their tokens."""

from __future__ import annotations

import asyncio
import hashlib
import secrets
import time
from collections.abc import Callable, Sequence
from typing import Final

from sim.room.log import LogError, RoomLog
from sim.room.rules.command import FacilitatorCommand
from sim.room.rules.event import Opened
from sim.room.rules.join_code import new_code, normal_code
from sim.room.rules.phase import Phase
from sim.room.rules.room import Room
from sim.room.server.room_host import RoomHost
from sim.scenario.error import EmptyChairError
from sim.store.loading import Loaded

CODE_LASTS: Final = 12 * 3600.0
"""For how many seconds people can join by a code, from when its room was opened here."""

TOKEN_BYTES: Final = 16
_TRIES: Final = 20


class NotAllowed(EmptyChairError):
    """Somebody asked what only a room's facilitator may; nothing has changed."""

    title = "Only the facilitator may do that"


class NoSuchRoom(EmptyChairError):
    """A room is not in the log, or cannot be gone on with."""

    title = "This session cannot be taken up again"


class ScenarioChanged(EmptyChairError):
    """A room's scenario is not the one that it was opened for."""

    title = "The scenario has changed"


class Rooms:
    """The rooms of one server. Used in its event loop only.

    Of the facilitators' tokens, 128 bits each, it has the SHA-256 alone; they are in no log, view or address.
    """

    def __init__(self, log: RoomLog, now: Callable[[], float] = time.time) -> None:
        """Keep rooms in `log`; `now` gives seconds since 1970."""
        self._log = log
        self._now = now
        self._hosts: dict[str, RoomHost] = {}
        self._tokens: dict[str, bytes] = {}
        self._until: dict[str, float] = {}

    async def open(
        self, loaded: Loaded, teams: Sequence[str] = (), seed: int | None = None
    ) -> tuple[RoomHost, str]:
        """Open a room for a scenario; returns it and its facilitator's token.

        Raises:
            LogError: it could not be kept.

        """
        code = await self._free_code()
        opened = Opened(
            code=code,
            scenario=loaded.scenario.id,
            hash=loaded.scenario.hash,
            path=str(loaded.path),
            seed=secrets.randbelow(2**31) if seed is None else seed,
            teams=tuple(teams),
            at=self._now(),
        )
        kept = await asyncio.to_thread(self._log.append, code, 0, [opened])
        return self._host(Room(opened, loaded.machine), loaded, kept)

    async def reopen(self, code: str, loaded: Loaded) -> tuple[RoomHost, str]:
        """Go on with a room of the log where it stood: same phase, same people, same votes, and a new token.

        Raises:
            NoSuchRoom: it is not in the log, its session was ended, or it is open here already.
            ScenarioChanged: the scenario is not in the version that the room was opened for.
            LogError: the log cannot be read.

        """
        code = normal_code(code) or code
        if code in self._hosts:
            raise NoSuchRoom(f"The room {code} is open already.")
        events = await asyncio.to_thread(self._log.events, code)
        if not events:
            raise NoSuchRoom(f"No room {code} is kept here.", "`emptychair sessions` lists those that are.")
        opened = events[0]
        if isinstance(opened, Opened) and opened.hash != loaded.scenario.hash:
            raise ScenarioChanged(
                f"“{opened.scenario}” was edited since the room {code} was opened.",
                "Put the file back as it was, or open a new room.",
            )
        try:
            room = await asyncio.to_thread(Room.replayed, events, loaded.machine)
        except ValueError as error:
            raise LogError(f"What is kept of the room {code} makes no session.") from error
        if room.phase == Phase.ENDED.value:
            raise NoSuchRoom(
                f"The session in the room {code} was ended.",
                f"`emptychair export session {code}` writes its debrief.",
            )
        return self._host(room, loaded, len(events))

    def find(self, code: str) -> RoomHost | None:
        """The room that people can join by a code, typed in any case; None once it was ended, or after 12 hours."""
        host = self.of_people(code)
        if host is None or host.over or self._now() >= self._until[host.code]:
            return None
        return host

    def of_people(self, code: str) -> RoomHost | None:
        """The room with a code, for those who are in it: they may see its debrief when it is over, too."""
        normal = normal_code(code)
        return None if normal is None else self._hosts.get(normal)

    def led(self, code: str, token: str) -> RoomHost:
        """The room whose facilitator's token this is.

        Raises:
            NotAllowed: there is no such room, or it has another token; which of them is not told.

        """
        normal = normal_code(code) or ""
        expected = self._tokens.get(normal, bytes(32))
        if not secrets.compare_digest(_hashed(token), expected) or normal not in self._hosts:
            raise NotAllowed(
                "This room is led with another token.", "Use the token of the room's facilitator."
            )
        return self._hosts[normal]

    async def facilitate(self, code: str, token: str, command: FacilitatorCommand) -> None:
        """Do what a facilitator asks; returns once it is kept.

        Raises:
            NotAllowed: there is no such room, or it has another token; which of them is not told.
            Refused: it is not possible; nothing has changed.
            LogError: it could not be kept, so it did not happen.

        """
        await self.led(code, token).submit(command)

    async def close(self) -> None:
        """Stop all rooms. They stay in the log, which is left open."""
        for host in self._hosts.values():
            await host.close()

    async def _free_code(self) -> str:
        for _ in range(_TRIES):
            code = new_code(secrets.choice)
            if code not in self._hosts and not await asyncio.to_thread(self._log.events, code):
                return code
        raise LogError("No free code was found for the room.", "Try once more.")

    def _host(self, room: Room, loaded: Loaded, kept: int) -> tuple[RoomHost, str]:
        host = RoomHost(room, self._log, loaded, kept, self._now)
        token = secrets.token_urlsafe(TOKEN_BYTES)
        self._hosts[host.code] = host
        self._tokens[host.code] = _hashed(token)
        self._until[host.code] = self._now() + CODE_LASTS
        host.start()
        return host, token


def _hashed(token: str) -> bytes:
    return hashlib.sha256(token.encode("utf-8", "surrogatepass")).digest()
