"""Where a room's events are kept: the interface between a room and whatever store stands behind it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol

from sim.room.rules.event import Event, Opened
from sim.room.rules.question import Vote
from sim.scenario.error import EmptyChairError


class LogError(EmptyChairError):
    """What happened in a room could not be kept, or not be read."""

    title = "The session could not be kept"


class Overtaken(LogError):
    """Somebody else appended to the same room first; nothing was kept of what is offered now."""


@dataclass(frozen=True, slots=True)
class KeptRoom:
    """A room in the log: how it was opened, how many events it has, and whether its session is over."""

    opened: Opened
    events: int
    ended: bool


class RoomLog(Protocol):
    """Keeps the events of any number of rooms. What `append` has returned from survives any crash.

    Methods may be called from several threads. All raise LogError where the store fails.
    """

    def append(self, code: str, after: int, events: Sequence[Event]) -> int:
        """Keep events behind the first `after` ones of a room, all or none; returns how many it has now.

        Raises:
            Overtaken: the room has another number of events.

        """
        ...

    def events(self, code: str) -> tuple[Event, ...]:
        """The events of a room in their order; none of a room that is not known."""
        ...

    def votes(self, code: str, question: int) -> Mapping[int, Vote]:
        """The vote of each participant on a question, counted from the rows kept: one of each at most."""
        ...

    def rooms(self) -> tuple[KeptRoom, ...]:
        """The rooms, the latest opened first."""
        ...

    def forget(self, code: str) -> None:
        """Remove all that is kept of a room."""
        ...

    def close(self) -> None:
        """Let the store go."""
        ...
