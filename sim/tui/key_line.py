"""The last line of a screen: the keys of the moment, and what they do."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from textual.content import Content
from textual.events import Click
from textual.screen import Screen

from sim.tui.wrapped_lines import WrappedLines

GAPS = (3, 2, 1)
"""The cells between two entries: as many as there is room for."""

_FIRST_TO_GO = ("settings", "command_palette")
_LAST_TO_GO = ("help", "home", "quit")


@dataclass(frozen=True, slots=True)
class KeyEntry:
    """Keys and what they do; `key` is pressed by a click, if one key alone stands here."""

    shown: str
    does: str
    key: str | None
    action: str

    @property
    def content(self) -> Content:
        """How it reads."""
        keys = (self.shown, "bold $footer-key-foreground")
        return Content.assemble(keys, (f" {self.does}", "$footer-description-foreground"))


class KeyLine(WrappedLines):
    """The keys in one line. Where not all fit, whole entries give way: settings and palette,
    then the last ones; help and the way out stay longest.
    """

    ALLOW_SELECT = False

    def __init__(self) -> None:
        super().__init__()
        self._entries: tuple[KeyEntry, ...] = ()
        self._places: list[tuple[int, int, KeyEntry]] = []

    def on_mount(self) -> None:
        """Follow what the screen's keys are."""
        self.screen.bindings_updated_signal.subscribe(self, self._follow)
        self._follow(self.screen)

    def _follow(self, screen: Screen[object]) -> None:
        if not self.is_attached or screen is not self.screen:
            return
        entries = _entries(screen)
        if entries != self._entries:
            self._entries = entries
            self.renew()

    def lines(self, width: int) -> list[Content]:
        """One line."""
        entries = list(self._entries)
        while len(entries) > 1 and _length(entries, min(GAPS)) > width:
            entries.remove(_least_important(entries))
        gap = next((gap for gap in GAPS if _length(entries, gap) <= width), min(GAPS))
        line = Content("")
        self._places = []
        for entry in entries:
            if line:
                line += Content(" " * gap)
            start = line.cell_length
            line += entry.content
            self._places.append((start, line.cell_length, entry))
        return [line.truncate(width)]

    def on_click(self, event: Click) -> None:
        """A click on an entry presses its key."""
        offset = event.get_content_offset(self)
        if offset is None:
            return
        for start, end, entry in self._places:
            if start <= offset.x < end and entry.key is not None:
                self.app.simulate_key(entry.key)


def _entries(screen: Screen[object]) -> tuple[KeyEntry, ...]:
    """The keys that are offered now; those of one group in one entry."""
    entries: list[KeyEntry] = []
    groups: dict[object, int] = {}
    seen: set[str] = set()
    for active in screen.active_bindings.values():
        binding = active.binding
        if not binding.show or not active.enabled or binding.action in seen:
            continue
        seen.add(binding.action)
        shown = screen.app.get_key_display(binding)
        if binding.group is not None and binding.group in groups:
            place = groups[binding.group]
            before = entries[place]
            entries[place] = KeyEntry(before.shown + shown, binding.group.description, None, before.action)
            continue
        if binding.group is not None:
            groups[binding.group] = len(entries)
        entries.append(KeyEntry(shown, binding.description, binding.key, binding.action))
    return tuple(entries)


def _least_important(entries: Sequence[KeyEntry]) -> KeyEntry:
    first = [entry for name in _FIRST_TO_GO for entry in entries if entry.action == name]
    others = [entry for entry in reversed(entries) if entry.action not in _LAST_TO_GO]
    return [*first, *others, *reversed(entries)][0]


def _length(entries: Sequence[KeyEntry], gap: int) -> int:
    return sum(entry.content.cell_length for entry in entries) + gap * (len(entries) - 1)
