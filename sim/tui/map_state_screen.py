"""One state of the map: its scene, its choices, where they lead, and what leads here."""

from __future__ import annotations

from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.screen import Screen
from textual.widgets import OptionList, Static

from sim.report.map.story_map import MapState, StoryMap
from sim.tui.key_line import KeyLine
from sim.tui.map_rows import LeadRow, lead_rows
from sim.tui.map_words import best_target, choice_of, facts_of, scene_of
from sim.tui.row_list import RowList
from sim.tui.title_line import TitleLine


class MapStateScreen(Screen[None]):
    """A state. Each step to another lies on top of it, so that going back is going back the way one came."""

    CSS_PATH = "map_state_screen.tcss"
    AUTO_FOCUS = "RowList"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,backspace", "back", "Back", key_display="esc", id="map-state.back"),
        Binding("b", "best", "Best line", id="map-state.best", tooltip="Go on along the best line"),
        Binding("m", "all", "All states", id="map-state.all"),
        Binding("q", "leave", "Quit", id="map-state.quit"),
        Binding("space", "read('scene')", "Scene on", id="map-state.scene", tooltip="Read on in the scene"),
        Binding("c", "read('details')", "Choice on", id="map-state.choice", tooltip="Read on in the choice"),
    ]
    HELP = "Enter goes where the marked way leads, Escape back the way you came."

    def __init__(self, story: StoryMap, state: MapState) -> None:
        super().__init__()
        self._story = story
        self.state = state
        self._rows: tuple[LeadRow, ...] = tuple(lead_rows(story, state))

    def compose(self) -> ComposeResult:
        """The state's name and marks, its scene, its ways, and the marked choice in full."""
        yield TitleLine(self.state.id, facts_of(self.state))
        with VerticalScroll(id="scene", can_focus=False):
            yield Static(scene_of(self._story, self.state), id="told")
        yield RowList(*(row.option for row in self._rows), id="ways")
        with VerticalScroll(id="details", can_focus=False):
            yield Static(id="choice")
        yield KeyLine()

    def on_mount(self) -> None:
        """Mark the first way."""
        self.query_one(RowList).action_first()
        self.query_one("#details").display = bool(self.state.choices)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """The best line can be followed only from where it goes on, and only what is cut off can be read on."""
        if action == "read":
            return any(pane.max_scroll_y > 0 for pane in self.query(f"#{parameters[0]}"))
        return action != "best" or best_target(self._story, self.state) is not None

    @on(OptionList.OptionHighlighted)
    def _tell(self, message: OptionList.OptionHighlighted) -> None:
        choice = self._rows[message.option_index].choice
        self.query_one("#choice", Static).update(
            "" if choice is None else choice_of(self._story.scenario, choice)
        )
        self.query_one("#details").scroll_home(animate=False)
        self.call_after_refresh(self.refresh_bindings)

    def on_resize(self) -> None:
        """See anew what is cut off."""
        self.call_after_refresh(self.refresh_bindings)

    @on(OptionList.OptionSelected)
    def _follow(self, message: OptionList.OptionSelected) -> None:
        target = self._rows[message.option_index].target
        if target is not None:
            self._go(target)

    def action_best(self) -> None:
        """Go on along the best line."""
        target = best_target(self._story, self.state)
        if target is not None:
            self._go(target)

    def action_back(self) -> None:
        """Back to where one came from."""
        self.app.pop_screen()

    def action_all(self) -> None:
        """Back to the list of all states."""
        with self.app.batch_update():
            while isinstance(self.app.screen, MapStateScreen):
                self.app.pop_screen()

    def action_leave(self) -> None:
        """Leave the map."""
        self.app.exit()

    def action_read(self, pane: str) -> None:
        """Show what of the scene or the choice comes next; after its end, its beginning."""
        text = self.query_one(f"#{pane}")
        if text.scroll_y >= text.max_scroll_y:
            text.scroll_home(animate=False)
        else:
            text.scroll_to(y=text.scroll_y + max(text.size.height - 1, 1), animate=False)

    def _go(self, target: str) -> None:
        self.app.push_screen(MapStateScreen(self._story, self._story.state(target)))
