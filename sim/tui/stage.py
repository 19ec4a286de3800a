"""The left of the facilitator's screen: what the room reads. One page at a time, in few words and wide margins."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Final, Protocol

from textual.content import Content

from sim.engine.telling import Told, Voice
from sim.tui.wrapped_lines import WrappedLines, hanging

WIDEST: Final = 92
"""Longer lines, in cells, are hard to read from the back of a room."""

QUIET: Final = "$foreground-muted"
_NAMES: Final = 18
_ROOM_FOR_NAMES: Final = 48


class Page(Protocol):
    """Something to be read, made of values alone: two pages that are equal read the same."""

    def lines(self, width: int) -> list[Content]:
        """The lines for a width in cells."""
        ...


class Stage(WrappedLines):
    """Shows a page. The same page again costs nothing."""

    def __init__(self, id: str) -> None:  # noqa: A002
        super().__init__(id=id)
        self._page: Page | None = None

    def show(self, page: Page | None) -> bool:
        """Show a page, or nothing; False where it is what is shown already."""
        if page == self._page:
            return False
        self._page = page
        self.renew()
        return True

    def lines(self, width: int) -> list[Content]:
        """The page's lines."""
        return [] if self._page is None else self._page.lines(min(width, WIDEST))


def told_lines(told: Sequence[Told], width: int) -> list[Content]:
    """What was said and shown, with an empty line between."""
    longest = max((len(one.person.name) for one in told if one.person is not None), default=0)
    names = min(longest, _NAMES) + 2 if longest and width >= _ROOM_FOR_NAMES else 0
    return spaced(_told(one, names, width) for one in told)


def spaced(parts: Iterable[Sequence[Content]]) -> list[Content]:
    """The parts that have lines, with an empty line between them."""
    lines: list[Content] = []
    for part in parts:
        if part:
            lines += [*([Content("")] if lines else []), *part]
    return lines


def head(words: str, width: int) -> list[Content]:
    """A heading."""
    return Content.styled(words, "bold $accent").wrap(width)


def numbered(number: int, text: str, width: int, style: str = "bold") -> list[Content]:
    """A choice with its number."""
    return hanging(Content.styled(f"{number}", "bold $accent"), Content.styled(text, style), 3, width)


def _told(told: Told, names: int, width: int) -> list[Content]:
    if told.voice is Voice.CAPTION:
        return Content.styled(told.words, f"italic {QUIET}").wrap(width)
    if told.voice is Voice.PLAYER:
        return Content.assemble(("You  ", "bold $accent"), told.words).wrap(width)
    if told.person is None:
        return Content(told.words).wrap(width)
    name = Content.styled(told.person.name, "bold")
    if not names:
        return [*name.wrap(width), *hanging(Content(""), Content(told.words), 2, width)]
    return hanging(name, Content(told.words), names, width)
