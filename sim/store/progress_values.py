"""A player's progress as plain values, and what is reckoned from the runs alone."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import Enum
from itertools import pairwise
from typing import Final

from sim.scenario.model import EndingKind

MOST_WINDOWS: Final = 12
"""The parts into which the runs are divided to see a change over time, at most."""


@dataclass(frozen=True, slots=True)
class FinishedRun:
    """What a finished run came to. `ended` is in seconds since 1970; what could not be judged is None.

    `taken_over` is how many of its choices were taken over from the run that it tries again.
    """

    run: int
    scenario: str
    ended: float
    kind: EndingKind
    total: int
    value: float | None
    conduct: float | None
    luck: float | None
    taken_over: int

    @property
    def whole(self) -> bool:
        """Whether it began anew: one that tries again from a decision knows what was explained of it."""
        return self.taken_over == 0


@dataclass(frozen=True, slots=True)
class ScenarioProgress:
    """The whole runs of one scenario: the first and the latest, the best conduct, and how many there were.

    After a single run `first` and `latest` are the same. `best` is None where no run could be judged.
    """

    scenario: str
    first: FinishedRun
    latest: FinishedRun
    best: float | None
    runs: int

    @property
    def change(self) -> float | None:
        """How much better the latest conduct is than the first; None after one run, or where one was not judged."""
        if self.runs == 1 or self.first.conduct is None or self.latest.conduct is None:
            return None
        return self.latest.conduct - self.first.conduct


@dataclass(frozen=True, slots=True)
class Followed:
    """How far a principle was followed over some decisions, and how far it could have been, in rates."""

    reached: int
    reachable: int

    @property
    def value(self) -> float:
        """0 to 100."""
        return 100 * self.reached / self.reachable


@dataclass(frozen=True, slots=True)
class PrincipleProgress:
    """A principle over time: one entry a window, None where it was not at stake there; and all windows in one."""

    principle: str
    windows: tuple[Followed | None, ...]
    overall: Followed

    @property
    def values(self) -> tuple[float | None, ...]:
        """Each window's value, 0 to 100."""
        return tuple(None if window is None else window.value for window in self.windows)

    @property
    def latest(self) -> Followed:
        """The latest window in which it was at stake."""
        return self._met[-1]

    @property
    def change(self) -> float | None:
        """How much higher the latest window in which it was at stake is than the first; None where they are one."""
        met = self._met
        return met[-1].value - met[0].value if len(met) > 1 else None

    @property
    def _met(self) -> tuple[Followed, ...]:
        return tuple(window for window in self.windows if window is not None)


class InsightState(Enum):
    """How a player stands with an insight."""

    UNDERSTOOD = "understood"
    """A best choice was taken where it was at stake last."""
    FORGOTTEN = "forgotten"
    """Understood before, but not where it was at stake last."""
    MISSED = "missed"
    """At stake, and never understood."""
    NOT_MET = "not met"
    """Never at stake."""


@dataclass(frozen=True, slots=True)
class InsightMeeting:
    """A decision in which an insight was at stake; decisions are numbered from 1."""

    run: int
    number: int
    scenario: str
    state: str
    ended: float
    understood: bool


@dataclass(frozen=True, slots=True)
class InsightProgress:
    """In how many decisions an insight was at stake, in how many of them it was understood, and the latest of them."""

    insight: str
    met: int
    understood: int
    latest: InsightMeeting

    @property
    def state(self) -> InsightState:
        """How the player stands with it."""
        if self.latest.understood:
            return InsightState.UNDERSTOOD
        return InsightState.FORGOTTEN if self.understood else InsightState.MISSED


@dataclass(frozen=True, slots=True)
class Progress:
    """A player's progress. Only `runs` has those that try again; everything else is about whole runs alone.

    Attributes:
        runs: Every finished run, the earliest first.
        unreadable: How many more there are that mean nothing any more.
        scenarios: By the scenario played last, that one first.
        windows: How many runs each window has. They are the whole runs in which a principle was at stake, in the
            order in which they ended, divided into at most `MOST_WINDOWS` parts whose sizes differ by one at most.
        principles: Those that were ever at stake, by id.
        insights: Those that were ever at stake, by id.

    """

    runs: tuple[FinishedRun, ...]
    unreadable: int
    scenarios: tuple[ScenarioProgress, ...]
    windows: tuple[int, ...]
    principles: tuple[PrincipleProgress, ...]
    insights: tuple[InsightProgress, ...]


def window_count(runs: int, most: int = MOST_WINDOWS) -> int:
    """Into how many windows so many runs are divided."""
    return min(runs, most)


def window_of(place: int, runs: int, most: int = MOST_WINDOWS) -> int:
    """The window of the run at this place; both count from 0."""
    return place * window_count(runs, most) // runs


def window_sizes(runs: int, most: int = MOST_WINDOWS) -> tuple[int, ...]:
    """How many runs each window has."""
    count = window_count(runs, most)
    # The first place of window w is the least p with p * count // runs == w.
    starts = [-(-window * runs // count) for window in range(count)]
    return tuple(end - start for start, end in pairwise([*starts, runs]))


def scenario_progress(runs: Sequence[FinishedRun]) -> tuple[ScenarioProgress, ...]:
    """The progress in each scenario, from all finished runs, the earliest first."""
    whole: dict[str, list[FinishedRun]] = {}
    for run in runs:
        if run.whole:
            whole.setdefault(run.scenario, []).append(run)
    found = [
        ScenarioProgress(scenario, played[0], played[-1], _best(played), len(played))
        for scenario, played in whole.items()
    ]
    return tuple(sorted(found, key=lambda one: (one.latest.ended, one.latest.run), reverse=True))


def principle_progress(
    tallies: Iterable[tuple[int, str, int, int]], windows: int
) -> tuple[PrincipleProgress, ...]:
    """The progress in each principle, from what was reached and reachable: (window, principle, reached, reachable)."""
    found: dict[str, list[Followed | None]] = {}
    for window, principle, reached, reachable in tallies:
        found.setdefault(principle, [None] * windows)[window] = Followed(reached, reachable)
    return tuple(
        PrincipleProgress(principle, tuple(followed), _sum(followed))
        for principle, followed in sorted(found.items())
    )


def _best(runs: Iterable[FinishedRun]) -> float | None:
    return max((run.conduct for run in runs if run.conduct is not None), default=None)


def _sum(windows: Iterable[Followed | None]) -> Followed:
    met = [window for window in windows if window is not None]
    return Followed(sum(window.reached for window in met), sum(window.reachable for window in met))
