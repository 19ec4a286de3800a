"""The preview of a file as a program of its own. Nothing of it is kept."""

from __future__ import annotations

from pathlib import Path
from typing import ClassVar

from textual.binding import BindingType

from sim.store.settings import DEFAULT_THEME
from sim.tui.preview_screen import PreviewScreen
from sim.tui.themed_app import PALETTE, ThemedApp


class PreviewApp(ThemedApp[None]):
    """The preview, in the theme of that name where there is one; `seed` is that of the draws."""

    TITLE = "Empty Chair: preview"
    BINDINGS: ClassVar[list[BindingType]] = [PALETTE]
    HOW_TO_LEAVE = "q leaves the preview."

    def __init__(self, path: Path, seed: int, theme: str = DEFAULT_THEME) -> None:
        super().__init__()
        self._path = path
        self._seed = seed
        self.wear(theme)

    def on_mount(self) -> None:
        """Show the preview."""
        self.push_screen(PreviewScreen(self._path, self._seed))
