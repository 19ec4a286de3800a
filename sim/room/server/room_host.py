"""One room, alive: it takes commands, keeps what follows from them, and shows it to everybody."""

from __future__ import annotations

import asyncio
import logging
import time
from collections.abc import Callable, Iterable, Sequence
from contextlib import suppress
from typing import Final, NamedTuple, TypeVar

from sim.room.log import LogError, RoomLog
from sim.room.rules.command import Command, Extend, TimeUp
from sim.room.rules.event import Event, Removed, Taken, Voted
from sim.room.rules.facilitator_view import FacilitatorView, facilitator_view
from sim.room.rules.phase import Phase
from sim.room.rules.refusal import Refused
from sim.room.rules.room import Participant, Room
from sim.room.rules.ruling import handle
from sim.room.rules.view import SharedView
from sim.room.server.audience import SHOWN_EVERY, Audience, Line, Shown
from sim.room.server.frames import Frames
from sim.scenario.error import EmptyChairError
from sim.store.loading import Loaded

BACK_WITHIN: Final = 10.0
"""So many seconds more has a question whose time ran out while the room was not hosted: its people come back first."""

_TRIES_AGAIN_AFTER: Final = 1.0
_AFTER: Final = 0.01
"""By how many seconds the alarm comes after the deadline, so that it never comes before."""

_LOGGER = logging.getLogger(__name__)

T = TypeVar("T")
Done = Callable[["tuple[Event, ...] | EmptyChairError"], None]


class _Waiting(NamedTuple):
    command: Command
    at: float
    done: Done


