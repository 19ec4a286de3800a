"""What is to be done now, said in words."""

from __future__ import annotations

from textual.content import Content

from sim.tui.wrapped_lines import WrappedLines

_MARGIN = 3


class TaskLines(WrappedLines):
    """A sentence or two; above it a warning, where there is one."""

    def __init__(self, id: str | None = None) -> None:  # noqa: A002
        super().__init__(id=id)
        self._to_do = ""
        self._warning = ""

    def tell(self, task: str, warning: str = "") -> None:
        """Say something else."""
        if (task, warning) != (self._to_do, self._warning):
            self._to_do, self._warning = task, warning
            self.renew()

    def lines(self, width: int) -> list[Content]:
        """The lines, in line with the choices."""
        told = [Content.styled(f"✕ {self._warning}", "bold $error")] if self._warning else []
        if self._to_do:
            told.append(Content.styled(self._to_do, "bold"))
        margin = Content(" " * _MARGIN)
        return [margin + line for words in told for line in words.wrap(max(width - _MARGIN, 1))]
