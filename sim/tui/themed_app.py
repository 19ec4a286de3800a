"""What every program on the screen shares: the themes, the palette's commands, a window large enough."""

from __future__ import annotations

from collections.abc import Iterable
from functools import partial
from typing import ClassVar, TypeVar

from textual.app import App, SystemCommand
from textual.binding import Binding
from textual.events import Resize
from textual.geometry import Size
from textual.screen import Screen
from textual.types import CSSPathType

from sim.store.settings import DEFAULT_THEME
from sim.tui.themes import DARK, LIGHT
from sim.tui.too_small_screen import TooSmallScreen, too_small

Result = TypeVar("Result")
PALETTE = Binding("p", "command_palette", "Palette", id="app.palette", tooltip="Type to find any command")


class ThemedApp(App[Result]):
    """An app in one of our themes. Every binding with an id stands in its palette."""

    CSS_PATH: ClassVar[CSSPathType | None] = "app.tcss"
    HORIZONTAL_BREAKPOINTS = [(0, "-narrow"), (100, "-wide")]  # noqa: RUF012  # declared so by Textual
    HOW_TO_LEAVE: ClassVar[str] = "q leaves."
    """What is said to somebody who pressed Ctrl+C."""

    def __init__(self) -> None:
        super().__init__()
        self.register_theme(DARK)
        self.register_theme(LIGHT)

    def wear(self, theme: str) -> None:
        """Take the theme of that name, or the default where there is none."""
        self.theme = theme if theme in self.available_themes else DEFAULT_THEME

    def action_help_quit(self) -> None:
        """Say how to leave."""
        self.notify(self.HOW_TO_LEAVE, markup=False)

    def get_system_commands(self, screen: Screen[object]) -> Iterable[SystemCommand]:
        """Everything that the keys of the screen do, and saving a picture of it."""
        offered: set[str] = {"command_palette"}
        for active in screen.active_bindings.values():
            binding = active.binding
            if not binding.id or not active.enabled or binding.action in offered:
                continue
            offered.add(binding.action)
            run = partial(self.run_action, binding.action, active.node)
            key = self.get_key_display(binding)
            yield SystemCommand(binding.description, binding.tooltip or f"Key: {key}", run)
        yield SystemCommand(
            "Save a picture of this screen",
            "An SVG file",
            lambda: self.set_timer(0.1, self.deliver_screenshot),
        )

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Nothing but leaving is offered while the window is too small."""
        return action == "quit" or not too_small(self.size)

    def on_resize(self, event: Resize) -> None:
        """Ask for a larger window while it is too small."""
        self.fit(event.size)

    def fit(self, size: Size) -> None:
        """Cover the screen while the window is too small, and uncover it again."""
        covered = isinstance(self.screen, TooSmallScreen)
        if too_small(size) and not covered:
            self.push_screen(TooSmallScreen())
        elif covered and not too_small(size):
            self.pop_screen()
