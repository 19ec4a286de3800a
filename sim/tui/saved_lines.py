"""What came of the last save of a file that is being previewed."""

from __future__ import annotations

from pathlib import Path

from textual.content import Content

from sim.engine.trial import Lost
from sim.report.trial_words import UNPLAYED, lost_words
from sim.scenario.finding import Finding
from sim.tui.finding_rows import place_words
from sim.tui.wrapped_lines import WrappedLines

_MOST_LINES = 2
"""No one thing is told in more lines than that; the findings tell the whole."""


class SavedLines(WrappedLines):
    """A line that says it, then the first error or the step that no longer fits, and whether a run can stand here."""

    def __init__(self, path: Path, told: str) -> None:
        super().__init__(id="saved")
        self._path = path
        self._told: list[Content] = [Content.styled(told, "bold")]

    def tell(self, told: str, error: Finding | None, lost: Lost | None, played: bool) -> None:
        """Say other things; `error` is the first one, and takes the place of `lost`."""
        parts = [Content.styled(told, "bold")]
        if error is not None:
            parts.append(
                Content.assemble(
                    ("error", "bold $error"),
                    f" {place_words(error, self._path)}: {error.message}",
                    (f" [{error.code.value}]", "$foreground-muted"),
                )
            )
        elif lost is not None:
            parts.append(Content(lost_words(lost)))
        if not played:
            parts.append(Content.styled(UNPLAYED, "$foreground-muted"))
        self._told = parts
        self.renew()

    def lines(self, width: int) -> list[Content]:
        """Each thing on lines of its own."""
        lines: list[Content] = []
        for part in self._told:
            wrapped = part.wrap(width)
            if len(wrapped) > _MOST_LINES:
                cut = wrapped[_MOST_LINES - 1] + Content("…")
                wrapped = [*wrapped[: _MOST_LINES - 1], cut.truncate(width, ellipsis=True)]
            lines += wrapped
        return lines
