"""What the facilitator sees of a room, beside what everybody sees."""

from __future__ import annotations

from collections.abc import Container
from dataclasses import dataclass

from sim.engine.solution import Solution
from sim.room.rules.judged_question import JudgedQuestion, judge_question
from sim.room.rules.phase import Phase
from sim.room.rules.room import Room
from sim.room.rules.view import SharedView, judged_questions, shared_view


@dataclass(frozen=True, slots=True)
class PersonRow:
    """Somebody in the room: whether they are connected now, and have voted on the question that stands."""

    number: int
    name: str
    team: str | None
    here: bool
    voted: bool


@dataclass(frozen=True, slots=True)
class TeamRow:
    """A team at its own pace: the question at which it stands, and how many of its members voted on it.

    `question` is None once its story is over.
    """

    team: str
    question: int | None
    voted: int
    members: int


@dataclass(frozen=True, slots=True)
class FacilitatorView:
    """Everything about a room. `judged` is the question that stands, also while the room may not see its split;
    `so_far` are the room's questions that were decided. Whoever shows it to a room keeps back what is not revealed.
    """

    shared: SharedView
    people: tuple[PersonRow, ...]
    voted: int
    judged: JudgedQuestion | None
    discuss: tuple[str, ...]
    teams: tuple[TeamRow, ...]
    so_far: tuple[JudgedQuestion, ...]


def facilitator_view(room: Room, solution: Solution | None, here: Container[int]) -> FacilitatorView:
    """See a room; `here` are the numbers of those who are connected."""
    question = room.question
    if room.phase == Phase.NEXT.value and room.together is not None:
        question = room.together.answered[-1]
    voted: dict[int, bool] = {}
    for person in room.present:
        course = room.course_of(person.number)
        stands = question if not room.own_pace else (None if course is None else course.question)
        voted[person.number] = stands is not None and person.number in stands.votes
    return FacilitatorView(
        shared=shared_view(room, solution),
        people=tuple(
            PersonRow(person.number, person.name, person.team, person.number in here, voted[person.number])
            for person in room.present
        ),
        voted=sum(voted.values()),
        judged=None if question is None else judge_question(room, question, solution),
        discuss=() if question is None else question.state.discuss,
        teams=tuple(
            TeamRow(
                team=team,
                question=None if course.question is None else course.question.number,
                voted=sum(voted[member.number] for member in room.members(team)),
                members=len(room.members(team)),
            )
            for team, course in room.teams.items()
        ),
        so_far=tuple(
            judged
            for judged in judged_questions(room, room.together, solution, None)
            if judged.taken is not None
        ),
    )
