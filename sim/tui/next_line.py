"""The line that says what to play next, and why."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.content import Content

from sim.tui.wrapped_lines import WrappedLines

if TYPE_CHECKING:
    from sim.store.next_to_practise import NextToPractise


class NextLine(WrappedLines):
    """One line, as full as there is room for. It keeps its place while there is nothing to say."""

    def __init__(self) -> None:
        super().__init__()
        self._found: NextToPractise | None = None

    def tell(self, found: NextToPractise | None) -> None:
        """Say what to play next."""
        if found != self._found:
            self._found = found
            self.renew()

    def lines(self, width: int) -> list[Content]:
        """One line."""
        if self._found is None:
            return [Content("")]
        from sim.report.practice_words import practice_lines  # the first frame has nothing to say yet

        contents = (
            Content.assemble(*((words, "bold") if is_name else words for words, is_name in phrases))
            for phrases in practice_lines(self._found, "n plays it.")
        )
        line = Content("")
        for line in contents:
            if line.cell_length <= width:
                return [line]
        return [line.truncate(width, ellipsis=True)]

    async def on_click(self) -> None:
        """A click plays it."""
        await self.run_action("screen.practise")
