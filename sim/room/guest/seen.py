"""What a front end shows of a participant's part in a room, at one moment."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from sim.room.guest.frame import Frame


class Link(StrEnum):
    """How the connection to the room stands."""

    CONNECTING = "connecting"
    HERE = "here"
    LOST = "lost"
    TAKEN_OVER = "taken over"
    REMOVED = "removed"
    OVER = "over"
    GONE = "gone"


FINAL: Final = frozenset({Link.TAKEN_OVER, Link.REMOVED, Link.OVER, Link.GONE})
"""Where nothing more comes by itself."""

SENT_OUT: Final = frozenset({Link.REMOVED, Link.GONE})
"""Where one could not stay to the end."""


@dataclass(frozen=True, slots=True)
class Ballot:
    """A vote that the room has not acknowledged yet; `submission` is our name for it."""

    question: int
    choice: str
    submission: str


@dataclass(frozen=True, slots=True)
class Seen:
    """How things stand. `received` is when the frame came, on the clock of `time.monotonic`.

    `said` is what happened since the last look and would be missed otherwise, one sentence each.
    """

    link: Link
    frame: Frame | None
    received: float
    ballot: Ballot | None
    said: tuple[str, ...] = ()

    @property
    def choice(self) -> str | None:
        """What one votes for: what is on its way, or else what the room has."""
        if self.ballot is not None:
            return self.ballot.choice
        vote = None if self.frame is None else self.frame.you.vote
        return None if vote is None else vote.choice

    @property
    def confirmed(self) -> bool:
        """Whether the room has the vote."""
        return self.ballot is None and self.choice is not None

    def seconds_left(self, at: float) -> float | None:
        """How long the vote is still open, at a moment of the same clock; None where it has no end."""
        frame = self.frame
        if frame is None or frame.shared.deadline is None:
            return None
        return max(frame.shared.deadline - frame.now - (at - self.received), 0.0)
