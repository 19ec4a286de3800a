"""What people ask of a room. Who may ask what is checked before, by whoever knows the tokens."""

from __future__ import annotations

from dataclasses import dataclass

from sim.room.rules.phase import Move

# Of a participant


@dataclass(frozen=True, slots=True)
class Join:
    """Come in, under a name or without, in a team or wherever there is room.

    `secret` is the SHA-256, in hexadecimal, of what only this participant knows; who has joined with it is in already.
    """

    secret: str
    name: str = ""
    team: str | None = None


@dataclass(frozen=True, slots=True)
class CastVote:
    """Vote, or change one's vote. The same submission again changes nothing."""

    participant: int
    question: int
    choice: str
    submission: str


@dataclass(frozen=True, slots=True)
class Settle:
    """At a team's own pace: go on with the votes there are, without those who have not voted."""

    participant: int
    question: int


@dataclass(frozen=True, slots=True)
class ChangeTeam:
    """Go over to another team, in the lobby; a participant asks it for themselves, the facilitator for anybody."""

    participant: int
    team: str


# Of the facilitator


@dataclass(frozen=True, slots=True)
class Step:
    """One of the moves that need nothing more: begin, set off (each team at its own pace), close, reveal, coach,
    go on (to the next scene or the debrief), finish (the teams' play), end.
    """

    move: Move


@dataclass(frozen=True, slots=True)
class Ask:
    """Put the question to the vote, for so many seconds or without an end."""

    seconds: float | None = None


@dataclass(frozen=True, slots=True)
class Extend:
    """Give the open question so many seconds more; None takes its end away."""

    seconds: float | None


@dataclass(frozen=True, slots=True)
class Take:
    """Go on with a choice: the majority's where none is named. A tie needs one named."""

    choice: str | None = None


@dataclass(frozen=True, slots=True)
class TakeForTeam:
    """At the teams' own pace: decide for a team that is stuck."""

    team: str
    choice: str


@dataclass(frozen=True, slots=True)
class Lock:
    """Let nobody else join, or let them again."""

    locked: bool


@dataclass(frozen=True, slots=True)
class Remove:
    """Send somebody out."""

    participant: int


@dataclass(frozen=True, slots=True)
class Rename:
    """Give somebody another name."""

    participant: int
    name: str


# Of the clock


@dataclass(frozen=True, slots=True)
class TimeUp:
    """The open question's deadline has passed."""

    question: int


ParticipantCommand = CastVote | Settle | ChangeTeam
FacilitatorCommand = Step | Ask | Extend | Take | TakeForTeam | Lock | Remove | Rename | ChangeTeam
Command = Join | ParticipantCommand | FacilitatorCommand | TimeUp
