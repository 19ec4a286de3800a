"""The model of a scenario: frozen values, as a valid file describes it.

Everything here has been checked: ids exist, numbers lie in their bounds, guards have the right types.
Mappings keep the order of the file.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from sim.scenario.finding import Mark
from sim.scenario.guard import Guard


class Difficulty(StrEnum):
    """How much a scenario asks of a player."""

    INTRO = "intro"
    CORE = "core"
    ADVANCED = "advanced"

    @property
    def rank(self) -> int:
        """Its place among the difficulties, the easiest first."""
        return list(Difficulty).index(self)


class EndingKind(StrEnum):
    """What sort of ending a run came to, best first."""

    TRIUMPH = "triumph"
    SUCCESS = "success"
    MIXED = "mixed"
    SETBACK = "setback"
    FAILURE = "failure"


class WayKind(StrEnum):
    """How a way on finds its arm: the only one, one drawn by weight, or the first whose guard holds."""

    GOTO = "goto"
    CHANCE = "chance"
    ROUTE = "route"


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody of the cast."""

    id: str
    name: str
    role: str


@dataclass(frozen=True, slots=True)
class Meter:
    """A whole number that the story moves, always clamped to `minimum`..`maximum`.

    `bands` are (lowest value, words), ascending; a value below the lowest band has no words.
    """

    name: str
    label: str
    start: int
    minimum: int
    maximum: int
    bands: tuple[tuple[int, str], ...]
    hidden: bool
    mark: Mark

    def band(self, value: int) -> str | None:
        """The words for a value, or None below the lowest band."""
        words = None
        for lowest, name in self.bands:
            if value < lowest:
                break
            words = name
        return words


@dataclass(frozen=True, slots=True)
class Add:
    """An effect: a signed amount is added to a meter, then clamped."""

    name: str
    amount: int


@dataclass(frozen=True, slots=True)
class SetMeter:
    """An effect: a meter takes a value within its bounds."""

    name: str
    value: int


@dataclass(frozen=True, slots=True)
class SetFact:
    """An effect: a fact becomes true or false."""

    name: str
    value: bool


Effect = Add | SetMeter | SetFact


@dataclass(frozen=True, slots=True)
class Line:
    """One line of prose: narration, or a speaker's words; shown only where its guard holds."""

    words: str
    speaker: str | None
    when: Guard | None


@dataclass(frozen=True, slots=True)
class Arm:
    """One arm of a way on. `weight` matters in a chance, `when` in a route."""

    goto: str
    effects: tuple[Effect, ...]
    reply: tuple[Line, ...]
    weight: int
    when: Guard | None
    mark: Mark


@dataclass(frozen=True, slots=True)
class Way:
    """Where a choice or an interlude leads. A goto is one plain arm."""

    kind: WayKind
    arms: tuple[Arm, ...]


@dataclass(frozen=True, slots=True)
class Choice:
    """Something the player may do, what it is rated, and where it leads."""

    id: str
    text: str
    when: Guard | None
    rates: Mapping[str, int]
    because: str
    insights: tuple[str, ...]
    red_line: str | None
    effects: tuple[Effect, ...]
    reply: tuple[Line, ...]
    way: Way
    mark: Mark


@dataclass(frozen=True, slots=True)
class Ending:
    """What an ending state is and what it is worth, -10 to 10."""

    kind: EndingKind
    worth: int


@dataclass(frozen=True, slots=True)
class State:
    """One state: a decision (has choices), an ending (has `ending`), or an interlude (has `way`)."""

    id: str
    caption: str | None
    scene: tuple[Line, ...]
    effects: tuple[Effect, ...]
    discuss: tuple[str, ...]
    choices: tuple[Choice, ...]
    ending: Ending | None
    way: Way | None
    chair: tuple[Line, ...]
    mark: Mark


@dataclass(frozen=True, slots=True)
class Scenario:
    """A whole scenario. `hash` is the SHA-256 of its file, in hexadecimal."""

    id: str
    hash: str
    title: str
    summary: str
    difficulty: Difficulty
    minutes: int
    briefing: str
    cast: Mapping[str, Person]
    meters: Mapping[str, Meter]
    facts: Mapping[str, bool]
    start: str
    states: Mapping[str, State] = field(repr=False)
