"""The first screen: what is under way, and the library."""

from __future__ import annotations

import time
from collections.abc import Iterable
from datetime import date
from typing import TYPE_CHECKING, ClassVar

from textual import getters, on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Container, VerticalScroll
from textual.content import Content
from textual.events import DescendantBlur, DescendantFocus, ScreenResume
from textual.message import Message
from textual.screen import Screen
from textual.widgets import Input, OptionList, Static
from textual.worker import get_current_worker

from sim.scenario.error import EmptyChairError
from sim.tui.app import EmptyChairApp
from sim.tui.home_details import empty_library, no_match, of_card, of_run
from sim.tui.home_rows import card_rows, row_of_card, row_of_run, run_rows
from sim.tui.key_line import KeyLine
from sim.tui.next_line import NextLine
from sim.tui.row_list import RowList
from sim.tui.shelf import Card, Shelf
from sim.tui.title_line import TitleLine

if TYPE_CHECKING:
    from sim.store.kept_run import KeptRun
    from sim.store.next_to_practise import NextToPractise

WHAT_THIS_IS = "Lead a sales team. Decide. See what each decision was worth."
_BATCH_SECONDS = 0.1
_QUIET_SECONDS = 0.25
_LONGEST_WAIT_SECONDS = 0.5


class HomeScreen(Screen[None]):
    """What is under way first, then every scenario of the library; what the highlighted one is stands beside it."""

    AUTO_FOCUS = "RowList"
    HORIZONTAL_BREAKPOINTS = [(0, "-narrow"), (116, "-wide")]  # noqa: RUF012  # declared so by Textual
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding(
            "c", "continue", "Continue", id="home.continue", tooltip="Take up the run that was left last"
        ),
        Binding("x", "discard", "Discard", id="home.discard", tooltip="Forget a run under way"),
        Binding(
            "n",
            "practise",
            "Next",
            id="home.practise",
            tooltip="Play what is to be practised next",
        ),
        Binding(
            "m",
            "mistakes",
            "Learn",
            id="home.mistakes",
            tooltip="Decide again where you lost most, until you find it",
        ),
        Binding("g", "progress", "Progress", id="home.progress", tooltip="How you decide over time"),
        Binding(
            "slash", "filter", "Filter", key_display="/", id="home.filter", tooltip="Show only some scenarios"
        ),
        Binding("escape", "unfilter", "Show all", id="home.unfilter"),
        Binding("down", "to_the_list", "To the list", show=False),
    ]

    app = getters.app(EmptyChairApp)

    class CardsRead(Message):
        """More of the library was read; `complete` says whether that was the last of it, `following` what to play."""

        def __init__(
            self, cards: tuple[Card, ...], complete: bool, following: NextToPractise | None = None
        ) -> None:
            super().__init__()
            self.cards = cards
            self.complete = complete
            self.following = following

    def __init__(self) -> None:
        super().__init__()
        self._shelf: Shelf | None = None
        self._runs: tuple[KeptRun, ...] = ()
        self._left_out: tuple[int, ...] = ()
        self._run_cards: dict[int, Card] = {}
        self._best: dict[str, float] = {}
        self._cards: tuple[Card, ...] = ()
        self._complete = False
        self._following: NextToPractise | None = None
        self._words = ""
        self._ready = False
        self._painted = False
        self._touched = 0.0
        self._told_of: str | None = None
        self._discardable = False

    def compose(self) -> ComposeResult:
        """The title, the list with what is highlighted beside it, and the keys."""
        yield TitleLine("Empty Chair", (WHAT_THIS_IS,))
        yield Input(placeholder="words of a title, a summary or a principle", id="filter", compact=True)
        yield NextLine()
        with Container(id="body"):
            yield RowList(id="library")
            with VerticalScroll(id="details", can_focus=False):
                yield Static(id="about")
        yield KeyLine()

    @property
    def cards(self) -> tuple[Card, ...]:
        """The scenarios of the library that were read so far."""
        return self._cards

    # What there is

    @on(ScreenResume)
    def _come_back(self) -> None:
        if self._painted:
            self.look()

    def look(self) -> None:
        """Ask the history and the library what there is now. The first time is once a frame has been painted."""
        self._painted = True
        self._ask_history()
        if self._ready:
            self._fill()
        self.run_worker(self._read, name="read the library", group="library", exclusive=True, thread=True)

    def _ask_history(self) -> None:
        try:
            runs = self.app.store.under_way()
            if runs.fault is not None and runs.left_out != self._left_out:
                self.app.tell(runs.fault)
            self._runs, self._left_out = runs, runs.left_out
            self._best = self.app.store.best_conducts()
        except EmptyChairError as error:
            self.app.tell(error)

    def _read(self) -> None:
        """In a thread: read the library, and post what was read every now and then."""
        worker = get_current_worker()
        shelf = self._shelf = self._shelf or Shelf(self.app.library)
        for run in self._runs:
            self._run_cards[run.id] = shelf.read(run.scenario, run.path)
        glances = {card.path: card for card in shelf.glances()}
        if glances:
            self.post_message(self.CardsRead(tuple(glances.values()), complete=False))
            self._touched = time.monotonic()  # so that the rows are painted before the reading goes on
            self._wait_for_quiet()
        cards: list[Card] = []
        posted = 0.0
        for card in shelf.cards():
            self._wait_for_quiet()
            if worker.is_cancelled:
                return
            cards.append(card)
            glances.pop(card.path, None)
            if time.monotonic() - posted > _BATCH_SECONDS * (1 + len(cards) / 50):
                self.post_message(self.CardsRead((*cards, *glances.values()), complete=False))
                posted = time.monotonic()
        if not worker.is_cancelled:
            self.post_message(self.CardsRead(tuple(cards), complete=True, following=self._find_next(cards)))

    def _find_next(self, cards: Iterable[Card]) -> NextToPractise | None:
        """What to practise next, as far as the history can tell."""
        from sim.store.next_to_practise import next_to_practise

        try:
            practised = self.app.store.practised()
        except EmptyChairError:  # whoever looks at the screen was told so when it was asked for the runs
            return None
        playables = [card.playable for card in cards if card.playable is not None]
        return next_to_practise(practised, playables, date.today())

    def _wait_for_quiet(self) -> None:
        """In the thread: let the keys go first, for reading takes the processor from them."""
        latest = time.monotonic() + _LONGEST_WAIT_SECONDS
        while self.app.is_running and time.monotonic() < min(latest, self._touched + _QUIET_SECONDS):
            time.sleep(_QUIET_SECONDS / 5)

    @on(CardsRead)
    def _show_cards(self, message: CardsRead) -> None:
        if message.complete or len(message.cards) >= len(self._cards):
            self._cards = message.cards
            self._complete = message.complete
            self._ready = True
            if message.complete:
                self._following = message.following
                self.query_one(NextLine).tell(message.following)
            self._fill()

    # The list

    def _fill(self) -> None:
        matching = [card for card in self._cards if card.matches(self._words)]
        runs = [] if self._words else [run for run in self._runs if run.id in self._run_cards]
        rows = [*run_rows(runs, self._run_cards, time.time()), *card_rows(matching, self._best)]
        self.query_one(RowList).show(rows)
        bare = not rows and self._complete
        self.set_class(bare, "-bare")
        if bare:
            self._say(no_match(self._words) if self._words else empty_library(self.app.library.folders))
        self.refresh_bindings()

    def _chosen_run(self) -> KeptRun | None:
        """The run under way that is highlighted."""
        option = self.query_one(RowList).highlighted_option
        if option is None:
            return None
        return next((run for run in self._runs if option.id == row_of_run(run)), None)

    def _chosen_card(self) -> Card | None:
        """The scenario that is highlighted."""
        option = self.query_one(RowList).highlighted_option
        if option is None:
            return None
        return next((card for card in self._cards if option.id == row_of_card(card)), None)

    @on(OptionList.OptionHighlighted)
    def _tell_more(self, message: OptionList.OptionHighlighted) -> None:
        if message.option_id != self._told_of:
            self._told_of = message.option_id
            self._touched = time.monotonic()
        if (run := self._chosen_run()) is not None:
            self._say(of_run(self._run_cards[run.id], run, time.time()))
        elif (card := self._chosen_card()) is not None:
            self._say(of_card(card))
        if self._discardable is not (run is not None):
            self._discardable = run is not None
            self.refresh_bindings()

    def _say(self, words: Content) -> None:
        self.query_one("#about", Static).update(words)
        self.query_one("#details").scroll_home(animate=False)

    # Keys

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Keys that would do nothing now are not offered."""
        if action == "continue":
            return bool(self._runs)
        if action == "discard":
            return self.is_mounted and self._chosen_run() is not None
        if action == "practise":
            return self._following is not None
        if action == "filter":
            return self.is_mounted and not self.query_one("#filter").has_focus
        if action == "unfilter":
            return self.is_mounted and self.query_one("#filter").display
        return True

    @on(DescendantFocus)
    @on(DescendantBlur)
    def _offer_keys(self) -> None:
        self.refresh_bindings()

    @on(OptionList.OptionSelected)
    def _open(self) -> None:
        if (run := self._chosen_run()) is not None:
            self.app.continue_run(run)
        elif (card := self._chosen_card()) is not None:
            self.app.open_scenario(card.path)

    def action_continue(self) -> None:
        """Take up the highlighted run, or the one that was left last."""
        self.app.continue_run(self._chosen_run() or self._runs[0])

    def action_discard(self) -> None:
        """Forget the highlighted run, if that is wanted."""
        from sim.tui.question_screen import QuestionScreen

        run = self._chosen_run()
        if run is None:
            return

        def discard(wanted: bool | None) -> None:
            if wanted:
                try:
                    self.app.store.discard(run.id)
                except EmptyChairError as error:
                    self.app.tell(error)
                self.look()

        question = QuestionScreen(
            "Discard this run?",
            f"{self._run_cards[run.id].title}, decision {len(run.record.choices) + 1}. It cannot be brought back.",
            yes="Discard it",
            no="Keep it",
        )
        self.app.push_screen(question, discard)

    def action_mistakes(self) -> None:
        """Decide again where most was lost."""
        self.app.show_mistakes()

    def action_progress(self) -> None:
        """How the player comes on."""
        self.app.show_progress()

    def action_practise(self) -> None:
        """Open what the line above the list names."""
        if self._following is not None:
            self.app.open_scenario(self._following.playable.path)

    def play_next(self) -> None:
        """Open what is to be practised next, as the history stands now."""
        from sim.report.practice_words import NOTHING, STILL_READING

        following = self._find_next(self._cards)
        if following is not None:
            self.app.open_scenario(following.playable.path)
        else:
            self.app.notify(NOTHING if self._complete else STILL_READING, markup=False)

    def action_filter(self) -> None:
        """Type words that a scenario has to hold."""
        words = self.query_one("#filter", Input)
        words.display = True
        words.focus()
        self.refresh_bindings()

    def action_unfilter(self) -> None:
        """Show the whole library again."""
        words = self.query_one("#filter", Input)
        words.clear()
        words.display = False
        self.query_one(RowList).focus()
        self.refresh_bindings()

    @on(Input.Changed)
    def _apply_filter(self, message: Input.Changed) -> None:
        self._touched = time.monotonic()
        if message.value != self._words:
            self._words = message.value
            self._fill()

    @on(Input.Submitted)
    def action_to_the_list(self) -> None:
        """Leave the filter's words as they are and go to the list."""
        self.query_one(RowList).focus()
