"""What waits to be sent over one connection: one frame at most, whatever happens in the room meanwhile."""

from __future__ import annotations

import asyncio
from collections.abc import Callable

from sim.room.wire import CloseCode

_LINGERS = 5.0
"""For how many seconds the last frame may take before the connection is closed without it."""


class Mailbox:
    """One slot for the newest view, one for an answer to what the participant sent.

    Putting something in never waits, so that a participant who stops reading delays nobody. A newer view takes the
    place of the one that waits; that loses nothing, since every view is whole. `closing` is done, with the code, when
    the connection is to be closed.

    Where nothing waits, a view goes out `at_once`, where that is given: it says whether the connection took it.
    """

    def __init__(self, at_once: Callable[[str], bool] | None = None) -> None:
        self.closing: asyncio.Future[CloseCode] = asyncio.get_running_loop().create_future()
        self._view: str | None = None
        self._answer: str | None = None
        self._filled = asyncio.Event()
        self._answered = asyncio.Event()
        self._answered.set()
        self._last: CloseCode | None = None
        self._at_once = at_once
        self._idle = False

    def show(self, frame: str) -> None:
        """Put a view in the place of the one that waits."""
        # Nothing waits, and nothing is on its way that it could overtake.
        empty = self._idle and not self._filled.is_set()
        if empty and self._at_once is not None and self._at_once(frame):
            return
        self._view = frame
        self._filled.set()

    async def answer(self, frame: str) -> None:
        """Put an answer in; returns once there is room for the next, so who does not read is not read from either."""
        await self._answered.wait()
        self._answered.clear()
        self._answer = frame
        self._filled.set()

    def close(self, code: CloseCode) -> None:
        """Close the connection at once."""
        if not self.closing.done():
            self.closing.set_result(code)

    def close_after_last(self, code: CloseCode) -> None:
        """Close the connection once what waits was sent, or was not taken for some seconds."""
        self._last = code
        self._filled.set()
        asyncio.get_running_loop().call_later(_LINGERS, self.close, code)

    async def next(self) -> str:
        """What is to be sent next; waits for it. Never returns once what was last was given."""
        while True:
            if self._answer is not None:
                answer, self._answer = self._answer, None
                self._answered.set()
                return answer
            if self._view is not None:
                view, self._view = self._view, None
                return view
            if self._last is not None:
                self.close(self._last)
            self._filled.clear()
            self._idle = True
            try:
                await self._filled.wait()
            finally:
                self._idle = False
