"""What the people in a room may see of it: the same for all of a room or a team, and each one's own."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from sim.engine.exercise import Option
from sim.engine.solution import Solution
from sim.engine.telling import Told, Voice
from sim.room.rules.course import Course
from sim.room.rules.event import Decided
from sim.room.rules.judged_question import JudgedQuestion, judge_question, own_conduct
from sim.room.rules.phase import Phase
from sim.room.rules.question import Question, Split, Vote
from sim.room.rules.room import Room
from sim.scenario.model import Choice, EndingKind

_SPLIT_SHOWN = {Phase.SPLIT.value, Phase.COACHING.value, Phase.NEXT.value}
_WORTHS_SHOWN = {Phase.COACHING.value, Phase.NEXT.value}
_CHOICES_SHOWN = {Phase.OPEN.value, Phase.CLOSED.value, Phase.OWN_PACE.value, *_SPLIT_SHOWN}


@dataclass(frozen=True, slots=True)
class TakenChoice:
    """The choice that a room or a team went on with."""

    choice: Choice
    decided: Decided


@dataclass(frozen=True, slots=True)
class SharedView:
    """What everybody in a room sees, or everybody in a team at its own pace.

    `question` is the number of the one that `choices` belong to. `told` is what there is to read now: in the lobby, and
    once more before the first scene, the briefing. `split` and `options` are None until the facilitator shows them;
    there are no options, too, where nothing can be judged. `people` is how many are in the room. `deadline` is in
    seconds since 1970. `ending` is set once the story has come to it and the room has gone on. `results` are there in
    the debrief.
    """

    code: str
    title: str
    phase: Phase
    own_pace: bool
    question: int | None
    told: tuple[Told, ...]
    choices: tuple[Choice, ...]
    deadline: float | None
    people: int
    teams: tuple[str, ...]
    locked: bool
    split: Split | None
    options: tuple[Option, ...] | None
    taken: TakenChoice | None
    ending: EndingKind | None
    results: tuple[JudgedQuestion, ...]


@dataclass(frozen=True, slots=True)
class OwnResult:
    """What somebody's own vote on a question was worth; `vote` is None where they did not vote."""

    question: JudgedQuestion
    vote: str | None


@dataclass(frozen=True, slots=True)
class OwnView:
    """What only one participant sees.

    `vote` is theirs on the question that stands. `voted` and `members` count those of their team who have voted and all
    of it, at its own pace. In the debrief, `results` and `conduct` (0 to 100) judge their own votes.
    """

    participant: int
    name: str
    team: str | None
    vote: Vote | None
    voted: int
    members: int
    results: tuple[OwnResult, ...]
    conduct: float | None


def shared_view(room: Room, solution: Solution | None, team: str | None = None) -> SharedView:
    """What the room sees; at the teams' own pace, what a team does (without one: what somebody in none does)."""
    phase = Phase(room.phase)
    course = _course(room, team)
    question = None if course is None else _shown_question(phase, course)
    taken = _taken(question) if phase is Phase.NEXT else None
    judged = None
    if question is not None and phase.value in _SPLIT_SHOWN:
        judged = judge_question(room, question, solution, team)
    return SharedView(
        code=room.opened.code,
        title=room.machine.compiled.scenario.title,
        phase=phase,
        own_pace=room.own_pace,
        question=None if question is None else question.number,
        told=_told(room, phase, course),
        choices=question.choices if question is not None and phase.value in _CHOICES_SHOWN else (),
        deadline=room.deadline,
        people=room.people,
        teams=room.opened.teams,
        locked=room.locked,
        split=None if judged is None else judged.split,
        options=judged.options if judged is not None and phase.value in _WORTHS_SHOWN else None,
        taken=taken,
        ending=_ending(phase, course),
        results=_results(room, course, solution, team),
    )


def own_view(room: Room, participant: int, results: tuple[JudgedQuestion, ...] = ()) -> OwnView:
    """What a participant sees beside it; `results` are those of their shared view."""
    person = room.participants[participant]
    course = room.course_of(participant)
    question = None if course is None else _shown_question(Phase(room.phase), course)
    votes: Mapping[int, Vote] = {} if question is None else question.votes
    in_team = room.own_pace and person.team is not None
    return OwnView(
        participant=participant,
        name=person.name,
        team=person.team,
        vote=votes.get(participant),
        voted=len(votes) if in_team else 0,
        members=room.size_of(person.team) if in_team and person.team is not None else 0,
        results=tuple(
            OwnResult(judged, judged.votes[participant].choice if participant in judged.votes else None)
            for judged in results
        ),
        conduct=own_conduct(results, participant) if results else None,
    )


def judged_questions(
    room: Room, course: Course | None, solution: Solution | None, team: str | None
) -> tuple[JudgedQuestion, ...]:
    """Every question of a course that was voted on or decided."""
    if course is None:
        return ()
    asked = [question for question in course.questions if question.votes or question.taken is not None]
    return tuple(judge_question(room, question, solution, team) for question in asked)


def _course(room: Room, team: str | None) -> Course | None:
    if not room.own_pace:
        return room.together
    return None if team is None else room.teams[team]


def _shown_question(phase: Phase, course: Course) -> Question | None:
    """The question that is spoken of: after a choice was taken, until the room goes on, the one it answered."""
    if phase is Phase.NEXT:
        return course.answered[-1]
    return None if _is_judged(phase) else course.question


def _told(room: Room, phase: Phase, course: Course | None) -> tuple[Told, ...]:
    briefing = Told(Voice.NARRATION, room.machine.compiled.scenario.briefing)
    if phase is Phase.LOBBY:
        return (briefing,)
    if course is None:
        return ()
    if phase is Phase.NEXT:
        return course.aftermath
    if _is_judged(phase):
        return course.chair
    if phase in (Phase.SCENE, Phase.OWN_PACE) and not course.answered:
        return (briefing, *course.aftermath, *course.scene)
    if phase is Phase.OWN_PACE:
        return (*course.aftermath, *course.scene)
    return course.scene


def _results(
    room: Room, course: Course | None, solution: Solution | None, team: str | None
) -> tuple[JudgedQuestion, ...]:
    if not _is_judged(Phase(room.phase)):
        return ()
    judged = judged_questions(room, course, solution, team)
    if room.ended_in in (None, Phase.DEBRIEF):
        return judged
    # Ended in the midst of a vote: what was not shown stays so.
    return tuple(question for question in judged if question.taken is not None)


def _taken(question: Question | None) -> TakenChoice | None:
    if question is None or question.taken is None or question.decided is None:
        return None
    choice = next(choice for choice in question.choices if choice.id == question.taken)
    return TakenChoice(choice, question.decided)


def _ending(phase: Phase, course: Course | None) -> EndingKind | None:
    if course is None or phase is Phase.NEXT:
        return None
    ending = course.play.state.ending
    return None if ending is None else ending.kind


def _is_judged(phase: Phase) -> bool:
    return phase in (Phase.DEBRIEF, Phase.ENDED)
