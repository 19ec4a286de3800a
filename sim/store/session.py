"""One run as a player lives it: played on the machine, kept choice by choice, judged at its end."""

from __future__ import annotations

import secrets
from typing import Final

from sim.engine.debrief import Debrief, debrief
from sim.engine.error import RunError
from sim.engine.play import Play
from sim.engine.telling import Told
from sim.engine.walk import Record
from sim.scenario.model import Choice
from sim.store.error import ScenarioChanged, StoreError
from sim.store.kept_run import KeptRun
from sim.store.loading import Loaded
from sim.store.settings import Coaching
from sim.store.store import Store

SEEDS = 2**31

KEPT_AGAIN: Final = "The history can be written again, and what was missed is kept."
"""What to say when keeping works again."""

NOT_KEPT_WHOLE: Final = "This run could not be kept whole: the history could not be written."
"""What to say of a run that is left while keeping fails."""


class Session:
    """The one thing that the screens and the line mode drive. Make it with `begin` or `resume`.

    `not_kept` is why the latest choices could not be kept; None where all are kept. Play goes on all the same.
    """

    def __init__(self, loaded: Loaded, store: Store, coaching: Coaching, play: Play, run: int | None) -> None:
        self.loaded = loaded
        self.store = store
        self.coaching = coaching
        self.play = play
        self.latest: Choice | None = None
        self.not_kept: StoreError | None = None
        self._said_not_kept = False
        self._run = run
        self._taken_over = len(play.record.choices)
        self._kept = play.record if run is not None else Record()
        self._debrief: Debrief | None = None

    @classmethod
    def begin(
        cls,
        loaded: Loaded,
        store: Store,
        coaching: Coaching,
        seed: int | None = None,
        record: Record | None = None,
    ) -> Session:
        """Begin a new run; with a record, from where that record stops. It is kept from its first choice on.

        Raises:
            RunError: the record does not fit the scenario.

        """
        seed = secrets.randbelow(SEEDS) if seed is None else seed
        return cls(loaded, store, coaching, Play(loaded.machine, seed, record), run=None)

    @classmethod
    def resume(cls, loaded: Loaded, store: Store, kept: KeptRun) -> Session:
        """Take up a kept run where it was left.

        Raises:
            ScenarioChanged: the scenario was edited since; the message says what does not fit any more.

        """
        if kept.hash != loaded.scenario.hash:
            raise ScenarioChanged(_what_changed(loaded, kept), "Start it anew from the home screen.")
        try:
            play = Play(loaded.machine, kept.seed, kept.record)
        except RunError as error:
            raise ScenarioChanged(f"The run does not fit it: {error.message}", "Start it anew.") from error
        session = cls(loaded, store, kept.coaching, play, run=kept.id)
        if session.over and kept.result is None:
            # It was stopped between its last choice and its result.
            session._keep()
        return session

    @property
    def over(self) -> bool:
        """Whether the run has come to an ending."""
        return self.play.over

    @property
    def kept_as(self) -> int | None:
        """The run's number in the history; None where it is not kept, or only until the program ends."""
        return None if self.not_kept is not None or self.store.passing else self._run

    @property
    def decisions_left(self) -> tuple[int, int] | None:
        """The fewest and the most choices still to come; None where the scenario is too big to know."""
        solution = self.loaded.verdict.solution
        return None if solution is None else solution.decisions_left(self.play.configuration)

    def choose(self, choice: str) -> tuple[Told, ...]:
        """Make a choice; it is kept before this returns, and a run that ends is kept with its result.

        Raises:
            RunError: the choice is not available; nothing has changed.

        """
        offered = {item.id: item for item in self.play.choices}
        told = self.play.choose(choice)
        self.latest = offered[choice]
        self._keep()
        return told

    def keep(self) -> None:
        """Try once more to keep what could not be kept; does nothing where all is kept."""
        if self.not_kept is not None:
            self._keep()

    def keeping_changed(self) -> bool:
        """Whether keeping began to fail, or works again, since this was last asked: so that it is said once."""
        fails = self.not_kept is not None
        changed = fails is not self._said_not_kept
        self._said_not_kept = fails
        return changed

    def debrief(self) -> Debrief:
        """The finished run, judged.

        Raises:
            ValueError: the run is not over.

        """
        if self._debrief is None:
            loaded = self.loaded
            self._debrief = debrief(
                loaded.compiled, loaded.verdict.solution, self.play.walk, loaded.catalogue.principles
            )
        return self._debrief

    def _keep(self) -> None:
        try:
            self._keep_choices()
            if self.over and self._run is not None:
                self.store.finish(self._run, self.debrief())
        except StoreError as error:
            self.not_kept = error
        else:
            self.not_kept = None

    def _keep_choices(self) -> None:
        """Keep every choice that is not kept yet, so that one that failed leaves no gap."""
        record, scenario, kept = self.play.record, self.loaded.scenario, len(self._kept.choices)
        if self._run is None:
            self._run = self.store.begin(
                scenario.id,
                scenario.hash,
                self.loaded.path,
                self.play.seed,
                self.coaching,
                record,
                self._taken_over,
            )
        elif kept < len(record.choices):
            draws = record.draws[len(self._kept.draws) :]
            self.store.add_choices(self._run, kept, record.choices[kept:], draws)
        self._kept = record


def _what_changed(loaded: Loaded, kept: KeptRun) -> str:
    """Where the choices of a kept run stop fitting the scenario as it is now."""
    made = len(kept.record.choices)
    try:
        Play(loaded.machine, kept.seed, kept.record)
    except RunError as error:
        return f"The file was edited since this run was left, and the run does not fit it any more. {error.message}"
    return (
        f"The file was edited since this run was left. Its {made} choices still exist, "
        "but they may lead elsewhere now."
    )
