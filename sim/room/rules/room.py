"""A room: who is in it and where its session stands, as its events make it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from sim.engine.machine import ScenarioMachine
from sim.room.rules.course import Course
from sim.room.rules.event import (
    Asked,
    Begun,
    Closed,
    Coached,
    DeadlineSet,
    Ended,
    Event,
    Finished,
    Joined,
    Locked,
    Moved,
    Opened,
    Removed,
    Renamed,
    Revealed,
    Taken,
    Voted,
    WentOn,
)
from sim.room.rules.phase import Move, Phase, make
from sim.room.rules.question import Question, Vote


@dataclass(slots=True)
class Participant:
    """Somebody in the room; numbered from 1 in the order in which they came. `secret` is a SHA-256."""

    number: int
    secret: str
    name: str
    team: str | None
    removed: bool = False


class Room:
    """A session, made of its events. What may happen in it, `ruling.py` says.

    `machine` is that of the scenario, in the version that `opened` names. `deadline` is that of the open question, in
    seconds since 1970. `together` is the room's run, `teams` those of the teams at their own pace. `ended_in` is the
    phase in which the session was ended.
    """

    def __init__(self, opened: Opened, machine: ScenarioMachine) -> None:
        self.opened = opened
        self.machine = machine
        self.phase: str = Phase.LOBBY.value
        self.locked = False
        self.deadline: float | None = None
        self.participants: dict[int, Participant] = {}
        self._holders: dict[str, Participant] = {}
        self.together: Course | None = None
        self.teams: dict[str, Course] = {}
        self.ended_in: Phase | None = None

    @classmethod
    def replayed(cls, events: Iterable[Event], machine: ScenarioMachine) -> Room:
        """The room that these events make.

        Raises:
            ValueError: they are not those of a room, or not in an order that a room can have.

        """
        first, *rest = events
        if not isinstance(first, Opened):
            raise ValueError("The log of a room begins with its opening.")
        room = cls(first, machine)
        for event in rest:
            room.apply(event)
        return room

    # What it is

    @property
    def own_pace(self) -> bool:
        """Whether each team plays at its own pace."""
        return bool(self.teams)

    @property
    def present(self) -> tuple[Participant, ...]:
        """Everybody who joined and was not sent out."""
        return tuple(person for person in self.participants.values() if not person.removed)

    @property
    def team_of(self) -> Mapping[int, str | None]:
        """The team of each participant."""
        return {person.number: person.team for person in self.participants.values()}

    def members(self, team: str) -> tuple[Participant, ...]:
        """Who is in a team."""
        return tuple(person for person in self.present if person.team == team)

    def holder_of(self, secret: str) -> Participant | None:
        """Who joined with a secret, given as its SHA-256."""
        return self._holders.get(secret)

    def course_of(self, participant: int) -> Course | None:
        """The run that somebody votes on; None before it began."""
        if not self.own_pace:
            return self.together
        team = self.participants[participant].team
        return None if team is None else self.teams[team]

    @property
    def question(self) -> Question | None:
        """The question that the room, playing together, stands at."""
        return None if self.together is None else self.together.question

    def apply(self, event: Event) -> None:
        """Let an event have happened.

        Raises:
            ValueError: it cannot have happened here; the room is then of no more use.

        """
        match event:
            case Opened():
                raise ValueError("A room is opened once.")
            case Joined():
                joined = Participant(event.participant, event.secret, event.name, event.team)
                self.participants[joined.number] = self._holders[joined.secret] = joined
            case Renamed():
                self.participants[event.participant].name = event.name
            case Moved():
                self.participants[event.participant].team = event.team
            case Removed():
                self.participants[event.participant].removed = True
                course = self.course_of(event.participant)
                if course is not None and course.question is not None:
                    course.question.withdraw(event.participant)
            case Locked():
                self.locked = event.locked
            case Begun():
                self._begin(event)
            case Voted():
                course = self.course_of(event.participant)
                if course is None or course.question is None or course.question.number != event.question:
                    raise ValueError("A vote on a question that does not stand.")
                course.question.cast(event.participant, Vote(event.choice, event.submission))
            case Taken():
                self._let_take(event)
            case DeadlineSet():
                self.deadline = event.deadline
            case Asked():
                make(self, Move.ASK)
                self.deadline = event.deadline
            case Closed():
                make(self, Move.CLOSE)
                self.deadline = None
            case Revealed():
                make(self, Move.REVEAL)
            case Coached():
                make(self, Move.COACH)
            case WentOn():
                assert self.together is not None
                make(self, Move.FINISH if self.together.over else Move.GO_ON)
            case Finished():
                make(self, Move.FINISH)
            case Ended():
                self.ended_in = Phase(self.phase)
                make(self, Move.END)

    def _begin(self, event: Begun) -> None:
        make(self, Move.SET_OFF if event.own_pace else Move.BEGIN)
        seed = self.opened.seed
        if event.own_pace:
            # One seed: what the dice do is the same for every team as long as they go the same way.
            self.teams = {team: Course(self.machine, seed) for team in self.opened.teams}
        else:
            self.together = Course(self.machine, seed)

    def _let_take(self, event: Taken) -> None:
        course = self.together if event.team is None else self.teams[event.team]
        if course is None or course.question is None or course.question.number != event.question:
            raise ValueError("A choice at a question that does not stand.")
        if event.team is None:
            make(self, Move.TAKE)
        course.take(event.choice, event.decided)
