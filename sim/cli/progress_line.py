"""A line at the foot of a terminal that tells how far a long work has come."""

from __future__ import annotations

import os
import time
from types import TracebackType
from typing import TextIO

PATIENCE = 0.5
"""Seconds of work before the line is shown."""
_PAUSE = 0.1
"""Seconds between two pictures."""
_BAR = 30


class ProgressLine:
    """Shows a bar and two numbers on a terminal; on anything else, nothing. It is gone when the block is left."""

    def __init__(self, stream: TextIO, what: str, total: int) -> None:
        self._stream = stream
        self._what = what
        self._total = total
        self._begun = time.monotonic()
        self._next = self._begun + PATIENCE
        self._shown = False
        self._able = total > 0 and stream.isatty() and os.environ.get("TERM") != "dumb"
        self._full, self._empty = ("━", "·") if _can_print(stream, "━·") else ("#", ".")

    def __enter__(self) -> ProgressLine:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._shown:
            self._stream.write("\r\x1b[K")
            self._stream.flush()

    def tell(self, done: int) -> None:
        """Tell that so many of all are done."""
        now = time.monotonic()
        if not self._able or now < self._next:
            return
        self._next = now + _PAUSE
        self._shown = True
        self._stream.write(f"\r{self._line(done)[: self._columns() - 1]}\x1b[K")
        self._stream.flush()

    def _line(self, done: int) -> str:
        full = _BAR * done // self._total
        numbers = f"{self._what} {done:,} of {self._total:,}"
        return f"{self._full * full}{self._empty * (_BAR - full)}  {numbers}"

    def _columns(self) -> int:
        try:
            return os.get_terminal_size(self._stream.fileno()).columns or 80
        except OSError:
            return 80


def _can_print(stream: TextIO, text: str) -> bool:
    try:
        text.encode(stream.encoding or "ascii")
    except (UnicodeEncodeError, LookupError):
        return False
    return True
