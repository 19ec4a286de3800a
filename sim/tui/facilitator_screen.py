"""The facilitator's screen, made to be projected: what the room needs stands left, what the facilitator needs right."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING, Final, cast

from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical, VerticalScroll
from textual.events import Resize
from textual.geometry import Size

from sim.room.rules.facilitator_view import FacilitatorView
from sim.room.rules.phase import Phase
from sim.room.rules.session_debrief import SessionDebrief
from sim.room.server.facilitation import PATIENCE, Facilitation
from sim.scenario.error import EmptyChairError
from sim.tui.facilitator_actions import FacilitatorActions
from sim.tui.facilitator_desk import Counts, Desk
from sim.tui.facilitator_pages import JUDGING, facts, lobby_page, pages
from sim.tui.facilitator_steps import offered
from sim.tui.key_line import KeyLine
from sim.tui.quiet_rule import QuietRule
from sim.tui.room_pages import AskedPage
from sim.tui.stage import Page, Stage
from sim.tui.title_line import TitleLine

if TYPE_CHECKING:
    from sim.tui.facilitator_app import FacilitatorApp

TALL: Final = 36
WIDE: Final = 100
_OVER: Final = (Phase.DEBRIEF, Phase.ENDED)
_TICK: Final = 0.2
_DESK: Final = 41
_WORDS: Final = 43
"""The cells that how to join needs beside the QR code in the lobby."""

_AROUND: Final = 4
"""The lines of the screen that are not the room's: title, rules and keys."""

_BESIDE_QR: Final = 14
"""The lines that the desk needs besides the QR code."""


