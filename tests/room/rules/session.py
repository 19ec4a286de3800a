"""A session for tests: a room, its log, and everything that can be seen of both."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Sequence
from dataclasses import asdict
from typing import Any

import pytest

from sim.engine.machine import ScenarioMachine
from sim.engine.solution import Solution
from sim.room.rules.command import Ask, CastVote, Command, Join, Step, Take
from sim.room.rules.course import Course
from sim.room.rules.event import Event, Opened, from_form, to_form
from sim.room.rules.facilitator_view import FacilitatorView, facilitator_view
from sim.room.rules.phase import Move, Phase
from sim.room.rules.question import Question
from sim.room.rules.refusal import Refused
from sim.room.rules.room import Room
from sim.room.rules.ruling import handle
from sim.room.rules.view import OwnView, SharedView, own_view, shared_view
from sim.room.wire import facilitator_form, own_form, shared_form
from sim.store.loading import Loaded

CODE = "KWX47F"


def secret_of(number: int) -> str:
    """The SHA-256 of the secret of the participant whom a test lets in as this number."""
    return hashlib.sha256(f"secret {number}".encode()).hexdigest()


def opening(machine: ScenarioMachine, teams: Sequence[str] = (), seed: int = 7) -> Opened:
    """The opening of a room for a scenario."""
    scenario = machine.compiled.scenario
    return Opened(CODE, scenario.id, scenario.hash, f"{scenario.id}.yaml", seed, tuple(teams), 0.0)


class Session:
    """A room that is driven by commands, with the log that a host would have kept."""

    def __init__(
        self, machine: ScenarioMachine, solution: Solution | None, teams: Sequence[str] = (), seed: int = 7
    ) -> None:
        self.machine = machine
        self.solution = solution
        self.room = Room(opening(machine, teams, seed), machine)
        self.log: list[Event] = [self.room.opened]

    @classmethod
    def of(cls, loaded: Loaded, teams: Sequence[str] = (), people: int = 0) -> Session:
        """A session of a scenario, with so many people in its lobby."""
        session = cls(loaded.machine, loaded.verdict.solution, teams)
        session.join(people)
        return session

    def do(self, *commands: Command, at: float = 1.0) -> tuple[Event, ...]:
        """Do what is asked, one after the other; the events of all of it."""
        events: list[Event] = []
        for command in commands:
            events.extend(handle(self.room, command, at))
        self.log.extend(events)
        return tuple(events)

    def join(self, people: int, team: str | None = None) -> None:
        """Let so many more in."""
        for _ in range(people):
            self.do(Join(secret_of(len(self.room.participants) + 1), team=team))

    def refused(self, command: Command, at: float = 1.0) -> Refused:
        """The refusal of a command, which must have changed nothing."""
        before = everything(self.room)
        with pytest.raises(Refused) as refusal:
            handle(self.room, command, at)
        assert everything(self.room) == before
        return refusal.value

    def question(self, team: str | None = None) -> Question:
        """The question that stands, of the room or of a team."""
        question = self.room.question if team is None else self.room.teams[team].question
        assert question is not None
        return question

    def choice(self, place: int, team: str | None = None) -> str:
        """The id of a choice of the question that stands."""
        return self.question(team).choices[place].id

    def vote(
        self, votes: dict[int, int], submission: str = "s", team: str | None = None
    ) -> tuple[Event, ...]:
        """Let participants vote for the choices at these places."""
        events: list[Event] = []
        for participant, place in votes.items():
            question = self.question(team)
            vote = CastVote(
                participant, question.number, question.choices[place].id, f"{submission}{participant}"
            )
            events.extend(self.do(vote))
        return tuple(events)

    def ask(self, votes: dict[int, int], seconds: float | None = None) -> None:
        """Put the question to the vote and let people vote."""
        self.do(Ask(seconds))
        self.vote(votes)

    def go_on(self, votes: dict[int, int], choice: str | None = None) -> Question:
        """Play a whole question, from the scene to the next; the question answered."""
        self.ask(votes)
        question = self.question()
        self.do(Step(Move.CLOSE), Step(Move.REVEAL), Step(Move.COACH), Take(choice), Step(Move.GO_ON))
        return question

    def shared(self, team: str | None = None) -> SharedView:
        return shared_view(self.room, self.solution, team)

    def own(self, participant: int) -> OwnView:
        person = self.room.participants[participant]
        shared = self.shared(person.team if self.room.own_pace else None)
        return own_view(self.room, participant, shared.results)

    def facilitator(self, here: Iterable[int] = ()) -> FacilitatorView:
        return facilitator_view(self.room, self.solution, set(here))

    def replayed(self) -> Session:
        """The session that its log makes, by way of JSON."""
        forms = json.loads(json.dumps([to_form(event) for event in self.log], allow_nan=False))
        again = Session(self.machine, self.solution)
        again.log = [from_form(form) for form in forms]
        again.room = Room.replayed(again.log, self.machine)
        return again

    def views(self) -> dict[str, Any]:
        """Everything that anybody sees, as it goes over the wire."""
        teams = (None, *self.room.teams)
        return {
            "shared": {str(team): shared_form(self.shared(team)) for team in teams},
            "own": {number: own_form(self.own(number)) for number in self.room.participants},
            "facilitator": facilitator_form(self.facilitator(here=(1, 3))),
        }


def in_phase(session: Session, phase: Phase) -> Session:
    """Lead a session from its lobby to a phase; everybody votes for the first choice on the way."""
    if phase is Phase.LOBBY:
        return session
    if phase is Phase.OWN_PACE:
        session.do(Step(Move.SET_OFF))
        return session
    session.do(Step(Move.BEGIN))
    if phase is Phase.SCENE:
        return session
    if phase is Phase.ENDED:
        session.do(Step(Move.END))
        return session
    if phase is Phase.DEBRIEF:
        session.do(Step(Move.FINISH))
        return session
    session.ask(dict.fromkeys((person.number for person in session.room.present), 0))
    way: tuple[tuple[Phase, Command], ...] = (
        (Phase.OPEN, Step(Move.CLOSE)),
        (Phase.CLOSED, Step(Move.REVEAL)),
        (Phase.SPLIT, Step(Move.COACH)),
        (Phase.COACHING, Take(session.choice(0))),
    )
    for before, command in way:
        if phase is before:
            return session
        session.do(command)
    assert session.room.phase == phase.value
    return session


def everything(room: Room) -> dict[str, Any]:
    """All that a room is, as values that can be compared later."""
    return {
        "phase": room.phase,
        "locked": room.locked,
        "deadline": room.deadline,
        "ended_in": room.ended_in,
        "participants": [asdict(person) for person in room.participants.values()],
        "present": [person.number for person in room.present],
        "team_of": dict(room.team_of),
        "members": {team: [person.number for person in room.members(team)] for team in room.opened.teams},
        "names": {person.name: room.bearer_of(person.name) for person in room.participants.values()},
        "together": None if room.together is None else _course(room.together),
        "teams": {team: _course(course) for team, course in room.teams.items()},
    }


def _course(course: Course) -> dict[str, Any]:
    return {
        "record": course.play.record,
        "configuration": course.play.configuration,
        "aftermath": course.aftermath,
        "questions": [
            {
                "number": question.number,
                "state": question.state.id,
                "choices": [choice.id for choice in question.choices],
                "before": question.before,
                "scene": question.scene,
                "votes": list(question.votes.items()),
                "submissions": sorted(question.submissions),
                "taken": question.taken,
                "decided": question.decided,
            }
            for question in course.questions
        ],
    }
