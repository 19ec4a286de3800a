"""A run that is decided by votes: the room's, or that of a team at its own pace."""

from __future__ import annotations

from sim.engine.error import RunError
from sim.engine.machine import ScenarioMachine
from sim.engine.play import Play
from sim.engine.telling import Told, tell_lines, tell_scene
from sim.room.rules.event import Decided
from sim.room.rules.question import Question


class Course:
    """A run with its questions.

    `aftermath` is what the last choice, or the beginning, led to, up to `scene`, where the run stands now.
    `answered` are the questions of which a choice was taken, `question` is the one that stands: None at an ending.

    Raises:
        RunError: the interludes with which the scenario begins never end.

    """

    def __init__(self, machine: ScenarioMachine, seed: int) -> None:
        self.play = Play(machine, seed)
        self.aftermath: tuple[Told, ...] = self._before_the_scene(tuple(self.play.told))
        self.answered: list[Question] = []
        self.question: Question | None = self._next_question()

    @property
    def over(self) -> bool:
        """Whether the run has come to an ending."""
        return self.play.over

    @property
    def questions(self) -> tuple[Question, ...]:
        """Every question so far, the one that stands last."""
        return (*self.answered, *([] if self.question is None else [self.question]))

    @property
    def scene(self) -> tuple[Told, ...]:
        """The caption and the scene of the decision or the ending where it stands."""
        return tell_scene(self.play.compiled, self.play.configuration)

    @property
    def chair(self) -> tuple[Told, ...]:
        """What the ending tells, and what the customer would say from the empty chair; nothing before the end."""
        play = self.play
        if not play.over:
            return ()
        return (*self.scene, *tell_lines(play.compiled, play.state.chair, play.configuration))

    def numbered(self, number: int) -> Question | None:
        """The question of a number, answered or standing."""
        if 1 <= number <= len(self.answered):
            return self.answered[number - 1]
        standing = self.question
        return standing if standing is not None and standing.number == number else None

    def take(self, choice: str, decided: Decided) -> None:
        """Make a choice of the question that stands.

        Raises:
            ValueError: no question stands.
            RunError: the choice is not available, or the interludes behind it never end; nothing has changed.

        """
        question, before = self.question, self.play
        if question is None:
            raise ValueError("A choice where there is nothing to decide.")
        try:
            told = before.choose(choice)
        except RunError:
            # What was drawn on the way must not be missing later.
            self.play = Play(before.machine, before.seed, question.before)
            raise
        self.aftermath = self._before_the_scene(told)
        question.taken, question.decided = choice, decided
        self.answered.append(question)
        self.question = self._next_question()

    def _before_the_scene(self, told: tuple[Told, ...]) -> tuple[Told, ...]:
        return told[: len(told) - len(self.scene)]

    def _next_question(self) -> Question | None:
        play = self.play
        if play.over:
            return None
        return Question(len(self.answered) + 1, play.state, play.choices, play.record, self.scene)
