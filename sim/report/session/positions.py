"""The places of the story to which a session came, each with the question of the room, or of several teams, there."""

from __future__ import annotations

from dataclasses import dataclass

from sim.room.rules.judged_question import JudgedQuestion
from sim.room.rules.session_debrief import JudgedCourse, SessionDebrief


@dataclass(frozen=True, slots=True)
class Position:
    """One place of the story, with the question as each of those who came there answered it.

    `questions` are of the room alone, or of each team that went the same way until here: their states and choices are
    the same, their votes their own.
    """

    number: int
    questions: tuple[JudgedQuestion, ...]

    @property
    def question(self) -> JudgedQuestion:
        """Any of them, for what they have in common."""
        return self.questions[0]


def positions(debrief: SessionDebrief) -> tuple[Position, ...]:
    """Every place at which somebody voted or decided, in the order of the story."""
    found: dict[tuple[str, ...], list[JudgedQuestion]] = {}
    for course in debrief.courses:
        for question in course.asked:
            found.setdefault(_way_to(course, question), []).append(question)
    return tuple(
        Position(len(way) + 1, tuple(there))
        for way, there in sorted(found.items(), key=lambda item: len(item[0]))
    )


def _way_to(course: JudgedCourse, question: JudgedQuestion) -> tuple[str, ...]:
    """The choices that led there. All teams have one seed, so the dice did the same on the same way."""
    return tuple(one.taken for one in course.questions[: question.number - 1] if one.taken is not None)
