"""Giving somebody in a room another name."""

from __future__ import annotations

from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Input

from sim.room.rules.person_name import WIDEST


class NameScreen(ModalScreen[str | None]):
    """Asks for a name; None where it stays as it is."""

    CSS_PATH = "name_screen.tcss"
    AUTO_FOCUS = "Input"
    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape", "leave", "Back", id="name.back")]

    def __init__(self, name: str) -> None:
        super().__init__()
        self._name_now = name

    def compose(self) -> ComposeResult:
        """Where it is typed."""
        with Vertical(id="name") as box:
            box.border_title = Content(f"Another name for {self._name_now}")
            box.border_subtitle = Content("⏎ rename   Esc back")
            yield Input(compact=True, max_length=4 * WIDEST, placeholder=f"up to {WIDEST} letters")

    @on(Input.Submitted)
    def _take(self, message: Input.Submitted) -> None:
        typed = message.value.strip()
        self.dismiss(typed or None)

    def action_leave(self) -> None:
        """Back, with the name as it is."""
        self.dismiss(None)
