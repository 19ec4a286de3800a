"""Where a room's events are kept: the interface between a room and whatever store stands behind it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol

from sim.room.rules.event import Begun, Event, Joined, Moved, Opened, Taken
from sim.room.rules.question import Vote
from sim.scenario.error import EmptyChairError


class LogError(EmptyChairError):
    """What happened in a room could not be kept, or not be read."""

    title = "The session could not be kept"


class Overtaken(LogError):
    """Somebody else appended to the same room first; nothing was kept of what is offered now."""

    @classmethod
    def of(cls, code: str) -> Overtaken:
        """What to say of a room that goes on elsewhere."""
        return cls(
            f"The session {code} goes on in another program.",
            "End one of the two, then resume the session here.",
        )


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
            ValueError: the first event of a room, and no other, is the opening of a room with this code.

        """
        ...

    def events(self, code: str) -> tuple[Event, ...]:
        """The events of a room in their order; none of a room that is not known."""
        ...

    def votes(self, code: str, question: int) -> Mapping[int, Vote]:
        """The vote of each participant on a question, counted from the rows kept: one of each at most.

        Who was sent out has none on what their room or team had not decided by then.
        """
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


def check_opening(code: str, after: int, events: Sequence[Event]) -> None:
    """See that a room's log begins with its opening, and has no other.

    Raises:
        ValueError: it would not.

    """
    for number, event in enumerate(events, start=after):
        opening = event.code if isinstance(event, Opened) else None
        if opening != (code if number == 0 else None):
            raise ValueError(f"The log of a room begins with its opening, not so {code}, at {event!r}.")


def last_decided(events: Iterable[Event], participant: int) -> int:
    """The last question that had been decided for somebody, by their room or team; 0 where none had."""
    own_pace, team = False, None
    decided: dict[str | None, int] = {}
    for event in events:
        match event:
            case Begun():
                own_pace = event.own_pace
            case Joined() | Moved() if event.participant == participant:
                team = event.team
            case Taken():
                decided[event.team] = event.question
    return decided.get(team if own_pace else None, 0)
