"""All meters and facts of a trial, hidden ones too, as its author sees them."""

from __future__ import annotations

from collections.abc import Sequence

from textual.content import Content

from sim.engine.trial import Value
from sim.report.trial_words import amount_words
from sim.tui.wrapped_lines import WrappedLines, between


class TrialValues(WrappedLines):
    """One line a value: its name in the file, how it stands, and what the latest step changed."""

    def __init__(self, id: str | None = None) -> None:  # noqa: A002
        super().__init__(id=id)
        self._values: tuple[Value, ...] | None = None
        self._before: dict[str, int] = {}

    def show(self, values: Sequence[Value], before: Sequence[Value]) -> None:
        """Show the values of now, compared with those before the latest step."""
        self._values = tuple(values)
        self._before = {value.name: value.value for value in before}
        self.renew()

    def lines(self, width: int) -> list[Content]:
        """One line a value; none before there is a trial."""
        if self._values is None:
            return []
        if not self._values:
            return Content.styled("There are no meters and no facts.", "$foreground-muted").wrap(width)
        return [between(value_line(value), self._changed(value), width) for value in self._values]

    def _changed(self, value: Value) -> Content:
        change = value.value - self._before.get(value.name, value.value)
        if not change:
            return Content("")
        if value.meter is None:
            return Content.styled("changed", "bold $accent")
        return Content.styled(f"{'▲' if change > 0 else '▼'} {change:+d}", "bold $accent")


def value_line(value: Value) -> Content:
    """A value: name, amount, and for a meter its bounds, its words, and whether players see it."""
    amount = amount_words(value, value.value)
    about = ""
    if value.meter is not None:
        about = f"  {value.least}-{value.most}"
        if (band := value.meter.band(value.value)) is not None:
            about += f"  {band}"
        if value.meter.hidden:
            about += "  hidden"
    return Content.assemble((value.name, ""), "  ", (amount, "bold"), (about, "$foreground-muted"))
