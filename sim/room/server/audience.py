"""Who looks at a room: its people over their connections, and those who lead it; shown what changes, not too often."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable, Iterable
from typing import Final

from sim.room.rules.facilitator_view import FacilitatorView
from sim.room.server.mailbox import Mailbox
from sim.room.server.pacing import Pacing
from sim.room.wire import CloseCode

SHOWN_EVERY: Final = 0.1
"""How many seconds lie at least between two views of what changed, for everybody; the first comes at once."""

ASKS_WITHIN: Final = 7.0
"""Who has no WebSocket counts as here for so many seconds after each time they asked for the view."""

_LOGGER = logging.getLogger(__name__)

Shown = Callable[[FacilitatorView], None]


class Audience:
    """Everybody who looks at one room. `changed` is called when somebody came or went."""

    def __init__(self, changed: Callable[[], None]) -> None:
        self._changed = changed
        self._mailboxes: dict[int, Mailbox] = {}
        self._asked: dict[int, float] = {}
        self._watchers: list[Shown] = []
        self._watched = Pacing(SHOWN_EVERY)
        self._people = Pacing(SHOWN_EVERY)
        self._behind: set[int] = set()
        self._all_behind = False

    @property
    def here(self) -> frozenset[int]:
        """The numbers of those who are connected, or asked lately."""
        return frozenset((*self._mailboxes, *self._asked))

    # Who comes and goes

    def connect(self, participant: int, at_once: Callable[[str], bool] | None) -> Mailbox:
        """Take a connection in; an older one of theirs is closed."""
        mailbox = Mailbox(at_once)
        older = self._mailboxes.get(participant)
        if older is not None:
            older.close(CloseCode.TAKEN_OVER)
        self._mailboxes[participant] = mailbox
        self._came_or_went()
        return mailbox

    def disconnect(self, participant: int, mailbox: Mailbox) -> None:
        """A connection is gone."""
        if self._mailboxes.get(participant) is mailbox:
            del self._mailboxes[participant]
            self._came_or_went()

    def send_out(self, participant: int) -> None:
        """Somebody is not in the room any more."""
        mailbox = self._mailboxes.pop(participant, None)
        if mailbox is not None:
            mailbox.close(CloseCode.REMOVED)

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

    def wait(self) -> float | None:
        """In how many seconds something is to be shown; None where nothing is."""
        now = asyncio.get_running_loop().time()
        waits = [self._people.wait(now), self._watched.wait(now) if self._watchers else None]
        return min((wait for wait in waits if wait is not None), default=None)

    def show_what_is_due(
        self, frame: Callable[[int], str], view: Callable[[], FacilitatorView], over: bool
    ) -> None:
        """Show what changed to those for whom it is time; once it is over, let everybody go."""
        loop = asyncio.get_running_loop()
        since = loop.time()
        if self._people.wait(since) == 0:
            for participant in tuple(self._mailboxes if self._all_behind else self._behind):
                self.show(participant, frame, over)
            self._behind.clear()
            self._all_behind = False
            self._people.told(since, loop.time())
        since = loop.time()
        if self._watchers and self._watched.wait(since) == 0:
            seen = view()
            for shown in tuple(self._watchers):
                try:
                    shown(seen)
                except Exception:
                    _LOGGER.exception("somebody who watches a room")
            self._watched.told(since, loop.time())

    def show(self, participant: int, frame: Callable[[int], str], over: bool) -> None:
        """Show somebody the room, at once."""
        self._behind.discard(participant)
        self._people.stale = self._all_behind or bool(self._behind)
        mailbox = self._mailboxes.get(participant)
        if mailbox is not None:
            mailbox.show(frame(participant))
            if over:
                mailbox.close_after_last(CloseCode.OVER)

    def _came_or_went(self) -> None:
        self._watched.stale = True
        self._changed()

    def _forget_asking(self, participant: int) -> None:
        asked = self._asked.get(participant)
        if asked is not None and asyncio.get_running_loop().time() - asked >= ASKS_WITHIN:
            del self._asked[participant]
            self._came_or_went()
