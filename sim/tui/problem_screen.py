"""What could not be done, and what to do about it."""

from __future__ import annotations

from typing import ClassVar

from textual import getters
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.content import Content
from textual.screen import Screen
from textual.widgets import Static

from sim.report.words import visible
from sim.scenario.error import EmptyChairError
from sim.tui.app import EmptyChairApp
from sim.tui.key_line import KeyLine
from sim.tui.title_line import TitleLine


class ProblemScreen(Screen[None]):
    """An error in plain words: what failed, what happened, what to do next."""

    CSS_PATH = "problem_screen.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter,escape,b,q", "back", "Back to the library", key_display="⏎", id="problem.back")
    ]

    app = getters.app(EmptyChairApp)

    def __init__(self, error: EmptyChairError) -> None:
        super().__init__()
        self._error = error

    def compose(self) -> ComposeResult:
        """The title, the message and the hint."""
        yield TitleLine(self._error.title)
        with VerticalScroll(id="problem"):
            yield Static(Content(visible(self._error.message)), id="message")
            if self._error.hint is not None:
                yield Static(
                    Content.assemble(("What to do   ", "bold"), visible(self._error.hint)), id="hint"
                )
        yield KeyLine()

    def action_back(self) -> None:
        """To the library."""
        self.app.go_home()
