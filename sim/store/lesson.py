"""Learning from mistakes, as a player does it: position after position, tried, looked up or skipped."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import Final

from sim.engine.error import RunError
from sim.engine.exercise import Exercise, Option, exercise
from sim.engine.walk import Record
from sim.scenario.library import Library
from sim.store.error import StoreError
from sim.store.judging_again import judge_again
from sim.store.loading import Loaded, ScenarioFaulty, load
from sim.store.mistakes import Mistake
from sim.store.played_file import NotAsPlayed, played_file
from sim.store.store import Store

AT_A_TIME: Final = 20
"""So many positions are put in one lesson; the others wait for the next."""


class Outcome(StrEnum):
    """What became of a position."""

    LEARNED = "learned"
    SEEN = "seen"
    SKIPPED = "skipped"


class Answer(StrEnum):
    """What is said to a choice tried."""

    ACCEPTED = "accepted"
    COSTS = "costs"
    TRIED_BEFORE = "tried before"


@dataclass(frozen=True, slots=True)
class Asked:
    """A position put to the player: the `place`-th of the lesson, from 1."""

    place: int
    mistake: Mistake
    loaded: Loaded
    exercise: Exercise


class Lesson:
    """The one thing that the screen and the line mode drive. Make it with `open`, then ask for `next`.

    `outcomes` count what became of the positions so far; `left_out` counts those that cannot be put, and why.
    Of the position asked, `tried` are the choices tried (their ids), `accepted` is the one that was found, and `kept`
    says whether it is kept as learned.
    `learned_before` is how many were learned before this lesson, `waiting` how many are left for another one.
    `not_kept` is the first reason why something learned could not be kept, if there was one, and `unkept` how often
    that happened.
    """

    def __init__(
        self,
        store: Store,
        to_learn: tuple[tuple[Mistake, Path], ...],
        left_out: Mapping[NotAsPlayed, int],
        learned_before: int,
        played: bool,
    ) -> None:
        self.played = played
        self.learned_before = learned_before
        self.waiting = max(len(to_learn) - AT_A_TIME, 0)
        self.outcomes: Counter[Outcome] = Counter()
        self.left_out: Counter[NotAsPlayed] = Counter(left_out)
        self.asked: Asked | None = None
        self.tried: list[str] = []
        self.outcome: Outcome | None = None
        self.accepted: Option | None = None
        self.kept = False
        self.not_kept: StoreError | None = None
        self.unkept = 0
        self._store = store
        self._to_come = list(to_learn[:AT_A_TIME])
        self._loaded: dict[str, Loaded | None] = {}

    @classmethod
    def open(cls, store: Store, library: Library, stopped: Callable[[], bool] = lambda: False) -> Lesson:
        """Look up what there is to learn. It reads the scenarios' files, so a screen does it in a thread.

        Runs whose decisions are not kept are judged first, where that can still be done; `stopped` ends that early.

        Raises:
            StoreError: the history cannot be read.

        """
        with suppress(StoreError):  # what is judged already can be learned all the same
            judge_again(store, library, stopped=stopped)
        found = store.mistakes()
        files: dict[tuple[str, str, Path], Path | NotAsPlayed] = {}
        to_learn: list[tuple[Mistake, Path]] = []
        left_out: Counter[NotAsPlayed] = Counter()
        for mistake in found.to_learn:
            key = (mistake.scenario, mistake.hash, mistake.path)
            if key not in files:
                files[key] = played_file(mistake.scenario, mistake.path, mistake.hash, library)
            file = files[key]
            if isinstance(file, NotAsPlayed):
                left_out[file] += 1
            else:
                to_learn.append((mistake, file))
        return cls(store, tuple(to_learn), left_out, found.learned, found.played)

    @property
    def positions(self) -> int:
        """How many positions this lesson has, those done and the one being asked included."""
        return sum(self.outcomes.values()) + self._open + len(self._to_come)

    @property
    def still_to_learn(self) -> int:
        """How many positions come again: those seen or skipped, those not yet asked, and those that wait."""
        done = self.outcomes[Outcome.LEARNED]
        return self.positions - done + self.unkept + self.waiting

    @property
    def _open(self) -> int:
        """1 where a position is asked that nothing has become of yet."""
        return 1 if self.asked is not None and self.outcome is None else 0

    def next(self) -> Asked | None:
        """Put the next position; None after the last one. One that is asked and has no outcome counts as skipped.

        It may read and solve a scenario, so a screen does it in a thread. A scenario is read once for a lesson.

        Raises:
            StoreError: the history cannot be read; that position counts as skipped.

        """
        if self._open:
            self.skip()
        self.asked, self.outcome, self.accepted, self.tried, self.kept = None, None, None, [], False
        while self._to_come:
            mistake, path = self._to_come.pop(0)
            try:
                found = self._exercise(mistake, path)
            except StoreError:
                self.outcomes[Outcome.SKIPPED] += 1
                raise
            if isinstance(found, NotAsPlayed):
                self.left_out[found] += 1
            else:
                loaded, put = found
                self.asked = Asked(sum(self.outcomes.values()) + 1, mistake, loaded, put)
                break
        return self.asked

    def attempt(self, choice: str) -> Answer:
        """Try a choice (its id). One that is accepted makes the position learned, which is kept at once.

        Raises:
            ValueError: nothing is asked, it has been answered, or the choice is not available.

        """
        if self.asked is None or self.outcome is not None:
            raise ValueError("no position waits for an answer")
        option = next((item for item in self.asked.exercise.options if item.choice.id == choice), None)
        if option is None:
            raise ValueError(f"{choice} is not available")
        if choice in self.tried:
            return Answer.TRIED_BEFORE
        self.tried.append(choice)
        if not option.accepted:
            return Answer.COSTS
        self.accepted = option
        self._end(Outcome.LEARNED)
        try:
            self._store.learn(self.asked.mistake)
            self.kept = True
        except StoreError as error:
            self.unkept += 1
            self.not_kept = self.not_kept or error
        return Answer.ACCEPTED

    def see(self) -> None:
        """Be shown everything. A position not answered yet comes again another time."""
        if self._open:
            self._end(Outcome.SEEN)

    def skip(self) -> None:
        """Leave the position for another time."""
        if self._open:
            self._end(Outcome.SKIPPED)

    def _end(self, outcome: Outcome) -> None:
        self.outcome = outcome
        self.outcomes[outcome] += 1

    def _exercise(self, mistake: Mistake, path: Path) -> tuple[Loaded, Exercise] | NotAsPlayed:
        try:
            kept = self._store.run(mistake.run)
        except StoreError as error:
            if isinstance(error.__cause__, TypeError | ValueError):
                return NotAsPlayed.UNFIT  # it is this run's own fault, not the file's
            raise
        if mistake.hash not in self._loaded:
            self._loaded[mistake.hash] = _load(path)
        loaded = self._loaded[mistake.hash]
        if loaded is None or loaded.scenario.hash != mistake.hash:
            return NotAsPlayed.EDITED
        solution = loaded.verdict.solution
        if kept is None or solution is None:
            return NotAsPlayed.UNFIT
        try:
            before = Record(kept.record.choices[: mistake.number - 1], kept.record.draws)
            return loaded, exercise(solution, before)
        except RunError:
            return NotAsPlayed.UNFIT


def _load(path: Path) -> Loaded | None:
    try:
        return load(path)
    except ScenarioFaulty:
        return None
