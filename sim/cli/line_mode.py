"""The line mode: the whole game on stdin and stdout, for pipes, dumb terminals and screen readers."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import TextIO, TypeVar

from sim.cli.exit_code import DONE
from sim.cli.learn_lines import LearnLines
from sim.cli.line_talk import LeaveGame, LineTalk
from sim.cli.terminal_width import UNKNOWN
from sim.engine.meters import MeterReading
from sim.engine.telling import Voice
from sim.report.debrief_text import debrief_text, decision_heading, numbers_lines
from sim.report.debrief_words import CHAIR, NO_POINTS, red_lines_heading, summary
from sim.report.meter_words import value_words
from sim.report.practice_words import NOTHING, practice_words
from sim.report.progress_rows import ProgressRows
from sim.report.progress_text import progress_lines
from sim.report.saving import NotSaved, save_debrief, save_report
from sim.report.words import between, counted, number, signed, visible
from sim.scenario.catalogue_file import shipped_catalogue
from sim.scenario.error import EmptyChairError
from sim.scenario.library import Library
from sim.scenario.reader import read_scenario
from sim.scenario.titles import titles
from sim.store.error import ScenarioChanged, StoreError
from sim.store.kept_run import KeptRun, KeptRuns
from sim.store.loading import Loaded, load
from sim.store.next_to_practise import NextToPractise, Playable, next_to_practise, playable, playables
from sim.store.session import KEPT_AGAIN, NOT_KEPT_WHOLE, Session
from sim.store.settings import Coaching, Settings
from sim.store.store import Store
from sim.store.whole_progress import whole_progress

T = TypeVar("T")

HELP_IN_PLAY = """\
Type the number of a choice, or its id. These words work too:
  again     tell this scene once more
  meters    how things stand
  people    who is who
  briefing  what you knew at the start
  way       what you have chosen so far
  leave     stop here; the run is kept
