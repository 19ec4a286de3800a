"""A question with several answers."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
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


@dataclass(frozen=True, slots=True)
class Answer:
    """An answer: what it is known by, and its words."""

    id: str
    words: str


class AnswerScreen(ModalScreen[str | None]):
    """Asks; the answer is its id, or None where there was none. Digits, Enter and a click answer, Escape does not."""

    CSS_PATH = "answer_screen.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,q", "answer(-1)", "Back", id="answer.back"),
        *(
            Binding(str(digit), f"answer({digit - 1})", f"Answer {digit}", show=False, id=f"answer.{digit}")
            for digit in range(1, 10)
        ),
    ]

    def __init__(self, question: str, about: str, answers: Sequence[Answer]) -> None:
        super().__init__()
        self._question = question
        self._about = about
        self._answers = tuple(answers)

    def compose(self) -> ComposeResult:
        """The question, what it is about, and the answers."""
        with Vertical(id="question") as box:
            box.border_subtitle = "Esc back"
            yield Static(Content.styled(self._question, "bold"))
            yield Static(Content(self._about), id="about")
            yield RowList(
                *(
                    Option(Row(Content(answer.words), Column(Content(str(place)), 1)), id=str(place - 1))
                    for place, answer in enumerate(self._answers, 1)
                )
            )

    def action_answer(self, place: int) -> None:
        """Close, with the answer at this place."""
        if place < len(self._answers):
            self.dismiss(None if place < 0 else self._answers[place].id)

    @on(OptionList.OptionSelected)
    def _answer(self, message: OptionList.OptionSelected) -> None:
        self.action_answer(int(message.option_id or -1))
