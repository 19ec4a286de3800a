"""Who speaks: codes and secrets, checked, and wrong codes counted."""

from __future__ import annotations

import secrets

from sim.room.rules.refusal import Reason, Refused
from sim.room.server.fault import unknown_code, wrong_secret
from sim.room.server.limits import Client, Limits
from sim.room.server.requests import Hello
from sim.room.server.room_host import RoomHost
from sim.room.server.rooms import Rooms


class Reception:
    """Leads those who come to their rooms."""

    def __init__(self, rooms: Rooms, limits: Limits) -> None:
        self.rooms = rooms
        self.limits = limits

    def room_to_join(self, code: str, client: Client) -> RoomHost:
        """The room that can be joined by a code.

        Raises:
            Fault: there is none now, or this connection has tried too many.

        """
        self.limits.guesses.check(client)
        host = self.rooms.find(code)
        if host is None:
            self.limits.guesses.wrong(client)
            raise unknown_code()
        return host

    def room_of(self, hello: Hello | None) -> tuple[RoomHost, int]:
        """The room of somebody who is in it, and their number there.

        Raises:
            Fault: there is no such room, or nobody in it with this number and secret; which of them is not told, so
                that codes cannot be guessed here.
            Refused: they were sent out.

        """
        host = None if hello is None else self.rooms.of_people(hello.code)
        person = None if host is None or hello is None else host.participants.get(hello.participant)
        if host is None or person is None or hello is None:
            raise wrong_secret()
        if not secrets.compare_digest(person.secret, hello.secret):
            raise wrong_secret()
        if person.removed:
            raise Refused(Reason.REMOVED, "You were sent out of this room.", "Ask the facilitator about it.")
        return host, person.number
