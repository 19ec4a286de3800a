"""Talking in lines: what is said and told goes to one stream, and answers come from another, a line each."""

from __future__ import annotations

import shutil
import textwrap
from collections.abc import Iterable, Sequence
from typing import TextIO

from sim.engine.telling import Told, Voice


class LeaveGame(Exception):
    """The player is done, or the input has ended."""


class LineTalk:
    """What every dialogue in lines does. On a terminal lines are wrapped, up to 100 characters."""

    def __init__(self, answers: TextIO, output: TextIO) -> None:
        self._answers = answers
        self._output = output
        columns = shutil.get_terminal_size().columns if output.isatty() else 0
        self._width = min(columns, 100) if columns >= 20 else None

    def _input_ended(self) -> str:
        """What is said when no answer can come any more."""
        return "The input has ended."

    def _tell(self, told: Iterable[Told]) -> None:
        for item in told:
            if item.voice is Voice.CAPTION:
                self._say("", f"[{item.words}]")
            elif item.voice is Voice.PLAYER:
                self._say("", f"You: {item.words}")
            elif item.person is not None:
                self._say("", f"{item.person.name}: {item.words}")
            else:
                self._say("", item.words)

    def _say(self, *lines: str) -> None:
        for line in lines:
            for part in line.split("\n"):
                if self._width is None or len(part) <= self._width:
                    print(part, file=self._output)
                else:
                    print(textwrap.fill(part, self._width, break_on_hyphens=False), file=self._output)

    def _ask(self, question: str, leaving: Sequence[str]) -> str:
        print(f"\n{question}", end=" ", file=self._output, flush=True)
        line = self._answers.readline()
        if not line:
            self._say("", self._input_ended())
            raise LeaveGame
        if not self._output.isatty() or not self._answers.isatty():
            print(file=self._output)
        answer = line.strip()
        if answer in leaving:
            raise LeaveGame
        return answer
