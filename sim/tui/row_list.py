"""A list of rows, with a pointer at the one the keys act on."""

from __future__ import annotations

from collections.abc import Iterable
from typing import ClassVar

from rich.segment import Segment
from textual.binding import Binding, BindingType
from textual.strip import Strip
from textual.widgets import OptionList
from textual.widgets.option_list import Option

POINTER = "❯"


class RowList(OptionList):
    """An option list whose highlighted row has a pointer, so that it does not show by colour alone."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "select", "Choose", key_display="⏎", id="list.choose")
    ]

    def render_line(self, y: int) -> Strip:
        """A line of the list; the first of the highlighted row begins with the pointer."""
        strip = super().render_line(y)
        line = self.scroll_offset.y + y
        if self.highlighted is None or self._index_to_line.get(self.highlighted) != line:
            return strip
        first = next(iter(strip), None)
        pointer = Segment(POINTER, None if first is None else first.style)
        return Strip.join([Strip([pointer], 1), strip.crop(1)])

    def show(self, options: Iterable[Option], highlight: str | None = None) -> None:
        """Show other rows. The highlight stays on the row of the same id, or goes to `highlight`, or to the first."""
        kept = self.highlighted_option
        scrolled = self.scroll_y
        wanted = kept.id if kept is not None and kept.id is not None else highlight
        self.set_options(options)
        for index, option in enumerate(self.options):
            if option.id is not None and option.id == wanted:
                self.highlighted = index
                self.scroll_to(y=scrolled, animate=False)
                return
        self.action_first()
