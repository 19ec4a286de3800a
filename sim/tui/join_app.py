"""Taking part in a session on the screen, as a program of its own."""

from __future__ import annotations

from typing import ClassVar

from textual import on
from textual.binding import BindingType

from sim.room.guest.arrival import TO_SAY_AGAIN, Arrival
from sim.room.guest.guest import Door
from sim.room.guest.request import RoomRefused
from sim.scenario.error import EmptyChairError
from sim.store.settings import DEFAULT_THEME
from sim.tui.join_door_screen import JoinDoorScreen, Wish
from sim.tui.join_screen import JoinScreen
from sim.tui.themed_app import PALETTE, ThemedApp

_LAST_VOTE_SECONDS = 2.0
"""Somebody who leaves waits no longer than this for a vote on its way."""


class JoinApp(ThemedApp[EmptyChairError]):
    """A participant of a room. It returns why they could not come in, if so.

    `name` and `team` are what was wished on the command line; what is None, and matters, is asked.
    """

    TITLE = "Empty Chair: a session"
    BINDINGS: ClassVar[list[BindingType]] = [PALETTE]
    HOW_TO_LEAVE = "q leaves the session. Your vote stays."

    def __init__(
        self,
        arrival: Arrival,
        door: Door,
        name: str | None = None,
        team: str | None = None,
        theme: str = DEFAULT_THEME,
    ) -> None:
        super().__init__()
        self._arrival = arrival
        self._door = door
        self._wish = Wish(name or "", team)
        self._unsaid = name is None or (team is None and bool(door.teams))
        self._room = JoinScreen(arrival.guest, door.title)
        self.wear(theme)

    async def on_mount(self) -> None:
        """Show the room, and come in."""
        await self.push_screen(self._room)
        self.run_worker(self._take_part(), name="take part", group="room")

    async def _take_part(self) -> None:
        try:
            if not await self._come_in():
                self.exit()
                return
        except EmptyChairError as error:
            self.exit(error)
            return
        if not self._arrival.kept:
            words = "Your seat could not be kept on this machine: if this program breaks off, join anew."
            self.notify(words, markup=False)
        await self._stay()

    async def _stay(self) -> None:
        guest = self._arrival.guest
        self.run_worker(guest.run(), name="stay in the room", group="room")
        async for seen in guest.seen():
            self._room.show(seen)

    async def _come_in(self) -> bool:
        """Join, asking who it is where that is to be asked; False where they go away again."""
        arrival, wish, said = self._arrival, self._wish, ""
        asking = self._unsaid and not arrival.known
        while True:
            if asking:
                answer = await self.push_screen_wait(JoinDoorScreen(self._door, wish.name, said))
                if answer is None:
                    return False
                wish = Wish(answer.name, answer.team or self._wish.team)
            try:
                await arrival.come_in(wish.name, wish.team)
            except RoomRefused as error:
                if error.reason not in TO_SAY_AGAIN:
                    raise
                said = error.message if error.hint is None else f"{error.message} {error.hint}"
                asking = True
            else:
                return True

    @on(JoinScreen.TakenBack)
    def _take_back(self) -> None:
        self._arrival.guest.take_back()
        self.run_worker(self._stay(), name="take part", group="room")

    @on(JoinScreen.Left)
    def _leave(self) -> None:
        self.run_worker(self._go(), name="leave", group="leaving", exclusive=True)

    async def _go(self) -> None:
        await self._arrival.guest.delivered(_LAST_VOTE_SECONDS)
        self.exit()
