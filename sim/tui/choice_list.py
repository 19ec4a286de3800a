"""The choices of a decision, numbered, picked by digit, by arrows or with the mouse."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

from textual.content import Content
from textual.events import Click, MouseMove
from textual.geometry import Region
from textual.message import Message
from textual.reactive import reactive
from textual.widget import Widget

from sim.tui.wrapped_lines import WrappedLines, hanging

INDENT = 6


class Offered(Protocol):
    """Something that can be chosen."""

    @property
    def id(self) -> str:
        """Its id."""
        ...

    @property
    def text(self) -> str:
        """Its words."""
        ...


class ChoiceList(WrappedLines):
    """The choices now available. It only says which one was picked."""

    cursor: reactive[int] = reactive(0, init=False)
    """The number of the choice that Enter picks, from 0."""

    class Picked(Message):
        """A choice was picked; `number` counts from 0 and may name none."""

        def __init__(self, number: int) -> None:
            super().__init__()
            self.number = number

    def __init__(self, id: str | None = None) -> None:  # noqa: A002
        super().__init__(id=id)
        self.choices: tuple[Offered, ...] = ()
        self._places: list[int] = []

    def offer(self, choices: Sequence[Offered]) -> None:
        """Show other choices, with the first one marked."""
        self.choices = tuple(choices)
        self.set_reactive(ChoiceList.cursor, 0)
        self.renew()
        self.call_after_refresh(self._keep_in_view)

    def move(self, by: int) -> None:
        """Move the mark, round the ends."""
        if self.choices:
            self.cursor = (self.cursor + by) % len(self.choices)

    def lines(self, width: int) -> list[Content]:
        """The choices with hanging digits; the marked one has an arrow too."""
        lines: list[Content] = []
        self._places = []
        for number, choice in enumerate(self.choices):
            marked = number == self.cursor
            wrapped = hanging(self.head(number, marked), self.words(choice, marked), INDENT, width - 1)
            lines.extend(wrapped)
            self._places.extend([number] * len(wrapped))
        return lines

    def head(self, number: int, marked: bool) -> Content:
        """The digit of a choice, with an arrow before the marked one."""
        return Content.assemble(
            (" ❯ " if marked else "   ", "bold $accent"),
            (f"{number + 1}", "bold $accent" if marked else "bold"),
        )

    def words(self, choice: Offered, marked: bool) -> Content:
        """How a choice reads."""
        return Content.styled(choice.text, "bold" if marked else "")

    def watch_cursor(self) -> None:
        """Redraw the mark."""
        self.renew()
        self._keep_in_view()

    def on_mouse_move(self, event: MouseMove) -> None:
        """The mark follows the mouse."""
        number = self._number_at(event.y)
        if number is not None:
            self.cursor = number

    def on_click(self, event: Click) -> None:
        """A click picks."""
        number = self._number_at(event.y)
        if number is not None:
            self.post_message(self.Picked(number))

    def _number_at(self, y: int) -> int | None:
        return self._places[y] if 0 <= y < len(self._places) else None

    def _keep_in_view(self) -> None:
        if self.cursor in self._places and isinstance(self.parent, Widget) and self.parent.max_scroll_y:
            first = self._places.index(self.cursor)
            region = Region(0, first, 1, self._places.count(self.cursor))
            self.parent.scroll_to_region(region, animate=False)
