"""Giving meters and facts other values, to try what follows."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Input, OptionList, Static
from textual.widgets.option_list import Option

from sim.engine.trial import Value
from sim.report.trial_words import amount_words
from sim.tui.row_list import RowList
from sim.tui.trial_values import value_line


class ChangeScreen(ModalScreen[dict[str, int]]):
    """All meters and facts, to be changed. The answer is what was changed: names with their new values."""

    CSS_PATH = "change_screen.tcss"
    AUTO_FOCUS = "Input"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "leave", "Done", id="change.done"),
        Binding("up", "mark(-1)", "Mark above", show=False, id="change.up"),
        Binding("down", "mark(1)", "Mark below", show=False, id="change.down"),
        Binding("left", "by(-1)", "One less", show=False, priority=True, id="change.less"),
        Binding("right", "by(1)", "One more", show=False, priority=True, id="change.more"),
    ]

    def __init__(self, values: Sequence[Value]) -> None:
        super().__init__()
        self._before = {value.name: value.value for value in values}
        self._values = {value.name: value for value in values}
        self._asked_for: str | None = None

    def compose(self) -> ComposeResult:
        """The values, and where a number is typed."""
        with Vertical(id="change") as box:
            box.border_title = Content("Meters and facts")
            box.border_subtitle = Content("↑↓ mark   ←→ one less, one more   ⏎ set   Esc done")
            values = RowList(id="values")
            values.can_focus = False
            yield values
            yield Input(compact=True, max_length=12, id="amount")
            yield Static(id="said")

    def on_mount(self) -> None:
        """Show the values as they stand."""
        self._show()

    @property
    def _marked(self) -> Value | None:
        option = self.query_one(RowList).highlighted_option
        return None if option is None or option.id is None else self._values[option.id]

    @on(OptionList.OptionHighlighted)
    def _ask(self) -> None:
        marked = self._marked
        if marked is not None and marked.name != self._asked_for:  # showing the rows anew highlights anew
            self._asked_for = marked.name
            self.query_one(Input).placeholder = _asked(marked)
            self._say("")

    @on(OptionList.OptionSelected)
    def _take_click(self) -> None:
        marked = self._marked
        if marked is not None and marked.meter is None:
            self._set(marked, 1 - marked.value)

    @on(Input.Submitted)
    def _take(self, message: Input.Submitted) -> None:
        marked = self._marked
        typed = message.value.strip()
        if marked is None:
            return
        amount = _read(marked, typed)
        if amount is None:
            self._say(f"“{typed}” does not fit. {marked.name} takes {_asked(marked)}.")
            return
        self._set(marked, amount)
        message.input.value = ""

    def action_mark(self, by: int) -> None:
        """Mark the value above or below."""
        values = self.query_one(RowList)
        if by < 0:
            values.action_cursor_up()
        else:
            values.action_cursor_down()

    def action_by(self, amount: int) -> None:
        """Move the marked meter by one; a fact becomes false or true."""
        marked = self._marked
        if marked is not None:
            self._set(marked, marked.value + amount)

    def action_leave(self) -> None:
        """Back, with what was changed."""
        self.dismiss(
            {name: value.value for name, value in self._values.items() if value.value != self._before[name]}
        )

    def _set(self, value: Value, amount: int) -> None:
        within = min(max(amount, value.least), value.most)
        self._values[value.name] = replace(value, value=within)
        self._show()
        self._say(
            ""
            if within == amount
            else f"{value.name} stops at {amount_words(value, within)}, its {'least' if amount < within else 'most'}."
        )

    def _show(self) -> None:
        rows = [Option(value_line(value), id=name) for name, value in self._values.items()]
        if not rows:
            rows = [Option(Content("There are no meters and no facts."), disabled=True)]
        self.query_one(RowList).show(rows)

    def _say(self, words: str) -> None:
        self.query_one("#said", Static).update(Content(words))


def _asked(value: Value) -> str:
    if value.meter is None:
        return "true or false; Enter alone turns it round"
    return f"a whole number from {value.least} to {value.most}"


def _read(value: Value, typed: str) -> int | None:
    """What was typed, as a value; None where it is none."""
    if value.meter is None:
        return {"": 1 - value.value, "true": 1, "yes": 1, "1": 1, "false": 0, "no": 0, "0": 0}.get(
            typed.casefold()
        )
    digits = typed.removeprefix("-").removeprefix("+")
    return int(typed) if digits.isascii() and digits.isdigit() else None
