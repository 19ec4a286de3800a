"""A line of a list: words at the left, columns at the right, at whatever width the list has."""

from __future__ import annotations

from dataclasses import dataclass

from textual.content import Content
from textual.css.styles import RulesMap
from textual.strip import Strip
from textual.style import Style
from textual.visual import RenderOptions, Visual

_GAP = 2


@dataclass(frozen=True, slots=True)
class Column:
    """What stands in one column, how many cells wide it is, and whether it stands at its right edge."""

    words: Content
    width: int
    right: bool = False

    def content(self) -> Content:
        """The column's words, cut or filled to its width."""
        if self.right:
            return self.words.right(self.width, ellipsis=True)
        return self.words.truncate(self.width, ellipsis=True, pad=True)


class Row(Visual):
    """One line of words and columns, with a second line `below` if there is one. Too long words end in an ellipsis."""

    def __init__(self, words: Content, *columns: Column, below: Content | None = None) -> None:
        self.words = words
        self.columns = columns
        self.below = below

    def content(self, width: int) -> Content:
        """The row in so many cells."""
        room = width - sum(_GAP + column.width for column in self.columns)
        parts = [self.words.truncate(max(room, 1), ellipsis=True, pad=True)]
        for column in self.columns:
            parts += [Content(" " * _GAP), column.content()]
        line = Content("").join(parts).truncate(width)
        return (
            line
            if self.below is None
            else Content("\n").join([line, self.below.truncate(width, ellipsis=True)])
        )

    def render_strips(
        self, width: int, height: int | None, style: Style, options: RenderOptions
    ) -> list[Strip]:
        """The row as strips."""
        return self.content(width).render_strips(width, height, style, options)

    def get_optimal_width(self, rules: RulesMap, container_width: int) -> int:
        """A row takes all the width there is."""
        return container_width

    def get_height(self, rules: RulesMap, width: int) -> int:
        """One line, or two."""
        return 1 if self.below is None else 2
