"""Who is in a room, by name: shown on request only, since the screen is projected."""

from __future__ import annotations

from collections.abc import Callable
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets.option_list import Option

from sim.room.rules.command import ChangeTeam, FacilitatorCommand, Remove, Rename
from sim.room.rules.facilitator_view import FacilitatorView, PersonRow
from sim.room.rules.phase import Phase
from sim.tui.room_pages import in_the_room
from sim.tui.row import Column, Row
from sim.tui.row_list import RowList

AT_MOST_EVERY = 0.5
"""Seconds between two looks at a room that changes all the time: a thousand names are not read faster."""

_ASKED = (Phase.OPEN, Phase.CLOSED, Phase.OWN_PACE)


class PeopleScreen(ModalScreen[None]):
    """The people of a room: those first who are waited for. `send` carries out what is asked for one of them."""

    CSS_PATH = "people_screen.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,w,q", "leave", "Back", key_display="Esc", id="people.back"),
        Binding("x", "remove", "Remove", id="people.remove"),
        Binding("e", "rename", "Rename", id="people.rename"),
        Binding("m", "move", "Another team", id="people.move"),
    ]

    def __init__(self, view: FacilitatorView, send: Callable[[FacilitatorCommand], None]) -> None:
        super().__init__()
        self._view = view
        self._send = send
        self._shown: tuple[PersonRow, ...] | None = None
        self._looks = False

    def compose(self) -> ComposeResult:
        """The list; the border says what its keys do."""
        with Vertical(id="people") as box:
            box.border_title = Content("")
            box.border_subtitle = Content("")
            yield RowList(id="names")

    def on_mount(self) -> None:
        """Show them."""
        self._look()

    def show(self, view: FacilitatorView) -> None:
        """Show a room as it is now, soon."""
        self._view = view
        if not self._looks and self.is_mounted:
            self._looks = True
            self.set_timer(AT_MOST_EVERY, self._look)

    def _look(self) -> None:
        self._looks = False
        shared = self._view.shared
        asked = shared.phase in _ASKED
        people = tuple(sorted(self._view.people, key=lambda person: _rank(person, asked)))
        box = self.query_one("#people")
        box.border_title = Content(in_the_room(len(people)) if people else "Nobody is in the room yet")
        move = "   m another team" if self._may_move else ""
        box.border_subtitle = Content(f"x remove   e rename{move}   Esc back")
        if people != self._shown:
            self._shown = people
            self.query_one(RowList).show([_row(person, asked, shared.teams) for person in people])
        self.refresh_bindings()

    @property
    def _may_move(self) -> bool:
        return bool(self._view.shared.teams) and self._view.shared.phase is Phase.LOBBY

    @property
    def _marked(self) -> PersonRow | None:
        option = self.query_one(RowList).highlighted_option
        return next(
            (
                person
                for person in self._view.people
                if option is not None and str(person.number) == option.id
            ),
            None,
        )

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Teams can be changed in the lobby only."""
        return action != "move" or self._may_move

    def action_leave(self) -> None:
        """Back to the room."""
        self.dismiss()

    def action_remove(self) -> None:
        """Send the marked one out, once that is confirmed."""
        from sim.tui.question_screen import QuestionScreen

        person = self._marked
        if person is None:
            return

        def answered(yes: bool | None) -> None:
            if yes:
                self._send(Remove(person.number))

        self.app.push_screen(
            QuestionScreen(
                "Send this person out?",
                f"{person.name} cannot come back with this browser. Their vote on an open question does not count.",
                "Send out",
                "Keep",
            ),
            answered,
        )

    def action_rename(self) -> None:
        """Give the marked one another name."""
        from sim.tui.name_screen import NameScreen

        person = self._marked
        if person is None:
            return

        def answered(name: str | None) -> None:
            if name is not None:
                self._send(Rename(person.number, name))

        self.app.push_screen(NameScreen(person.name), answered)

    def action_move(self) -> None:
        """Put the marked one into another team."""
        from sim.tui.answer_screen import Answer, AnswerScreen

        person = self._marked
        if person is None:
            return

        def answered(team: str | None) -> None:
            if team is not None:
                self._send(ChangeTeam(person.number, team))

        teams = [Answer(team, team) for team in self._view.shared.teams]
        self.app.push_screen(
            AnswerScreen("Which team?", f"{person.name} is in {person.team}.", teams), answered
        )


def _rank(person: PersonRow, asked: bool) -> tuple[int, int]:
    waited_for = person.here and not person.voted
    return (0 if asked and waited_for else 1 if person.here else 2, person.number)


def _row(person: PersonRow, asked: bool, teams: tuple[str, ...]) -> Option:
    columns = [Column(Content(person.team or ""), 16)] if teams else []
    if asked:
        columns.append(Column(Content("● voted" if person.voted else "○ not yet"), 9))
    columns.append(Column(Content("here" if person.here else "away"), 4))
    return Option(Row(Content(person.name), *columns), id=str(person.number))
