"""The conversation: what has been told so far, turn by turn, with what is new at hand."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from textual.containers import VerticalScroll
from textual.content import Content
from textual.message import Message

from sim.engine.telling import Voice
from sim.tui.transcript import Coached, Entry
from sim.tui.wrapped_lines import WrappedLines, hanging, rule

YOU = "You"
COACHING = "Coaching"
WIDEST_NAMES = 20
"""No column of names is wider than this, in cells."""

NARROWEST = 48
"""Below this width in cells, names stand above the words instead of beside them."""


class Turn(WrappedLines):
    """What one choice brought, or the opening. The latest turn is marked as new."""

    def __init__(self, entries: Sequence[Entry], names: int, fresh: bool) -> None:
        super().__init__(classes="-new" if fresh else "-past")
        self.entries = tuple(entries)
        self.fresh = fresh
        self._names = names

    def grow_old(self) -> None:
        """Something newer has been told."""
        if self.fresh:
            self.fresh = False
            self.set_classes("-past")
            self.renew()

    def lines(self, width: int) -> list[Content]:
        """The turn's entries, with an empty line between them."""
        lines: list[Content] = []
        for entry in self.entries:
            if lines:
                lines.append(Content(""))
            lines.extend(self._entry(entry, width))
        return lines

    def _entry(self, entry: Entry, width: int) -> list[Content]:
        names = self._names if width >= NARROWEST else 0
        accent = "bold $accent" if self.fresh else "bold"
        if isinstance(entry, Coached):
            # A bar of its own keeps the coaching apart from what people say.
            bar = Content.styled("┆ ", "$accent" if self.fresh else "")
            head = Content.styled(COACHING, "italic")
            body = Content.styled(entry.words, "italic")
            return [bar + line for line in _beside(head, body, max(names - 2, 0), width - 2)]
        if entry.voice is Voice.CAPTION:
            return [rule(Content.styled(entry.words, "italic"), width, "$foreground 30%")]
        if entry.voice is Voice.PLAYER:
            return _beside(Content.styled(YOU, accent), Content.styled(entry.words, ""), names, width)
        if entry.person is not None:
            return _beside(Content.styled(entry.person.name, "bold"), Content(entry.words), names, width)
        return hanging(Content(""), Content(entry.words), 0, width)


class Conversation(VerticalScroll):
    """All turns so far. `show_newest` scrolls to the first line of the latest, so that nothing of it is missed.

    `people` are the names that may speak; they set the width of the column of names.
    """

    can_focus = False

    class Moved(Message):
        """The conversation was scrolled, or has grown."""

    def __init__(self, people: Iterable[str], id: str | None = None) -> None:  # noqa: A002
        super().__init__(id=id)
        longest = max((Content(name).cell_length for name in (*people, YOU, COACHING)), default=0)
        self._names = min(longest + 3, WIDEST_NAMES)

    @property
    def turns(self) -> list[Turn]:
        """The turns told so far."""
        return list(self.query(Turn))

    @property
    def unread(self) -> int:
        """How many lines lie below what can be seen."""
        last = self.max_scroll_y - round(self.scroll_y)
        # The empty line at the very end is nothing to read.
        return max(last - 1, 0)

    async def tell_all(self, turns: Sequence[Sequence[Entry]]) -> None:
        """Show a run from its beginning; its last turn is the new one."""
        last = len(turns) - 1
        await self.mount_all([Turn(turn, self._names, number == last) for number, turn in enumerate(turns)])

    async def tell(self, turn: Sequence[Entry]) -> None:
        """Add a turn. Only what is new is built."""
        if self.turns:
            self.turns[-1].grow_old()
        await self.mount(Turn(turn, self._names, True))

    def show_newest(self) -> None:
        """Scroll to the first line of the newest turn, once its place is known."""
        self.call_after_refresh(self._scroll_to_newest)

    def _scroll_to_newest(self) -> None:
        if self.turns:
            self.scroll_to(y=self.turns[-1].virtual_region.y, animate=False)
        self.post_message(self.Moved())

    def watch_scroll_y(self, old_value: float, new_value: float) -> None:
        """Tell whoever shows that there is more below."""
        super().watch_scroll_y(old_value, new_value)
        self.post_message(self.Moved())


def _beside(head: Content, body: Content, names: int, width: int) -> list[Content]:
    """A speaker beside the words, or above them where there is no column of names."""
    if names == 0:
        return [*head.wrap(width), *hanging(Content(""), body, 2, width)]
    return hanging(head, body, names, width)
