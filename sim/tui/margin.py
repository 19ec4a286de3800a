"""The margin of the conversation: the meters and the people."""

from __future__ import annotations

from collections.abc import Sequence

from textual.content import Content

from sim.engine.meters import MeterReading
from sim.report.meter_words import change_words, filled, value_words
from sim.scenario.model import Person
from sim.tui.wrapped_lines import WrappedLines, between, hanging

BAR = 14
"""The length of a meter's bar, in cells."""


class Meters(WrappedLines):
    """The meters one below the other: label and change, then a bar and the value in the author's words."""

    def __init__(self, readings: Sequence[MeterReading], id: str | None = None) -> None:  # noqa: A002
        super().__init__(id=id)
        self.readings = tuple(readings)

    def show(self, readings: Sequence[MeterReading]) -> None:
        """Show other readings."""
        self.readings = tuple(readings)
        self.renew()

    def lines(self, width: int) -> list[Content]:
        """Three lines a meter, the last one empty."""
        lines: list[Content] = []
        for reading in self.readings:
            change = Content.styled(change_words(reading), "bold $accent")
            lines.append(between(Content(reading.meter.label), change, width))
            lines.extend(hanging(_bar(reading), Content(value_words(reading)), BAR + 2, width))
            lines.append(Content(""))
        return lines


class MeterStrip(Meters):
    """The meters side by side in as few lines as they need, for narrow windows."""

    def lines(self, width: int) -> list[Content]:
        """Label, value and change of each meter; a meter is never broken over two lines if it fits into one."""
        lines: list[Content] = []
        for reading in self.readings:
            meter = Content.assemble((reading.meter.label, "$foreground-muted"), "  ", value_words(reading))
            if reading.change:
                meter = Content.assemble(meter, "  ", (change_words(reading), "bold $accent"))
            meter = meter.truncate(width, ellipsis=True)
            if lines and lines[-1].cell_length + meter.cell_length + 5 <= width:
                lines[-1] = Content.assemble(lines[-1], ("  │  ", "$foreground 30%"), meter)
            else:
                lines.append(meter)
        return lines


class People(WrappedLines):
    """Who is in the story: names, and what they are."""

    def __init__(self, people: Sequence[Person]) -> None:
        super().__init__()
        self.people = tuple(people)

    def lines(self, width: int) -> list[Content]:
        """A short rule, then for each a name, the role below it, and an empty line."""
        lines = [Content.styled("─" * min(BAR, width), "$foreground 30%"), Content("")]
        for person in self.people:
            lines.extend(Content.styled(person.name, "bold").wrap(width))
            lines.extend(Content.styled(person.role, "$foreground-muted").wrap(width))
            lines.append(Content(""))
        return lines[:-1]


def _bar(reading: MeterReading) -> Content:
    full = filled(reading, BAR)
    return Content.assemble(("━" * full, "$accent"), ("─" * (BAR - full), "$foreground 30%"))
