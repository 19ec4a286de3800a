"""What each of a room's people sees, in the bytes that go over the wire; made once and kept until it changes."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable
from typing import Final

from sim.engine.solution import Solution
from sim.room.rules.room import Room
from sim.room.rules.view import SharedView, own_view, shared_view
from sim.room.wire import Json, own_form, shared_form


class Frames:
    """The frames of a room. Their version is the number of the last event that changed what somebody sees.

    Whoever marks what has changed does so when that is kept; what was made before can be given meanwhile.
    """

    def __init__(self, solution: Solution | None, kept: int, now: Callable[[], float]) -> None:
        """Begin with a room of so many events; `now` gives seconds since 1970."""
        self._solution = solution
        self._now = now
        self._shared: dict[str | None, tuple[SharedView, bytes]] = {}
        self._own: dict[int, bytes] = {}
        self._all_changed = kept
        self._own_changed: dict[int, int] = {}

    def everything_changed(self, kept: int) -> None:
        """The last of so many events may have changed everything for everybody."""
        self._shared.clear()
        self._own.clear()
        self._own_changed.clear()
        self._all_changed = kept

    def own_changed(self, participants: Iterable[int], kept: int) -> None:
        """It changed what only these people see."""
        for participant in participants:
            self._own.pop(participant, None)
            self._own_changed[participant] = kept

    def team_changed(self, team: str) -> None:
        """It changed what a team sees at its own pace."""
        self._shared.pop(team, None)

    def has(self, participant: int, team: str | None) -> bool:
        """Whether somebody's frame is made already, so that nothing is read of the room for it."""
        return team in self._shared and participant in self._own

    def has_shared(self) -> bool:
        """Whether what everybody sees is made already."""
        return None in self._shared

    def frame(self, room: Room, participant: int) -> bytes:
        """What somebody sees."""
        view, shared = self._shared_of(room, room.participants[participant].team)
        own = self._own.get(participant)
        if own is None:
            own = _text(own_form(own_view(room, participant, view.results)))
            self._own[participant] = own
        version, now = self._version(participant), self._now()
        return b'{"view":{"shared":%b,"you":%b,"version":%d,"now":%.3f}}' % (shared, own, version, now)

    def frame_after(self, room: Room, participant: int, after: int | None) -> bytes | None:
        """What somebody sees; None where its version is still `after`."""
        return None if after == self._version(participant) else self.frame(room, participant)

    def shared(self, room: Room) -> SharedView:
        """What somebody in no team sees."""
        return self._shared_of(room, None)[0]

    def _version(self, participant: int) -> int:
        return max(self._all_changed, self._own_changed.get(participant, 0))

    def _shared_of(self, room: Room, team: str | None) -> tuple[SharedView, bytes]:
        known = self._shared.get(team)
        if known is None:
            if team is not None and not room.own_pace:
                known = self._shared_of(room, None)
            else:
                view = shared_view(room, self._solution, team)
                known = (view, _text(shared_form(view)))
            self._shared[team] = known
        return known


def _text(form: Json) -> bytes:
    return _ENCODER.encode(form).encode()


# `json.dumps` would make one anew for every frame.
_ENCODER: Final = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"))
