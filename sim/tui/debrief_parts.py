"""The parts of a debrief: the three numbers, where the run stood, the red lines, the empty chair, the profile."""

from __future__ import annotations

from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical
from textual.content import Content
from textual.reactive import reactive
from textual.widgets import Digits, Static

from scoring.catalogue import Catalogue
from sim.engine.debrief import Debrief
from sim.report.debrief_words import (
    CHAIR,
    NO_POINTS,
    STANDING,
    followed_principles,
    red_lines_heading,
    standing_values,
    three_numbers,
)
from sim.report.standing_chart import standing_chart
from sim.tui.wrapped_lines import WrappedLines, between, hanging

LOW, HIGH = 5, 8
"""The rows of the chart in a short window and in a tall one."""

TALL = 36
"""From this height of the window on, the chart is drawn high."""

PROFILE_BAR = 20


class Numbers(Horizontal):
    """Conduct, outcome and luck: three numbers, kept apart."""

    def __init__(self, debrief: Debrief) -> None:
        super().__init__(id="numbers")
        self._debrief = debrief

    def compose(self) -> ComposeResult:
        """Each number with its name above and its meaning below."""
        for name, number, meaning in three_numbers(self._debrief):
            with Vertical(classes="number"):
                yield Static(Content(name), classes="number-name")
                yield Digits(number)
                yield Static(Content(meaning), classes="number-meaning")


class Standing(WrappedLines):
    """The value of the position along the run."""

    selected: reactive[int] = reactive(0, init=False)
    """The decision whose number is marked below the line, from 0."""

    rows: reactive[int] = reactive(LOW, init=False)
    """The rows of the line."""

    def __init__(self, debrief: Debrief) -> None:
        super().__init__(id="standing")
        self._values = standing_values(debrief)

    def watch_selected(self) -> None:
        """Mark another number."""
        self.renew()

    def watch_rows(self) -> None:
        """Draw it higher or lower."""
        self.renew()

    def fit(self, window: int) -> None:
        """Draw it as high as a window of so many lines allows."""
        self.rows = HIGH if window >= TALL else LOW

    def lines(self, width: int) -> list[Content]:
        """What is drawn, the rows of the line, and the decisions' numbers."""
        chart = standing_chart(self._values, width, self.rows)
        lines = [Content.styled(STANDING, "$foreground-muted")]
        for scale, plot in zip(chart.scale, chart.plot, strict=True):
            lines.append(Content.assemble((f"{scale}", "$foreground-muted"), (plot, "$accent")))
        numbers = Content.styled(chart.numbers, "$foreground-muted")
        start, end = chart.places[min(self.selected, len(chart.places) - 1)]
        lines.append(
            Content(" " * len(chart.scale[0])) + numbers.stylize("bold $accent underline", start, end)
        )
        return [line.truncate(width) for line in lines]


class RedLines(WrappedLines):
    """The red lines crossed: told apart from the points, never set off against them."""

    def __init__(self, debrief: Debrief) -> None:
        super().__init__(id="red-lines")
        self._debrief = debrief

    def lines(self, width: int) -> list[Content]:
        """What was done, and that no number makes up for it."""
        head = red_lines_heading(self._debrief)
        lines = [Content.assemble((f"✕ {head}", "bold $error"), (f"   {NO_POINTS}", "$foreground-muted"))]
        for words in self._debrief.red_lines:
            lines.extend(hanging(Content("  "), Content(words), 2, width))
        return [part for line in lines for part in line.wrap(width)]


class Chair(WrappedLines):
    """What the customer would say from the empty chair."""

    def __init__(self, debrief: Debrief) -> None:
        super().__init__(id="chair")
        self._debrief = debrief

    def lines(self, width: int) -> list[Content]:
        """The words, with a name where somebody of the cast speaks."""
        lines = [Content.styled(CHAIR, "$foreground-muted"), Content("")]
        for told in self._debrief.chair:
            words = Content.styled(told.words, "italic")
            if told.person is not None:
                lines.extend(Content.styled(told.person.name, "bold").wrap(width))
            lines.extend([*words.wrap(width), Content("")])
        return lines[:-1]


class Profile(WrappedLines):
    """How far the run followed each principle that was at stake in it."""

    def __init__(self, debrief: Debrief, catalogue: Catalogue) -> None:
        super().__init__(id="profile")
        self._debrief = debrief
        self._catalogue = catalogue

    def lines(self, width: int) -> list[Content]:
        """Two lines a principle: its name with a bar and a number, then its question."""
        lines: list[Content] = []
        for principle, followed in followed_principles(self._debrief, self._catalogue):
            full = round(followed / 100 * PROFILE_BAR)
            bar = Content.assemble(
                ("━" * full, "$accent"),
                ("─" * (PROFILE_BAR - full), "$foreground 30%"),
                f"  {round(followed):>3}",
            )
            lines.append(between(Content.styled(principle.name, "bold"), bar, width))
            lines.extend(Content.styled(principle.question, "$foreground-muted").wrap(width))
            lines.append(Content(""))
        if not lines:
            return Content("In this run the choices never differed in any principle.").wrap(width)
        return lines[:-1]
