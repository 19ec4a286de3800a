"""Before a run: who the player is, who else is there, and how the run will be coached."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, ClassVar

from textual import getters
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Container, Vertical, VerticalScroll
from textual.content import Content
from textual.screen import Screen
from textual.widgets import Static

from sim.store.settings import Coaching
from sim.tui import coaching_words
from sim.tui.app import EmptyChairApp
from sim.tui.key_line import KeyLine
from sim.tui.teaching import teaches
from sim.tui.title_line import TitleLine

if TYPE_CHECKING:
    from sim.store.loading import Loaded


class BriefingScreen(Screen[None]):
    """A scenario's briefing. Enter begins the run."""

    CSS_PATH = "briefing_screen.tcss"
    AUTO_FOCUS = "#text"
    HORIZONTAL_BREAKPOINTS = [(0, "-narrow"), (112, "-wide")]  # noqa: RUF012  # declared so by Textual
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "begin", "Begin", key_display="⏎", id="briefing.begin"),
        Binding("m", "next_coaching", "Coaching", id="briefing.coaching", tooltip="Change it for this run"),
        Binding("b,escape,q", "back", "Back", id="briefing.back"),
    ]

    app = getters.app(EmptyChairApp)

    def __init__(self, loaded: Loaded, coaching: Coaching) -> None:
        super().__init__()
        self._loaded = loaded
        self.coaching = coaching

    def compose(self) -> ComposeResult:
        """The briefing; beside or below it what it is about and who is in it; how it is coached; the keys."""
        scenario = self._loaded.scenario
        yield TitleLine(scenario.title, (f"{scenario.difficulty.value}, about {_minutes(scenario.minutes)}",))
        with VerticalScroll(id="text"), Container(id="page"):
            with Vertical(id="story"):
                yield Static(Content(scenario.briefing), id="briefing")
                yield from self._questions()
            if scenario.cast:
                with Vertical(id="people"):
                    yield Static(Content("Who is in it"), classes="head")
                    for person in scenario.cast.values():
                        yield Static(
                            Content.assemble((person.name, "bold"), "\n", (person.role, "$foreground-muted")),
                            classes="person",
                        )
        yield Static(id="coaching")
        yield KeyLine()

    def _questions(self) -> Iterable[Static]:
        principles = teaches(self._loaded.scenario, self._loaded.catalogue)
        if principles:
            yield Static(Content("What it asks of you"), classes="head")
        for principle in principles:
            yield Static(Content(principle.question), classes="question")

    def on_mount(self) -> None:
        """Say how it will be coached."""
        self._tell_coaching()

    def action_begin(self) -> None:
        """Begin the run."""
        self.app.start_run(self._loaded, coaching=self.coaching)

    def action_next_coaching(self) -> None:
        """Coach this run in another way; the settings stay as they are."""
        self.coaching = coaching_words.after(self.coaching)
        self._tell_coaching()

    def action_back(self) -> None:
        """To the library."""
        self.app.go_home()

    def _tell_coaching(self) -> None:
        name, sentence = coaching_words.NAMES[self.coaching], coaching_words.SENTENCES[self.coaching]
        words = Content.assemble(("Coaching: ", "$foreground-muted"), (name, "bold"), ". ", sentence)
        self.query_one("#coaching", Static).update(words)


def _minutes(number: int) -> str:
    return "1 minute" if number == 1 else f"{number} minutes"
