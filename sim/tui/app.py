"""The game as a Textual app: its settings, its ways from screen to screen, and what every screen may ask for."""

from __future__ import annotations

import gc
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar

from textual import constants
from textual.app import App
from textual.binding import Binding, BindingType
from textual.screen import Screen

from sim.scenario.error import EmptyChairError
from sim.store.settings import Coaching, Settings
from sim.tui.themed_app import PALETTE, ThemedApp

if TYPE_CHECKING:
    from textual.command import Provider

    from sim.engine.walk import Record
    from sim.scenario.library import Library
    from sim.store.kept_run import KeptRun
    from sim.store.loading import Loaded
    from sim.store.session import Session
    from sim.store.store import Store


CHECK_AFTER = 0.5
"""Seconds after the first frame until the history is looked through: by then the library stands on the screen."""


def scenario_commands() -> type[Provider]:
    """The palette's commands that play a scenario; imported when the palette is first opened."""
    from sim.tui.scenario_commands import ScenarioCommands

    return ScenarioCommands


def _leave_alone() -> None:
    """Have the collector leave a scenario and its solution alone, once what was before it has been swept up.

    They are large and stay. Walking them would hold up a choice now and then.
    """
    gc.unfreeze()
    gc.collect()
    gc.freeze()


class EmptyChairApp(ThemedApp[None]):
    """The game. Every screen reaches the history, the library, the settings and the other screens through it.

    `opening` is a scenario to open at once, `first` makes a screen to show at once instead. `seed` and `coaching` are
    the wish of whoever started the program: they hold for every run begun in it and are not kept. `not_kept` says why
    the history cannot be used, if so.
    """

    TITLE = "Empty Chair"
    CSS_PATH = ["app.tcss", "home_screen.tcss"]  # noqa: RUF012  # declared so by Textual
    COMMANDS = App.COMMANDS | {scenario_commands}
    HOW_TO_LEAVE = "q leaves a screen, and Ctrl+Q the game. Every choice you made is kept."
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("question_mark", "help", "Help", key_display="?", id="app.help"),
        Binding("h,f1", "help", "Help", id="app.help-letter"),  # where a screen has its own use for ?
        PALETTE,
        Binding("comma", "settings", "Settings", key_display=",", id="app.settings"),
        Binding("q", "quit", "Quit", id="app.quit", tooltip="Leave the game; everything is kept"),
    ]

    def __init__(
        self,
        store: Store,
        library: Library,
        opening: Path | None = None,
        seed: int | None = None,
        coaching: Coaching | None = None,
        not_kept: EmptyChairError | None = None,
        first: Callable[[], Screen[None]] | None = None,
    ) -> None:
        super().__init__()
        self.store = store
        self.library = library
        self.settings = Settings()
        self.seed = seed
        self._opening = opening
        self._first = first
        self._coaching = coaching
        self._not_kept = not_kept
        self._told: EmptyChairError | None = None
        try:
            self.settings = store.settings()
        except EmptyChairError as error:
            self._unread_settings: EmptyChairError | None = error
        else:
            self._unread_settings = None
        self._apply_settings()

    def get_default_screen(self) -> Screen[None]:
        """The home screen, which lies under all others. A screen of a mode would be mounted before it is the app's."""
        from sim.tui.home_screen import HomeScreen

        return HomeScreen()

    @property
    def coaching(self) -> Coaching:
        """When the coaching is given in the runs that are begun now."""
        return self._coaching or self.settings.coaching

    def on_mount(self) -> None:
        """Open what the program was started with."""
        if self._unread_settings is not None:
            self.tell(self._unread_settings)
        if self._opening is not None:
            self.open_scenario(self._opening)
        elif self._first is not None:
            self._show(self._first())

    def on_ready(self) -> None:
        """A frame has been painted: now there is time to read the library."""
        from sim.tui.home_screen import HomeScreen

        if self._not_kept is not None:
            self.tell(self._not_kept)
        # What has been loaded until now stays: the collector need not walk it again and again.
        gc.freeze()
        gc.enable()
        home = self.screen_stack[0]
        assert isinstance(home, HomeScreen)
        home.look()
        if not self.store.checked:
            self.set_timer(CHECK_AFTER, self._check_history)

    def _check_history(self) -> None:
        """Look through the whole history, which was not done before the first frame."""
        self.run_worker(self._check, name="check the history", group="history", thread=True)

    def _check(self) -> None:
        try:
            self.store.check()
        except EmptyChairError as error:
            self.call_from_thread(self._go_on_without, error)

    def _go_on_without(self, error: EmptyChairError) -> None:
        """Go on with a history that is gone when the program ends."""
        from sim.store.store import Store
        from sim.tui.home_screen import HomeScreen

        self.tell(error)
        self.store = Store.in_memory()
        if isinstance(self.screen, HomeScreen):
            self.screen.look()

    # From screen to screen

    def open_scenario(self, path: Path) -> None:
        """Read a scenario and show its briefing."""

        def show(loaded: Loaded) -> Screen[None]:
            from sim.tui.briefing_screen import BriefingScreen

            return BriefingScreen(loaded, self.coaching)

        self._read(path, show)

    def start_run(
        self, loaded: Loaded, record: Record | None = None, coaching: Coaching | None = None
    ) -> None:
        """Begin a run and play it; with a record, from where that record stops."""
        from sim.store.session import Session

        try:
            session = Session.begin(loaded, self.store, coaching or self.coaching, self.seed, record)
        except EmptyChairError as error:
            self.show_problem(error)
            return
        self._show(self._screen_of(session))

    def continue_run(self, kept: KeptRun) -> None:
        """Take up a run where it was left."""

        def show(loaded: Loaded) -> Screen[None]:
            from sim.store.session import Session

            return self._screen_of(Session.resume(loaded, self.store, kept))

        self._read(kept.path, show)

    def show_debrief(self, session: Session) -> None:
        """Show what the decisions of a finished run were worth."""
        from sim.tui.debrief_screen import DebriefScreen

        self._show(DebriefScreen(session))

    def show_mistakes(self) -> None:
        """Learn from mistakes."""
        from sim.tui.mistakes_screen import MistakesScreen

        self._show(MistakesScreen())

    def show_progress(self) -> None:
        """Show how the player comes on."""
        from sim.tui.progress_screen import ProgressScreen

        self._show(ProgressScreen())

    def open_finished_run(self, run: int) -> None:
        """Show the debrief of a finished run of the history.

        Raises:
            EmptyChairError: the run or its scenario is gone, or not as it was.

        """
        from sim.store.opening_run import finished_run

        self.continue_run(finished_run(self.store, self.library, run))

    def play_next(self) -> None:
        """Open what is to be practised next."""
        from sim.tui.home_screen import HomeScreen

        home = self.screen_stack[0]
        assert isinstance(home, HomeScreen)
        home.play_next()

    def go_home(self) -> None:
        """Leave everything for the home screen."""
        self._show(None)

    def show_problem(self, error: EmptyChairError) -> None:
        """Say what could not be done, on a screen of its own above the home screen."""
        from sim.tui.problem_screen import ProblemScreen

        self._show(ProblemScreen(error))

    def tell(self, error: EmptyChairError) -> None:
        """Say what went wrong in passing, without leaving the screen."""
        if error is self._told:  # several may meet it at once
            return
        self._told = error
        words = error.message if error.hint is None else f"{error.message} {error.hint}"
        from sim.report.words import visible

        self.notify(visible(words), title=error.title, severity="warning", timeout=10, markup=False)

    def _screen_of(self, session: Session) -> Screen[None]:
        if session.over:
            from sim.tui.debrief_screen import DebriefScreen

            return DebriefScreen(session)
        from sim.tui.play_screen import PlayScreen

        return PlayScreen(session)

    def _show(self, screen: Screen[None] | None) -> None:
        """Put a screen in the place of everything above the home screen; what was said before is over."""
        self.clear_notifications()
        with self.batch_update():
            while len(self.screen_stack) > 2:
                self.pop_screen()
            if len(self.screen_stack) == 1:
                if screen is not None:
                    self.push_screen(screen)
            elif screen is None:
                self.pop_screen()
            else:
                self.switch_screen(screen)
            self.fit(self.size)

    def _read(self, path: Path, show: Callable[[Loaded], Screen[None]]) -> None:
        """Read and solve a scenario in a thread; then show a screen of it, if nobody has gone away meanwhile."""
        from sim.tui.reading_screen import ReadingScreen

        reading = ReadingScreen(path.stem)

        def finish(screen: Callable[[], Screen[None]]) -> None:
            if reading not in self.screen_stack:
                return
            try:
                self._show(screen())
            except EmptyChairError as error:
                self.show_problem(error)
            else:
                self.call_after_refresh(_leave_alone)

        def work() -> None:
            from sim.store.loading import load

            try:
                loaded = load(path)
            except EmptyChairError as error:
                self.call_from_thread(self._unless_gone, reading, partial(self.show_problem, error))
            else:
                self.call_from_thread(finish, partial(show, loaded))

        self._show(reading)
        self.run_worker(work, name=f"read {path.name}", group="reading", exclusive=True, thread=True)

    def _unless_gone(self, screen: Screen[None], act: Callable[[], None]) -> None:
        if screen in self.screen_stack:
            act()

    # Settings

    def change_settings(self, settings: Settings) -> None:
        """Apply settings and keep them. A wish given at the start gives way to what is set now."""
        if settings.coaching is not self.settings.coaching:
            self._coaching = None
        self.settings = settings
        self._apply_settings()
        try:
            self.store.keep_settings(settings)
        except EmptyChairError as error:
            self.tell(error)

    def preview_theme(self, theme: str | None) -> None:
        """Show the game in a theme without keeping it; None goes back to the one that is kept."""
        self.wear(self.settings.theme if theme is None else theme)

    def _apply_settings(self) -> None:
        self.preview_theme(None)
        self.animation_level = constants.TEXTUAL_ANIMATIONS if self.settings.animation else "none"

    # Keys and commands

    def action_help(self) -> None:
        """Explain the game and the keys of the screen that is shown."""
        from sim.tui.help_screen import HelpScreen

        if not isinstance(self.screen, HelpScreen):
            self.push_screen(HelpScreen.about(self.screen))

    def action_settings(self) -> None:
        """Show the settings."""
        from sim.tui.settings_screen import SettingsScreen

        if not isinstance(self.screen, SettingsScreen):
            self.push_screen(SettingsScreen())
