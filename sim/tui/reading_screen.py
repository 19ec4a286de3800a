"""What is shown while a scenario is read and solved."""

from __future__ import annotations

from typing import ClassVar

from textual import getters
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.screen import Screen
from textual.widgets import Static

from sim.report.words import visible
from sim.tui.app import EmptyChairApp
from sim.tui.key_line import KeyLine

_PATIENCE_SECONDS = 0.15


class ReadingScreen(Screen[None]):
    """Says which scenario is being read, where that takes long enough to be noticed."""

    CSS_PATH = "reading_screen.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,b,q", "back", "Back", key_display="esc", id="reading.back")
    ]

    app = getters.app(EmptyChairApp)

    def __init__(self, scenario: str) -> None:
        super().__init__()
        self._scenario = scenario

    def compose(self) -> ComposeResult:
        """One line in the middle."""
        yield Static(Content(f"Reading {visible(self._scenario)} …"), id="reading")
        yield KeyLine()

    def on_mount(self) -> None:
        """Most scenarios are read before anybody could read this."""
        self.set_timer(_PATIENCE_SECONDS, self._appear)

    def _appear(self) -> None:
        self.query_one("#reading").visible = True

    def action_back(self) -> None:
        """Do not wait for it."""
        self.app.go_home()
