"""The preview of a file as a program of its own. Nothing of it is kept."""

from __future__ import annotations

from collections.abc import Iterable
from functools import partial
from pathlib import Path
from typing import ClassVar

from textual.app import App, SystemCommand
from textual.binding import Binding, BindingType
from textual.events import Resize
from textual.geometry import Size
from textual.screen import Screen

from sim.store.settings import DEFAULT_THEME
from sim.tui.preview_screen import PreviewScreen
from sim.tui.themes import DARK, LIGHT
from sim.tui.too_small_screen import TooSmallScreen, too_small


class PreviewApp(App[None]):
    """The preview, in the theme of that name where there is one; `seed` is that of the draws."""

    TITLE = "Empty Chair: preview"
    CSS_PATH = "app.tcss"
    HORIZONTAL_BREAKPOINTS = [(0, "-narrow"), (100, "-wide")]  # noqa: RUF012  # declared so by Textual
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("p", "command_palette", "Palette", id="app.palette", tooltip="Type to find any command"),
    ]

    def __init__(self, path: Path, seed: int, theme: str = DEFAULT_THEME) -> None:
        super().__init__()
        self._path = path
        self._seed = seed
        self.register_theme(DARK)
        self.register_theme(LIGHT)
        self.theme = theme if theme in self.available_themes else DEFAULT_THEME

    def on_mount(self) -> None:
        """Show the preview."""
        self.push_screen(PreviewScreen(self._path, self._seed))

    def action_help_quit(self) -> None:
        """Say how to leave, to somebody who pressed Ctrl+C."""
        self.notify("q leaves the preview.", markup=False)

    def get_system_commands(self, screen: Screen[object]) -> Iterable[SystemCommand]:
        """Everything that the keys of the screen do."""
        for active in screen.active_bindings.values():
            binding = active.binding
            if binding.id and active.enabled and binding.action != "command_palette":
                run = partial(self.run_action, binding.action, active.node)
                key = self.get_key_display(binding)
                yield SystemCommand(binding.description, binding.tooltip or f"Key: {key}", run)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Nothing but leaving is offered while the window is too small."""
        return action == "quit" or not too_small(self.size)

    def on_resize(self, event: Resize) -> None:
        """Ask for a larger window while it is too small to play in."""
        self._fit(event.size)

    def _fit(self, size: Size) -> None:
        covered = isinstance(self.screen, TooSmallScreen)
        if too_small(size) and not covered:
            self.push_screen(TooSmallScreen())
        elif covered and not too_small(size):
            self.pop_screen()
