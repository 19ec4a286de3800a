"""What the facilitator sees of a room, beside what everybody sees."""

from __future__ import annotations

from collections.abc import Container
from dataclasses import dataclass
from typing import NamedTuple

from sim.engine.solution import Solution
from sim.room.rules.course import Course
from sim.room.rules.judged_question import JudgedQuestion, judge_question
from sim.room.rules.phase import Phase
from sim.room.rules.question import Question
from sim.room.rules.room import Room
from sim.room.rules.view import SharedView, judged_questions, shared_view
from sim.scenario.model import EndingKind


class PersonRow(NamedTuple):
    """Somebody in the room: whether they are connected now, and have voted on the question that stands."""

    number: int
    name: str
    team: str | None
    here: bool
    voted: bool


@dataclass(frozen=True, slots=True)
class TeamRow:
    """A team at its own pace: the question at which it stands, and how many of its members voted on it.

    `question` is None, and `ending` set, once its story is over. `judged` is that question with its split, which is
    the team's own: whoever shows it to a room keeps it back.
    """

    team: str
    question: int | None
    voted: int
    members: int
    judged: JudgedQuestion | None = None
    ending: EndingKind | None = None


@dataclass(frozen=True, slots=True)
class FacilitatorView:
    """Everything about a room.

    `judged` is the question that stands, or was just answered, also while the room may not see its split; `voted` is
    how many voted on it, or at the teams' own pace on the questions of their teams. `discuss` is what to talk over
    there. `so_far` are the room's questions that were decided. With `story_over` a room that plays together comes to
    the debrief next. Whoever shows it to a room keeps back what is not revealed.
    """

    shared: SharedView
    people: tuple[PersonRow, ...]
    voted: int
    judged: JudgedQuestion | None
    discuss: tuple[str, ...]
    teams: tuple[TeamRow, ...]
    so_far: tuple[JudgedQuestion, ...]
    story_over: bool


def facilitator_view(room: Room, solution: Solution | None, here: Container[int]) -> FacilitatorView:
    """See a room; `here` are the numbers of those who are connected."""
    question = _question(room)
    standing = {team: course.question for team, course in room.teams.items()}
    votes: dict[str | None, Container[int]] = {
        team: () if stands is None else stands.votes for team, stands in standing.items()
    }
    together: Container[int] = () if question is None else question.votes
    people = tuple(
        PersonRow(
            number=person.number,
            name=person.name,
            team=person.team,
            here=person.number in here,
            voted=person.number in (votes[person.team] if votes else together),
        )
        for person in room.present
    )
    return FacilitatorView(
        shared=shared_view(room, solution),
        people=people,
        voted=sum(person.voted for person in people),
        judged=None if question is None else judge_question(room, question, solution),
        discuss=() if question is None else question.state.discuss,
        teams=tuple(_row(room, team, course, solution) for team, course in room.teams.items()),
        so_far=tuple(
            judged
            for judged in judged_questions(room, room.together, solution, None)
            if judged.taken is not None
        ),
        story_over=room.together is not None and room.together.over,
    )


def _question(room: Room) -> Question | None:
    """The room's question that is spoken of."""
    if room.together is None or room.phase in (Phase.DEBRIEF.value, Phase.ENDED.value):
        return None
    return room.together.answered[-1] if room.phase == Phase.NEXT.value else room.together.question


def _row(room: Room, team: str, course: Course, solution: Solution | None) -> TeamRow:
    question, ending = course.question, course.play.state.ending
    return TeamRow(
        team=team,
        question=None if question is None else question.number,
        voted=0 if question is None else len(question.votes),
        members=room.size_of(team),
        judged=None if question is None else judge_question(room, question, solution, team),
        ending=None if ending is None else ending.kind,
    )
