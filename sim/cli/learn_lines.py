"""Learning from mistakes in lines: the choices of each position on stdout, an answer a line on stdin."""

from __future__ import annotations

from contextlib import suppress
from typing import TextIO

from sim.cli.exit_code import DONE
from sim.cli.line_talk import LeaveGame, LineTalk
from sim.engine.exercise import Option
from sim.report.exercise_text import (
    COMES_AGAIN,
    COSTS_TOO,
    KEPT,
    NOT_KEPT,
    TITLE,
    TRIED,
    TRIED_BEFORE,
    accepted_words,
    empty_words,
    learned_words,
    left_out_words,
    lost_words,
    place_words,
    summary_words,
    times_words,
    verdict_words,
)
from sim.report.meter_words import value_words
from sim.report.words import visible
from sim.scenario.library import Library
from sim.store.error import StoreError
from sim.store.lesson import Answer, Asked, Lesson
from sim.store.store import Store

HELP = """\
Type the number of a choice, or its id. These words work too:
  see       show what every choice costs; the position comes again another time
  skip      leave it for another time
  again     tell it once more
  briefing  what you knew at the start, and who is who
  quit      stop here; what you learned is kept
If a choice has one of these ids, put a slash before the word: /quit"""


class LearnLines(LineTalk):
    """A lesson in lines."""

    def __init__(self, store: Store, library: Library, answers: TextIO, output: TextIO) -> None:
        super().__init__(answers, output)
        self._store = store
        self._library = library
        self._told = False

    def run(self) -> int:
        """Put one position after the other.

        Raises:
            StoreError: the history cannot be read.

        """
        with suppress(LeaveGame):
            self.put_all()
        return DONE

    def put_all(self) -> None:
        """The same for whoever asks more afterwards.

        Raises:
            LeaveGame: the input has ended.
            StoreError: the history cannot be read.

        """
        lesson = Lesson.open(self._store, self._library)
        self._say(TITLE, "")
        left_out = left_out_words(lesson.left_out)
        if lesson.positions and left_out:
            self._say(left_out)
        try:
            while (asked := lesson.next()) is not None and self._put(lesson, asked):
                pass
        finally:
            lesson.skip()
            if lesson.positions:
                self._say("", *summary_words(lesson), learned_words(lesson))
        if not lesson.positions:
            self._say(*empty_words(lesson))

    def _input_ended(self) -> str:
        return "The input has ended. What you learned is kept."

    def _put(self, lesson: Lesson, asked: Asked) -> bool:
        """Put a position until something becomes of it; False where the player wants to stop."""
        times = times_words(asked)
        self._say("", f"{place_words(asked, lesson)}, {lost_words(asked)}{f', {times}' if times else ''}")
        self._tell_position(asked)
        while lesson.outcome is None:
            self._offer(lesson, asked)
            answer = self._ask("Your choice, see, skip, or quit?", [])
            chosen = self._chosen(asked, answer)
            if chosen is None:
                word = answer.removeprefix("/")
                if word in {"quit", "leave", "exit", "q"}:
                    return False
                self._command(lesson, asked, word)
                continue
            said = lesson.attempt(chosen.choice.id)
            if said is Answer.ACCEPTED:
                self._say("", f"{accepted_words(chosen)} {KEPT if lesson.kept else NOT_KEPT}")
                self._say(f"{verdict_words(chosen)}: {chosen.choice.because}")
                self._say_if_not_kept(lesson)
            else:
                self._say(f"{COSTS_TOO if said is Answer.COSTS else TRIED_BEFORE}.")
        return True

    def _chosen(self, asked: Asked, answer: str) -> Option | None:
        options = asked.exercise.options
        if answer.isdecimal() and 1 <= int(answer) <= len(options):
            return options[int(answer) - 1]
        return next((option for option in options if option.choice.id == answer), None)

    def _command(self, lesson: Lesson, asked: Asked, word: str) -> None:
        if word == "see":
            lesson.see()
            for number, option in enumerate(asked.exercise.options, start=1):
                self._say("", f"{number}. {option.choice.text}", f"   {verdict_words(option)}")
                self._say(f"   {option.choice.because}")
            self._say("", COMES_AGAIN)
        elif word == "skip":
            lesson.skip()
        elif word == "again":
            self._tell_position(asked)
        elif word == "briefing":
            scenario = asked.loaded.scenario
            self._say(scenario.briefing)
            for person in scenario.cast.values():
                self._say(f"{person.name}, {person.role}")
        elif word in {"help", "?"}:
            self._say(HELP)
        else:
            count = len(asked.exercise.options)
            self._say(f"“{visible(word)}” is not a choice here. Type a number from 1 to {count}, or help.")

    def _tell_position(self, asked: Asked) -> None:
        self._tell(asked.exercise.turns[-1])
        if asked.exercise.meters:
            self._say("")
        for reading in asked.exercise.meters:
            self._say(f"{reading.meter.label}: {value_words(reading)}")

    def _offer(self, lesson: Lesson, asked: Asked) -> None:
        self._say("")
        for number, option in enumerate(asked.exercise.options, start=1):
            tried = f" ({TRIED})" if option.choice.id in lesson.tried else ""
            self._say(f"{number}. {option.choice.text}{tried}")

    def _say_if_not_kept(self, lesson: Lesson) -> None:
        error: StoreError | None = lesson.not_kept
        if error is not None and not self._told:
            self._told = True
            self._say(f"{error.title}. {visible(error.message)} {visible(error.hint or '')}".rstrip())
