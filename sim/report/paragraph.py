"""Text for a terminal: wrapped with a hanging indent, cut where it should be short."""

from __future__ import annotations

import re
import textwrap
from collections.abc import Iterator

_SENTENCE_END = re.compile(r"[.!?…][\"”’']?(?=\s)")


def wrapped(text: str, width: int, first: str = "", rest: str | None = None) -> Iterator[str]:
    """The lines of a text: the first begins with `first`, the others with `rest` (with none given, as far in)."""
    hanging = " " * len(first) if rest is None else rest
    yield from textwrap.wrap(
        " ".join(text.split()),
        max(width, len(hanging) + 10, len(first) + 10),
        initial_indent=first,
        subsequent_indent=hanging,
        break_on_hyphens=False,
    ) or [first.rstrip()]


def shortened(text: str, room: int) -> str:
    """A text on one line in at most `room` characters, cut after a sentence where enough is left, or else a word."""
    line = " ".join(text.split())
    if len(line) <= room:
        return line
    ends = [end.end() for end in _SENTENCE_END.finditer(line, 0, room) if end.end() <= room - 2]
    if ends and ends[-1] >= room // 3:
        return f"{line[: ends[-1]]} …"
    words = line[:room].rsplit(" ", 1)[0] if " " in line[:room] else line[: room - 1]
    return f"{words.rstrip(' ,;:')}…"
