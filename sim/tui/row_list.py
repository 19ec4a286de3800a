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

    _put = False
    """Whether the highlight is where the player put it."""
    _showing = False

    def render_line(self, y: int) -> Strip:
        """A line of the list; the first of the highlighted row begins with the pointer."""
        strip = super().render_line(y)
        line = self.scroll_offset.y + y
        if self.highlighted is None or self._index_to_line.get(self.highlighted) != line:
            return strip
        first = next(iter(strip), None)
        pointer = Segment(POINTER, None if first is None else first.style)
        return Strip.join([Strip([pointer], 1), strip.crop(1)])

    def watch_highlighted(self, highlighted: int | None) -> None:
        """Remember that the player put it there."""
        super().watch_highlighted(highlighted)
        if highlighted is not None and not self._showing:
            self._put = True

    def action_select(self) -> None:
        """Choose the highlighted row, which is where the player wants the highlight to be."""
        self._put = True
        super().action_select()

    def show(self, options: Iterable[Option], highlight: str | None = None) -> None:
        """Show other rows.

        The highlight stays on the row of the same id if the player put it there; else it goes to `highlight`, or to
        the first row.
        """
        kept = self.highlighted_option
        scrolled = self.scroll_y
        wanted = kept.id if kept is not None and self._put and kept.id is not None else highlight
        self._showing = True
        self.set_options(options)
        place = next((i for i, option in enumerate(self.options) if option.id and option.id == wanted), None)
        if place is None:
            self._put = False
            self.action_first()
        else:
            self.highlighted = place
            self.scroll_to(y=scrolled, animate=False)
        self._showing = False
