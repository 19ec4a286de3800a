"""Sessions played for the tests of what is told of them afterwards."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

from sim.room.rules.command import Ask, CastVote, Command, Join, Step, Take, TakeForTeam
from sim.room.rules.event import Event, Opened
from sim.room.rules.phase import Move
from sim.room.rules.room import Room
from sim.room.rules.ruling import handle
from sim.room.rules.session_debrief import SessionDebrief, session_debrief
from sim.store.loading import Loaded, load

TESTS = Path(__file__).parents[2]
THE_EXAMPLE = TESTS / "tui" / "scenarios" / "quiet-customer.yaml"
CODE = "KWX47F"
PEOPLE = ("Ann", "Bo", "Cleo", "Dan", "Eve")


class PlayedRoom:
    """A room whose commands are kept as the events they made. Everybody named has joined, numbered from 1."""

    def __init__(
        self, loaded: Loaded, people: Sequence[str] = PEOPLE, teams: Mapping[str, str] | None = None
    ) -> None:
        names = tuple(dict.fromkeys((teams or {}).values()))
        scenario = loaded.scenario
        opened = Opened(CODE, scenario.id, scenario.hash, str(loaded.path), 7, names, 1_000_000.0)
        self.loaded = loaded
        self.room = Room(opened, loaded.machine)
        self.events: list[Event] = [opened]
        for number, name in enumerate(people, start=1):
            self.do(Join(f"{number:064x}", name, (teams or {}).get(name)))

    def do(self, *commands: Command) -> None:
        for command in commands:
            self.events.extend(handle(self.room, command, at=1_000_001.0))

    def vote(self, *choices: str | None) -> None:
        """Put the room's question to the vote; each votes for the choice in their place, or not at all."""
        self.do(Ask())
        assert self.room.question is not None
        number = self.room.question.number
        for who, choice in enumerate(choices, start=1):
            if choice is not None:
                self.do(CastVote(who, number, choice, f"s{who}"))

    def decide(self, *choices: str | None, take: str | None = None) -> None:
        """The same, then take a choice and go on."""
        self.vote(*choices)
        self.do(Step(Move.CLOSE), Step(Move.REVEAL), Take(take), Step(Move.GO_ON))

    def alone(self, who: int, *choices: str) -> None:
        """At the teams' own pace, somebody who is alone in their team makes these choices."""
        for choice in choices:
            course = self.room.course_of(who)
            assert course is not None and course.question is not None
            self.do(CastVote(who, course.question.number, choice, f"s{course.question.number}"))

    def settle_for(self, team: str, choice: str) -> None:
        self.do(TakeForTeam(team, choice))

    @property
    def debrief(self) -> SessionDebrief:
        loaded = self.loaded
        return session_debrief(self.room, loaded.verdict.solution, loaded.catalogue.principles)


def together(loaded: Loaded, people: Sequence[str] = PEOPLE) -> PlayedRoom:
    """A session in which the majority erred once, a tie was broken, and the facilitator took something else."""
    played = PlayedRoom(loaded, people)
    played.do(Step(Move.BEGIN))
    return played


def example() -> Loaded:
    return load(THE_EXAMPLE)
