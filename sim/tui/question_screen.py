"""A question that is answered with yes or no."""

from __future__ import annotations

from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import OptionList, Static
from textual.widgets.option_list import Option

from sim.tui.row import Column, Row
from sim.tui.row_list import RowList


class QuestionScreen(ModalScreen[bool]):
    """Asks before something is lost. No is highlighted first, and Escape means no."""

    CSS_PATH = "question_screen.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("y", "answer(True)", "Yes", id="question.yes"),
        Binding("n,escape", "answer(False)", "No", id="question.no"),
    ]

    def __init__(self, question: str, about: str, yes: str, no: str) -> None:
        super().__init__()
        self._question = question
        self._about = about
        self._yes = yes
        self._no = no

    def compose(self) -> ComposeResult:
        """The question, what it is about, and the two answers."""
        with Vertical(id="question"):
            yield Static(Content.styled(self._question, "bold"))
            yield Static(Content(self._about), id="about")
            yield RowList(
                Option(Row(Content(self._no), Column(Content("n"), 1)), id="no"),
                Option(Row(Content(self._yes), Column(Content("y"), 1)), id="yes"),
            )

    def action_answer(self, answer: bool) -> None:
        """Close, with the answer."""
        self.dismiss(answer)

    @on(OptionList.OptionSelected)
    def _answer(self, message: OptionList.OptionSelected) -> None:
        self.dismiss(message.option_id == "yes")
