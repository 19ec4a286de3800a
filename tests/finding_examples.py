"""The examples of the pages in docs/findings, completed into whole scenarios.

The rule is told in docs/findings/README.md.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

PAGES = Path(__file__).parents[1] / "docs" / "findings"
BASE = (PAGES / "base.yaml").read_text("utf-8")

_FENCE = re.compile(
    r"^## (Wrong|Right)\n\n```(\w+)(?: saved as ([\w-]+))?\n(.*?)^```$", re.MULTILINE | re.DOTALL
)
_TOP = re.compile(r"([a-z]\w*):")
_ENTRY = re.compile(r"  ([a-z][\w-]*):")
_SECTIONS = ("cast", "meters", "states")


@dataclass(frozen=True, slots=True)
class Example:
    """One fenced example of a page: the text in it, its language, and the encoding it is saved in."""

    language: str
    encoding: str
    text: str


@dataclass(frozen=True, slots=True)
class Completed:
    """A whole scenario, and which of its lines, counted from 1, came from the example."""

    text: str
    lines: frozenset[int]


@dataclass(frozen=True, slots=True)
class _Part:
    """Some lines under one top-level key: its first line, or one state, meter or person."""

    key: str
    entry: str | None
    lines: tuple[str, ...]
    of_example: bool

    @property
    def name(self) -> tuple[str, str | None]:
        return (self.key, self.entry)

    @property
    def text(self) -> str:
        return "\n".join(self.lines)


def examples(page: str) -> dict[str, Example]:
    """The examples of a page by the heading they stand under: Wrong and Right."""
    found = [(match[1], Example(match[2], match[3] or "utf-8", match[4])) for match in _FENCE.finditer(page)]
    assert [heading for heading, _ in found] == ["Wrong", "Right"]
    return dict(found)


def completed(example: str) -> Completed:
    """The example with the rest of the base, as far as it needs that; what it names takes the place of the base's."""
    own = _parts(example, of_example=True)
    named = {part.name for part in own if part.entry is not None or part.key not in _SECTIONS}
    rest = [part for part in _parts(BASE, of_example=False) if part.name not in named]
    parts = _needed([*rest, *own])
    text: list[str] = []
    lines: set[int] = set()
    for key in dict.fromkeys(part.key for part in parts):
        group = [part for part in parts if part.key == key]
        heads = [part for part in group if part.entry is None]
        entries = sorted(
            (part for part in group if part.entry is not None), key=lambda part: not part.of_example
        )
        if key in _SECTIONS:
            heads = sorted(heads, key=lambda part: not part.of_example)[:1]
        for part in (*heads, *entries):
            if part.of_example:
                lines.update(range(len(text) + 1, len(text) + len(part.lines) + 1))
            text += part.lines
    return Completed("\n".join(text) + "\n", frozenset(lines))


def _parts(text: str, *, of_example: bool) -> list[_Part]:
    parts: list[_Part] = []
    key, entry = "", None
    pending: list[str] = []
    for line in text.splitlines():
        top, inner = _TOP.match(line), _ENTRY.match(line)
        if top:
            if pending:
                parts.append(_Part(key, entry, tuple(pending), of_example))
            key, entry, pending = top[1], None, [line]
        elif inner and key in _SECTIONS:
            parts.append(_Part(key, entry, tuple(pending), of_example))
            entry, pending = inner[1], [line]
        else:
            pending.append(line)
    parts.append(_Part(key, entry, tuple(pending), of_example))
    return [part for part in parts if part.key]


def _needed(parts: list[_Part]) -> list[_Part]:
    """Without the base's states that no way leads to any more, and its meters, facts and people that no state names."""
    states = [part for part in parts if part.key == "states" and part.entry is not None]
    start = re.search(r"^start: *(\S+)", "\n".join(part.text for part in parts if part.key == "start"))
    reached = {start[1]} if start else set()
    while (
        more := {
            name
            for part in states
            if part.entry in reached or part.of_example
            for name in re.findall(r"\bgoto: *([\w-]+)", part.text)
        }
        - reached
    ):
        reached |= more
    kept_states = [part for part in states if part.of_example or part.entry in reached]
    words = set(re.findall(r"\w+", "\n".join(part.text for part in kept_states)))
    kept = [
        part
        for part in parts
        if part.of_example
        or part in kept_states
        or (part.key == "facts" and words & set(re.findall(r"\w+", part.text.removeprefix("facts:"))))
        or (part.key not in ("states", "facts") and (part.entry is None or part.entry in words))
        or (part.key == "states" and part.entry is None)
    ]
    # A section of which nothing is left goes with its key.
    full = {part.key for part in kept if part.entry is not None}
    return [
        part
        for part in kept
        if part.key not in _SECTIONS or part.entry is not None or part.key in full or part.of_example
    ]
