"""What a room shows a participant at one moment, as frozen values; every front end in a terminal renders these."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from scoring.label import Label
from sim.engine.telling import Told
from sim.room.rules.event import Decided
from sim.room.rules.phase import Phase
from sim.room.rules.question import Split, Vote
from sim.scenario.model import EndingKind


@dataclass(frozen=True, slots=True)
class OfferedChoice:
    """A choice to vote for."""

    id: str
    text: str


@dataclass(frozen=True, slots=True)
class ChoiceWorth:
    """What a choice is worth: its label, what it costs in points of 100, and why."""

    id: str
    label: Label
    points: float
    best: bool
    accepted: bool
    coaching: str


@dataclass(frozen=True, slots=True)
class TakenOne:
    """The choice that the room or the team went on with."""

    choice: str
    text: str
    decided: Decided


@dataclass(frozen=True, slots=True)
class QuestionResult:
    """A question in the debrief. `prompt` are the last words of its scene, empty where the server does not say."""

    number: int
    prompt: str
    choices: tuple[OfferedChoice, ...]
    split: Split
    taken: str | None
    decided: Decided | None
    worths: tuple[ChoiceWorth, ...]

    def text_of(self, choice: str) -> str:
        """The words of a choice; its id where it is none of these."""
        return text_of(self.choices, choice)

    def worth_of(self, choice: str) -> ChoiceWorth | None:
        """What a choice was worth, where that is known."""
        return next((worth for worth in self.worths if worth.id == choice), None)


@dataclass(frozen=True, slots=True)
class Shared:
    """What everybody in the room, or in the team, sees. `worths` is None until shown, and empty where unjudged."""

    code: str
    title: str
    phase: Phase
    own_pace: bool
    question: int | None
    told: tuple[Told, ...]
    choices: tuple[OfferedChoice, ...]
    deadline: float | None
    people: int
    teams: tuple[str, ...]
    locked: bool
    split: Split | None
    worths: tuple[ChoiceWorth, ...] | None
    taken: TakenOne | None
    ending: EndingKind | None
    results: tuple[QuestionResult, ...]

    @property
    def voting(self) -> bool:
        """Whether one can vote now."""
        return self.phase in (Phase.OPEN, Phase.OWN_PACE) and self.question is not None and bool(self.choices)


@dataclass(frozen=True, slots=True)
class Own:
    """What only this participant sees. `results` is their vote by question, None where they did not vote."""

    participant: int
    name: str
    team: str | None
    vote: Vote | None
    voted: int
    members: int
    results: Mapping[int, str | None]
    conduct: float | None


@dataclass(frozen=True, slots=True)
class Frame:
    """A view of the room. `now` is the server's clock, in seconds since 1970."""

    shared: Shared
    you: Own
    version: int
    now: float


def text_of(choices: tuple[OfferedChoice, ...], choice: str) -> str:
    """The words of a choice; its id where it is none of these."""
    return next((offered.text for offered in choices if offered.id == choice), choice)


def told_since(before: tuple[Told, ...], told: tuple[Told, ...]) -> tuple[Told, ...]:
    """What of this was not told at the end of what came before: a scene that goes on, or is shown again."""
    if before[-len(told) :] == told:
        return ()
    return told[len(before) :] if told[: len(before)] == before else told
