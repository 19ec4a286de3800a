"""The map of a scenario on the screen, as a program of its own."""

from __future__ import annotations

from typing import ClassVar

from textual.binding import BindingType

from sim.report.map.story_map import StoryMap
from sim.store.settings import DEFAULT_THEME
from sim.tui.map_screen import MapScreen
from sim.tui.themed_app import PALETTE, ThemedApp


class MapApp(ThemedApp[None]):
    """The map, in the theme of that name where there is one."""

    TITLE = "Empty Chair: map"
    BINDINGS: ClassVar[list[BindingType]] = [PALETTE]
    HOW_TO_LEAVE = "q leaves the map."

    def __init__(self, story: StoryMap, theme: str = DEFAULT_THEME) -> None:
        super().__init__()
        self._story = story
        self.wear(theme)

    def on_mount(self) -> None:
        """Show the list of states."""
        self.push_screen(MapScreen(self._story))
