"""The decisions of a finished run, one of them marked, each to be unfolded."""

from __future__ import annotations

from textual.content import Content
from textual.events import Click
from textual.geometry import Region
from textual.message import Message
from textual.reactive import reactive

from scoring.catalogue import Catalogue, Insight
from sim.engine.debrief import Debrief, Decision
from sim.report.decision_words import cost_words, costs, course_words, insights, label_words, stronger
from sim.scenario.model import Choice
from sim.tui.wrapped_lines import WrappedLines, hanging

LABELS = 12
"""The width of the column of labels, in cells."""

COSTS = 17
"""The width of the column of costs, in cells."""

INDENT = 6
WIDEST = 90
"""Details are not wider than this, in cells: longer lines are hard to read."""


class DecisionList(WrappedLines):
    """Every decision with its label and cost. The marked one may show its details.

    A decision that cost something starts folded, so that the better choice can be looked for first.
    """

    cursor: reactive[int] = reactive(0, init=False)
    """The number of the marked decision, from 0."""

    class Marked(Message):
        """Another decision was marked, or its details were folded or unfolded."""

    def __init__(self, debrief: Debrief, catalogue: Catalogue, try_again: bool) -> None:
        super().__init__(id="decisions")
        self.debrief = debrief
        self._catalogue = catalogue
        self._try_again = try_again
        self._open = [not costs(decision) for decision in debrief.decisions]
        self._places: list[int] = []

    @property
    def marked(self) -> Decision | None:
        """The marked decision; None where the run had none."""
        return self.debrief.decisions[self.cursor] if self.debrief.decisions else None

    @property
    def marked_region(self) -> Region:
        """The lines of the marked decision with its details."""
        if self.cursor not in self._places:
            return Region(0, 0, 1, 1)
        return Region(0, self._places.index(self.cursor), 1, self._places.count(self.cursor))

    def move(self, by: int) -> bool:
        """Mark the decision above or below; False where there is none."""
        wanted = self.cursor + by
        if not 0 <= wanted < len(self.debrief.decisions):
            return False
        self.cursor = wanted
        return True

    def fold(self) -> None:
        """Fold or unfold the marked decision."""
        if self._open:
            self._open[self.cursor] = not self._open[self.cursor]
            self.renew()
            self.post_message(self.Marked())

    def watch_cursor(self) -> None:
        """Redraw the mark."""
        self.renew()
        self.post_message(self.Marked())

    def on_click(self, event: Click) -> None:
        """A click marks; a click on the marked one folds or unfolds it."""
        if 0 <= event.y < len(self._places):
            number = self._places[event.y]
            if number == self.cursor:
                self.fold()
            else:
                self.cursor = number

    def lines(self, width: int) -> list[Content]:
        """A row for each decision, with the details below the marked one."""
        lines: list[Content] = []
        self._places = []
        for number, decision in enumerate(self.debrief.decisions):
            marked = number == self.cursor
            shown = self._row(decision, marked, width)
            if marked:
                shown += self._below(decision, width) if self._open[number] else self._hint(decision, width)
            lines.extend(shown)
            self._places.extend([number] * len(shown))
        return lines

    def whole(self, width: int) -> list[Content]:
        """Every decision with all its details, to be written down."""
        lines: list[Content] = []
        for decision in self.debrief.decisions:
            lines += [*self._row(decision, False, width), *self._below(decision, width), Content("")]
        return lines

    def _row(self, decision: Decision, marked: bool, width: int) -> list[Content]:
        strong = "bold" if marked else ""
        cost = Content.styled(cost_words(self.debrief, decision), strong or "$foreground-muted")
        words = Content.styled(decision.choice.text, strong)
        column = max(cost.cell_length + 2, COSTS) if width >= 70 else 0
        head = Content.assemble(
            (" ❯ " if marked else "   ", "bold $accent"),
            (f"{decision.number:>2}  ", strong),
            (label_words(decision).ljust(LABELS), strong),
        )
        rows = hanging(head, words, head.cell_length, width - column - 1)
        if cost and column:
            gap = width - rows[0].cell_length - cost.cell_length - 1
            rows[0] = Content.assemble(rows[0], " " * gap, cost)
        elif cost:
            rows.append(Content(" " * head.cell_length) + cost)
        return rows

    def _hint(self, decision: Decision, width: int) -> list[Content]:
        if not costs(decision):
            return _barred([Content.styled("Enter: what it did", "$foreground-muted")])
        words = "Enter: what it did, and what would have been stronger"
        if self._try_again:
            words = f"t: find it yourself, from this very moment.  {words}"
        return _barred(Content.styled(words, "$foreground-muted").wrap(width - INDENT - 4))

    def _below(self, decision: Decision, width: int) -> list[Content]:
        room = min(width - INDENT - 4, WIDEST)
        parts: list[list[Content]] = [Content(decision.choice.because).wrap(room)]
        if course := course_words(self.debrief, decision):
            parts.append(Content.styled(course, "$foreground-muted").wrap(room))
        for number, better in enumerate(stronger(decision)):
            parts.append(_stronger(better, "Stronger" if number == 0 else "As strong", room))
        parts.extend(_insight(insight, room) for insight in insights(decision, self._catalogue))
        lines = [line for part in parts for line in (Content(""), *part)][1:]
        return [*_barred(lines), Content("")]


def _insight(insight: Insight, room: int) -> list[Content]:
    return Content.assemble((insight.title, "bold"), "  ", (insight.lesson, "$foreground-muted")).wrap(room)


def _stronger(choice: Choice, word: str, room: int) -> list[Content]:
    said = Content.assemble((f"{word}: ", "bold $accent"), f"“{choice.text}”").wrap(room)
    return [*said, *Content(choice.because).wrap(room)]


def _barred(lines: list[Content]) -> list[Content]:
    bar = Content.assemble(" " * INDENT, ("│ ", "$accent"))
    return [bar + line for line in lines]
