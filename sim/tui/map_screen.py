"""The map of a scenario as a list: every state with what it is; the marked one is told beside it."""

from __future__ import annotations

from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Container, VerticalScroll
from textual.content import Content
from textual.screen import Screen
from textual.widgets import OptionList, Static

from sim.report.map.story_map import StoryMap
from sim.report.map.words import size_words
from sim.tui.key_line import KeyLine
from sim.tui.map_rows import STAR, state_rows
from sim.tui.map_state_screen import MapStateScreen
from sim.tui.map_words import short_of
from sim.tui.row_list import RowList
from sim.tui.title_line import TitleLine


class MapScreen(Screen[None]):
    """All states of a scenario. It shows the map's values and computes none."""

    CSS_PATH = "map_screen.tcss"
    AUTO_FOCUS = "RowList"
    HORIZONTAL_BREAKPOINTS = [(0, "-narrow"), (100, "-wide")]  # noqa: RUF012  # declared so by Textual
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("s", "start", "Start", id="map.start", tooltip="Show the state in which a run begins"),
        Binding("q,escape", "leave", "Quit", key_display="q", id="map.quit"),
    ]
    HELP = f"Enter shows a state and where it leads. {STAR} is the best line."

    def __init__(self, story: StoryMap) -> None:
        super().__init__()
        self._story = story

    def compose(self) -> ComposeResult:
        """The title, the list, and what is told of the marked state."""
        story = self._story
        yield TitleLine(story.scenario.title, ("map",))
        yield Static(Content(f"{size_words(story)} {STAR} marks the best line."), id="size")
        with Container(id="body"):
            yield RowList(*state_rows(story), id="states")
            with VerticalScroll(id="details", can_focus=False):
                yield Static(id="about")
        yield KeyLine()

    def on_mount(self) -> None:
        """Begin where a run begins."""
        states = self.query_one(RowList)
        states.highlighted = states.get_option_index(self._story.scenario.start)

    @on(OptionList.OptionHighlighted)
    def _tell(self, message: OptionList.OptionHighlighted) -> None:
        if message.option_id is not None:
            self.query_one("#about", Static).update(
                short_of(self._story, self._story.state(message.option_id))
            )
            self.query_one("#details").scroll_home(animate=False)

    @on(OptionList.OptionSelected)
    def _open(self, message: OptionList.OptionSelected) -> None:
        if message.option_id is not None:
            self._show(message.option_id)

    def action_start(self) -> None:
        """Show the state in which a run begins."""
        self._show(self._story.scenario.start)

    def action_leave(self) -> None:
        """Leave the map."""
        self.app.exit()

    def _show(self, state: str) -> None:
        self.app.push_screen(MapStateScreen(self._story, self._story.state(state)))
