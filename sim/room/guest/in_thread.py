"""Waiting for work that blocks, without keeping the program from ending."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from contextlib import suppress
from functools import partial
from threading import Thread
from typing import TypeVar

T = TypeVar("T")


async def in_thread(work: Callable[[], T]) -> T:
    """What `work` gives, or raises, in a thread of its own.

    Unlike `asyncio.to_thread`, nothing waits for the thread when the program is left: a server that does not
    answer would hold it up.
    """
    loop = asyncio.get_running_loop()
    future: asyncio.Future[T] = loop.create_future()

    def settle(give: Callable[[], None]) -> None:
        if not future.done():
            give()

    def run() -> None:
        try:
            give = partial(future.set_result, work())
        except BaseException as error:
            give = partial(future.set_exception, error)
        with suppress(RuntimeError):  # the loop has ended meanwhile
            loop.call_soon_threadsafe(settle, give)

    Thread(target=run, name="guest", daemon=True).start()
    return await future
