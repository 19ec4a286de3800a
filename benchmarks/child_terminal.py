"""A program run in a real pseudo-terminal that answers nothing, and the processor time it has used."""

from __future__ import annotations

import fcntl
import os
import pty
import select
import signal
import struct
import sys
import termios
import time
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from types import TracebackType

import pyte

PROJECT = Path(__file__).parents[1]
COLUMNS, ROWS = 100, 30
PATIENCE = 60.0
"""Seconds, by the clock, after which a picture that does not come is given up."""


class NeverSeen(Exception):
    """What was waited for did not come to the screen."""


class ChildTerminal:
    """A Python program in a pseudo-terminal of 100×30 with 24-bit colour, ended when the block is left.

    Time is processor time, of all threads of the child, user and system, in seconds since it was started.
    """

    def __init__(self, arguments: Sequence[str | Path], environment: Mapping[str, str] | None = None) -> None:
        self._screen = pyte.Screen(COLUMNS, ROWS)
        self._stream = pyte.ByteStream(self._screen)
        variables = {
            **os.environ,
            "TERM": "xterm-256color",
            "COLORTERM": "truecolor",
            "PYTHONPATH": str(PROJECT),
            "PYTHONUTF8": "1",
            **(environment or {}),
        }
        # The size is that of the pseudo-terminal, whatever the one that this runs in has.
        for name in ("NO_COLOR", "COLUMNS", "LINES"):
            variables.pop(name, None)
        command = [sys.executable, *(str(argument) for argument in arguments)]
        self._pid, self._terminal = pty.fork()
        if self._pid == 0:
            try:
                # The parent sets the size before it lets the child go on, so no resize disturbs the start.
                os.read(0, 1)
                os.execve(command[0], command, variables)
            finally:
                os._exit(127)
        fcntl.ioctl(self._terminal, termios.TIOCSWINSZ, struct.pack("HHHH", ROWS, COLUMNS, 0, 0))
        self._clock = (~self._pid << 3) | 2  # clock_getcpuclockid(3), which Python does not offer
        os.write(self._terminal, b"\n")
        self.used = 0.0
        """Processor time when the latest output was read."""

    def __enter__(self) -> ChildTerminal:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        os.kill(self._pid, signal.SIGKILL)
        os.waitpid(self._pid, 0)
        os.close(self._terminal)

    @property
    def lines(self) -> list[str]:
        """What is on the screen."""
        return list(self._screen.display)

    @property
    def text(self) -> str:
        """What is on the screen, as one text."""
        return "\n".join(self._screen.display)

    def press(self, keys: str) -> None:
        """Press keys."""
        os.write(self._terminal, keys.encode())

    def time_used(self) -> float:
        """Processor time up to now."""
        return time.clock_gettime(self._clock)

    def read(self, seconds: float) -> bool:
        """Show the next piece of output; False where none came within that time."""
        ready, _, _ = select.select([self._terminal], [], [], seconds)
        if not ready:
            return False
        try:
            output = os.read(self._terminal, 65_536)
        except OSError:
            return False
        self.used = self.time_used()
        self._stream.feed(output)
        return True

    def record(self, ended: Callable[[], bool]) -> list[tuple[float, bytes]]:
        """What comes until something has ended, each piece with the moment of its coming, by the monotonic clock.

        It is not on the screen yet: `feed` puts it there.
        """
        pieces = []
        while not ended():
            ready, _, _ = select.select([self._terminal], [], [], 0.02)
            if ready:
                output = os.read(self._terminal, 65_536)
                pieces.append((time.monotonic(), output))
        return pieces

    def feed(self, output: bytes) -> None:
        """Put recorded output on the screen."""
        self._stream.feed(output)

    def wait_for(self, seen: Callable[[str], bool], what: str) -> float:
        """Read until the screen's text is as wanted; the processor time when that piece of output came.

        Raises:
            NeverSeen: it did not come.

        """
        deadline = time.monotonic() + PATIENCE
        while not seen(self.text):
            if not self.read(1.0) and time.monotonic() > deadline:
                raise NeverSeen(f"{what} did not come. The screen shows:\n{self.text}")
        return self.used

    def settle(self, quiet: float = 0.15) -> float:
        """Read until nothing has come for `quiet` seconds; the processor time then."""
        while self.read(quiet):
            pass
        return self.time_used()
