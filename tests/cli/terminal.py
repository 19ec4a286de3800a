"""The program in a real pseudo-terminal."""

from __future__ import annotations

import codecs
import os
import pty
import select
import sys
import time
from pathlib import Path

from tests.cli.program import PROJECT

PATIENCE = 60.0


class Terminal:
    """`play.py` in a pseudo-terminal of its own session, of 80 columns; `output` is everything it has printed."""

    def __init__(self, home: Path, *arguments: str | Path, **environment: str) -> None:
        self.output = ""
        # A character may come in two pieces.
        self._decoder = codecs.getincrementaldecoder("utf-8")("replace")
        variables = {**os.environ, "TERM": "xterm-256color", "PYTHONUTF8": "1", "EMPTYCHAIR_HOME": str(home)}
        variables.pop("NO_COLOR", None)
        variables.update({"COLUMNS": "80", **environment})
        command = [sys.executable, str(PROJECT / "play.py"), *map(str, arguments)]
        self.process, self._terminal = pty.fork()
        if self.process == 0:
            try:
                os.execve(command[0], command, variables)
            finally:
                os._exit(127)

    def press(self, keys: str) -> None:
        """Press keys; Ctrl-C is `\\x03`."""
        os.write(self._terminal, keys.encode())

    def wait_for(self, words: str) -> None:
        """Read until these words have been printed."""
        deadline = time.monotonic() + PATIENCE
        while words not in self.output:
            assert time.monotonic() < deadline, self.output
            assert self._read(), self.output

    def end(self) -> int:
        """Read to the end; the exit code."""
        while self._read():
            pass
        os.close(self._terminal)
        return os.waitstatus_to_exitcode(os.waitpid(self.process, 0)[1])

    def interrupt(self) -> int:
        """Press Ctrl-C until it ends; the exit code. One pressed just before Python waits for a line goes unheard."""
        deadline = time.monotonic() + PATIENCE
        self.press("\x03")
        while time.monotonic() < deadline:
            ready, _, _ = select.select([self._terminal], [], [], 1.0)
            if not ready:
                self.press("\x03")
            elif not self._read():
                break
        return self.end()

    def _read(self) -> bool:
        ready, _, _ = select.select([self._terminal], [], [], PATIENCE)
        if not ready:
            return False
        try:
            output = os.read(self._terminal, 65_536)
        except OSError:  # how Linux tells that the other side has closed
            return False
        self.output += self._decoder.decode(output)
        return output != b""