class RoomHost:
    """A room in the server's event loop; everything here is called in that loop, from `start` on.

    Commands wait until those before them are kept. All that wait by then are done in their order, and what follows
    from them is kept together, in one go. Only then is any of it answered or shown.
    """

    def __init__(
        self, room: Room, log: RoomLog, loaded: Loaded, kept: int, now: Callable[[], float] = time.time
    ) -> None:
        """Host a room of which `kept` events are in the log; `now` gives seconds since 1970."""
        self.code = room.opened.code
        self.loaded = loaded
        self._room = room
        self._log = log
        self._kept = kept
        self._now = now
        self._solution = loaded.verdict.solution
        self._waiting: list[_Waiting] = []
        self._woken = asyncio.Event()
        self._keeping = False
        self._astray = False
        self._closing = False
        self._settled: list[Callable[[], None]] = []
        self._life: asyncio.Task[None] | None = None
        self._frames = Frames(self._solution, kept, now)
        self._audience = Audience(self._woken.set)
        self._alarm: asyncio.TimerHandle | None = None

    def start(self) -> None:
        """Begin to take commands."""
        self._life = asyncio.get_running_loop().create_task(self._live())
        question, deadline = self._room.question, self._room.deadline
        if question is not None and deadline is not None and deadline < self._now() + BACK_WITHIN:
            self.tell(Extend(BACK_WITHIN), _unasked)
        self._set_alarm()

    async def close(self) -> None:
        """Stop; whatever still waits is refused. Connections are left to whoever made them."""
        if self._alarm is not None:
            self._alarm.cancel()
        self._closing = True
        self._woken.set()
        if self._life is not None:
            # What is being kept is kept to its end.
            await self._life
        for waiting in self._waiting:
            waiting.done(LogError("The server is closing.", "Come back when it runs again."))
        self._waiting.clear()

    # What may be asked of it

    async def submit(self, command: Command) -> tuple[Event, ...]:
        """Do what is asked; returns what followed, once that is kept.

        Raises:
            Refused: it is not possible; nothing has changed.
            LogError: it could not be kept, so it did not happen.

        """
        answer: asyncio.Future[tuple[Event, ...]] = asyncio.get_running_loop().create_future()

        def done(outcome: tuple[Event, ...] | EmptyChairError) -> None:
            if answer.done():
                return
            if isinstance(outcome, EmptyChairError):
                answer.set_exception(outcome)
            else:
                answer.set_result(outcome)

        self.tell(command, done)
        return await answer

    def tell(self, command: Command, done: Done) -> None:
        """Have something done as of now; `done` is given what followed once that is kept, or why nothing did."""
        self._waiting.append(_Waiting(command, self._now(), done))
        self._woken.set()

    async def look(self, of: Callable[[Room], T]) -> T:
        """What `of` makes of the room, at a moment when all that happened in it is kept. It changes nothing."""
        if not self._keeping and not self._astray:
            return of(self._room)
        looked: asyncio.Future[T] = asyncio.get_running_loop().create_future()

        def settle() -> None:
            if not looked.done():
                try:
                    looked.set_result(of(self._room))
                except Exception as error:
                    looked.set_exception(error)

        self._settled.append(settle)
        self._woken.set()
        return await looked

    def watch(self, shown: Shown) -> Callable[[], None]:
        """Call `shown` with the facilitator's view now, and after changes, at most every 100 ms; returns the end of it.

        It is called in the loop's thread and must return quickly.
        """
        end = self._audience.watch(shown)
        if self._keeping or self._astray:
            self._audience.own_changed(())
            self._woken.set()
        else:
            shown(self._facilitator_view())
        return end

    async def facilitator_view(self) -> FacilitatorView:
        """What the facilitator sees now."""
        return await self.look(lambda room: self._facilitator_view())

    async def shared_view(self) -> SharedView:
        """What somebody in no team sees now."""
        if self._frames.has_shared():
            return self._frames.shared(self._room)
        return await self.look(self._frames.shared)

    @property
    def over(self) -> bool:
        """Whether the session was ended."""
        return self._room.phase == Phase.ENDED.value

    @property
    def participants(self) -> dict[int, Participant]:
        """Everybody who ever joined, by number."""
        return self._room.participants

    def holder_of(self, secret: str) -> Participant | None:
        """Who joined with a secret, given as its SHA-256."""
        return self._room.holder_of(secret)

    # The people

    def connect(self, participant: int, line: Line) -> None:
        """Show somebody the room from now on, over this connection; an older one of theirs is closed."""
        self._audience.connect(participant, line)
        self.show_again(participant)

    def disconnect(self, participant: int, line: Line) -> None:
        """A connection is gone."""
        self._audience.disconnect(participant, line)

    def asks(self, participant: int) -> None:
        """Somebody without a WebSocket asked; they count as here for a while."""
        self._audience.asks(participant)

    async def frame(self, participant: int, after: int | None = None) -> bytes | None:
        """The frame with what somebody sees; None where its version is still `after`."""
        if self._frames.has(participant, self._room.participants[participant].team):
            return self._frames.frame_after(self._room, participant, after)
        return await self.look(lambda room: self._frames.frame_after(room, participant, after))

    def show_again(self, participant: int) -> None:
        """Send somebody their view once more, as the answer to what was done before."""
        if self._keeping or self._astray:
            self._settled.append(lambda: self._show(participant))
            self._woken.set()
        else:
            self._show(participant)

    # Its life

    async def _live(self) -> None:
        while not self._closing:
            wait = self._next_showing()
            if wait is None:
                await self._woken.wait()
            elif wait > 0:
                with suppress(TimeoutError):
                    await asyncio.wait_for(self._woken.wait(), wait)
            self._woken.clear()
            try:
                await self._do_all_that_wait()
                if not self._astray:
                    self._audience.show_what_is_due(self._frame, self._facilitator_view, self.over)
            except Exception:
                _LOGGER.exception("room %s", self.code)
                await asyncio.sleep(SHOWN_EVERY)

    async def _do_all_that_wait(self) -> None:
        batch, self._waiting = self._waiting, []
        if self._astray:
            await self._find_the_way_back()
        if self._astray:
            for waiting in batch:
                waiting.done(LogError("The session cannot be kept now.", "Try again in a moment."))
            return
        if batch:
            await self._do(batch)
        if self._astray:
            return
        settled, self._settled = self._settled, []
        for settle in settled:
            settle()

    async def _do(self, batch: list[_Waiting]) -> None:
        outcomes: list[tuple[Event, ...] | Refused] = []
        events: list[Event] = []
        failed: Exception | None = None
        try:
            for waiting in batch:
                try:
                    followed = handle(self._room, waiting.command, waiting.at)
                except Refused as refused:
                    outcomes.append(refused)
                else:
                    outcomes.append(followed)
                    events.extend(followed)
        except Exception as error:
            # A command that broke a rule of the room's own: what it left of the room is of no use.
            _LOGGER.exception("room %s", self.code)
            failed = error
        if failed is None and events:
            failed = await self._keep(events)
        if failed is not None:
            self._astray = True
            await self._find_the_way_back()
            for waiting in batch:
                waiting.done(_not_kept(failed))
            self._set_alarm(_TRIES_AGAIN_AFTER)
            return
        for waiting, outcome in zip(batch, outcomes, strict=True):
            waiting.done(outcome)
        if events:
            self._mark(events)
            self._set_alarm()

    async def _keep(self, events: list[Event]) -> Exception | None:
        self._keeping = True
        try:
            loop = asyncio.get_running_loop()
            self._kept = await loop.run_in_executor(None, self._log.append, self.code, self._kept, events)
        except Exception as error:
            if not isinstance(error, LogError):
                _LOGGER.exception("room %s", self.code)
            return error
        finally:
            self._keeping = False
        return None

    async def _find_the_way_back(self) -> None:
        """Make the room anew of what is in the log."""
        self._keeping = True
        try:
            loop = asyncio.get_running_loop()
            events = await loop.run_in_executor(None, self._log.events, self.code)
            self._room = await loop.run_in_executor(None, Room.replayed, events, self.loaded.machine)
        except (LogError, ValueError):
            _LOGGER.warning("room %s cannot be read again", self.code)
            return
        finally:
            self._keeping = False
        self._astray = False
        self._kept = len(events)
        self._everything_changed()

    def _set_alarm(self, at_least: float = 0.0) -> None:
        """Have the open question closed when its time is up."""
        if self._alarm is not None:
            self._alarm.cancel()
            self._alarm = None
        question, deadline = self._room.question, self._room.deadline
        if self._room.phase != Phase.OPEN.value or question is None or deadline is None:
            return
        wait = max(at_least, deadline - self._now() + _AFTER)
        self._alarm = asyncio.get_running_loop().call_later(wait, self._time_is_up, question.number)

    def _time_is_up(self, question: int) -> None:
        self.tell(TimeUp(question), _unasked)
        # Should it come early by this clock, or not be kept, it comes again.
        self._set_alarm(_TRIES_AGAIN_AFTER)

    # What it shows

    def _mark(self, events: Iterable[Event]) -> None:
        """Note whose view these events changed; who voted sees it at once."""
        room = self._room
        for event in events:
            if isinstance(event, Voted):
                team = room.participants[event.participant].team
                others = room.members(team) if room.own_pace and team is not None else ()
                self._own_changed([event.participant, *(member.number for member in others)])
            elif isinstance(event, Taken) and event.team is not None:
                self._frames.team_changed(event.team)
                self._own_changed([member.number for member in room.members(event.team)])
            else:
                self._everything_changed()
            if isinstance(event, Removed):
                self._audience.send_out(event.participant)
        self._audience.answer(event.participant for event in events if isinstance(event, Voted))

    def _own_changed(self, participants: Sequence[int]) -> None:
        self._frames.own_changed(participants, self._kept)
        self._audience.own_changed(participants)

    def _everything_changed(self) -> None:
        self._frames.everything_changed(self._kept)
        self._audience.everything_changed()

    def _next_showing(self) -> float | None:
        if self._astray:
            return _TRIES_AGAIN_AFTER
        return 0.0 if self._waiting or self._settled else self._audience.wait()

    def _show(self, participant: int) -> None:
        self._audience.show(participant, self._frame, self.over)

    def _frame(self, participant: int) -> bytes:
        return self._frames.frame(self._room, participant)

    def _facilitator_view(self) -> FacilitatorView:
        return facilitator_view(self._room, self._solution, self._audience.here)


def _unasked(outcome: tuple[Event, ...] | EmptyChairError) -> None:
    """Tell nobody what came of what nobody asked."""


def _not_kept(failed: Exception) -> LogError:
    cause = failed.message if isinstance(failed, LogError) else "Something went wrong in the room."
    return LogError(cause, "It did not happen. Send it again.")
