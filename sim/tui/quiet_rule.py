"""A line across the screen that can say something in passing."""

from __future__ import annotations

from textual.content import Content
from textual.reactive import reactive

from sim.tui.wrapped_lines import WrappedLines


class QuietRule(WrappedLines):
    """A rule that tells at its left what just could not be done, and at its right that there is more."""

    notice: reactive[str] = reactive("", init=False)
    more: reactive[str] = reactive("", init=False)

    def lines(self, width: int) -> list[Content]:
        """One line."""
        style = "$foreground 30%"
        more = Content.assemble((f" {self.more} ", "$accent"), ("──", style)) if self.more else Content("")
        left = Content("")
        if self.notice:
            notice = Content(self.notice).truncate(max(width - more.cell_length - 6, 1), ellipsis=True)
            left = Content.assemble(("── ", style), notice, " ")
        dashes = max(width - left.cell_length - more.cell_length, 0)
        return [left + Content.styled("─" * dashes, style) + more]

    def watch_notice(self) -> None:
        """Say it."""
        self.renew()

    def watch_more(self) -> None:
        """Say it."""
        self.renew()
