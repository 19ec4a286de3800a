"""A live game: one run on the scenario's machine, with everything a screen or the line mode shows of it."""

from __future__ import annotations

from collections.abc import Iterable

from sim.engine.compilation import Configuration
from sim.engine.draws import ContinuedDraws
from sim.engine.machine import ScenarioMachine
from sim.engine.meters import MeterReading, read_meters
from sim.engine.telling import Told, tell_hop, tell_scene
from sim.engine.walk import Hop, Record, Walk, record_of
from sim.scenario.model import Choice, State


class Play:
    """A run being played. Begin a new one, or take one up again by giving its record.

    `told` is everything shown so far; `fresh` is how many of its last entries the latest choice (or the
    beginning) brought.

    Raises:
        RunError: the record given does not fit the scenario.

    """

    def __init__(self, machine: ScenarioMachine, seed: int, record: Record | None = None) -> None:
        record = record or Record()
        self.machine = machine
        self.compiled = machine.compiled
        self.seed = seed
        self._draws = ContinuedDraws(record.draws, seed)
        self._run, hops = machine.begin(self._draws)
        self._start = self.compiled.start()
        self._hops: list[Hop] = []
        self._before = self._start
        self.told: list[Told] = list(tell_scene(self.compiled, self._start))
        self.fresh = len(self.told)
        self._take(hops, fresh_before=self.fresh)
        for choice in record.choices:
            self.choose(choice)

    @property
    def configuration(self) -> Configuration:
        """Where the run stands."""
        return self._run.configuration

    @property
    def state(self) -> State:
        """The state in which the run stands: a decision or an ending."""
        return self.compiled.state_of(self.configuration)

    @property
    def over(self) -> bool:
        """Whether the run has come to an ending."""
        return self.state.ending is not None

    @property
    def choices(self) -> tuple[Choice, ...]:
        """What can be chosen now, in file order."""
        choices = self.state.choices
        return tuple(choices[number] for number in self.compiled.available(self.configuration))

    @property
    def taken(self) -> int:
        """How many choices have been made."""
        return sum(1 for hop in self._hops if hop.choice is not None)

    @property
    def walk(self) -> Walk:
        """The run so far as hops."""
        return Walk(self._start, tuple(self._hops))

    @property
    def record(self) -> Record:
        """The run so far as it is kept."""
        return record_of(self.compiled, self.walk)

    @property
    def meters(self) -> tuple[MeterReading, ...]:
        """The visible meters, with what the latest choice changed."""
        return read_meters(self.compiled, self.configuration, self._before)

    def choose(self, choice: str) -> tuple[Told, ...]:
        """Make a choice by its id, and return what it brings to tell.

        Raises:
            ChoiceUnavailable: it is not available; nothing has changed.
            NowhereToGo: the scenario never comes to rest.

        """
        before = self.configuration
        hops = self.machine.choose(self._run, choice, self._draws)
        self._before = before
        self._take(hops, fresh_before=0)
        return tuple(self.told[-self.fresh :])

    def _take(self, hops: Iterable[Hop], fresh_before: int) -> None:
        self.fresh = fresh_before
        for hop in hops:
            self._hops.append(hop)
            told = tell_hop(self.compiled, hop)
            self.told.extend(told)
            self.fresh += len(told)
