"""The conversation: what has been told so far, turn by turn, with what is new at hand."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import ClassVar

from rich.segment import Segment
from textual.content import Content
from textual.geometry import Size
from textual.message import Message
from textual.scroll_view import ScrollView
from textual.selection import Selection
from textual.strip import Strip
from textual.visual import Visual

from sim.engine.telling import Voice
from sim.tui.transcript import Coached, Entry
from sim.tui.wrapped_lines import hanging, rule

YOU = "You"
COACHING = "Coaching"
WIDEST = 82
"""Words are not set wider than this, in cells: longer lines are hard to read."""

WIDEST_NAMES = 20
"""No column of names is wider than this, in cells."""

NARROWEST = 48
"""Below this width in cells, names stand above the words instead of beside them."""

_NEW = "┃ "
_OLD = "  "
_GAP = 1
"""The cells between the words and the scroll bar."""


@dataclass(frozen=True, slots=True)
class Turn:
    """What one choice brought, or the opening; `top` is the row of the conversation on which it begins."""

    entries: tuple[Entry, ...]
    top: int


class Conversation(ScrollView):
    """All turns so far, the latest marked as new.

    It keeps the first line of the latest turn in view, however it is resized, until the player scrolls. It paints
    its lines itself, so that a choice costs what is new and what is in sight, however long the run is.

    `people` are the names that may speak; they set the width of the column of names.
    """

    can_focus = False
    COMPONENT_CLASSES: ClassVar[set[str]] = {"conversation--bar", "conversation--past"}

    class Moved(Message):
        """Another number of lines lies below what can be seen."""

    def __init__(self, people: Iterable[str], id: str | None = None) -> None:  # noqa: A002
        super().__init__(id=id)
        self._names = _column((*people, YOU, COACHING))
        self._turns: list[Turn] = []
        self._rows: list[Content] = []
        self._strips: dict[int, Strip] = {}
        self._width = 0
        """The width for which the rows are wrapped, in cells; 0 before it is known."""
        self._following = True
        """Whether the latest turn is kept in view; not once the player has scrolled."""
        self._placing = False
        """Whether a scroll is this widget's own doing."""
        self._told_unread = 0
        self._laid_out = Size(0, 0)
        """The virtual size that the scroll bar shows."""

    @property
    def turns(self) -> tuple[Turn, ...]:
        """The turns told so far."""
        return tuple(self._turns)

    @property
    def unread(self) -> int:
        """How many lines lie below what can be seen."""
        # The empty line at the very end is nothing to read.
        return max(self.max_scroll_y - round(self.scroll_y) - 1, 0)

    def meet(self, people: Iterable[str]) -> None:
        """Make room for the names of more people who may speak."""
        names = max(self._names, _column(people))
        if names > self._names:
            self._names = names
            self._wrap_from(0)

    def tell_all(self, turns: Iterable[Sequence[Entry]]) -> None:
        """Show a run from its beginning; its last turn is the new one."""
        self._turns = [Turn(tuple(entries), 0) for entries in turns]
        self._wrap_from(0)

    def tell(self, turn: Sequence[Entry]) -> None:
        """Add a turn. Only it, and the one that is no longer new, are wrapped and painted anew."""
        self._turns.append(Turn(tuple(turn), 0))
        self._wrap_from(max(len(self._turns) - 2, 0))

    # The rows

    def _wrap_from(self, number: int) -> None:
        """Wrap the turns from this one on, and follow the latest."""
        self._following = True
        if not self._width:
            return
        top = self._turns[number].top if number else 0
        del self._rows[top:]
        for row in [row for row in self._strips if row >= top]:
            del self._strips[row]
        last = len(self._turns) - 1
        for place, turn in enumerate(self._turns[number:], start=number):
            self._turns[place] = Turn(turn.entries, len(self._rows))
            self._rows += [*_lines(turn.entries, self._names, self._width, place == last), Content("")]
        self.virtual_size = Size(self._width, len(self._rows))
        self.refresh()
        self._follow()

    def _follow(self) -> None:
        """Bring the first line of the latest turn into view."""
        if self._following and self._turns:
            self._placing = True
            self.scroll_to(y=self._turns[-1].top, animate=False, force=True)
            self._placing = False

    def _size_updated(
        self, size: Size, virtual_size: Size, container_size: Size, layout: bool = True
    ) -> bool:
        # Before the first picture in a new size is painted, not after it: so no picture shows the wrong lines.
        self._placing = True
        changed = super()._size_updated(size, self._laid_out, container_size, layout)
        self._laid_out = self.virtual_size
        self._placing = False
        width = min(self.scrollable_size.width - len(_NEW) - _GAP, WIDEST)
        if width != self._width:
            self._width = max(width, 0)
            self._wrap_from(0)
        else:
            self._follow()
        self._tell_unread()
        return changed

    def watch_scroll_y(self, old_value: float, new_value: float) -> None:
        """Let the player go where they scroll to."""
        super().watch_scroll_y(old_value, new_value)
        if not self._placing:
            self._following = False
        self._tell_unread()

    def _tell_unread(self) -> None:
        if self.unread != self._told_unread:
            self._told_unread = self.unread
            self.post_message(self.Moved())

    # What is painted

    def render_line(self, y: int) -> Strip:
        """A line of what is in view."""
        row = self.scroll_offset.y + y
        if row >= len(self._rows):
            return Strip.blank(self.size.width, self.rich_style)
        if row not in self._strips:
            self._paint_turn(bisect_right(self._turns, row, key=lambda turn: turn.top) - 1)
        return self._strips[row]

    def _paint_turn(self, number: int) -> None:
        """Make the strips of a turn, all at once."""
        top = self._turns[number].top
        new = number == len(self._turns) - 1
        end = len(self._rows) if new else self._turns[number + 1].top
        lines = self._rows[top:end]
        if (selection := self.text_selection) is not None:
            lines = [self._selected(line, selection, row) for row, line in enumerate(lines, start=top)]
        style = self.visual_style if new else self.get_visual_style("conversation--past")
        words = Visual.to_strips(
            self, Content("\n").join(lines), self._width, len(lines), style, apply_selection=False
        )
        bar_style = self.get_visual_style("conversation--bar").rich_style
        old, fresh = Strip([Segment(_OLD, bar_style)]), Strip([Segment(_NEW, bar_style)])
        for row, strip in enumerate(words, start=top):
            bar = fresh if new and row < end - 1 else old
            line = Strip.join([bar, strip.apply_offsets(0, row)])
            self._strips[row] = line.extend_cell_length(self.size.width, self.rich_style)

    def _selected(self, line: Content, selection: Selection, row: int) -> Content:
        span = selection.get_span(row)
        if span is None:
            return line
        start, end = span
        marked = self.screen.get_visual_style("screen--selection")
        return line.stylize(marked, start, len(line) if end == -1 else end)

    def notify_style_update(self) -> None:
        """Paint anew in other colours."""
        super().notify_style_update()
        self._strips.clear()

    # Selecting text with the mouse

    def get_selection(self, selection: Selection) -> tuple[str, str] | None:
        """The words that are selected."""
        return selection.extract("\n".join(line.plain for line in self._rows)), "\n"

    def selection_updated(self, selection: Selection | None) -> None:
        """Show what is selected."""
        self._strips.clear()
        self.refresh()