class FacilitatorScreen(FacilitatorActions):
    """A room, seen and led. `timer` is what questions are given at first, in seconds."""

    CSS_PATH = "facilitator_screen.tcss"
    AUTO_FOCUS = ""
    HORIZONTAL_BREAKPOINTS = [(0, "-narrow"), (WIDE, "-wide")]  # noqa: RUF012  # declared so by Textual
    VERTICAL_BREAKPOINTS = [(0, "-short"), (TALL, "-tall")]  # noqa: RUF012  # declared so by Textual

    def __init__(self, facilitation: Facilitation, timer: float | None = None) -> None:
        super().__init__(facilitation, timer)
        self.patience = PATIENCE
        """Seconds in the lobby with nobody there, after which it is said what may be the matter."""
        self._opened_at = time.monotonic()
        self._pages: tuple[Page, ...] = ()
        """Those of the debrief."""
        self._page = 0

    @property
    def _quiet(self) -> QuietRule:
        return self.query_one("#quiet", QuietRule)

    @property
    def _told(self) -> VerticalScroll:
        return self.query_one("#told", VerticalScroll)

    def compose(self) -> ComposeResult:
        """The title, the stage and the desk, what is said in passing, the keys."""
        yield TitleLine("Empty Chair")
        yield QuietRule(id="heading-rule")
        with Horizontal(id="room"):
            with Vertical(id="stage"):
                with VerticalScroll(id="told", can_focus=False):
                    yield Stage("story")
                with VerticalScroll(id="asked", can_focus=False):
                    yield Stage("question")
            yield Desk(self.facilitation.code)
        yield QuietRule(id="quiet")
        yield KeyLine()

    def on_mount(self) -> None:
        """Let the clock run, and say what is to be known from the start."""
        for notice in self.facilitation.notices:
            self.app.notify(notice, severity="warning", timeout=20, markup=False)
        self.set_interval(_TICK, self._tick)
        for place in ("scroll_y", "virtual_size", "size"):
            self.watch(self._told, place, self._look_for_more, init=False)

    # What is shown

    def show_view(self, view: FacilitatorView, before: FacilitatorView | None) -> None:
        """Show what is new."""
        phase = view.shared.phase
        if before is None or phase is not before.shared.phase:
            self._arrive(phase)
        title = self.query_one(TitleLine)
        if before is None:
            title.title = view.shared.title
            title.renew()
        if phase is not Phase.DEBRIEF or not self._pages:
            title.tell(facts(view))
        self._show_desk(view)
        if phase is Phase.LOBBY:
            self._show_lobby(view)
        elif phase is not Phase.DEBRIEF:
            self._put(*pages(view, self.facilitation.kept, self.size.height < TALL))
        if before is None or offered(view) != offered(before) or _choices(view) != _choices(before):
            self.refresh_bindings()
        from sim.tui.people_screen import PeopleScreen

        if isinstance(self.app.screen, PeopleScreen):
            self.app.screen.show(view)

    def _arrive(self, phase: Phase) -> None:
        """Lay the screen out for a phase."""
        self.set_class(phase is Phase.LOBBY, "-lobby")
        self.set_class(phase is not Phase.LOBBY and phase not in _OVER, "-playing")
        self._fit(self.size, phase)
        if phase is Phase.DEBRIEF:
            self._put(JUDGING, None)
            self.judge(self._show_debrief)
        elif phase is Phase.ENDED:
            self._pages = ()

    def _put(self, story: Page | None, question: Page | None) -> None:
        changed = self.query_one("#story", Stage).show(story)
        changed |= self.query_one("#question", Stage).show(question)
        self.query_one("#asked").display = question is not None
        if changed:
            # The last words of a scene are the question; everything else is read from its beginning.
            told = self._told
            asked = question is not None or isinstance(story, AskedPage)
            place = told.scroll_end if asked else told.scroll_home
            self.call_after_refresh(place, animate=False)

    def _show_lobby(self, view: FacilitatorView) -> None:
        waited = time.monotonic() - self._opened_at >= self.patience
        unreached = waited and not view.people and not self.facilitation.reached
        self._put(lobby_page(view, self.address, len(self.facilitation.urls) > 1, unreached), None)

    def show_again(self) -> None:
        """Show what does not come from the room: the address and the timer for the next question."""
        if self.view is not None:
            self._show_desk(self.view)
            if self.view.shared.phase is Phase.LOBBY:
                self._show_lobby(self.view)

    def _show_desk(self, view: FacilitatorView) -> None:
        counts = Counts.of(view, self.timer)
        self.query_one(Desk).show(self.address, counts, view.shared.deadline, time.time())

    def _show_debrief(self, debrief: SessionDebrief) -> None:
        from sim.tui.session_debrief_pages import debrief_pages

        if self.view is not None and self.view.shared.phase is Phase.DEBRIEF:
            self._pages = debrief_pages(debrief, self.view.shared.told, self.facilitation.kept)
            self._turn_to(0)

    def _turn_to(self, page: int) -> None:
        if self.view is not None and 0 <= page < len(self._pages):
            self._page = page
            self._put(self._pages[page], None)
            self.query_one(TitleLine).tell((f"page {page + 1} of {len(self._pages)}", *facts(self.view)))

    def _tick(self) -> None:
        if self.view is None:
            return
        self.query_one(Desk).tick(time.time())
        if self.view.shared.phase is Phase.LOBBY and not self.view.people:
            self._show_lobby(self.view)

    def on_resize(self, event: Resize) -> None:
        """Draw the QR code where there is room for it."""
        view = self.view
        if view is not None:
            self._fit(event.size, view.shared.phase)
            if view.shared.phase not in (Phase.LOBBY, Phase.DEBRIEF):
                self._put(*pages(view, self.facilitation.kept, event.size.height < TALL))

    def _fit(self, size: Size, phase: Phase) -> None:
        lines = size.height - _AROUND
        desk = self.query_one(Desk)
        if phase is Phase.LOBBY:
            desk.fit_code(Size(size.width - _WORDS, lines))
        elif phase in _OVER:
            desk.display = False
        elif size.width >= WIDE:
            desk.fit_beside(Size(_DESK, lines - _BESIDE_QR))
        else:
            desk.fit_beside(Size(0, 0))

    # Reading

    def action_read(self, pages: int) -> None:
        """Scroll by most of a page."""
        self.action_scroll_by(pages * max(self._told.size.height - 2, 1))

    def action_scroll_by(self, lines: int) -> None:
        """Scroll what does not fit."""
        self._told.scroll_to(y=self._told.scroll_y + lines, animate=False)

    def action_read_page(self) -> None:
        """Read on: first to the end of this page, then the next."""
        if self._below > 0:
            self.action_read(1)
        else:
            self._turn_to(self._page + 1)

    def action_turn(self, by: int) -> None:
        """Another page of the debrief."""
        self._turn_to(self._page + by)

    @property
    def _below(self) -> int:
        return round(self._told.max_scroll_y - self._told.scroll_y)

    def _look_for_more(self) -> None:
        self.call_after_refresh(self._tell_more)

    def _tell_more(self) -> None:
        below = self._below
        self._quiet.more = f"▼ {below} more {'line' if below == 1 else 'lines'}, PgDn" if below else ""

    def say(self, words: str) -> None:
        """Say something in the rule above the keys."""
        self._quiet.notice = words

    def tell(self, error: EmptyChairError) -> None:
        """Say what went wrong, above everything."""
        cast("FacilitatorApp", self.app).tell(error)


def _choices(view: FacilitatorView) -> int:
    return len(view.shared.choices)
