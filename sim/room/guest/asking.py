"""The room over plain requests: the way back where no WebSocket comes through."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Mapping
from contextlib import suppress
from functools import partial
from typing import Any, Final

from sim.room.guest.address import RoomAddress
from sim.room.guest.connection_end import ConnectionEnd, NotKnownThere
from sim.room.guest.frame_reading import read_frame
from sim.room.guest.in_thread import in_thread
from sim.room.guest.part_taken import PartTaken
from sim.room.guest.request import Answer, RoomRefused, ask
from sim.room.guest.seen import FINAL, Link
from sim.room.guest.wire_object import NotUnderstood
from sim.room.rules.refusal import Reason
from sim.scenario.error import EmptyChairError

BETWEEN_SECONDS: Final = 2.0
"""Between two questions whether there is something new."""

_NOT_KNOWN: Final = frozenset({401, 403, 404})
_TOO_MANY: Final = 429
_FINAL: Final = {Reason.REMOVED.value: Link.REMOVED, Reason.OVER.value: Link.OVER}


async def ask_again_and_again(
    address: RoomAddress, bearer: str, part: PartTaken, asked: asyncio.Event, seconds: float
) -> None:
    """Take part for so many seconds, or until the room is over for this participant.

    `asked` is set when there is something to send.

    Raises:
        ConnectionEnd: the server could not be asked.
        NotKnownThere: the server does not know the room or the participant.

    """
    asking = Asking(address, bearer, part)
    until = time.monotonic() + seconds
    try:
        while time.monotonic() < until and part.link not in FINAL:
            asked.clear()
            await asking.once()
            with suppress(TimeoutError):
                async with asyncio.timeout(BETWEEN_SECONDS):
                    await asked.wait()
    except RoomRefused as error:
        if error.reason in _FINAL:
            part.became(_FINAL[error.reason])
        elif error.status in _NOT_KNOWN:
            raise NotKnownThere from error
        else:
            raise ConnectionEnd(asking.heard) from error
    except NotUnderstood as error:
        raise ConnectionEnd(asking.heard, f"{error.message} {error.hint}") from error
    except EmptyChairError as error:
        raise ConnectionEnd(asking.heard) from error


class Asking:
    """One stretch of requests."""

    def __init__(self, address: RoomAddress, bearer: str, part: PartTaken) -> None:
        self._address = address
        self._bearer = bearer
        self._part = part
        self._sent: str | None = None
        self._version: int | None = None
        """The version of what was last shown. Not that of an earlier connection: a server begun anew counts anew."""
        self.heard = False

    async def once(self) -> None:
        """Send what is to be sent, then ask what is new."""
        if not self.heard:
            await self._look()
        ballot = self._part.ballot
        if ballot is not None and ballot.submission != self._sent:
            self._sent = ballot.submission
            vote = {"question": ballot.question, "choice": ballot.choice, "submission": ballot.submission}
            await self._post("vote", vote, ballot.submission)
        while self._part.errands:
            ((kind, what),) = self._part.errands.pop(0).items()
            await self._post(kind, what)
        await self._look()

    async def _look(self) -> None:
        after = "" if self._version is None else f"&after={self._version}"
        self._take_in(await self._ask("GET", f"/api/view?code={self._address.code}{after}"))

    async def _post(self, kind: str, what: Mapping[str, Any], submission: str | None = None) -> None:
        try:
            answer = await self._ask("POST", f"/api/{kind}", {"code": self._address.code, **what})
        except RoomRefused as error:
            if error.status in {*_NOT_KNOWN, _TOO_MANY} or error.reason in _FINAL:
                raise
            self._part.refused(error.message, error.hint, submission)
        else:
            self._take_in(answer)

    async def _ask(self, method: str, path: str, body: Mapping[str, Any] | None = None) -> Answer:
        return await in_thread(partial(ask, self._address, method, path, body, self._bearer))

    def _take_in(self, answer: Answer) -> None:
        if answer.form is not None:
            frame = read_frame(answer.form.object("view"))
            self._version = frame.version
            self._part.heard(frame, time.monotonic())
        self.heard = True
