"""The log of rooms in memory: for a host whose disk cannot be used. It is gone when the program ends."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from threading import Lock

from sim.room.log import KeptRoom, Overtaken, check_opening, last_decided
from sim.room.rules.event import Ended, Event, Opened, Removed, Voted
from sim.room.rules.question import Vote


class MemoryLog:
    """A RoomLog that keeps nothing beyond the program's end. It may be used from several threads."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._rooms: dict[str, list[Event]] = {}

    def append(self, code: str, after: int, events: Sequence[Event]) -> int:
        """Keep events behind the first `after` ones of a room, all or none; returns how many it has now."""
        with self._lock:
            kept = self._rooms.get(code, [])
            if len(kept) != after:
                raise Overtaken.of(code)
            check_opening(code, after, events)
            if events:
                self._rooms.setdefault(code, kept).extend(events)
            return len(kept)

    def events(self, code: str) -> tuple[Event, ...]:
        """The events of a room in their order; none of a room that is not known."""
        with self._lock:
            return tuple(self._rooms.get(code, ()))

    def votes(self, code: str, question: int) -> Mapping[int, Vote]:
        """The vote of each participant on a question."""
        votes: dict[int, Vote] = {}
        events = self.events(code)
        for number, event in enumerate(events):
            match event:
                case Voted() if event.question == question:
                    votes[event.participant] = Vote(event.choice, event.submission)
                case Removed() if question > last_decided(events[:number], event.participant):
                    votes.pop(event.participant, None)
        return votes

    def rooms(self) -> tuple[KeptRoom, ...]:
        """The rooms, the latest opened first."""
        with self._lock:
            rooms = [
                KeptRoom(events[0], len(events), any(isinstance(event, Ended) for event in events))
                for events in reversed(self._rooms.values())
                if isinstance(events[0], Opened)
            ]
        return tuple(sorted(rooms, key=lambda room: room.opened.at, reverse=True))

    def forget(self, code: str) -> None:
        """Remove all that is kept of a room."""
        with self._lock:
            self._rooms.pop(code, None)

    def close(self) -> None:
        """There is nothing to let go."""
