"""The player's progress: runs over time, scenarios, principles and insights."""

from __future__ import annotations

import time
from collections.abc import Mapping
from pathlib import Path
from typing import ClassVar, Final

from textual import getters, on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Container, VerticalScroll
from textual.content import Content
from textual.events import Resize
from textual.message import Message
from textual.screen import Screen
from textual.widgets import OptionList, Static
from textual.widgets.option_list import Option
from textual.worker import get_current_worker

from sim.report.progress_rows import ProgressRows
from sim.report.progress_words import insight_counts, windows_words
from sim.scenario.error import EmptyChairError
from sim.tui.app import EmptyChairApp
from sim.tui.key_line import KeyLine
from sim.tui.part_line import PartLine
from sim.tui.progress_details import cannot, nothing_yet, of_insight, of_principle, of_run, of_scenario
from sim.tui.progress_lists import insight_rows, principle_rows, run_rows, scenario_rows
from sim.tui.row_list import RowList
from sim.tui.runs_over_time import RunsOverTime
from sim.tui.title_line import TitleLine

PARTS: Final = ("Runs", "Scenarios", "Principles", "Insights")
RUNS, SCENARIOS, PRINCIPLES, INSIGHTS = range(len(PARTS))
PART_KEYS = Binding.Group("Parts", compact=True)
WIDE = 100


