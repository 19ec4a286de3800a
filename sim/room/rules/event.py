"""What happened in a room, as its log keeps it. A room is what its events make of it, applied in order."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import Any, Final, get_args, get_type_hints


class Decided(StrEnum):
    """How a choice came to be taken."""

    MAJORITY = "majority"
    TIE_BROKEN = "tie-broken"
    FACILITATOR = "facilitator"


@dataclass(frozen=True, slots=True)
class Opened:
    """The room was opened, for one version of a scenario.

    `scenario` is its id, `hash` that of its content, `path` where its file was. Chance draws from `seed`. `at` is in
    seconds since 1970, here and everywhere.
    """

    code: str
    scenario: str
    hash: str
    path: str
    seed: int
    teams: tuple[str, ...]
    at: float


@dataclass(frozen=True, slots=True)
class Joined:
    """Somebody joined. Of the secret by which they come back only its SHA-256 is kept, in hexadecimal."""

    participant: int
    secret: str
    name: str
    team: str | None
    at: float


@dataclass(frozen=True, slots=True)
class Renamed:
    """Somebody has another name."""

    participant: int
    name: str


@dataclass(frozen=True, slots=True)
class Moved:
    """Somebody is in another team."""

    participant: int
    team: str


@dataclass(frozen=True, slots=True)
class Removed:
    """Somebody was sent out. Their vote on the question not yet decided does not count; earlier ones stay."""

    participant: int


@dataclass(frozen=True, slots=True)
class Locked:
    """Nobody else may join, or they may again."""

    locked: bool


@dataclass(frozen=True, slots=True)
class Begun:
    """The scenario began: the room plays it together, or each team at its own pace."""

    own_pace: bool
    at: float


@dataclass(frozen=True, slots=True)
class Asked:
    """The room's question was put to the vote, until `deadline` if there is one."""

    question: int
    deadline: float | None


@dataclass(frozen=True, slots=True)
class DeadlineSet:
    """The open question has another deadline, or none."""

    question: int
    deadline: float | None


@dataclass(frozen=True, slots=True)
class Voted:
    """Somebody voted, or changed their vote. `submission` is the sender's name for this vote."""

    question: int
    participant: int
    choice: str
    submission: str
    at: float


@dataclass(frozen=True, slots=True)
class Closed:
    """Voting ended: because the time was up (`by_time`), or because the facilitator ended it."""

    question: int
    by_time: bool


@dataclass(frozen=True, slots=True)
class Revealed:
    """The split was shown."""

    question: int


@dataclass(frozen=True, slots=True)
class Coached:
    """What each choice is worth, and why, was shown."""

    question: int


@dataclass(frozen=True, slots=True)
class Taken:
    """A choice was made: the room's (`team` None), or that of a team at its own pace."""

    question: int
    choice: str
    decided: Decided
    team: str | None
    at: float


@dataclass(frozen=True, slots=True)
class WentOn:
    """The room went on to the next scene, or to the debrief where the story is over."""


@dataclass(frozen=True, slots=True)
class Finished:
    """The facilitator ended the teams' play and showed the debrief."""


@dataclass(frozen=True, slots=True)
class Ended:
    """The session is over; its code is worth nothing from now on."""

    at: float


Event = (
    Opened
    | Joined
    | Renamed
    | Moved
    | Removed
    | Locked
    | Begun
    | Asked
    | DeadlineSet
    | Voted
    | Closed
    | Revealed
    | Coached
    | Taken
    | WentOn
    | Finished
    | Ended
)

_KINDS: Final[dict[str, Any]] = {kind.__name__: kind for kind in get_args(Event)}
_TYPES: Final = {name: get_type_hints(kind) for name, kind in _KINDS.items()}


def to_form(event: Event) -> dict[str, Any]:
    """An event as JSON can hold it."""
    kind = type(event).__name__
    return {"kind": kind, **{name: getattr(event, name) for name in _TYPES[kind]}}


def from_form(form: object) -> Event:
    """The event that `to_form` made.

    Raises:
        ValueError: it is none.

    """
    kind = form.get("kind") if isinstance(form, dict) else None
    if not isinstance(form, dict) or not isinstance(kind, str) or kind not in _KINDS:
        raise ValueError(f"no event of a room: {form!r}")
    types = _TYPES[kind]
    if set(form) != {"kind", *types}:
        raise ValueError(f"no event of a room: {form!r}")
    event: Event = _KINDS[kind](**{name: _read(form[name], wanted) for name, wanted in types.items()})
    return event


def _read(value: Any, wanted: Any) -> object:
    """A value of an event as JSON holds it, as the type that its field declares."""
    if wanted is Decided:
        return Decided(value)
    if wanted == tuple[str, ...]:
        if not isinstance(value, list | tuple) or not all(type(item) is str for item in value):
            raise ValueError(f"not a list of texts: {value!r}")
        return tuple(value)
    kinds = get_args(wanted) or (wanted,)
    if type(value) is int and int not in kinds and float in kinds:
        return float(value)
    if type(value) not in kinds:
        raise ValueError(f"not of the kind {wanted}: {value!r}")
    return value
