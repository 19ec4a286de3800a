"""Sessions played for the tests of what is told of them afterwards."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

from sim.room.rules.command import Ask, CastVote, Command, Join, Step, Take
from sim.room.rules.event import Event, Opened
from sim.room.rules.phase import Move
from sim.room.rules.room import Room
from sim.room.rules.ruling import handle
from sim.room.rules.session_debrief import SessionDebrief, session_debrief
from sim.store.loading import Loaded

THE_EXAMPLE = Path(__file__).parents[2] / "tui" / "scenarios" / "quiet-customer.yaml"
CODE = "KWX47F"
PEOPLE = ("Ann", "Bo", "Cleo", "Dan", "Eve")
TEAMS = {"Ann": "Red", "Bo": "Blue", "Cleo": "Green", "Dan": "Blue", "Eve": "Green"}
OPENED = 1_772_000_000.0
HOSTILE = "=1+1</script></style><img src=x onerror=alert(1)>&\"'\x1b[31m\u202e"


class PlayedRoom:
    """A room whose events are kept. Everybody named has joined, numbered from 1; `teams` are by name."""

    def __init__(
        self,
        loaded: Loaded,
        people: Sequence[str] = PEOPLE,
        teams: Mapping[str, str] | None = None,
        code: str = CODE,
    ) -> None:
        names = tuple(dict.fromkeys((teams or {}).values()))
        scenario = loaded.scenario
        opened = Opened(code, scenario.id, scenario.hash, str(loaded.path), 7, names, OPENED)
        self.loaded = loaded
        self.room = Room(opened, loaded.machine)
        self.events: list[Event] = [opened]
        for number, name in enumerate(people, start=1):
            self.do(Join(f"{number:064x}", name, (teams or {}).get(name)))

    def do(self, *commands: Command) -> None:
        """Have these commands obeyed."""
        for command in commands:
            self.events.extend(handle(self.room, command, at=OPENED + 60))

    def vote(self, *choices: str | None) -> None:
        """Put the room's question to the vote; each votes for the choice in their place, or not at all."""
        self.do(Ask())
        assert self.room.question is not None
        number = self.room.question.number
        for who, choice in enumerate(choices, start=1):
            if choice is not None:
                self.do(CastVote(who, number, choice, f"q{number}"))

    def decide(self, *choices: str | None, take: str | None = None) -> None:
        """The same, then take a choice and go on."""
        self.vote(*choices)
        self.do(Step(Move.CLOSE), Step(Move.REVEAL), Take(take), Step(Move.GO_ON))

    def choose(self, choice: str, *people: int) -> None:
        """At the teams' own pace: these people vote for a choice, each on the question of their own team."""
        for who in people:
            course = self.room.course_of(who)
            assert course is not None
            assert course.question is not None
            self.do(CastVote(who, course.question.number, choice, f"q{course.question.number}"))

    @property
    def debrief(self) -> SessionDebrief:
        """The session, judged."""
        loaded = self.loaded
        return session_debrief(self.room, loaded.verdict.solution, loaded.catalogue.principles)


def together(loaded: Loaded, people: Sequence[str] = PEOPLE) -> PlayedRoom:
    """A session of five played to its end: the majority errs, a tie is broken, the facilitator takes another choice."""
    played = PlayedRoom(loaded, people)
    played.do(Step(Move.BEGIN))
    played.decide("leave-it", "leave-it", "leave-it", "ask-her-voice", None)
    played.decide("call-together", "call-together", "send-note", "send-note", None, take="call-together")
    played.decide("your-side", "your-side", *["offer-months"] * 3, take="your-side")
    return played


def apart(loaded: Loaded) -> PlayedRoom:
    """Three teams at their own pace: Red comes to an ending, Blue leaves it at question 2, Green at question 1."""
    played = PlayedRoom(loaded, teams=TEAMS)
    played.do(Step(Move.SET_OFF))
    for choice in ("ask-her-voice", "call-together", "your-side"):
        played.choose(choice, 1)
    played.choose("ask-her-voice", 2, 4)
    played.choose("send-note", 2, 4)
    played.choose("leave-it", 3, 5)
    played.choose("call-together", 3)
    played.choose("send-note", 5)
    return played


def with_name(played: PlayedRoom, number: int, name: str) -> SessionDebrief:
    """The session with somebody under a name that came into the log past the rules."""
    played.room.participants[number].name = name
    return played.debrief
