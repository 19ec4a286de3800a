"""The screen on which a run is played: the conversation, its margin, and the choices."""

from __future__ import annotations

from functools import cached_property
from typing import ClassVar, cast

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, VerticalScroll
from textual.content import Content
from textual.screen import Screen
from textual.widgets import Static

from sim.scenario.error import EmptyChairError
from sim.store.session import KEPT_AGAIN, NOT_KEPT_WHOLE, Session
from sim.store.settings import Coaching
from sim.tui.choice_list import ChoiceList
from sim.tui.conversation import Conversation
from sim.tui.host import Host
from sim.tui.key_line import KeyLine
from sim.tui.margin import Meters, MeterStrip, People
from sim.tui.quiet_rule import QuietRule
from sim.tui.title_line import TitleLine
from sim.tui.transcript import latest_caption, latest_turn, turns

WIDTHS = [(0, "-narrow"), (96, "-wide")]
HEIGHTS = [(0, "-short"), (30, "-tall")]
ARROWS = Binding.Group("Pick", compact=True)


class PlayScreen(Screen[None]):
    """A run as its player lives it. Every choice goes through the session, which keeps it at once."""

    CSS_PATH = "play_screen.tcss"
    AUTO_FOCUS = ""
    HORIZONTAL_BREAKPOINTS = WIDTHS
    VERTICAL_BREAKPOINTS = HEIGHTS
    BINDINGS: ClassVar[list[BindingType]] = [
        *(
            Binding(str(n), f"choose({n})", f"Choose {n}", show=False, id=f"play.choose-{n}")
            for n in range(1, 7)
        ),
        # In the footer one entry stands for all digits. It does nothing by itself but say which there are.
        Binding("0", "no_such_choice", "Choose", key_display="1-6", system=True),
        Binding("1,2,3,4,5,6,7,8,9", "no_such_choice", "No such choice", show=False, system=True),
        Binding("up", "mark(-1)", "Mark above", group=ARROWS, id="play.up"),
        Binding("down", "mark(1)", "Mark below", group=ARROWS, id="play.down"),
        Binding("enter", "pick", "Pick the marked one", key_display="⏎", group=ARROWS, id="play.pick"),
        Binding("enter", "debrief", "The debrief", key_display="⏎", id="play.debrief"),
        Binding("space,pagedown", "read(1)", "Read on", show=False, id="play.read-on"),
        Binding("pageup", "read(-1)", "Read back", show=False, id="play.read-back"),
        Binding("q", "leave", "Leave, kept", id="play.leave"),
        Binding("question_mark", "asked", "What is asked", key_display="?", id="play.asked"),
        Binding("b", "briefing", "Briefing", id="play.briefing"),
        Binding("m", "way", "My way", id="play.way"),
    ]
    HELP = "Read the scene, then choose with a digit. Every choice is kept at once."

    def __init__(self, session: Session) -> None:
        super().__init__()
        self.session = session
        self._shown = False
        """Whether what is to be chosen now has been on the screen: keys pressed before are not meant for it."""

    @property
    def host(self) -> Host:
        """The app, as far as this screen needs it."""
        return cast(Host, self.app)

    @cached_property
    def conversation(self) -> Conversation:
        """What has been told."""
        return self.query_one(Conversation)

    @cached_property
    def choices(self) -> ChoiceList:
        """What can be chosen."""
        return self.query_one(ChoiceList)

    @cached_property
    def quiet(self) -> QuietRule:
        """Where things are said in passing."""
        return self.query_one("#quiet", QuietRule)

    def compose(self) -> ComposeResult:
        """The title, the meters, the conversation with its margin, the choices."""
        scenario = self.session.loaded.scenario
        meters = self.session.play.meters
        with Horizontal(id="heading"):
            yield TitleLine(scenario.title)
        if meters:
            yield MeterStrip(meters, id="meter-strip")
        yield QuietRule(id="heading-rule")
        with Horizontal(id="scene"):
            yield Conversation([person.name for person in scenario.cast.values()], id="conversation")
            if meters or scenario.cast:
                with VerticalScroll(id="margin", can_focus=False):
                    yield Meters(meters, id="meters")
                    yield People(tuple(scenario.cast.values()))
        yield QuietRule(id="quiet")
        with VerticalScroll(id="decide", can_focus=False):
            yield ChoiceList(id="choices")
        yield Static(Content.assemble(("Enter", "bold $accent"), "  the debrief"), id="the-end")
        yield KeyLine()

    def on_mount(self) -> None:
        """Show the run from its beginning, or from where it was left."""
        self.conversation.tell_all(turns(self.session.play, self._coached))
        self._show_where_it_stands()
        self._wait_until_painted()

    # Choosing

    def action_choose(self, digit: int) -> None:
        """Make the choice with this digit."""
        self._choose(digit - 1)

    def action_pick(self) -> None:
        """Make the marked choice."""
        self._choose(self.choices.cursor)

    def action_debrief(self) -> None:
        """Go on to the debrief, once the ending has been shown."""
        if self._shown:
            self.host.show_debrief(self.session)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Digits without a choice are no keys of the moment; nor is anything that chooses, once the run is over."""
        if action == "choose":
            (digit,) = parameters
            return isinstance(digit, int) and digit <= len(self.session.play.choices)
        if action in {"mark", "pick", "no_such_choice"}:
            return not self.session.over
        if action == "debrief":
            return self.session.over
        return True

    def action_mark(self, by: int) -> None:
        """Mark the choice above or below."""
        self.quiet.notice = ""
        self.choices.move(by)

    def action_no_such_choice(self) -> None:
        """A digit that no choice can have."""
        self.quiet.notice = self._which_choices()

    def on_choice_list_picked(self, message: ChoiceList.Picked) -> None:
        """A choice was clicked."""
        message.stop()
        self._choose(message.number)

    def _choose(self, number: int) -> None:
        offered = self.session.play.choices
        if not self._shown:
            self.quiet.notice = "That key came before these choices were shown. Press it again."
            return
        if number >= len(offered):
            self.quiet.notice = self._which_choices()
            return
        self._shown = False
        try:
            self.session.choose(offered[number].id)
        except EmptyChairError as error:
            self._shown = True
            self.quiet.notice = error.message
            return
        self.quiet.notice = ""
        with self.app.batch_update():
            self._show_where_it_stands()
            self.conversation.tell(latest_turn(self.session.play, self._coached))
        self._wait_until_painted()
        self._tell_of_keeping()

    def _tell_of_keeping(self) -> None:
        if not self.session.keeping_changed():
            return
        if self.session.not_kept is not None:
            self.host.tell(self.session.not_kept)
        else:
            self.app.notify(KEPT_AGAIN, markup=False)

    def _show_where_it_stands(self) -> None:
        play = self.session.play
        for meters in self.query(Meters):
            meters.show(play.meters)
        self.query_one(TitleLine).tell((*filter(None, [latest_caption(play)]), self._progress()))
        self.choices.offer(play.choices)
        if self.session.over:
            self.add_class("-over")
            self.refresh_bindings()

    def _wait_until_painted(self) -> None:
        """Once what is new has been painted, keys are meant for it."""
        self.call_after_refresh(self._now_shown)

    def _now_shown(self) -> None:
        self._shown = True

    @property
    def _coached(self) -> bool:
        return self.session.coaching is Coaching.AT_ONCE

    def _progress(self) -> str:
        if self.session.over:
            return "the end"
        number = self.session.play.taken + 1
        left = self.session.decisions_left
        if left is None:
            return f"decision {number}"
        fewest, most = (number - 1 + count for count in left)
        return f"decision {number} of {fewest}" if fewest == most else f"decision {number} of {fewest}-{most}"

    def _which_choices(self) -> str:
        return f"There is no such choice here. Choose 1 to {len(self.session.play.choices)}."

    # Reading

    def action_read(self, pages: int) -> None:
        """Scroll the conversation by most of a page."""
        page = max(self.conversation.size.height - 2, 1)
        self.conversation.scroll_to(y=self.conversation.scroll_y + pages * page, animate=False)

    def on_conversation_moved(self, message: Conversation.Moved) -> None:
        """Say whether there is more to read below."""
        message.stop()
        unread = self.conversation.unread
        self.quiet.more = f"▼ {unread} more {'line' if unread == 1 else 'lines'}, Space" if unread else ""

    def action_asked(self) -> None:
        """The briefing and the keys."""
        from sim.tui.run_sheets import Briefing
        from sim.tui.sheet import Sheet

        scenario = self.session.loaded.scenario
        self.app.push_screen(Sheet("What this asks of you", Briefing(scenario, self.session.coaching)))

    def action_briefing(self) -> None:
        """The briefing and the people."""
        from sim.tui.run_sheets import Briefing
        from sim.tui.sheet import Sheet

        scenario = self.session.loaded.scenario
        self.app.push_screen(Sheet(scenario.title, Briefing(scenario)))

    def action_way(self) -> None:
        """The choices made so far."""
        from sim.tui.run_sheets import Way
        from sim.tui.sheet import Sheet
        from sim.tui.transcript import choices_made

        self.app.push_screen(Sheet("My way so far", Way(choices_made(self.session.play))))

    def action_leave(self) -> None:
        """Go home. Every choice is kept already, unless the history could not be written."""
        self.session.keep()
        self.host.go_home()
        if self.session.play.taken == 0:
            words = "Nothing was decided yet, so there is nothing to continue."
        elif self.session.not_kept is not None:
            words = NOT_KEPT_WHOLE
        elif self.session.over:
            words = "The run is over, and kept."
        else:
            words = "The run is kept. Continue it from the home screen."
        self.app.notify(words, markup=False)
