"""A participant in a room: joins, votes, hears what is shown, and comes back by itself."""

from __future__ import annotations

import asyncio
import random
import secrets
import time
from collections.abc import AsyncIterator
from dataclasses import dataclass
from functools import partial
from typing import Final

from sim.room.guest.address import RoomAddress
from sim.room.guest.asking import ask_again_and_again
from sim.room.guest.connection_end import ConnectionEnd, NotKnownThere
from sim.room.guest.frame_reading import read_frame
from sim.room.guest.in_thread import in_thread
from sim.room.guest.part_taken import PartTaken
from sim.room.guest.request import RoomRefused, ask
from sim.room.guest.seen import FINAL, Link, Seen
from sim.room.guest.talking import talk
from sim.room.rules.refusal import Reason
from sim.scenario.error import EmptyChairError

FIRST_WAIT_SECONDS: Final = 0.4
LONGEST_WAIT_SECONDS: Final = 8.0
"""The wait before the next try grows from the first to the longest, and differs from guest to guest."""

ABSENT_WAIT_SECONDS: Final = 10.0
ABSENT_LOOKS: Final = 30
"""Where a server answers that does not know the room, it is looked for so often, so many seconds apart."""

SOCKET_TRIES: Final = 2
"""So often a WebSocket may fail before plain requests take its place."""

_LOOK_SECONDS: Final = 0.02

ASKING_SECONDS: Final = 30.0
"""After as long of plain requests a WebSocket is tried once more."""


@dataclass(frozen=True, slots=True)
class Door:
    """What is told of a room to those who are not in it yet."""

    title: str
    teams: tuple[str, ...]
    locked: bool


def look(address: RoomAddress) -> Door:
    """What the room at an address is. It blocks.

    Raises:
        Unreachable, AnotherProgram, RoomRefused, NotUnderstood: as for `ask`.

    """
    form = ask(address, "GET", f"/api/room/{address.code}").form
    assert form is not None
    return Door(form.text("title"), form.texts("teams"), form.flag("locked"))


class Guest:
    """Somebody who takes part in the room at an address. `secret` is what only they know, and come back by.

    `join` first, then `run` beside `seen`, all in one event loop. Everything else may be called in between.
    """

    def __init__(self, address: RoomAddress, secret: str) -> None:
        self.address = address
        self._secret = secret
        self._participant: int | None = None
        self._wish: dict[str, str] = {}
        self._changed = asyncio.Event()
        self._asked = asyncio.Event()
        self._part = PartTaken(self._changed.set)

    @property
    def link(self) -> Link:
        """How the connection stands."""
        return self._part.link

    async def join(self, name: str | None = None, team: str | None = None) -> None:
        """Come in, or come back: whoever joined with the same secret before is the same participant still.

        Raises:
            Unreachable, AnotherProgram, RoomRefused, NotUnderstood: as for `ask`.

        """
        self._wish = {key: value for key, value in (("name", name), ("team", team)) if value}
        body = {"code": self.address.code, "secret": self._secret, **self._wish}
        answer = await in_thread(partial(ask, self.address, "POST", "/api/join", body))
        assert answer.form is not None
        self._participant = answer.form.whole("participant")
        self._part.heard(read_frame(answer.form.object("view")), time.monotonic())

    async def seen(self) -> AsyncIterator[Seen]:
        """How things stand, at once and then whenever they stand otherwise; the last is final.

        Only one may look. Who looks slowly misses what was in between, but nothing that was said.
        """
        while True:
            self._changed.clear()
            now = self._part.seen()
            yield now
            if now.link in FINAL:
                return
            await self._changed.wait()

    @property
    def now(self) -> Seen:
        """How things stand."""
        return self._part.seen()

    async def delivered(self, within: float) -> bool:
        """Wait for a vote on its way, but no longer than so many seconds; whether the room has it."""
        until = time.monotonic() + within
        while self._part.ballot is not None and self._part.link is Link.HERE and time.monotonic() < until:
            await asyncio.sleep(_LOOK_SECONDS)
        return self._part.ballot is None

    # What the participant does

    def vote(self, choice: str) -> None:
        """Vote, or change one's vote. It is sent as soon as that is possible."""
        self._part.vote(choice, secrets.token_urlsafe(12))
        self._asked.set()

    def settle(self) -> None:
        """At the team's own pace: go on with the votes there are."""
        frame = self._part.frame
        if frame is None or not frame.shared.own_pace or not frame.shared.voting:
            self._part.say("There is nothing to go on with now.")
            return
        self._part.run_errand({"settle": {"question": frame.shared.question}})
        self._asked.set()

    def change_team(self, team: str) -> None:
        """Go over to another team."""
        self._part.run_errand({"team": {"team": team}})
        self._asked.set()

    def take_back(self) -> None:
        """Come back to the place that was taken over from elsewhere; `run` and `seen` are then to be called anew."""
        self._part.come_back()

    # The connection

    async def run(self) -> None:
        """Stay in the room until it is over for this participant. To leave, cancel it: the vote stays."""
        wait, failed, absent, carried = FIRST_WAIT_SECONDS, 0, 0, False
        why: str | None = None
        while self._part.link not in FINAL:
            by_socket = failed < SOCKET_TRIES
            try:
                await (self._talk() if by_socket else self._ask_again_and_again())
            except ConnectionEnd as end:
                if by_socket and carried and not end.heard:
                    failed = SOCKET_TRIES  # plain requests come through, still no WebSocket
                    continue
                carried = False
                if end.heard:
                    wait, absent = FIRST_WAIT_SECONDS, 0
                    failed = 0
                else:
                    failed = failed + 1 if by_socket else SOCKET_TRIES - 1
                # The same trouble, met again at every try, is told once.
                told = end.why if end.why != why else None
                why = end.why
                self._part.became(Link.LOST, *filter(None, [told]))
            except NotKnownThere:
                absent += 1
                wait = await self._come_back(absent) or wait
            else:
                carried, failed = True, SOCKET_TRIES - 1
                continue
            if self._part.link not in FINAL:
                await asyncio.sleep(wait * random.uniform(0.5, 1.5))
                wait = min(wait * 1.6, LONGEST_WAIT_SECONDS)

    async def _talk(self) -> None:
        hello = {"code": self.address.code, "participant": self._participant, "secret": self._secret}
        await talk(self.address, hello, self._part, self._asked)

    async def _ask_again_and_again(self) -> None:
        bearer = f"{self._participant}.{self._secret}"
        await ask_again_and_again(self.address, bearer, self._part, self._asked, ASKING_SECONDS)

    async def _come_back(self, tries: int) -> float | None:
        """Join again where the server does not know us; how long to wait before the next try, if that matters."""
        try:
            await self.join(self._wish.get("name"), self._wish.get("team"))
        except RoomRefused as error:
            if error.reason == Reason.REMOVED.value:
                self._part.became(Link.REMOVED)
            elif error.reason == Reason.OVER.value:
                self._part.became(Link.OVER)
            elif error.status not in (404, 429) or tries >= ABSENT_LOOKS:
                self._part.became(Link.GONE, error.message)
            else:
                self._part.became(Link.LOST)
                return error.wait or ABSENT_WAIT_SECONDS
        except EmptyChairError:
            self._part.became(Link.LOST)
        return None
