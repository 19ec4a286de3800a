"""At the door of a room: a name, or none, and a team where there are teams."""

from __future__ import annotations

from typing import ClassVar, NamedTuple

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.screen import Screen
from textual.widgets import Input, OptionList, Static
from textual.widgets.option_list import Option

from sim.room.guest.guest import Door
from sim.room.rules.person_name import WIDEST
from sim.tui.key_line import KeyLine
from sim.tui.row_list import RowList
from sim.tui.title_line import TitleLine

ANY_TEAM = "Wherever there is room"


class Wish(NamedTuple):
    """The name and the team that somebody wants; an empty name is none, no team is any."""

    name: str
    team: str | None


class JoinDoorScreen(Screen[Wish | None]):
    """Asks who comes in; None where they go away again. `said` is why they are asked once more."""

    CSS_PATH = "join_door_screen.tcss"
    AUTO_FOCUS = "Input"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "go_on", "Go on", key_display="⏎", id="door.go-on"),
        Binding("escape", "leave", "Leave", key_display="esc", id="door.leave"),
    ]

    def __init__(self, door: Door, name: str = "", said: str = "") -> None:
        super().__init__()
        self._door = door
        self._given = name
        self._said = said

    def compose(self) -> ComposeResult:
        """What room it is, the name, the teams."""
        yield TitleLine(self._door.title, ("joining",))
        with Vertical(id="door"):
            if self._said:
                yield Static(Content.styled(f"✕ {self._said}", "bold $error"), id="said")
            yield Static(Content("Your name, as the others see it, or none. Then press Enter."))
            yield Input(self._given, max_length=4 * WIDEST, placeholder="no name", id="wanted-name")
            if self._door.teams:
                yield Static(Content("Your team. Pick it with the arrows and Enter."), id="team-head")
                yield RowList(
                    Option(Content(ANY_TEAM)),
                    *(Option(Content(team)) for team in self._door.teams),
                    id="teams",
                )
        yield KeyLine()

    @on(Input.Submitted)
    def _named(self) -> None:
        self.action_go_on()

    @on(OptionList.OptionSelected)
    def _chosen(self, message: OptionList.OptionSelected) -> None:
        message.stop()
        team = None if message.option_index == 0 else self._door.teams[message.option_index - 1]
        self.dismiss(Wish(self._name_now, team))

    def action_go_on(self) -> None:
        """From the name to the teams; where there are none, into the room."""
        if self._door.teams:
            self.query_one(RowList).focus()
        else:
            self.dismiss(Wish(self._name_now, None))

    def action_leave(self) -> None:
        """Away from the door."""
        self.dismiss(None)

    @property
    def _name_now(self) -> str:
        return self.query_one(Input).value.strip()
