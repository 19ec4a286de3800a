"""Coming into a room, by the seat that one has in it or by a new one."""

from __future__ import annotations

from typing import Final

from sim.room.guest.address import RoomAddress
from sim.room.guest.guest import Door, Guest
from sim.room.guest.request import RoomRefused
from sim.room.guest.seat import Seats, new_secret
from sim.room.guest.seen import SENT_OUT, Link
from sim.room.rules.refusal import Reason

TO_SAY_AGAIN: Final = frozenset({Reason.BAD_NAME.value, Reason.UNKNOWN_TEAM.value})
"""Why a room refuses somebody who need only say another name or team."""

_SEAT_IS_GONE: Final = frozenset({Reason.REMOVED.value, Reason.OVER.value})
_OVER: Final = frozenset({Link.OVER, *SENT_OUT})


class Arrival:
    """Somebody at a room's door. `known` says whether they have a seat already, so that they need say no name."""

    def __init__(self, address: RoomAddress, seats: Seats) -> None:
        secret = seats.secret(address)
        self.known = secret is not None
        self.kept = True
        """Whether they can come back to their seat after a crash."""
        self._address = address
        self._seats = seats
        self._secret = secret or new_secret()
        self.guest = Guest(address, self._secret)

    def check(self, door: Door) -> None:
        """Hear whether the door is open, before anything is asked of somebody who cannot come in.

        Raises:
            RoomRefused: the room is locked, and they have no seat in it.

        """
        if door.locked and not self.known:
            raise RoomRefused(
                409, Reason.LOCKED.value, "The room is locked.", "Ask the facilitator to let you in."
            )

    async def come_in(self, name: str | None, team: str | None) -> None:
        """Join, or come back.

        Raises:
            Unreachable, AnotherProgram, RoomRefused, NotUnderstood: as for `Guest.join`.

        """
        if not self.known:
            self.kept = self._seats.keep(self._address, self._secret)
        try:
            await self.guest.join(name, team)
        except RoomRefused as error:
            if not self.known or error.reason in _SEAT_IS_GONE:
                self._seats.forget(self._address)
            raise

    @property
    def inside(self) -> bool:
        """Whether they have come in."""
        return self.guest.now.frame is not None

    def leave(self) -> None:
        """Forget the seat where there is nothing to come back to."""
        if self.guest.link in _OVER:
            self._seats.forget(self._address)
