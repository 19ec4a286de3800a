"""The choices that a room votes on, with one's own vote among them."""

from __future__ import annotations

from textual.content import Content
from textual.reactive import reactive

from sim.tui.choice_list import ChoiceList, Offered


class VoteChoices(ChoiceList):
    """The choices; the one that is voted for says so in words."""

    pick_from: reactive[bool] = reactive(True, init=False)
    """Whether something can be picked now."""

    def __init__(self, id: str | None = None) -> None:  # noqa: A002
        super().__init__(id=id)
        self._vote: str | None = None
        self._note = ""

    def mark_vote(self, choice: str | None, note: str) -> None:
        """Put a note, best of one word, behind a choice (its id)."""
        if (choice, note) != (self._vote, self._note):
            self._vote, self._note = choice, note
            self.renew()

    def watch_pick_from(self) -> None:
        """Redraw the mark, or take it away."""
        self.renew()

    def head(self, number: int, marked: bool) -> Content:
        """The digit; the mark only while it can be picked from."""
        return super().head(number, marked and self.pick_from)

    def words(self, choice: Offered, marked: bool) -> Content:
        """The choice, with the note behind it where it is the one."""
        words = super().words(choice, marked and self.pick_from)
        if choice.id != self._vote:
            return words
        return Content.assemble(words, (f"   ({self._note})", "bold $accent"))
