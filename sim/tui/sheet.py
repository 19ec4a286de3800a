"""A sheet of text laid over a screen, to be read and put away."""

from __future__ import annotations

from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Static

from sim.tui.wrapped_lines import WrappedLines


class Sheet(ModalScreen[None]):
    """A title and some lines over the screen below. Any of the usual keys puts it away; nothing else happens."""

    CSS_PATH = "sheet.tcss"
    AUTO_FOCUS = ""
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,q,enter,space,b,m,f,question_mark", "put_away", "Back", id="sheet.back"),
        Binding("up,k", "scroll_by(-1)", "Up", show=False, id="sheet.up"),
        Binding("down,j", "scroll_by(1)", "Down", show=False, id="sheet.down"),
        Binding("pageup", "scroll_by(-10)", "Page up", show=False, id="sheet.page-up"),
        Binding("pagedown", "scroll_by(10)", "Page down", show=False, id="sheet.page-down"),
    ]

    def __init__(self, title: str, body: WrappedLines) -> None:
        super().__init__()
        self._heading = title
        self._body = body

    def compose(self) -> ComposeResult:
        """The title and the lines; the border says how to go back."""
        with VerticalScroll(id="sheet", can_focus=False) as sheet:
            sheet.border_subtitle = "Esc back, ↑↓ scroll"
            yield Static(Content(self._heading), id="sheet-title")
            yield self._body

    def action_put_away(self) -> None:
        """Back to the screen below."""
        self.dismiss()

    def action_scroll_by(self, lines: int) -> None:
        """Scroll what does not fit."""
        body = self.query_one("#sheet")
        body.scroll_to(y=body.scroll_y + lines, animate=False)
