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
    seconds since 1970. `participants` has everybody who ever joined, `team_of` the team of each, where there are teams.
    `together` is the room's run, `teams` those of the teams at their own pace. `ended_in` is the phase in which the
    session was ended.
    """

    def __init__(self, opened: Opened, machine: ScenarioMachine) -> None:
        self.opened = opened
        self.machine = machine
        self.phase: str = Phase.LOBBY.value
        self.locked = False
        self.deadline: float | None = None
        self.participants: dict[int, Participant] = {}
        self.team_of: dict[int, str] = {}
        self.together: Course | None = None
        self.teams: dict[str, Course] = {}
        self.ended_in: Phase | None = None
        # Who is where, so that nothing has to look through two thousand people.
        self._present: dict[int, Participant] = {}
        self._members: Mapping[str, dict[int, Participant]] = {team: {} for team in opened.teams}
        self._names: dict[str, int] = {}
        self._holders: dict[str, Participant] = {}

    @classmethod
    def replayed(cls, events: Iterable[Event], machine: ScenarioMachine) -> Room:
        """The room that these events make.

        Raises:
            ValueError: they are not those of a room, or not in an order that a room can have.
            RunError: a choice was taken that the scenario does not have there.

        """
        following = iter(events)
        first = next(following, None)
        if not isinstance(first, Opened):
            raise ValueError("The log of a room begins with its opening.")
        room = cls(first, machine)
        for event in following:
            room.apply(event)
        return room

    # What it is

    @property
    def own_pace(self) -> bool:
        """Whether each team plays at its own pace."""
        return bool(self.teams)

    @property
    def present(self) -> tuple[Participant, ...]:
        """Everybody who joined and was not sent out, in the order in which they came."""
        return tuple(self._present.values())

    @property
    def people(self) -> int:
        """How many are present."""
        return len(self._present)

    def members(self, team: str) -> tuple[Participant, ...]:
        """Who is in a team, in the order in which they came to it."""
        return tuple(self._members[team].values())

    def size_of(self, team: str) -> int:
        """How many are in a team."""
        return len(self._members[team])

    def holder_of(self, secret: str) -> Participant | None:
        """Who joined with a secret, given as its SHA-256."""
        return self._holders.get(secret)

    def bearer_of(self, name: str) -> int | None:
        """The number of who is present under a name, in capitals or not."""
        return self._names.get(name.casefold())

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

    # What happens in it

    def apply(self, event: Event) -> None:
        """Let an event have happened.

        Raises:
            ValueError: it cannot have happened here; the room is then of no more use.
            RunError: the scenario does not come to rest behind the choice taken, or at its beginning, or has no such
                choice there; nothing has changed.

        """
        match event:
            case Opened():
                raise ValueError("A room is opened once.")
            case Joined():
                self._let_in(event)
            case Renamed():
                self._name(self._somebody(event.participant), event.name)
            case Moved():
                self._move(self._somebody(event.participant), event.team)
            case Removed():
                self._send_out(self._somebody(event.participant))
            case Locked():
                self.locked = event.locked
            case Begun():
                self._begin(event)
            case Voted():
                self._let_vote(event)
            case Taken():
                self._let_take(event)
            case DeadlineSet():
                self._standing(event.question)
                self.deadline = event.deadline
            case Asked():
                self._standing(event.question)
                make(self, Move.ASK)
                self.deadline = event.deadline
            case Closed():
                self._standing(event.question)
                make(self, Move.CLOSE)
                self.deadline = None
            case Revealed():
                self._standing(event.question)
                make(self, Move.REVEAL)
            case Coached():
                self._standing(event.question)
                make(self, Move.COACH)
            case WentOn():
                if self.together is None:
                    raise ValueError("A room went on before it began.")
                make(self, Move.FINISH if self.together.over else Move.GO_ON)
            case Finished():
                make(self, Move.FINISH)
            case Ended():
                self._end()

    def _let_in(self, event: Joined) -> None:
        joined = Participant(event.participant, event.secret, event.name, event.team)
        if joined.number in self.participants or joined.secret in self._holders:
            raise ValueError("Somebody joined twice.")
        if (joined.team is None) == bool(self.opened.teams):
            raise ValueError("There are teams for everybody or for nobody.")
        if joined.team is not None:
            self._team(joined.team)[joined.number] = joined
            self.team_of[joined.number] = joined.team
        self.participants[joined.number] = self._present[joined.number] = joined
        self._holders[joined.secret] = joined
        self._name(joined, joined.name)

    def _name(self, person: Participant, name: str) -> None:
        if self.bearer_of(name) not in (None, person.number):
            raise ValueError("Two people have one name.")
        self._names.pop(person.name.casefold(), None)
        person.name = name
        self._names[name.casefold()] = person.number

    def _move(self, person: Participant, team: str) -> None:
        if person.team is None:
            raise ValueError("There are no teams in this room.")
        del self._members[person.team][person.number]
        self._team(team)[person.number] = person
        person.team = self.team_of[person.number] = team

    def _send_out(self, person: Participant) -> None:
        course = self.course_of(person.number)
        if course is not None and course.question is not None:
            course.question.withdraw(person.number)
        del self._present[person.number]
        del self._names[person.name.casefold()]
        if person.team is not None:
            del self._members[person.team][person.number]
        person.removed = True

    def _begin(self, event: Begun) -> None:
        seed = self.opened.seed
        if event.own_pace:
            if not self.opened.teams:
                raise ValueError("There are no teams to play at their own pace.")
            # One seed: what the dice do is the same for every team as long as they go the same way.
            teams = {team: Course(self.machine, seed) for team in self.opened.teams}
            make(self, Move.SET_OFF)
            self.teams = teams
        else:
            together = Course(self.machine, seed)
            make(self, Move.BEGIN)
            self.together = together

    def _let_vote(self, event: Voted) -> None:
        course = self.course_of(self._somebody(event.participant).number)
        question = None if course is None else course.question
        if question is None or question.number != event.question or not question.has(event.choice):
            raise ValueError(
                "A vote on a question that does not stand, or for a choice that it does not have."
            )
        if self.phase not in (Phase.OPEN.value, Phase.OWN_PACE.value):
            raise ValueError("A vote while voting was not open.")
        question.cast(event.participant, Vote(event.choice, event.submission))

    def _let_take(self, event: Taken) -> None:
        course = self.together if event.team is None else self.teams.get(event.team)
        if course is None or course.question is None or course.question.number != event.question:
            raise ValueError("A choice at a question that does not stand.")
        course.take(event.choice, event.decided)
        if event.team is None:
            make(self, Move.TAKE)

    def _end(self) -> None:
        phase = Phase(self.phase)
        make(self, Move.END)
        self.ended_in, self.deadline = phase, None

    def _somebody(self, number: int) -> Participant:
        if number not in self._present:
            raise ValueError("Somebody who is not in the room.")
        return self._present[number]

    def _team(self, name: str) -> dict[int, Participant]:
        if name not in self._members:
            raise ValueError("There is no such team.")
        return self._members[name]

    def _standing(self, number: int) -> None:
        if self.question is None or self.question.number != number:
            raise ValueError("A question that does not stand.")
