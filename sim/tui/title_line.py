"""The first line of a screen: what this is, and where in it the player stands."""

from __future__ import annotations

from textual.content import Content

from sim.tui.wrapped_lines import WrappedLines, between


class TitleLine(WrappedLines):
    """A title at the left, and short facts at the right; where there is no room, the first facts give way."""

    def __init__(self, title: str, facts: tuple[str, ...] = ()) -> None:
        super().__init__()
        self.title = title
        self.facts = facts

    def tell(self, facts: tuple[str, ...]) -> None:
        """Show other facts."""
        if facts != self.facts:
            self.facts = facts
            self.renew()

    def lines(self, width: int) -> list[Content]:
        """One line."""
        title = Content.styled(self.title, "bold")
        facts = self.facts
        while len(facts) > 1 and self._joined(facts).cell_length + title.cell_length + 3 > width:
            facts = facts[1:]
        return [between(title, self._joined(facts), width)]

    @staticmethod
    def _joined(facts: tuple[str, ...]) -> Content:
        return Content.styled("     ".join(facts), "$foreground-muted")
