"""Signals that ask the program to end, while it has something to end cleanly."""

from __future__ import annotations

import signal
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from types import FrameType
from typing import Final

_ASKING: Final = ("SIGINT", "SIGTERM", "SIGHUP", "SIGBREAK")


@contextmanager
def stopped_by_signals(stop: Callable[[], None]) -> Iterator[set[signal.Signals]]:
    """Call `stop` when Ctrl-C is pressed or the system asks; gives the set of the signals that came.

    To be used in the main thread. What the program was started to ignore, as by `nohup`, it goes on ignoring.
    """
    came: set[signal.Signals] = set()

    def take(number: int, frame: FrameType | None) -> None:
        came.add(signal.Signals(number))
        stop()

    before = {}
    for asking in (getattr(signal, name, None) for name in _ASKING):
        if asking is not None and signal.getsignal(asking) is not signal.SIG_IGN:
            before[asking] = signal.signal(asking, take)
    try:
        yield came
    finally:
        for asking, handler in before.items():
            signal.signal(asking, handler)
