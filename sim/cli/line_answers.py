"""The lines that somebody types, as they come, while other things go on."""

from __future__ import annotations

import asyncio
import codecs
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import suppress
from io import BufferedReader, TextIOWrapper
from threading import Thread
from typing import Final, TextIO

_AT_ONCE: Final = 4_096
_LONGEST: Final = 65_536
"""Of a line that never ends no more characters are kept."""


class LineAnswers:
    """Reads in a thread of its own, from when it is first asked.

    The thread cannot be ended while it waits for a key, and the program does not wait for it. So it takes bytes past
    Python's buffers: one that held their lock would break the program's end off.
    """

    def __init__(self, answers: TextIO) -> None:
        self._answers = answers
        self._lines: asyncio.Queue[str | None] = asyncio.Queue()
        self._begun = False
        self._ended = False

    async def next(self) -> str | None:
        """The next line without its end and outer white space; None once there are no more."""
        if self._ended:
            return None
        if not self._begun:
            self._begun = True
            loop = asyncio.get_running_loop()

            def give(line: str | None) -> None:
                with suppress(RuntimeError):  # the loop has ended, and nobody wants it
                    loop.call_soon_threadsafe(self._lines.put_nowait, line)

            Thread(target=self._read, args=(give,), name="answers", daemon=True).start()
        line = await self._lines.get()
        self._ended = line is None
        return None if line is None else line.strip()

    async def __aiter__(self) -> AsyncIterator[str]:
        """Every line from now on."""
        while (line := await self.next()) is not None:
            yield line

    def _read(self, give: Callable[[str | None], None]) -> None:
        with suppress(OSError, ValueError):  # it was closed meanwhile
            for line in _lines_of(self._answers):
                give(line)
        give(None)


def _lines_of(answers: TextIO) -> Iterator[str]:
    if not isinstance(answers, TextIOWrapper) or not isinstance(answers.buffer, BufferedReader):
        yield from answers
        return
    decoder = codecs.getincrementaldecoder(answers.encoding)(errors="replace")
    rest = ""
    while data := answers.buffer.raw.read(_AT_ONCE):
        *lines, rest = (rest + decoder.decode(data)).replace("\r\n", "\n").split("\n")
        yield from lines
        rest = rest[:_LONGEST]
    if rest:
        yield rest
