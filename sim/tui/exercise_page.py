"""A position put to the player: what led there, the choices, and what is said once it is answered."""

from __future__ import annotations

from collections.abc import Iterable

from textual.app import ComposeResult
from textual.containers import Container, Horizontal, VerticalScroll
from textual.content import Content

from scoring.catalogue import Catalogue
from sim.engine.exercise import Exercise, Option
from sim.report.exercise_text import TRIED, verdict_words
from sim.store.lesson import Asked
from sim.tui.choice_list import ChoiceList, Offered
from sim.tui.conversation import WIDEST, Conversation
from sim.tui.margin import Meters, MeterStrip, People
from sim.tui.quiet_rule import QuietRule
from sim.tui.wrapped_lines import WrappedLines, hanging

INDENT = 6
"""The cells before the words of an answer."""


class TriedChoices(ChoiceList):
    """The choices; those tried already are marked."""

    def __init__(self, id: str | None = None) -> None:  # noqa: A002
        super().__init__(id=id)
        self._tried: frozenset[str] = frozenset()

    def mark_tried(self, tried: Iterable[str]) -> None:
        """Mark these choices (their ids) as tried."""
        self._tried = frozenset(tried)
        self.renew()

    def words(self, choice: Offered, marked: bool) -> Content:
        """The choice, with a note behind it where it was tried."""
        words = super().words(choice, marked)
        if choice.id not in self._tried:
            return words
        return Content.assemble(words, (f"   ({TRIED})", "italic $foreground-muted"))


class Answers(WrappedLines):
    """What is told of an answered position: the choice found with its coaching, or every choice with what it costs."""

    def __init__(self, catalogue: Catalogue) -> None:
        super().__init__(id="answers")
        self._insights = catalogue.insights
        self._head = ""
        self._exercise: Exercise | None = None
        self._told: tuple[Option, ...] = ()

    def tell(self, head: str, exercise: Exercise, told: Iterable[Option]) -> None:
        """Say what came of it, then these choices of the exercise."""
        self._head, self._exercise, self._told = head, exercise, tuple(told)
        self.renew()

    def lines(self, width: int) -> list[Content]:
        """The head, then for each choice its digit and words, its verdict, the coaching and what it teaches."""
        lines = Content.styled(self._head, "bold").wrap(width) if self._head else []
        room = min(width - 1, WIDEST + INDENT)
        for number, option in enumerate(self._exercise.options if self._exercise else (), start=1):
            if option not in self._told:
                continue
            lines.append(Content(""))
            head = Content.styled(f"   {number}", "bold")
            lines += hanging(head, Content.styled(option.choice.text, "bold"), INDENT, room)
            for body in self._below(option):
                lines += hanging(Content(""), body, INDENT, room)
        return lines

    def _below(self, option: Option) -> Iterable[Content]:
        yield Content.styled(verdict_words(option), "$accent" if option.accepted else "$foreground-muted")
        yield Content(option.choice.because)
        for name in option.choice.insights:
            if (insight := self._insights.get(name)) is not None:
                yield Content.assemble((insight.title, "bold"), "  ", (insight.lesson, "$foreground-muted"))


class ExercisePage(Container):
    """One position, laid out as in play. It shows no verdict before it is told to."""

    def __init__(self, asked: Asked) -> None:
        super().__init__(classes="exercise")
        self.asked = asked

    def compose(self) -> ComposeResult:
        """The meters, the conversation with its margin, the choices, and room for the answer."""
        scenario, exercise = self.asked.loaded.scenario, self.asked.exercise
        people = tuple(scenario.cast.values())
        if exercise.meters:
            yield MeterStrip(exercise.meters, id="meter-strip")
        yield QuietRule(id="heading-rule")
        with Horizontal(id="scene"):
            yield Conversation([person.name for person in people], id="conversation")
            if exercise.meters or people:
                with VerticalScroll(id="margin", can_focus=False):
                    yield Meters(exercise.meters, id="meters")
                    yield People(people)
        yield QuietRule(id="quiet")
        with VerticalScroll(id="decide", can_focus=False):
            yield TriedChoices(id="choices")
        with VerticalScroll(id="answer", can_focus=False):
            yield Answers(self.asked.loaded.catalogue)

    def on_mount(self) -> None:
        """Tell what led here, and what can be chosen."""
        exercise = self.asked.exercise
        self.query_one(Conversation).tell_all(exercise.turns)
        self.query_one(TriedChoices).offer([option.choice for option in exercise.options])

    def show_answer(self, head: str, told: Iterable[Option]) -> None:
        """Put the answer in the place of the choices."""
        self.query_one(Answers).tell(head, self.asked.exercise, told)
        self.add_class("-answered")
        self.query_one("#answer", VerticalScroll).scroll_home(animate=False)
