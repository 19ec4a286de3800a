"""A guest in a room, and everything that is shown to them."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from types import TracebackType

from sim.room.guest.guest import Guest
from sim.room.guest.seen import Seen

QUICK = 20.0
"""Seconds after which a test gives up waiting for what comes soon."""


class Following:
    """Lets a guest who has joined stay in the room, and keeps what they see."""

    def __init__(self, guest: Guest) -> None:
        self.guest = guest
        self.all: list[Seen] = []
        self.said: list[str] = []
        self._more = asyncio.Event()
        self._tasks: list[asyncio.Task[None]] = []

    async def __aenter__(self) -> Following:
        self._tasks = [asyncio.create_task(self.guest.run()), asyncio.create_task(self._look())]
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        for task in self._tasks:
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)

    async def until(self, holds: Callable[[Seen], bool]) -> Seen:
        """What is seen, once that is true of the latest."""
        try:
            async with asyncio.timeout(QUICK):
                while not self.all or not holds(self.all[-1]):
                    self._more.clear()
                    await self._more.wait()
        except TimeoutError:
            raise AssertionError(f"It never came to hold. Last seen: {self.all[-1:]}") from None
        return self.all[-1]

    async def until_phase(self, phase: str) -> Seen:
        return await self.until(lambda seen: seen.frame is not None and seen.frame.shared.phase == phase)

    async def until_said(self, words: str) -> None:
        await self.until(lambda _: any(words in said for said in self.said))

    async def _look(self) -> None:
        async for seen in self.guest.seen():
            self.all.append(seen)
            self.said.extend(seen.said)
            self._more.set()
