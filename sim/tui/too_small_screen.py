"""What is shown where the window is too small to play in."""

from __future__ import annotations

from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.events import Resize
from textual.geometry import Size
from textual.screen import ModalScreen
from textual.widgets import Static

SMALLEST = Size(64, 18)


def too_small(size: Size) -> bool:
    """Whether a window of this size, in cells, is too small for the game."""
    return size.width < SMALLEST.width or size.height < SMALLEST.height


class TooSmallScreen(ModalScreen[None]):
    """Asks for a larger window and lets no key through to what it hides, but for those that leave the game."""

    CSS_PATH = "too_small_screen.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [Binding("q", "app.quit", "Quit", id="small.quit")]

    def compose(self) -> ComposeResult:
        """One sentence."""
        yield Static(id="sentence")

    def on_resize(self, event: Resize) -> None:
        """Say it of the size that the window has now."""
        size = event.size
        self.query_one("#sentence", Static).update(
            Content(
                f"Empty Chair needs a window of {SMALLEST.width} × {SMALLEST.height}. "
                f"This one is {size.width} × {size.height}. Make it larger, or press q to quit."
            )
        )
