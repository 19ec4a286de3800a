"""A scenario played beside its findings while it is written; every save is read at once."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical, VerticalScroll
from textual.content import Content
from textual.screen import Screen
from textual.widgets import OptionList, Static

from sim.engine.error import RunError
from sim.engine.telling import Told, Voice
from sim.engine.trial import Lost, Trial, begin, replay
from sim.report.trial_words import ending_words, found_words
from sim.report.words import visible
from sim.scenario.finding import Finding
from sim.store.version import Version
from sim.tui.choice_list import ChoiceList
from sim.tui.conversation import Conversation
from sim.tui.finding_rows import FindingWhole, finding_rows
from sim.tui.key_line import KeyLine
from sim.tui.margin import MeterStrip
from sim.tui.preview_watch import Failed, PreviewWatch, Reading, Saved
from sim.tui.quiet_rule import QuietRule
from sim.tui.row_list import RowList
from sim.tui.saved_lines import SavedLines
from sim.tui.title_line import TitleLine
from sim.tui.trial_transcript import trial_turns
from sim.tui.trial_values import TrialValues

ARROWS = Binding.Group("Pick", compact=True)
_SOON = 0.4
"""After so many seconds of reading it is said that the file is being checked."""

_NOTHING_YET = "Nothing can be played yet. Mend the errors and save the file: it is read again at once."
_NO_CHOICE = "No choice is available here with these values. v changes them, u takes the latest step back."


class PreviewScreen(Screen[None]):
    """The game on a file that is being written. It keeps nothing but the trial that is shown."""

    CSS_PATH = "preview_screen.tcss"
    AUTO_FOCUS = ""
    HORIZONTAL_BREAKPOINTS = [(0, "-narrow"), (100, "-wide")]  # noqa: RUF012  # declared so by Textual
    BINDINGS: ClassVar[list[BindingType]] = [
        *(
            Binding(str(n), f"choose({n})", f"Choose {n}", show=False, id=f"preview.choose-{n}")
            for n in range(1, 7)
        ),
        Binding("0", "no_such_choice", "Choose", key_display="1-6", system=True),
        Binding("7,8,9", "no_such_choice", "No such choice", show=False, system=True),
        Binding("up", "mark(-1)", "Mark above", group=ARROWS, id="preview.up"),
        Binding("down", "mark(1)", "Mark below", group=ARROWS, id="preview.down"),
        Binding("enter", "pick", "Pick the marked one", key_display="⏎", group=ARROWS, id="preview.pick"),
        Binding("u", "take_back", "Back", id="preview.back", tooltip="Take the latest step back"),
        Binding("r", "restart", "Restart", id="preview.restart", tooltip="Begin from the start"),
        Binding("j", "jump", "Jump", id="preview.jump", tooltip="Jump to any state"),
        Binding("v", "change", "Values", id="preview.values", tooltip="Change meters and facts"),
        Binding("f", "findings", "Findings", id="preview.findings", tooltip="To the findings and back"),
        Binding("escape", "leave_findings", "Back to the story", show=False, id="preview.story"),
        Binding("space,pagedown", "read(1)", "Read on", show=False, id="preview.read-on"),
        Binding("pageup", "read(-1)", "Read back", show=False, id="preview.read-back"),
        Binding("q", "leave", "Quit", id="preview.quit"),
    ]
    HELP = "Save the file in your editor, and it is played here as it is now, from where you stand."

    def __init__(self, path: Path, seed: int) -> None:
        super().__init__()
        self._path = path
        self._seed = seed
        self._watch = PreviewWatch(path, self)
        self._version: Version | None = None
        """The file as it was read last, good or not."""
        self._trial: Trial | None = None
        """The trial that is shown, on the last good version."""
        self._wanted: Trial | None = None
        """The trial as the author last left it: what is replayed on the next version, even if this one lost a part."""
        self._lost: Lost | None = None
        self._names: tuple[str, ...] = ()
        self._checking = False
        self._saved = f"Checking {visible(path.name)} …"
        self._shown = False
        """Whether what is to be chosen now has been on the screen: keys pressed before are not meant for it."""

    @property
    def trial(self) -> Trial | None:
        """What is being tried; None before there was a version without errors."""
        return self._trial

    def compose(self) -> ComposeResult:
        """The title and what came of the last save, the conversation beside the findings, the choices."""
        yield TitleLine(visible(self._path.name))
        yield SavedLines(self._path, self._saved)
        yield MeterStrip((), id="meter-strip")
        yield QuietRule(id="heading-rule")
        with Horizontal(id="scene"):
            yield Conversation(())
            with Vertical(id="beside"):
                yield RowList(id="findings")
                with VerticalScroll(id="values", can_focus=False):
                    yield TrialValues()
        yield QuietRule(id="quiet")
        with VerticalScroll(id="decide", can_focus=False):
            yield ChoiceList(id="choices")
        yield Static(id="the-end")
        yield KeyLine()

    def on_mount(self) -> None:
        """Begin to watch the file."""
        self._watch.start()

    def on_unmount(self) -> None:
        """Watch it no more."""
        self._watch.stop()

    # The file

    def on_reading(self, message: Reading) -> None:
        """Say that it takes a while, if it does."""
        message.stop()
        self._checking = True
        self.set_timer(_SOON, self._say_saved)

    def on_saved(self, message: Saved) -> None:
        """Go on with the new version, from where the trial stands; with a broken one, play the last good one."""
        message.stop()
        version = message.version
        first = self._version is None
        self._checking = False
        self._version = version
        told = f"{'Read' if first else 'Reloaded'} {datetime.now():%H:%M:%S}: {found_words(version.findings)}"
        if version.compiled is not None:
            try:
                self._go_on_with(version)
            except RunError as error:
                told = f"{told}. {error.message}"
        if version.compiled is None:
            told += ", nothing to play yet" if self._trial is None else ", playing the last good version"
        self._saved = told
        with self.app.batch_update():
            self.query_one("#findings", RowList).show(finding_rows(version.findings, self._path))
            self._say_saved()
            if version.compiled is not None or self._trial is None:
                self._show_all()
            if self._trial is None:
                self._to_findings()

    def on_failed(self, message: Failed) -> None:
        """A fault of the program is no fault of the file."""
        message.stop()
        raise message.error

    def _go_on_with(self, version: Version) -> None:
        assert version.compiled is not None
        if self._wanted is None:
            self._trial = self._wanted = begin(version.compiled, self._seed)
            self._lost = None
            self._leave_findings()
            return
        replayed = replay(version.compiled, self._wanted)
        self._trial, self._lost = replayed.trial, replayed.lost

    # Choosing and trying

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Only what can be done now is a key of the moment."""
        trial = self._trial
        among_findings = self.has_class("-findings")
        if action == "choose":
            (digit,) = parameters
            covered = among_findings and self.has_class("-narrow")
            return (
                not covered and trial is not None and isinstance(digit, int) and digit <= len(trial.choices)
            )
        if action in {"mark", "pick", "no_such_choice"}:
            return not among_findings and trial is not None and bool(trial.choices)
        if action == "take_back":
            return trial is not None and bool(trial.steps)
        if action in {"restart", "jump", "change"}:
            return trial is not None
        return True

    def action_choose(self, digit: int) -> None:
        """Make the choice with this digit."""
        self._choose(digit - 1)

    def action_pick(self) -> None:
        """Make the marked choice."""
        self._choose(self.query_one(ChoiceList).cursor)

    def action_mark(self, by: int) -> None:
        """Mark the choice above or below."""
        self.query_one(ChoiceList).move(by)

    def action_no_such_choice(self) -> None:
        """A digit that no choice can have."""
        if self._trial is not None:
            self._say(f"There is no such choice here. Choose 1 to {len(self._trial.choices)}.")

    def on_choice_list_picked(self, message: ChoiceList.Picked) -> None:
        """A choice was clicked."""
        message.stop()
        self._choose(message.number)

    def _choose(self, number: int) -> None:
        trial = self._trial
        if trial is None or number >= len(trial.choices):
            self.action_no_such_choice()
        elif not self._shown:
            self._say("That key came before these choices were shown. Press it again.")
        else:
            self._try(lambda: trial.choose(trial.choices[number].id))

    def action_take_back(self) -> None:
        """Take the latest step back: a choice, a jump or a change."""
        if self._trial is not None:
            self._try(self._trial.take_back)

    def action_restart(self) -> None:
        """Begin from the start."""
        if self._trial is not None:
            self._try(self._trial.restart)

    def action_jump(self) -> None:
        """Ask for a state, and go there."""
        from sim.tui.jump_screen import JumpScreen

        trial = self._trial
        if trial is not None:
            self.app.push_screen(JumpScreen(trial.compiled.scenario, trial.state.id), self._jump)

    def _jump(self, state: str | None) -> None:
        trial = self._trial
        if state is None or trial is None:
            return
        if state not in trial.compiled.scenario.states:
            self._say(f"The state “{state}” was taken out of the file meanwhile.")
            return
        self._try(lambda: trial.jump(state))

    def action_change(self) -> None:
        """Ask for other values, and take them."""
        from sim.tui.change_screen import ChangeScreen

        if self._trial is not None:
            self.app.push_screen(ChangeScreen(self._trial.values), self._change)

    def _change(self, values: dict[str, int] | None) -> None:
        trial = self._trial
        if trial is None or not values:
            return
        known = {name: amount for name, amount in values.items() if name in trial.compiled.layout.positions}
        if known:
            self._try(lambda: trial.change(known))
        if len(known) < len(values):
            self._say("Some of these meters and facts were taken out of the file meanwhile.")

    def _try(self, step: Callable[[], Trial]) -> None:
        """Take a step of the author's; from now on this is the trial that is replayed."""
        try:
            trial = step()
        except RunError as error:
            self._say(f"{error.message} Nothing has changed.")
            return
        self._trial = self._wanted = trial
        self._lost = None
        self._say("")
        with self.app.batch_update():
            self._leave_findings()
            self._say_saved()
            self._show_all()

    # The findings

    def action_findings(self) -> None:
        """To the findings, and back to the story."""
        if self.has_class("-findings"):
            self._leave_findings()
        else:
            self._to_findings()

    def action_leave_findings(self) -> None:
        """Back to the story."""
        self._leave_findings()

    def _to_findings(self) -> None:
        self.add_class("-findings")
        self.query_one("#findings").focus()
        self.refresh_bindings()

    def _leave_findings(self) -> None:
        if self._trial is not None:
            self.remove_class("-findings")
            self.set_focus(None)
            self.refresh_bindings()

    @on(OptionList.OptionSelected, "#findings")
    def _show_finding(self, message: OptionList.OptionSelected) -> None:
        if message.option_id is None or self._version is None:
            return
        from sim.store.checking import look_at
        from sim.tui.sheet import Sheet

        finding = self._version.findings[int(message.option_id)]
        text = self._version.text if finding.path == self._path else look_at(finding.path).text
        title = f"{finding.severity.value.capitalize()}: {finding.code.value}"
        self.app.push_screen(Sheet(title, FindingWhole(finding, text)))

    # What is shown

    def action_read(self, pages: int) -> None:
        """Scroll the conversation by most of a page."""
        conversation = self.query_one(Conversation)
        page = max(conversation.size.height - 2, 1)
        conversation.scroll_to(y=conversation.scroll_y + pages * page, animate=False)

    def on_conversation_moved(self, message: Conversation.Moved) -> None:
        """Say whether there is more to read below."""
        message.stop()
        unread = self.query_one(Conversation).unread
        more = f"▼ {unread} more {'line' if unread == 1 else 'lines'}, Space" if unread else ""
        self.query_one("#quiet", QuietRule).more = more

    def _say(self, words: str) -> None:
        self.query_one("#quiet", QuietRule).notice = words

    def _say_saved(self) -> None:
        version, trial = self._version, self._trial
        error: Finding | None = None
        if version is not None and version.compiled is None:
            error = version.findings[0]
        told = "Checking …" if self._checking and version is not None else self._saved
        self.query_one(SavedLines).tell(told, error, self._lost, trial is None or trial.played)

    def _show_all(self) -> None:
        trial = self._trial
        if trial is None:
            self.query_one(Conversation).tell_all([(Told(Voice.NARRATION, _NOTHING_YET),)])
            return
        scenario = trial.compiled.scenario
        title = self.query_one(TitleLine)
        if title.title != scenario.title:
            title.title = scenario.title
            title.renew()
        number = "the end" if trial.over else f"decision {trial.taken + 1}"
        title.tell((visible(self._path.name), trial.state.id, number))
        self.query_one(MeterStrip).show(trial.meters)
        self.query_one(TrialValues).show(trial.values, trial.take_back().values)
        self._tell(trial)
        self._shown = False
        self.query_one(ChoiceList).offer(trial.choices)
        self._show_end(trial)
        self.refresh_bindings()
        self.call_after_refresh(self._now_shown)

    def _tell(self, trial: Trial) -> None:
        """Tell the whole trial; the names of the cast set the width of a column, so other names need another one."""
        names = tuple(person.name for person in trial.compiled.scenario.cast.values())
        if names != self._names:
            self._names = names
            conversation = Conversation(names)
            conversation.tell_all(trial_turns(trial))
            self.query_one(Conversation).remove()
            self.query_one("#scene").mount(conversation, before=0)
        else:
            self.query_one(Conversation).tell_all(trial_turns(trial))

    def _show_end(self, trial: Trial) -> None:
        ending = trial.state.ending
        words = ""
        if ending is not None:
            words = ending_words(ending.kind, ending.worth)
        elif not trial.choices:
            words = _NO_CHOICE
        self.query_one("#the-end", Static).update(Content(words))
        self.set_class(bool(words), "-over")

    def _now_shown(self) -> None:
        self._shown = True

    def action_leave(self) -> None:
        """Leave the preview. There is nothing to be kept."""
        self.app.exit()
