"""The screen on which a finished run is judged: three numbers, every decision, and a way to try again."""

from __future__ import annotations

from datetime import date
from functools import cached_property
from typing import ClassVar, cast

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical, VerticalScroll
from textual.content import Content
from textual.events import Resize
from textual.screen import Screen
from textual.widgets import Static

from sim.report.debrief_words import PROFILE, standing_values, summary
from sim.report.decision_words import LEGEND
from sim.scenario.error import EmptyChairError
from sim.store.session import Session
from sim.store.settings import Coaching
from sim.tui.debrief_parts import Chair, Numbers, RedLines, Standing
from sim.tui.decision_list import DecisionList
from sim.tui.host import Host
from sim.tui.key_line import KeyLine
from sim.tui.quiet_rule import QuietRule
from sim.tui.title_line import TitleLine
from sim.tui.transcript import latest_caption

WIDTHS = [(0, "-narrow"), (116, "-wide")]
ARROWS = Binding.Group("Decisions", compact=True)


class DebriefScreen(Screen[None]):
    """A finished run, judged. It shows the debrief's values and computes none."""

    CSS_PATH = "debrief_screen.tcss"
    AUTO_FOCUS = ""
    HORIZONTAL_BREAKPOINTS = WIDTHS
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("up,k", "mark(-1)", "Decision above", group=ARROWS, id="debrief.up"),
        Binding("down,j", "mark(1)", "Decision below", group=ARROWS, id="debrief.down"),
        Binding("enter,space", "fold", "Unfold", key_display="⏎", id="debrief.fold"),
        Binding(
            "t", "try_again", "Try again", id="debrief.try-again", tooltip="Play on from the marked decision"
        ),
        Binding("f", "profile", "Profile", id="debrief.profile"),
        Binding("s", "save", "Save", id="debrief.save"),
        Binding(
            "r", "report", "Report", id="debrief.report", tooltip="Write a page to keep, print or hand on"
        ),
        Binding("n", "play_next", "Next", id="debrief.next", tooltip="Play what is to be practised next"),
        Binding("q,escape", "home", "Home", key_display="q", id="debrief.home"),
        Binding("pagedown", "read(1)", "Page down", show=False, id="debrief.page-down"),
        Binding("pageup", "read(-1)", "Page up", show=False, id="debrief.page-up"),
        Binding("home", "to_top", "To the top", show=False, id="debrief.top"),
        Binding("end", "to_end", "To the empty chair", show=False, id="debrief.end"),
    ]
    HELP = "Conduct is how you decided, outcome is what happened, luck is what the dice did. They add up."

    def __init__(self, session: Session) -> None:
        super().__init__()
        self.session = session
        self.debrief = session.debrief()

    @property
    def host(self) -> Host:
        """The app, as far as this screen needs it."""
        return cast(Host, self.app)

    @cached_property
    def decisions(self) -> DecisionList:
        """The decisions."""
        return self.query_one(DecisionList)

    @cached_property
    def page(self) -> VerticalScroll:
        """Everything that scrolls."""
        return self.query_one("#page", VerticalScroll)

    def compose(self) -> ComposeResult:
        """The title, the red lines, the numbers, the decisions, the empty chair."""
        debrief, loaded = self.debrief, self.session.loaded
        caption = latest_caption(self.session.play)
        with Horizontal(id="heading"):
            yield TitleLine(loaded.scenario.title, (*filter(None, [caption]), "debrief"))
        yield QuietRule(id="heading-rule")
        with VerticalScroll(id="page", can_focus=False):
            if debrief.red_lines:
                yield RedLines(debrief)
            with Vertical(id="overview"):
                yield Numbers(debrief)
                if standing_values(debrief):
                    yield Standing(debrief)
            yield Static(Content(summary(debrief)), id="summary")
            if debrief.decisions:
                yield Static(Content(LEGEND), id="legend")
            yield DecisionList(debrief, loaded.catalogue, self._may_try_again)
            if debrief.chair:
                yield Chair(debrief)
        yield KeyLine()

    @property
    def _may_try_again(self) -> bool:
        return self.session.coaching is not Coaching.ASSESSMENT

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """An assessment is not tried again from inside."""
        if action == "try_again":
            return self._may_try_again and bool(self.debrief.decisions)
        return True

    def on_resize(self, event: Resize) -> None:
        """Draw the chart as high as there is room for."""
        for standing in self.query(Standing):
            standing.fit(event.size.height)

    # The decisions

    def action_mark(self, by: int) -> None:
        """Mark another decision; beyond the last one, go on to the empty chair, and back to the numbers."""
        if not self.decisions.move(by):
            if by > 0:
                self.action_to_end()
            else:
                self.action_to_top()

    def action_fold(self) -> None:
        """Show or hide what the marked decision did and what would have been stronger."""
        self.decisions.fold()

    def on_decision_list_marked(self, message: DecisionList.Marked) -> None:
        """Keep the marked decision in view, and mark its number in the chart."""
        message.stop()
        for standing in self.query(Standing):
            standing.selected = self.decisions.cursor
        self.call_after_refresh(self._show_marked)

    def _show_marked(self) -> None:
        region = self.decisions.marked_region.translate(self.decisions.virtual_region.offset)
        self.page.scroll_to_region(region, animate=False)

    def action_try_again(self) -> None:
        """Play on from the marked decision, as it stood before it was made."""
        marked = self.decisions.marked
        if marked is not None:
            self.host.start_run(self.session.loaded, marked.before, self.session.coaching)

    # The rest

    def action_profile(self) -> None:
        """How far each principle was followed."""
        from sim.tui.debrief_parts import Profile
        from sim.tui.sheet import Sheet

        self.app.push_screen(Sheet(PROFILE, Profile(self.debrief, self.session.loaded.catalogue)))

    def action_save(self) -> None:
        """Save the debrief as a text file."""
        from sim.report.saving import save_debrief
        from sim.report.words import visible

        try:
            path = save_debrief(self.debrief, self.session.loaded.catalogue)
        except EmptyChairError as error:
            self.host.tell(error)
        else:
            self.app.notify(f"It lies in {visible(path)}", title="Debrief saved", markup=False, timeout=10)

    def action_play_next(self) -> None:
        """On to what is to be practised next."""
        self.host.play_next()

    def action_report(self) -> None:
        """Write the report of this run as a page of HTML."""
        from sim.report.saving import save_report
        from sim.report.words import visible

        try:
            path = save_report(self.debrief, self.session.loaded.catalogue, date.today())
        except EmptyChairError as error:
            self.host.tell(error)
        else:
            self.app.notify(f"It lies in {visible(path)}", title="Report written", markup=False, timeout=10)

    def action_home(self) -> None:
        """Back to the home screen."""
        self.host.go_home()

    def action_read(self, pages: int) -> None:
        """Scroll by most of a page."""
        page = max(self.page.size.height - 2, 1)
        self.page.scroll_to(y=self.page.scroll_y + pages * page, animate=False)

    def action_to_top(self) -> None:
        """Back to the numbers."""
        self.page.scroll_home(animate=False)

    def action_to_end(self) -> None:
        """On to the empty chair."""
        self.page.scroll_end(animate=False)
