"""Who looks at a room: its people over their connections, and those who lead it; shown what changes, not too often."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable, Iterable
from typing import Final, Protocol

from sim.room.rules.facilitator_view import FacilitatorView
from sim.room.server.pacing import Pacing
from sim.room.wire import CloseCode

SHOWN_EVERY: Final = 0.1
"""How many seconds lie at least between two views of what changed, for everybody; the first comes at once."""

ASKS_WITHIN: Final = 7.0
"""Who has no WebSocket counts as here for so many seconds after each time they asked for the view."""

_LEADERS_LOOKED_AFTER: Final = 50
"""After so many people it is seen whether it is time to show the room to those who lead it."""

_LOGGER = logging.getLogger(__name__)

Shown = Callable[[FacilitatorView], None]


class Line(Protocol):
    """The connection of one participant. Nothing here ever waits for them."""

    def show(self, view: bytes) -> None:
        """Show a view; where none can be sent now, the newest is, later."""

    def close(self, code: CloseCode) -> None:
        """Close it at once."""

    def close_after_last(self, code: CloseCode) -> None:
        """Close it once the last view was sent, or was not taken for some seconds."""


class Audience:
    """Everybody who looks at one room. `changed` is called when somebody came or went."""

    def __init__(self, changed: Callable[[], None]) -> None:
        self._changed = changed
        self._lines: dict[int, Line] = {}
        self._asked: dict[int, float] = {}
        self._watchers: list[Shown] = []
        self._watched = Pacing(SHOWN_EVERY)
        self._people = Pacing(SHOWN_EVERY)
        self._answered: dict[int, None] = {}
        self._behind: set[int] = set()
        self._all_behind = False

    @property
    def here(self) -> frozenset[int]:
        """The numbers of those who are connected, or asked lately."""
        return frozenset((*self._lines, *self._asked))

    # Who comes and goes

    def connect(self, participant: int, line: Line) -> None:
        """Take a connection in; an older one of theirs is closed."""
        older = self._lines.get(participant)
        self._lines[participant] = line
        if older is not None:
            older.close(CloseCode.TAKEN_OVER)
        self._came_or_went()

    def disconnect(self, participant: int, line: Line) -> None:
        """A connection is gone, unless a newer one took its place."""
        if self._lines.get(participant) is line:
            del self._lines[participant]
            self._came_or_went()

    def send_out(self, participant: int) -> None:
        """Somebody is not in the room any more."""
        line = self._lines.pop(participant, None)
        if line is not None:
            line.close(CloseCode.REMOVED)

    def asks(self, participant: int) -> None:
        """Somebody without a WebSocket asked; they count as here for a while."""
        if participant not in self._asked:
            self._came_or_went()
        loop = asyncio.get_running_loop()
        self._asked[participant] = loop.time()
        loop.call_later(ASKS_WITHIN + 0.1, self._forget_asking, participant)

    def watch(self, shown: Shown) -> Callable[[], None]:
        """Show the facilitator's view to somebody, too; returns the end of it."""
        self._watchers.append(shown)

        def end() -> None:
            if shown in self._watchers:
                self._watchers.remove(shown)

        return end

    # What changes

    def everything_changed(self) -> None:
        """Everybody is to be shown the room anew."""
        self._all_behind = self._people.stale = self._watched.stale = True

    def own_changed(self, participants: Iterable[int]) -> None:
        """These people are to be shown the room anew."""
        self._behind.update(participants)
        self._people.stale = self._all_behind or bool(self._behind)
        self._watched.stale = True

    def answer(self, participants: Iterable[int]) -> None:
        """These people are to be shown the room anew at once, as the answer to what they did."""
        self._answered.update(dict.fromkeys(participants))

    def wait(self) -> float | None:
        """In how many seconds something is to be shown; None where nothing is."""
        if self._answered:
            return 0.0
        now = asyncio.get_running_loop().time()
        waits = [self._people.wait(now), self._watched.wait(now) if self._watchers else None]
        return min((wait for wait in waits if wait is not None), default=None)

    def show_what_is_due(
        self, frame: Callable[[int], bytes], view: Callable[[], FacilitatorView], over: bool
    ) -> None:
        """Show what changed to those for whom it is time; once it is over, let everybody go.

        Those who lead do not wait until a thousand others were shown it.
        """
        answered, self._answered = self._answered, {}
        self._show_in_turn(answered, frame, view, over)
        loop = asyncio.get_running_loop()
        since = loop.time()
        if self._people.wait(since) == 0:
            behind = tuple(self._lines if self._all_behind else self._behind)
            self._show_in_turn(behind, frame, view, over)
            self._behind.clear()
            self._all_behind = False
            self._people.told(since, loop.time())
        self._show_who_leads(view)

    def show(self, participant: int, frame: Callable[[int], bytes], over: bool) -> None:
        """Show somebody the room, at once."""
        self._behind.discard(participant)
        self._people.stale = self._all_behind or bool(self._behind)
        line = self._lines.get(participant)
        if line is not None:
            line.show(frame(participant))
            if over:
                line.close_after_last(CloseCode.OVER)

    def _show_in_turn(
        self,
        participants: Iterable[int],
        frame: Callable[[int], bytes],
        view: Callable[[], FacilitatorView],
        over: bool,
    ) -> None:
        for place, participant in enumerate(participants):
            if place % _LEADERS_LOOKED_AFTER == 0:
                self._show_who_leads(view)
            self.show(participant, frame, over)

    def _show_who_leads(self, view: Callable[[], FacilitatorView]) -> None:
        loop = asyncio.get_running_loop()
        since = loop.time()
        if not self._watchers or self._watched.wait(since) != 0:
            return
        seen = view()
        for shown in tuple(self._watchers):
            try:
                shown(seen)
            except Exception:
                _LOGGER.exception("somebody who watches a room")
        self._watched.told(since, loop.time())

    def _came_or_went(self) -> None:
        self._watched.stale = True
        self._changed()

    def _forget_asking(self, participant: int) -> None:
        asked = self._asked.get(participant)
        if asked is not None and asyncio.get_running_loop().time() - asked >= ASKS_WITHIN:
            del self._asked[participant]
            self._came_or_went()
