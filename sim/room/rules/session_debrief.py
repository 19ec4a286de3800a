"""The debrief of a session: what the room, or each of its teams, did and saw."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from scoring.conduct import conduct
from sim.engine.debrief import Debrief, debrief
from sim.engine.solution import Solution
from sim.room.rules.course import Course
from sim.room.rules.event import Opened
from sim.room.rules.judged_question import JudgedQuestion, judge_question, own_conduct
from sim.room.rules.phase import Phase
from sim.room.rules.room import Room
from sim.scenario.model import Scenario


@dataclass(frozen=True, slots=True)
class JudgedCourse:
    """A run decided by votes: the room's (`team` None) or a team's.

    `members` is how many were in it at last. `questions` has the one at which it stands too. `debrief` is None where
    it came to no ending.
    """

    team: str | None
    members: int
    questions: tuple[JudgedQuestion, ...]
    debrief: Debrief | None

    @property
    def asked(self) -> tuple[JudgedQuestion, ...]:
        """The questions that were voted on or decided."""
        return tuple(one for one in self.questions if one.votes or one.taken is not None)

    @property
    def conduct(self) -> float | None:
        """How well the choices were that were taken, 0 to 100, as far as the run went.

        None where nothing was at stake in them, or the scenario could not be solved.
        """
        judged = [
            (option.regret, question.stake)
            for question in self.questions
            if question.taken is not None
            and question.stake is not None
            and (option := question.option(question.taken)) is not None
        ]
        return conduct([regret for regret, _ in judged], [stake for _, stake in judged])


@dataclass(frozen=True, slots=True)
class JudgedParticipant:
    """How somebody voted: on how many questions, and how well (0 to 100, None where nothing was at stake)."""

    number: int
    name: str
    team: str | None
    votes: int
    conduct: float | None


@dataclass(frozen=True, slots=True)
class SessionDebrief:
    """A session, judged. `courses` has one for a room that played together, one of each team at its own pace, and
    none before it began. `phase` is where the session stands, in which it was ended if it was.
    """

    opened: Opened
    scenario: Scenario
    phase: Phase
    ended: bool
    own_pace: bool
    courses: tuple[JudgedCourse, ...]
    participants: tuple[JudgedParticipant, ...]

    @property
    def questions(self) -> tuple[JudgedQuestion, ...]:
        """All questions, course by course."""
        return tuple(question for course in self.courses for question in course.questions)

    @property
    def most_split(self) -> tuple[JudgedQuestion, ...]:
        """The questions voted on, the most evenly split first."""
        voted = [question for question in self.questions if question.votes]
        return tuple(sorted(voted, key=_largest_share))


def session_debrief(room: Room, solution: Solution | None, principles: Iterable[str]) -> SessionDebrief:
    """Judge a session as far as it went; `principles` are those of the profile, in the order wanted."""
    wanted = tuple(principles)
    if room.own_pace:
        courses = tuple(_judged(room, course, solution, wanted, team) for team, course in room.teams.items())
    elif room.together is not None:
        courses = (_judged(room, room.together, solution, wanted, None),)
    else:
        courses = ()
    questions = tuple(question for course in courses for question in course.questions)
    return SessionDebrief(
        opened=room.opened,
        scenario=room.machine.compiled.scenario,
        phase=room.ended_in or Phase(room.phase),
        ended=room.ended_in is not None,
        own_pace=room.own_pace,
        courses=courses,
        participants=tuple(
            JudgedParticipant(
                number=person.number,
                name=person.name,
                team=person.team,
                votes=sum(person.number in question.votes for question in questions),
                conduct=own_conduct(questions, person.number),
            )
            for person in room.participants.values()
        ),
    )


def _judged(
    room: Room, course: Course, solution: Solution | None, principles: tuple[str, ...], team: str | None
) -> JudgedCourse:
    play = course.play
    return JudgedCourse(
        team=team,
        members=room.people if team is None else room.size_of(team),
        questions=tuple(judge_question(room, question, solution, team) for question in course.questions),
        debrief=debrief(play.compiled, solution, play.walk, principles) if course.over else None,
    )


def _largest_share(question: JudgedQuestion) -> float:
    return max(question.split.people.values()) / len(question.votes)
