"""The parts of a screen in one line, the shown one marked."""

from __future__ import annotations

from collections.abc import Sequence

from textual.content import Content
from textual.events import Click
from textual.message import Message
from textual.reactive import reactive

from sim.tui.wrapped_lines import WrappedLines

_GAP = 3


class PartLine(WrappedLines):
    """Names with the digits that show them. The one shown is in brackets, so that it does not show by colour alone."""

    ALLOW_SELECT = False
    shown: reactive[int] = reactive(0, init=False)
    """The part that is shown, from 0."""

    class Chosen(Message):
        """A part was clicked on."""

        def __init__(self, part: int) -> None:
            super().__init__()
            self.part = part

    def __init__(self, names: Sequence[str]) -> None:
        super().__init__()
        self._names = names
        self._ends: list[int] = []

    def watch_shown(self) -> None:
        """Mark another one."""
        self.renew()

    def lines(self, width: int) -> list[Content]:
        """One line."""
        line = Content("")
        self._ends = []
        for place, name in enumerate(self._names):
            if place == self.shown:
                line += Content.styled(f"[{place + 1} {name}]", "bold $accent")
            else:
                line += Content.styled(f" {place + 1} {name} ", "$foreground-muted")
            line += Content(" " * _GAP)
            self._ends.append(line.cell_length)
        return [line.truncate(width)]

    def on_click(self, event: Click) -> None:
        """A click on a name shows its part."""
        offset = event.get_content_offset(self)
        if offset is None:
            return
        for part, end in enumerate(self._ends):
            if offset.x < end:
                self.post_message(self.Chosen(part))
                return
