"""A screen that watches a room and leads it. The room is in other threads; nothing here waits for it."""

from __future__ import annotations

import time
from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING, Final

from textual.message import Message
from textual.screen import Screen

from sim.room.rules.command import FacilitatorCommand
from sim.room.rules.facilitator_view import FacilitatorView
from sim.room.rules.session_debrief import SessionDebrief
from sim.scenario.error import EmptyChairError

if TYPE_CHECKING:
    from sim.room.server.facilitation import Facilitation

SETTLES_IN: Final = 0.7
"""Seconds after the room went on by itself, in which the key for the next step was still meant for the one before."""


class LedScreen(Screen[None]):
    """What the facilitator's screen has to do with the room: views come in, commands go out."""

    class Changed(Message):
        """The room has sent a view; the newest lies ready."""

    class Refused(Message):
        """Something was not done."""

        def __init__(self, error: EmptyChairError) -> None:
            super().__init__()
            self.error = error

    class Done(Message):
        """Something was done; `then` is what follows on the screen."""

        def __init__(self, then: Callable[[], None]) -> None:
            super().__init__()
            self.then = then

    class Judged(Message):
        """The session was judged; `then` is what is done with it."""

        def __init__(self, debrief: SessionDebrief, then: Callable[[SessionDebrief], None]) -> None:
            super().__init__()
            self.debrief = debrief
            self.then = then

    def __init__(self, facilitation: Facilitation) -> None:
        super().__init__()
        self.facilitation = facilitation
        self.view: FacilitatorView | None = None
        self._newest: FacilitatorView | None = None
        self._announced = False
        self._stepping = False
        """Whether a step is under way: until the room is seen to stand elsewhere, no other is begun."""
        self._settled_at = 0.0
        self._unwatch: Callable[[], None] = lambda: None

    def show_view(self, view: FacilitatorView, before: FacilitatorView | None) -> None:
        """Show the room as it is now; `before` is what is shown."""
        raise NotImplementedError

    def say(self, words: str) -> None:
        """Say something in passing."""
        raise NotImplementedError

    def tell(self, error: EmptyChairError) -> None:
        """Say what went wrong, in passing."""
        raise NotImplementedError

    # Views come in

    def on_mount(self) -> None:
        """Watch the room."""
        try:
            self._unwatch = self.facilitation.watch(self._take_in)
        except EmptyChairError as error:
            self.tell(error)

    def on_unmount(self) -> None:
        """Watch it no more."""
        self._unwatch()

    def _take_in(self, view: FacilitatorView) -> None:
        """In the server's thread: keep the newest view, and say once that there is one."""
        self._newest = view
        if not self._announced:
            self._announced = True
            self.post_message(self.Changed())

    def on_led_screen_changed(self, message: Changed) -> None:
        """Show the newest view."""
        message.stop()
        self._announced = False
        view, before = self._newest, self.view
        if view is None or view is before:
            return
        if before is not None and _place(view) != _place(before):
            if not self._stepping:
                self._settled_at = time.monotonic() + SETTLES_IN
            self._stepping = False
            self.say("")
        self.view = view
        with self.app.batch_update():
            self.show_view(view, before)

    # Commands go out

    def send(self, command: FacilitatorCommand, then: Callable[[], None] | None = None) -> None:
        """Have something done; `then` follows once it is kept, and what hinders it is said in passing."""
        work = partial(self._do, command, then)
        self.run_worker(work, name=type(command).__name__, group="commands", thread=True)

    def step(self, command: FacilitatorCommand) -> None:
        """Take the room a step on, unless one is under way or it has just gone on by itself."""
        if self._stepping:
            return
        if time.monotonic() < self._settled_at:
            self.say("The room had just gone on. Press it again.")
            return
        self._stepping = True
        self.send(command)

    def judge(self, then: Callable[[SessionDebrief], None]) -> None:
        """Have the session judged as far as it went."""
        self.run_worker(partial(self._judge, then), name="judge the session", group="debrief", thread=True)

    def _do(self, command: FacilitatorCommand, then: Callable[[], None] | None) -> None:
        try:
            self.facilitation.do(command)
        except EmptyChairError as error:
            self.post_message(self.Refused(error))
        else:
            if then is not None:
                self.post_message(self.Done(then))

    def _judge(self, then: Callable[[SessionDebrief], None]) -> None:
        try:
            debrief = self.facilitation.debrief()
        except EmptyChairError as error:
            self.post_message(self.Refused(error))
        else:
            self.post_message(self.Judged(debrief, then))

    def on_led_screen_refused(self, message: Refused) -> None:
        """Say it, and let another step be begun."""
        message.stop()
        self._stepping = False
        self.tell(message.error)

    def on_led_screen_done(self, message: Done) -> None:
        """Go on with what follows."""
        message.stop()
        message.then()

    def on_led_screen_judged(self, message: Judged) -> None:
        """Go on with what follows."""
        message.stop()
        message.then(message.debrief)


def _place(view: FacilitatorView) -> tuple[object, ...]:
    return view.shared.phase, view.shared.question
