"""How a room voted and what its choices are worth, as a participant sees it."""

from __future__ import annotations

from typing import Final

from textual.content import Content

from sim.room.guest.frame import Shared
from sim.room.guest.seen_words import (
    UNJUDGED,
    CountedChoice,
    counted_choices,
    votes_words,
    worth_words,
)
from sim.tui.conversation import WIDEST
from sim.tui.wrapped_lines import WrappedLines, hanging

INDENT: Final = 6
BAR: Final = 24
"""The length of the bar of a choice that has all votes, in cells."""


class RoomAnswers(WrappedLines):
    """Each choice with a bar of its votes; once the coaching is shown, with what it costs and why."""

    def __init__(self, id: str | None = None) -> None:  # noqa: A002
        super().__init__(id=id)
        self._shared: Shared | None = None
        self._own: str | None = None

    def tell(self, shared: Shared, own: str | None) -> None:
        """Show this; `own` is the id of one's own choice."""
        if (shared, own) != (self._shared, self._own):
            self._shared, self._own = shared, own
            self.renew()

    def lines(self, width: int) -> list[Content]:
        """Two lines a choice and more, with an empty one between where there is coaching."""
        shared = self._shared
        if shared is None or shared.split is None:
            return []
        room = min(width - 1, WIDEST + INDENT)
        worths = {worth.id: worth for worth in shared.worths or ()}
        lines = [*Content.styled(UNJUDGED, "italic").wrap(room)] if shared.worths == () else []
        rows = counted_choices(shared.choices, shared.split, self._own)
        for row, choice in zip(rows, shared.choices, strict=True):
            if worths and lines:
                lines.append(Content(""))
            head = Content.styled(f"   {row.place}", "bold")
            lines += hanging(head, Content.styled(row.text, "bold" if row.own else ""), INDENT, room)
            lines += hanging(Content(""), _bar(row), INDENT, room)
            if (worth := worths.get(choice.id)) is not None:
                verdict = Content.styled(worth_words(worth), "bold" if worth.accepted else "")
                lines += hanging(Content(""), verdict, INDENT, room)
                lines += hanging(Content(""), Content(worth.coaching), INDENT, room)
        return lines


def _bar(row: CountedChoice) -> Content:
    share = min(max(row.votes / row.of, 0.0), 1.0) if row.of > 0 else 0.0
    full = round(share * BAR)
    return Content.assemble(
        ("━" * full, "$accent"), ("─" * (BAR - full), "$foreground 30%"), f"  {votes_words(row)}"
    )
