"""The screen of somebody who takes part in a session: what the room shows, and their vote."""

from __future__ import annotations

import time
from functools import cached_property
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, VerticalScroll
from textual.message import Message
from textual.screen import Screen
from textual.scroll_view import ScrollView

from sim.engine.telling import Told
from sim.room.guest.frame import Shared, told_since
from sim.room.guest.guest import Guest
from sim.room.guest.seen import FINAL, Link, Seen
from sim.room.guest.seen_words import LINKS, LOST, note_words, place_words, task_words, timer_words
from sim.room.rules.phase import Phase
from sim.tui.choice_list import ChoiceList
from sim.tui.conversation import Conversation
from sim.tui.key_line import KeyLine
from sim.tui.own_debrief import OwnDebrief
from sim.tui.quiet_rule import QuietRule
from sim.tui.room_answers import RoomAnswers
from sim.tui.task_lines import TaskLines
from sim.tui.title_line import TitleLine
from sim.tui.vote_choices import VoteChoices

ARROWS = Binding.Group("Pick", compact=True)
_TICK_SECONDS = 0.25


class JoinScreen(Screen[None]):
    """A room, as a participant sees it. Votes go through the guest; what comes back is shown by `show`."""

    CSS_PATH = "join_screen.tcss"
    AUTO_FOCUS = ""
    HORIZONTAL_BREAKPOINTS = [(0, "-narrow"), (96, "-wide")]  # noqa: RUF012  # declared so by Textual
    BINDINGS: ClassVar[list[BindingType]] = [
        *(
            Binding(str(n), f"choose({n})", f"Vote for {n}", show=False, id=f"join.choose-{n}")
            for n in range(1, 7)
        ),
        # In the footer one entry stands for all digits. It does nothing by itself but say which there are.
        Binding("0", "no_such_choice", "Vote", key_display="1-6", system=True),
        Binding("1,2,3,4,5,6,7,8,9", "no_such_choice", "No such choice", show=False, system=True),
        Binding("up", "mark(-1)", "Mark above", group=ARROWS, id="join.up"),
        Binding("down", "mark(1)", "Mark below", group=ARROWS, id="join.down"),
        Binding("enter", "pick", "Vote for the marked one", key_display="⏎", group=ARROWS, id="join.pick"),
        Binding("g", "settle", "Go on with our votes", id="join.settle", tooltip="Without those yet to vote"),
        Binding("t", "team", "Another team", id="join.team"),
        Binding("r", "take_back", "Go on here", id="join.take-back", tooltip="Instead of where you are now"),
        Binding("space,pagedown", "read(1)", "Read on", show=False, id="join.read-on"),
        Binding("pageup", "read(-1)", "Read back", show=False, id="join.read-back"),
        Binding("q", "leave", "Leave", id="join.leave", tooltip="Your vote stays"),
    ]

    class Left(Message):
        """The participant leaves."""

    class TakenBack(Message):
        """The participant, who has joined from somewhere else, wants to go on here."""

    def __init__(self, guest: Guest, title: str) -> None:
        super().__init__()
        self._guest = guest
        self._scenario = title
        self._seen = Seen(Link.CONNECTING, None, 0.0, None)
        self._told: tuple[Told, ...] = ()
        self._moment: tuple[Phase, int | None] | None = None
        self._shown = False
        """Whether the choices have been on the screen: keys pressed before are not meant for them."""

    @cached_property
    def conversation(self) -> Conversation:
        """What has been told."""
        return self.query_one(Conversation)

    @cached_property
    def choices(self) -> VoteChoices:
        """What can be voted for."""
        return self.query_one(VoteChoices)

    @cached_property
    def quiet(self) -> QuietRule:
        """Where things are said in passing."""
        return self.query_one("#quiet", QuietRule)

    def compose(self) -> ComposeResult:
        """The title, what is told, what is to be done, the choices or how the room voted."""
        with Horizontal(id="heading"):
            yield TitleLine(self._scenario)
        yield QuietRule(id="heading-rule")
        yield Conversation((), id="conversation")
        with VerticalScroll(id="page", can_focus=False):
            yield OwnDebrief(id="own-debrief")
        yield QuietRule(id="quiet")
        yield TaskLines(id="task")
        with VerticalScroll(id="decide", can_focus=False):
            yield VoteChoices(id="choices")
        with VerticalScroll(id="answers-box", can_focus=False):
            yield RoomAnswers(id="answers")
        yield KeyLine()

    def on_mount(self) -> None:
        """Say what is known, and keep the clock."""
        self._tell_facts()
        self.query_one(TaskLines).tell(task_words(self._seen))
        self.set_interval(_TICK_SECONDS, self._tell_facts)

    # What the room shows

    def show(self, seen: Seen) -> None:
        """Show how things stand now."""
        self._seen = seen
        frame = seen.frame
        with self.app.batch_update():
            if frame is not None:
                moment = (frame.shared.phase, frame.shared.question)
                if moment != self._moment:
                    self._moment = moment
                    self.quiet.notice = ""
                self._tell_scene(frame.shared.told)
                self._offer(frame.shared)
                self.query_one(RoomAnswers).tell(frame.shared, seen.choice)
                if self._debriefed(frame.shared):
                    self.query_one(OwnDebrief).tell(frame)
                self._arrange(frame.shared)
            if seen.said:
                self.quiet.notice = " ".join(seen.said)
            self.query_one(TaskLines).tell(task_words(seen), LOST if seen.link is Link.LOST else "")
            self._tell_facts()
        self.refresh_bindings()
        self.call_after_refresh(self._say_whether_there_is_more)

    def _tell_scene(self, told: tuple[Told, ...]) -> None:
        new = told_since(self._told, told)
        self._told = told or self._told
        if new:
            self.conversation.meet(item.person.name for item in new if item.person is not None)
            self.conversation.tell(new)

    def _offer(self, shared: Shared) -> None:
        if self.choices.choices != shared.choices:
            self.choices.offer(shared.choices)
            self._shown = False
            self.call_after_refresh(self._now_shown)
        self.choices.mark_vote(self._seen.choice, note_words(self._seen))
        self.choices.pick_from = shared.voting

    def _arrange(self, shared: Shared) -> None:
        answers = shared.split is not None and shared.phase in (Phase.SPLIT, Phase.COACHING)
        self.set_class(bool(shared.choices) and shared.split is None, "-voting")
        self.set_class(answers, "-answers")
        self.set_class(self._debriefed(shared), "-debrief")

    @staticmethod
    def _debriefed(shared: Shared) -> bool:
        return shared.phase in (Phase.DEBRIEF, Phase.ENDED) and bool(shared.results)

    def _tell_facts(self) -> None:
        seen = self._seen
        facts: list[str] = []
        if seen.frame is not None:
            you = seen.frame.you
            facts.append(you.name if you.team is None else f"{you.name}, {you.team}")
            facts.append("" if seen.link in FINAL else place_words(seen.frame.shared))
            left = seen.seconds_left(time.monotonic())
            if left is not None and seen.link not in FINAL:
                facts.append(timer_words(left))
        facts.append(LINKS[seen.link])
        self.query_one(TitleLine).tell(tuple(filter(None, facts)))

    def _now_shown(self) -> None:
        self._shown = True

    # Voting

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Keys that would do nothing now are not offered."""
        frame = self._seen.frame
        if action in {"choose", "mark", "pick", "no_such_choice"}:
            if not self._voting:
                return False
            (digit, *_) = (*parameters, 0)
            return action != "choose" or (isinstance(digit, int) and digit <= len(self.choices.choices))
        if action == "settle":
            return self._voting and frame is not None and frame.shared.phase is Phase.OWN_PACE
        if action == "take_back":
            return self._seen.link is Link.TAKEN_OVER
        if action == "team":
            lobby = frame is not None and frame.shared.phase is Phase.LOBBY and len(frame.shared.teams) > 1
            return lobby and self._seen.link not in FINAL
        return True

    @property
    def _voting(self) -> bool:
        frame = self._seen.frame
        return frame is not None and frame.shared.voting and self._seen.link not in FINAL

    def action_choose(self, digit: int) -> None:
        """Vote for the choice with this digit."""
        self._vote(digit - 1)

    def action_pick(self) -> None:
        """Vote for the marked choice."""
        self._vote(self.choices.cursor)

    def action_mark(self, by: int) -> None:
        """Mark the choice above or below."""
        self.quiet.notice = ""
        self.choices.move(by)

    def action_no_such_choice(self) -> None:
        """A digit that no choice has."""
        self.quiet.notice = f"There is no such choice here. Choose 1 to {len(self.choices.choices)}."

    @on(ChoiceList.Picked)
    def _picked(self, message: ChoiceList.Picked) -> None:
        message.stop()
        self._vote(message.number)

    def _vote(self, number: int) -> None:
        if not self._voting:
            return
        if not self._shown:
            self.quiet.notice = "That key came before these choices were shown. Press it again."
        elif number >= len(self.choices.choices):
            self.action_no_such_choice()
        else:
            self.quiet.notice = ""
            self.choices.cursor = number
            self._guest.vote(self.choices.choices[number].id)

    def action_settle(self) -> None:
        """Go on with the votes that the team has."""
        self._guest.settle()

    def action_team(self) -> None:
        """Go over to the next team, round the end."""
        frame = self._seen.frame
        if frame is not None and (teams := frame.shared.teams):
            now = teams.index(frame.you.team) if frame.you.team in teams else -1
            self._guest.change_team(teams[(now + 1) % len(teams)])

    # Reading and leaving

    @property
    def _reading(self) -> ScrollView | VerticalScroll:
        """What is read on: the debrief, the answers where they have no room, or else the conversation."""
        if self.has_class("-debrief"):
            return self.query_one("#page", VerticalScroll)
        answers = self.query_one("#answers-box", VerticalScroll)
        return answers if self.has_class("-answers") and answers.max_scroll_y else self.conversation

    def action_read(self, pages: int) -> None:
        """Scroll what there is to read by most of a page."""
        area = self._reading
        area.scroll_to(y=area.scroll_y + pages * max(area.size.height - 2, 1), animate=False)
        self.call_after_refresh(self._say_whether_there_is_more)

    @on(Conversation.Moved)
    def _tell_unread(self) -> None:
        if self._reading is self.conversation:
            unread = self.conversation.unread
            self.quiet.more = f"▼ {unread} more {'line' if unread == 1 else 'lines'}, Space" if unread else ""

    def _say_whether_there_is_more(self) -> None:
        """Where something other than the conversation is to be read on."""
        if (area := self._reading) is not self.conversation:
            self.quiet.more = "Space reads on" if area.max_scroll_y > round(area.scroll_y) else ""
        else:
            self._tell_unread()

    def action_take_back(self) -> None:
        """Go on here."""
        self.post_message(self.TakenBack())

    def action_leave(self) -> None:
        """Leave the room. The vote stays."""
        self.post_message(self.Left())
