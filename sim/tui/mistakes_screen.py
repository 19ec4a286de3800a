"""The screen on which one learns from mistakes: position after position, the verdict hidden until it is found."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from textual import getters, on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Container, Horizontal, VerticalScroll
from textual.content import Content
from textual.message import Message
from textual.screen import Screen
from textual.widgets import Static
from textual.worker import get_current_worker

from sim.engine.exercise import Option
from sim.report.exercise_text import (
    COMES_AGAIN,
    COSTS_TOO,
    KEPT,
    NOT_KEPT,
    TITLE,
    TRIED_BEFORE,
    accepted_words,
    empty_words,
    learned_words,
    left_out_words,
    lost_words,
    place_words,
    summary_words,
    times_words,
)
from sim.scenario.error import EmptyChairError
from sim.store.lesson import Answer, Asked, Lesson, Outcome
from sim.tui.app import EmptyChairApp
from sim.tui.choice_list import ChoiceList
from sim.tui.conversation import Conversation
from sim.tui.exercise_page import ExercisePage, TriedChoices
from sim.tui.key_line import KeyLine
from sim.tui.quiet_rule import QuietRule
from sim.tui.title_line import TitleLine

_PATIENCE_SECONDS = 0.15
ARROWS = Binding.Group("Pick", compact=True)


class MistakesScreen(Screen[None]):
    """The costliest positions of all runs, to be decided once more. What is found is kept as learned at once."""

    CSS_PATH = "mistakes_screen.tcss"
    AUTO_FOCUS = ""
    HORIZONTAL_BREAKPOINTS = [(0, "-narrow"), (96, "-wide")]  # noqa: RUF012  # declared so by Textual
    VERTICAL_BREAKPOINTS = [(0, "-short"), (30, "-tall")]  # noqa: RUF012
    BINDINGS: ClassVar[list[BindingType]] = [
        *(
            Binding(str(n), f"choose({n})", f"Try {n}", show=False, id=f"mistakes.choose-{n}")
            for n in range(1, 7)
        ),
        Binding("0", "no_such_choice", "Try", key_display="1-6", system=True),
        Binding("1,2,3,4,5,6,7,8,9", "no_such_choice", "No such choice", show=False, system=True),
        Binding("up", "mark(-1)", "Mark above", group=ARROWS, id="mistakes.up"),
        Binding("down", "mark(1)", "Mark below", group=ARROWS, id="mistakes.down"),
        Binding("enter", "pick", "Try the marked one", key_display="⏎", group=ARROWS, id="mistakes.pick"),
        Binding("enter", "go_on", "Go on", key_display="⏎", id="mistakes.go-on"),
        Binding("s", "see", "See the answer", id="mistakes.see"),
        Binding("n", "skip", "Skip", id="mistakes.skip", tooltip="Leave it; it comes again another time"),
        Binding("b", "briefing", "Briefing", id="mistakes.briefing"),
        Binding("space,pagedown", "read(1)", "Read on", show=False, id="mistakes.read-on"),
        Binding("pageup", "read(-1)", "Read back", show=False, id="mistakes.read-back"),
        Binding("q,escape", "leave", "Home", key_display="q", id="mistakes.leave"),
    ]
    HELP = "Find the better choice yourself. Anything within 2 points of the best counts."

    app = getters.app(EmptyChairApp)

    class Read(Message):
        """The next position was read; `asked` is None where there is none, `fault` says what could not be read."""

        def __init__(self, lesson: Lesson | None, asked: Asked | None, fault: EmptyChairError | None) -> None:
            super().__init__()
            self.lesson = lesson
            self.asked = asked
            self.fault = fault

    def __init__(self) -> None:
        super().__init__()
        self._lesson: Lesson | None = None
        self._page: ExercisePage | None = None
        """The position that is asked; None while one is read, and when there is none."""
        self._seen = False
        """Whether everything is shown of the position."""
        self._shown = False
        """Whether what is to be chosen now has been on the screen: keys pressed before are not meant for it."""
        self._told = False
        """Whether it has been said that what is learned cannot be kept."""
        self._reading = True
        self._fault = False
        """Whether the last try to read ended in a fault."""

    def compose(self) -> ComposeResult:
        """The title, the position or what there is to say instead, and the keys."""
        with Horizontal(id="heading"):
            yield TitleLine(TITLE)
        yield Container(id="page")
        with VerticalScroll(id="told", can_focus=False):
            yield Static(id="told-words")
        yield KeyLine()

    def on_mount(self) -> None:
        """Look up what there is to learn."""
        self._begin()

    def _begin(self) -> None:
        self._lesson = None
        self._read_next()

    # From position to position

    def _read_next(self) -> None:
        """Read the next position in a thread, since a scenario may have to be solved for it."""
        self._reading, self._shown = True, False
        self.refresh_bindings()
        self.set_timer(_PATIENCE_SECONDS, self._say_that_it_is_read)
        self.run_worker(self._work, name="read a position", group="lesson", exclusive=True, thread=True)

    def _work(self) -> None:
        worker = get_current_worker()
        fault: EmptyChairError | None = None
        asked: Asked | None = None
        lesson = self._lesson
        try:
            if lesson is None:
                lesson = Lesson.open(self.app.store, self.app.library, lambda: worker.is_cancelled)
            asked = lesson.next()
        except EmptyChairError as error:
            fault = error
        if not worker.is_cancelled:
            self.post_message(self.Read(lesson, asked, fault))

    @on(Read)
    async def _show(self, message: Read) -> None:
        lesson, asked, fault = message.lesson, message.asked, message.fault
        self._reading, self._seen, self._lesson = False, False, lesson
        page = self.query_one("#page", Container)
        await page.remove_children()
        self._page = None
        self._fault = fault is not None
        if lesson is None or fault is not None:
            assert fault is not None
            hint = "" if fault.hint is None else fault.hint
            self._tell("The history could not be read.", (fault.message, hint))
        elif asked is None:
            self._tell_the_end(lesson)
        else:
            self._page = ExercisePage(asked)
            await page.mount(self._page)
            self.remove_class("-telling")
            self._head(lesson, asked)
            if asked.place == 1 and (left_out := left_out_words(lesson.left_out)):
                self._quiet(left_out)
        self.refresh_bindings()
        self.call_after_refresh(self._now_shown)

    def _head(self, lesson: Lesson, asked: Asked) -> None:
        title = self.query_one(TitleLine)
        title.title = place_words(asked, lesson)
        title.facts = (*filter(None, [times_words(asked)]), lost_words(asked))
        title.renew()

    def _tell_the_end(self, lesson: Lesson) -> None:
        if lesson.positions:
            self._tell("This is what came of it.", (*summary_words(lesson), learned_words(lesson)))
        else:
            head, *words = empty_words(lesson)
            self._tell(head, tuple(words))

    def _tell(self, head: str, words: tuple[str, ...]) -> None:
        """Say something in the place of a position."""
        title = self.query_one(TitleLine)
        title.title, title.facts = TITLE, ()
        title.renew()
        lines = [Content.styled(head, "bold"), Content(""), *map(Content, filter(None, words))]
        self.query_one("#told-words", Static).update(Content("\n").join(lines))
        self.add_class("-telling")

    def _say_that_it_is_read(self) -> None:
        if self._reading and self.is_attached:
            self._tell("Reading …", ())

    def _now_shown(self) -> None:
        self._shown = True

    def _quiet(self, words: str) -> None:
        if self._page is not None:
            self._page.query_one("#quiet", QuietRule).notice = words

    @property
    def _asking(self) -> bool:
        """Whether a position waits for an answer."""
        return (
            not self._reading
            and self._page is not None
            and self._lesson is not None
            and self._lesson.outcome is None
        )

    @property
    def _answered(self) -> bool:
        return not self._reading and self._page is not None and not self._asking

    # Keys

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Keys that would do nothing now are not offered."""
        if action == "choose":
            (digit,) = parameters
            page = self._page
            return (
                self._asking
                and page is not None
                and isinstance(digit, int)
                and digit <= len(page.asked.exercise.options)
            )
        if action in {"mark", "pick", "no_such_choice", "skip"}:
            return self._asking
        if action == "see":
            return self._asking or (self._answered and not self._seen)
        if action == "go_on":
            return self._answered or self._more
        if action in {"briefing", "read"}:
            return self._page is not None
        return True

    @property
    def _more(self) -> bool:
        """Whether something could follow where no position is shown: another lesson, or the next try to read."""
        lesson = self._lesson
        if self._reading or self._page is not None:
            return False
        return self._fault or (lesson is not None and lesson.positions > 0 and lesson.still_to_learn > 0)

    def action_choose(self, digit: int) -> None:
        """Try the choice with this digit."""
        self._try(digit - 1)

    def action_pick(self) -> None:
        """Try the marked choice."""
        if self._page is not None:
            self._try(self._page.query_one(TriedChoices).cursor)

    def action_mark(self, by: int) -> None:
        """Mark the choice above or below."""
        self._quiet("")
        if self._page is not None:
            self._page.query_one(TriedChoices).move(by)

    def action_no_such_choice(self) -> None:
        """A digit that no choice has."""
        if self._page is not None:
            count = len(self._page.asked.exercise.options)
            self._quiet(f"There is no such choice here. Choose 1 to {count}.")

    def on_choice_list_picked(self, message: ChoiceList.Picked) -> None:
        """A choice was clicked."""
        message.stop()
        self._try(message.number)

    def _try(self, number: int) -> None:
        page, lesson = self._page, self._lesson
        if not self._asking or page is None or lesson is None:
            return
        if not self._shown:
            self._quiet("That key came before these choices were shown. Press it again.")
            return
        options = page.asked.exercise.options
        if number >= len(options):
            self.action_no_such_choice()
            return
        answer = lesson.attempt(options[number].choice.id)
        if answer is Answer.ACCEPTED:
            kept = KEPT if lesson.kept else NOT_KEPT
            self._answer(page, f"{accepted_words(options[number])} {kept}", [options[number]])
            if lesson.not_kept is not None and not self._told:
                self._told = True
                self.app.tell(lesson.not_kept)
            return
        page.query_one(TriedChoices).mark_tried(lesson.tried)
        self._quiet(f"{COSTS_TOO if answer is Answer.COSTS else TRIED_BEFORE}.")

    def action_see(self) -> None:
        """Show every choice with what it costs."""
        page, lesson = self._page, self._lesson
        if page is None or lesson is None:
            return
        lesson.see()
        self._seen = True
        found = KEPT if lesson.kept else NOT_KEPT
        self._answer(
            page, found if lesson.outcome is Outcome.LEARNED else COMES_AGAIN, page.asked.exercise.options
        )

    def _answer(self, page: ExercisePage, head: str, told: Sequence[Option]) -> None:
        page.show_answer(head, told)
        quiet = page.query_one("#quiet", QuietRule)
        quiet.notice = quiet.more = ""
        self.refresh_bindings()
        self.call_after_refresh(self._say_whether_there_is_more)

    def _say_whether_there_is_more(self) -> None:
        if self._page is not None and self._page.query_one("#answer").max_scroll_y:
            self._page.query_one("#quiet", QuietRule).more = "Space reads on"

    def action_skip(self) -> None:
        """Leave the position for another time."""
        if self._lesson is not None:
            self._lesson.skip()
            self._read_next()

    def action_go_on(self) -> None:
        """To the next position; after the last one, to another lesson."""
        if self._more and not self._fault:
            self._begin()
        elif self._fault or self._answered:
            self._read_next()

    def action_briefing(self) -> None:
        """The briefing and the people."""
        from sim.tui.run_sheets import Briefing
        from sim.tui.sheet import Sheet

        if self._page is not None:
            scenario = self._page.asked.loaded.scenario
            self.app.push_screen(Sheet(scenario.title, Briefing(scenario)))

    def action_read(self, pages: int) -> None:
        """Scroll the answer, where there is one, or else the conversation, by most of a page."""
        if self._page is None:
            return
        area = self._page.query_one("#answer" if self._answered else "#conversation")
        page = max(area.size.height - 2, 1)
        area.scroll_to(y=area.scroll_y + pages * page, animate=False)

    def on_conversation_moved(self, message: Conversation.Moved) -> None:
        """Say whether there is more to read below."""
        message.stop()
        if self._page is not None:
            if self._answered:
                return
            unread = self._page.query_one(Conversation).unread
            more = f"▼ {unread} more {'line' if unread == 1 else 'lines'}, Space" if unread else ""
            self._page.query_one("#quiet", QuietRule).more = more

    def action_leave(self) -> None:
        """Back to the home screen. What was learned is kept already."""
        self.app.go_home()