def _column(names: Iterable[str]) -> int:
    """How wide the column of these names is, in cells."""
    return min(max((Content(name).cell_length for name in names), default=0) + 3, WIDEST_NAMES)


def _lines(entries: Sequence[Entry], names: int, width: int, fresh: bool) -> list[Content]:
    """A turn's entries, with an empty line between them."""
    lines: list[Content] = []
    for entry in entries:
        if lines:
            lines.append(Content(""))
        lines.extend(_entry(entry, names if width >= NARROWEST else 0, width, fresh))
    return lines


def _entry(entry: Entry, names: int, width: int, fresh: bool) -> list[Content]:
    if isinstance(entry, Coached):
        # A bar of its own keeps the coaching apart from what people say.
        bar = Content.styled("┆ ", "$accent" if fresh else "")
        head = Content.styled(COACHING, "italic")
        body = Content.styled(entry.words, "italic")
        return [bar + line for line in _beside(head, body, max(names - 2, 0), width - 2)]
    if entry.voice is Voice.CAPTION:
        return [rule(Content.styled(entry.words, "italic"), width, "$foreground 30%")]
    if entry.voice is Voice.PLAYER:
        you = Content.styled(YOU, "bold $accent" if fresh else "bold")
        return _beside(you, Content(entry.words), names, width)
    if entry.person is not None:
        return _beside(Content.styled(entry.person.name, "bold"), Content(entry.words), names, width)
    return hanging(Content(""), Content(entry.words), 0, width)


def _beside(head: Content, body: Content, names: int, width: int) -> list[Content]:
    """A speaker beside the words, or above them where there is no column of names."""
    if names == 0:
        return [*head.wrap(width), *hanging(Content(""), body, 2, width)]
    return hanging(head, body, names, width)