If a choice has one of these ids, put a slash before the word: /leave"""

HELP_IN_DEBRIEF = """\
Type one of these words:
  details   everything about every decision
  try N     try again from decision N
  save      write the debrief to a file
  report    write a page of HTML to keep, to print or to hand on
  next      play what is to be practised next
  leave     back"""


class LineMode(LineTalk):
    """A game in lines. `seed` and `coaching` come from the command line and win over the settings."""

    def __init__(
        self,
        store: Store,
        library: Library,
        answers: TextIO,
        output: TextIO,
        seed: int | None = None,
        coaching: Coaching | None = None,
    ) -> None:
        super().__init__(answers, output)
        self._store = store
        self._library = library
        self._seed = seed
        self._playables: tuple[Playable, ...] | None = None
        self._left_out: tuple[int, ...] = ()
        self._session: Session | None = None
        self._coaching = coaching or self._read(store.settings, Settings()).coaching

    def run(self, opening: Path | None, not_kept: StoreError | None = None) -> int:
        """Play the scenario opened, or choose one from the library first.

        Raises:
            ScenarioFaulty: the scenario has errors.

        """
        if not_kept is not None:
            self._say(f"{not_kept.title}. {not_kept.message} {not_kept.hint}")
        try:
            if opening is not None:
                self._play(load(opening))
            else:
                self._home()
        except LeaveGame:
            pass
        return DONE

    # The library

    def _home(self) -> None:
        while True:
            paths = self._tell_library()
            if not paths:
                return
            self._tell_next("Type next to play it.")
            answer = self._ask("Which one? A number or an id, progress, learn, or leave.", ["leave"])
            if answer.isdecimal() and 1 <= int(answer) <= len(paths):
                answer = list(paths)[int(answer) - 1]
            if answer in paths:
                self._play(load(paths[answer]))
            elif answer == "learn":
                self._learn()
            elif answer == "next":
                self._play_next()
            elif answer == "progress":
                self._tell_progress()
            else:
                self._say(f"There is no “{visible(answer)}” in this list.")

    def _tell_progress(self) -> None:
        progress = self._read(lambda: whole_progress(self._store, self._library), None)
        if progress is None:
            return
        rows = ProgressRows(progress, shipped_catalogue(), titles(self._library))
        self._say("", *progress_lines(rows, self._width or UNKNOWN), "")

    def _tell_library(self) -> dict[str, Path]:
        self._say("Empty Chair: situations of a sales manager. Every decision is judged exactly.", "")
        best: dict[str, float] = self._read(self._store.best_conducts, {})
        paths: dict[str, Path] = {}
        readings = [(entry, read_scenario(entry.path)) for entry in self._library.entries()]
        self._playables = tuple(
            playable(entry.path, reading.scenario, reading.catalogue)
            for entry, reading in readings
            if reading.scenario is not None
        )
        found = [(entry, reading.scenario) for entry, reading in readings if reading.scenario is not None]
        for entry, scenario in sorted(found, key=lambda pair: (pair[1].difficulty.rank, pair[1].minutes)):
            paths[entry.id] = entry.path
            reached = f", your best conduct {number(best[entry.id])}" if entry.id in best else ""
            self._say(
                f"{len(paths)}. {scenario.title} ({visible(entry.id)}): {scenario.difficulty.value}, "
                f"{counted(scenario.minutes, 'minute')}{reached}",
                f"   {scenario.summary}",
            )
        for entry, reading in readings:
            if reading.scenario is None:
                self._say(f"{visible(entry.id)} has errors: emptychair check {visible(entry.path)}")
        if not paths:
            self._say("There are no scenarios here. Name a folder that has some: emptychair --library FOLDER")
        return paths

    def _find_next(self) -> NextToPractise | None:
        """What to practise next, as far as the history can tell."""
        try:
            practised = self._store.practised()
        except StoreError:  # said already, where the history was asked for more than this
            return None
        if self._playables is None:
            self._playables = playables(self._library)
        return next_to_practise(practised, self._playables, date.today())

    def _learn(self) -> None:
        try:
            LearnLines(self._store, self._library, self._answers, self._output).put_all()
        except StoreError as error:
            self._say(f"{error.title}. {error.message} {error.hint}")
        self._say("")

    # A run

    def _play(self, loaded: Loaded) -> None:
        scenario = loaded.scenario
        self._say("", scenario.title, "=" * len(scenario.title), "")
        session = Session.begin(loaded, self._store, self._coaching, self._seed)
        under_way = self._read(self._store.under_way, KeptRuns())
        if under_way.fault is not None and under_way.left_out != self._left_out:
            self._left_out = under_way.left_out
            self._say(f"{under_way.fault.title}: {under_way.fault.message} {under_way.fault.hint}", "")
        kept = next((run for run in under_way if run.scenario == scenario.id), None)
        self._tell_briefing(session)
        if kept is not None:
            self._say(
                "",
                f"You left a run of this after {counted(len(kept.record.choices), 'decision')}. "
                "Type continue to take it up.",
            )
        self._run(session, kept)

    def _run(self, session: Session, kept: KeptRun | None = None) -> None:
        self._tell(session.play.told[-session.play.fresh :])
        while not session.over:
            self._session = session
            self._offer(session)
            answer = self._ask("Your choice?", [])
            if kept is not None and answer == "continue" and not self._offered(session, answer):
                session = self._continued(session, kept)
                kept = None
                continue
            chosen = self._offered(session, answer)
            if chosen is None:
                self._command(session, answer.removeprefix("/"))
                continue
            kept = None
            told = session.choose(chosen)
            self._tell(told)
            if session.coaching is Coaching.AT_ONCE and session.latest is not None:
                self._say("", f"Coaching: {session.latest.because}")
            self._tell_changes(session)
            self._tell_of_keeping(session)
        self._debrief(session)

    def _tell_of_keeping(self, session: Session) -> None:
        if session.keeping_changed():
            error = session.not_kept
            self._say("", KEPT_AGAIN if error is None else f"{error.title}. {error.message} {error.hint}")

    def _continued(self, session: Session, kept: KeptRun) -> Session:
        try:
            session = Session.resume(session.loaded, self._store, kept)
        except ScenarioChanged as error:
            self._say(f"{error.title}. {error.message}", "Here is the new run again.")
            return session
        self._say(f"Here is where you were, after {counted(session.play.taken, 'decision')}.")
        self._tell(session.play.told[-session.play.fresh :])
        return session

    def _offered(self, session: Session, answer: str) -> str | None:
        choices = session.play.choices
        if answer.isdecimal() and 1 <= int(answer) <= len(choices):
            return choices[int(answer) - 1].id
        return next((choice.id for choice in choices if choice.id == answer), None)

    def _offer(self, session: Session) -> None:
        taken, left = session.play.taken, session.decisions_left
        of = "" if left is None else f" of {between(taken + left[0], taken + left[1])}"
        self._say("", f"Decision {taken + 1}{of}")
        for place, choice in enumerate(session.play.choices, start=1):
            self._say(f"{place}. {choice.text}")

    def _command(self, session: Session, answer: str) -> None:
        choices = session.play.choices
        commands: dict[str, Callable[[], None]] = {
            "again": lambda: self._tell(session.play.told[-session.play.fresh :]),
            "meters": lambda: self._tell_meters(session),
            "people": lambda: self._tell_people(session),
            "briefing": lambda: self._tell_briefing(session),
            "way": lambda: self._tell_way(session),
            "help": lambda: self._say(HELP_IN_PLAY),
            "?": lambda: self._say(HELP_IN_PLAY),
        }
        if answer in {"leave", "quit", "exit", "q"}:
            session.keep()
            kept = "The run is kept." if session.not_kept is None else NOT_KEPT_WHOLE
            self._say(f"Left. {kept}" if session.play.taken else "Left.")
            raise LeaveGame
        if answer in commands:
            commands[answer]()
        else:
            self._say(
                f"“{visible(answer)}” is not a choice here. Type a number from 1 to {len(choices)}, or help."
            )

    def _how_kept(self) -> str:
        if self._session is not None:
            self._session.keep()
            if self._session.not_kept is not None:
                return NOT_KEPT_WHOLE
        return "What was chosen is kept."

    def _read(self, read: Callable[[], T], without: T) -> T:
        """Ask the history; where it cannot be read, say so and go on without."""
        try:
            return read()
        except StoreError as error:
            self._say(f"{error.title}. {error.message} {error.hint}")
            return without

    # The debrief

    def _debrief(self, session: Session) -> None:
        judged, catalogue = session.debrief(), session.loaded.catalogue
        if session.coaching is Coaching.ASSESSMENT:
            self._say("", debrief_text(judged, catalogue, self._width))
            self._tell_next("")
            if session.kept_as is not None:
                self._say("", f"To write a report of it: emptychair export report {session.kept_as}")
            return
        self._say("", "The debrief", "")
        if judged.red_lines:
            self._say(f"{red_lines_heading(judged)}. {NO_POINTS}", *judged.red_lines, "")
        self._say(*numbers_lines(judged), summary(judged), "")
        self._say(*[decision_heading(decision, judged) for decision in judged.decisions])
        for told in judged.chair:
            self._say("", f"{CHAIR}: {told.words}")
        self._tell_next("Type next to play it.")
        while True:
            answer = self._ask("details, try N, save, report, next, or leave?", ["leave"])
            word, _, rest = answer.partition(" ")
            if word == "details":
                self._say("", debrief_text(judged, catalogue, self._width))
            elif word == "try" and rest.isdecimal() and 1 <= int(rest) <= len(judged.decisions):
                before = judged.decisions[int(rest) - 1].before
                self._say("", f"Again from decision {rest}.")
                self._run(Session.begin(session.loaded, self._store, session.coaching, record=before))
                return
            elif word == "save":
                self._save(lambda: save_debrief(judged, catalogue))
            elif word == "report":
                self._save(lambda: save_report(judged, catalogue, date.today()))
            elif word == "next":
                if self._play_next():
                    return
            elif word in {"leave", "quit", "exit", "q"}:
                return
            else:
                self._say(HELP_IN_DEBRIEF)

    def _tell_next(self, how: str) -> None:
        following = self._find_next()
        if following is not None:
            self._say("", practice_words(following, how))

    def _play_next(self) -> bool:
        """Play what is to be practised next; no, after saying why, where that cannot be."""
        following = self._find_next()
        if following is None:
            self._say(NOTHING)
            return False
        try:
            loaded = load(following.playable.path)
        except EmptyChairError as error:
            self._say(f"{error.title}. {error.message} {error.hint}")
            return False
        self._play(loaded)
        return True

    def _save(self, save: Callable[[], Path]) -> None:
        try:
            self._say(f"Written to {visible(save())}")
        except NotSaved as error:
            self._say(f"{error.title}. {error.message} {error.hint}")

    # Telling

    def _tell_briefing(self, session: Session) -> None:
        self._say(session.loaded.scenario.briefing)
        if session.loaded.scenario.cast:
            self._say("")
            self._tell_people(session)
        self._tell_meters(session)

    def _tell_people(self, session: Session) -> None:
        for person in session.loaded.scenario.cast.values():
            self._say(f"{person.name}, {person.role}")

    def _tell_meters(self, session: Session) -> None:
        for reading in session.play.meters:
            self._say(f"{reading.meter.label}: {_meter(reading)}")

    def _tell_changes(self, session: Session) -> None:
        changed = [reading for reading in session.play.meters if reading.change]
        if changed:
            self._say("")
        for reading in changed:
            self._say(f"{reading.meter.label} {signed(reading.change)}: now {_meter(reading)}")

    def _tell_way(self, session: Session) -> None:
        chosen = [item.words for item in session.play.told if item.voice is Voice.PLAYER]
        self._say(*[f"{place}. {words}" for place, words in enumerate(chosen, start=1)])
        if not chosen:
            self._say("You have not chosen anything yet.")

    def _input_ended(self) -> str:
        return f"The input has ended. {self._how_kept()}"


def _meter(reading: MeterReading) -> str:
    """A meter's value, and the author's words for it where there are some."""
    return value_words(reading) if reading.band is None else f"{reading.value}, {reading.band}"