class PartList(RowList):
    """The list of one part. Enter is offered only where it opens something."""

    def __init__(self, part: int) -> None:
        super().__init__(id=PARTS[part].lower(), classes="part")
        self._part = part

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Principles and insights are only read."""
        return action != "select" or self._part in (RUNS, SCENARIOS)


class ProgressScreen(Screen[None]):
    """Four parts of one screen. It shows values that the history was asked for, and computes none."""

    CSS_PATH = "progress_screen.tcss"
    AUTO_FOCUS = ""
    HORIZONTAL_BREAKPOINTS = [(0, "-narrow"), (WIDE, "-wide")]  # noqa: RUF012  # declared so by Textual
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding(
            "left,shift+tab",
            "turn(-1)",
            "Part before",
            key_display="←",
            group=PART_KEYS,
            priority=True,
            id="progress.before",
        ),
        Binding(
            "right,tab",
            "turn(1)",
            "Part after",
            key_display="→",
            group=PART_KEYS,
            priority=True,
            id="progress.after",
        ),
        *(
            Binding(str(part + 1), f"show({part})", name, group=PART_KEYS, id=f"progress.{name.lower()}")
            for part, name in enumerate(PARTS)
        ),
        Binding("q,escape", "leave", "Home", key_display="q", id="progress.home"),
    ]
    HELP = (
        "Conduct is how you decided, outcome is what happened, luck is what the dice did. Arrows, Tab or the digits "
        "1 to 4 turn from part to part."
    )

    app = getters.app(EmptyChairApp)

    class Asked(Message):
        """The history has answered; `paths` are those of the library's scenarios, by id."""

        def __init__(self, rows: ProgressRows, paths: Mapping[str, Path]) -> None:
            super().__init__()
            self.rows = rows
            self.paths = paths

    class Failed(Message):
        """The history could not be read."""

        def __init__(self, error: EmptyChairError) -> None:
            super().__init__()
            self.error = error

    def __init__(self) -> None:
        super().__init__()
        self._rows: ProgressRows | None = None
        self._paths: Mapping[str, Path] = {}
        self._part = RUNS
        self._filled: set[int] = set()

    def compose(self) -> ComposeResult:
        """The title, the parts' names, the drawing, the lists, what is told of the highlighted row, the keys."""
        yield TitleLine("Progress", ("how you decide over time",))
        yield PartLine(PARTS)
        with Container(id="body"):
            yield Static(Content("Reading the history …"), id="said")
            yield RunsOverTime()
            for part in range(len(PARTS)):
                yield PartList(part)
        with VerticalScroll(id="details", can_focus=False):
            yield Static(id="about")
        yield KeyLine()

    def on_mount(self) -> None:
        """Ask the history once a frame has been painted."""
        self.call_after_refresh(self._begin_asking)

    def _begin_asking(self) -> None:
        self.run_worker(self._ask, name="read the progress", group="progress", exclusive=True, thread=True)

    def on_resize(self, event: Resize) -> None:
        """Draw as much as there is room for."""
        self.query_one(RunsOverTime).fit(event.size.height)
        if SCENARIOS in self._filled:
            self._filled.remove(SCENARIOS)  # its scale is drawn for the width
            self._show_part()

    def _ask(self) -> None:
        """In the thread."""
        from sim.scenario.catalogue_file import shipped_catalogue
        from sim.store.whole_progress import whole_progress
        from sim.tui.shelf import Shelf

        worker = get_current_worker()
        try:
            progress = whole_progress(self.app.store, self.app.library, lambda: worker.is_cancelled)
        except EmptyChairError as error:
            self.post_message(self.Failed(error))
            return
        shelf = Shelf(self.app.library)
        cards = {card.id: card for card in shelf.glances()}
        for entry in self.app.library.entries():
            if worker.is_cancelled:
                return
            if entry.id not in cards:
                cards[entry.id] = shelf.read(entry.id, entry.path)
        titles = {card.id: card.title for card in cards.values()}
        paths = {card.id: card.path for card in cards.values()}
        self.post_message(self.Asked(ProgressRows(progress, shipped_catalogue(), titles), paths))

    @on(Failed)
    def _tell_failure(self, message: Failed) -> None:
        self.query_one("#said", Static).update(cannot(message.error))

    @on(Asked)
    def _show_answer(self, message: Asked) -> None:
        self._rows, self._paths = message.rows, message.paths
        if not message.rows.progress.runs:
            self.query_one("#said", Static).update(nothing_yet(message.rows.progress))
            return
        self.query_one(RunsOverTime).show(message.rows.progress)
        self.add_class("-read")
        self._show_part()

    # The parts

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """There are parts once there is something in them."""
        if action in ("turn", "show"):
            return self._rows is not None and bool(self._rows.progress.runs)
        return True

    def action_turn(self, by: int) -> None:
        """Show the part before or after, round and round."""
        self._part = (self._part + by) % len(PARTS)
        self._show_part()

    def action_show(self, part: int) -> None:
        """Show a part."""
        self._part = part
        self._show_part()

    @on(PartLine.Chosen)
    def _turn_to(self, message: PartLine.Chosen) -> None:
        if self.check_action("show", (message.part,)):
            self.action_show(message.part)

    def _show_part(self) -> None:
        rows = self._rows
        assert rows is not None
        self.query_one(PartLine).shown = self._part
        self.query_one(RunsOverTime).display = self._part == RUNS
        said = self.query_one("#said", Static)
        said.display = self._part in (PRINCIPLES, INSIGHTS)
        if self._part == PRINCIPLES:
            said.update(Content(windows_words(rows.progress.windows)))
        elif self._part == INSIGHTS:
            said.update(Content(insight_counts(rows.insights)))
        for part, name in enumerate(PARTS):
            self.query_one(f"#{name.lower()}").display = part == self._part
        shown = self._list
        if self._part not in self._filled:
            self._filled.add(self._part)
            shown.show(self._options(rows))
        shown.focus()
        self._tell()
        self.refresh_bindings()

    def _options(self, rows: ProgressRows) -> list[Option]:
        if self._part == RUNS:
            return list(run_rows(rows, time.time()))
        if self._part == SCENARIOS:
            return list(scenario_rows(rows, self.size.width >= WIDE))
        return list(principle_rows(rows) if self._part == PRINCIPLES else insight_rows(rows))

    @property
    def _list(self) -> PartList:
        return self.query_one(f"#{PARTS[self._part].lower()}", PartList)

    @on(OptionList.OptionHighlighted)
    def _tell(self) -> None:
        """Say more of the highlighted row."""
        option = self._list.highlighted_option
        if self._rows is None or option is None or option.id is None:
            return
        self.query_one("#about", Static).update(self._about(self._rows, option.id))
        self.query_one("#details").scroll_home(animate=False)

    def _about(self, rows: ProgressRows, name: str) -> Content:
        if self._part == RUNS:
            return of_run(next(run for run in rows.progress.runs if run.run == int(name)))
        if self._part == SCENARIOS:
            row = next(row for row in rows.scenarios if row.id == name)
            return of_scenario(row, name in self._paths)
        if self._part == PRINCIPLES:
            return of_principle(next(row for row in rows.principles if row.id == name))
        return of_insight(next(row for row in rows.insights if row.id == name), rows)

    # Ways on

    @on(OptionList.OptionSelected)
    def _open(self, message: OptionList.OptionSelected) -> None:
        if message.option_id is None:
            return
        if self._part == RUNS:
            try:
                self.app.open_finished_run(int(message.option_id))
            except EmptyChairError as error:
                self.query_one("#about", Static).update(cannot(error))
        elif self._part == SCENARIOS and (path := self._paths.get(message.option_id)) is not None:
            self.app.open_scenario(path)

    def action_leave(self) -> None:
        """To the home screen."""
        self.app.go_home()
