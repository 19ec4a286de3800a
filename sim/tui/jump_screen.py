"""Choosing a state to jump to, from a list that typing narrows down."""

from __future__ import annotations

from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Input, OptionList
from textual.widgets.option_list import Option

from sim.scenario.model import Scenario, State
from sim.tui.row import Column, Row
from sim.tui.row_list import RowList

_KIND_WIDTH = 9


class JumpScreen(ModalScreen[str | None]):
    """Asks for a state; the answer is its id, or None. `here` is where the trial stands."""

    CSS_PATH = "jump_screen.tcss"
    AUTO_FOCUS = "Input"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "leave", "Back", id="jump.back"),
        Binding("up", "mark(-1)", "Mark above", show=False, id="jump.up"),
        Binding("down", "mark(1)", "Mark below", show=False, id="jump.down"),
    ]

    def __init__(self, scenario: Scenario, here: str) -> None:
        super().__init__()
        self._scenario = scenario
        self._here = here

    def compose(self) -> ComposeResult:
        """The filter and the states."""
        with Vertical(id="jump") as box:
            box.border_title = Content("Jump to a state")
            box.border_subtitle = Content("type to filter   ↑↓ ⏎ jump   Esc back")
            yield Input(placeholder="part of a name, a caption or a scene", compact=True, id="filter")
            states = RowList(id="states")
            states.can_focus = False
            yield states

    def on_mount(self) -> None:
        """Show all states, the one where the trial stands marked."""
        self._show("")

    @on(Input.Changed)
    def _narrow(self, message: Input.Changed) -> None:
        self._show(message.value)

    @on(Input.Submitted)
    def _take_marked(self) -> None:
        marked = self.query_one(RowList).highlighted_option
        if marked is not None and marked.id is not None:
            self.dismiss(marked.id)

    @on(OptionList.OptionSelected)
    def _take(self, message: OptionList.OptionSelected) -> None:
        if message.option_id is not None:
            self.dismiss(message.option_id)

    def action_mark(self, by: int) -> None:
        """Mark the state above or below."""
        states = self.query_one(RowList)
        if by < 0:
            states.action_cursor_up()
        else:
            states.action_cursor_down()

    def action_leave(self) -> None:
        """Back, without a jump."""
        self.dismiss(None)

    def _show(self, wanted: str) -> None:
        words = wanted.casefold().split()
        found = [
            state
            for state in self._scenario.states.values()
            if all(word in _searched(state) for word in words)
        ]
        found.sort(
            key=lambda state: not all(word in state.id for word in words)
        )  # named so before telling so
        rows = [_row(state) for state in found]
        if not rows:
            rows = [Option(Content("No state holds these words."), disabled=True)]
        self.query_one(RowList).show(rows, None if words else self._here)


def _row(state: State) -> Option:
    words = Content.assemble((state.id, "bold"), "  ", (_about(state), "$foreground-muted"))
    return Option(Row(words, Column(Content(_kind(state)), _KIND_WIDTH)), id=state.id)


def _about(state: State) -> str:
    told = [state.caption] if state.caption is not None else [line.words for line in state.scene[:1]]
    return " ".join(" ".join(told).split())


def _kind(state: State) -> str:
    if state.ending is not None:
        return state.ending.kind.value
    return "decision" if state.way is None else "interlude"


def _searched(state: State) -> str:
    return " ".join(
        (state.id, _kind(state), state.caption or "", *(line.words for line in state.scene))
    ).casefold()
