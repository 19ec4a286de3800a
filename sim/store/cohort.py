"""The histories of a cohort: what each of many players' files tells of their runs."""

from __future__ import annotations

import json
import math
import sqlite3
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from scoring.label import Label
from sim.engine.at_stake import AtStake, PrincipleAtStake
from sim.store.foreign_history import NotRead, opened_copy
from sim.store.judged_decisions import KeptDecision
from sim.store.kept_run import KeptRun, read_runs

LONGEST_ID: Final = 200
"""The characters of the longest id that is taken for one."""


@dataclass(frozen=True, slots=True)
class PlayedRun:
    """A run with its judged decisions: none where it is under way, or could not be judged when it ended."""

    kept: KeptRun
    decisions: tuple[KeptDecision, ...]

    @property
    def whole(self) -> bool:
        """Whether it has ended, and was played from its beginning."""
        return self.kept.result is not None and self.kept.taken_over == 0


@dataclass(frozen=True, slots=True)
class ReadHistory:
    """One player's file. `runs` are in the order in which they were last played; `left_out` counts those that
    mean nothing.
    """

    path: Path
    runs: tuple[PlayedRun, ...]
    left_out: int


@dataclass(frozen=True, slots=True)
class LeftOutFile:
    """A file that is not among the histories, and why; `foreign` where it is no history at all."""

    path: Path
    reason: str
    foreign: bool


@dataclass(frozen=True, slots=True)
class ReadCohort:
    """All that could be read, and what could not be, each in the order of the files."""

    histories: tuple[ReadHistory, ...]
    left_out: tuple[LeftOutFile, ...]


def read_cohort(paths: Iterable[Path], tell: Callable[[int], None] = lambda done: None) -> ReadCohort:
    """Read every file, whatever is wrong with others; `tell` hears after each how many are done."""
    histories: list[ReadHistory] = []
    left_out: list[LeftOutFile] = []
    for done, path in enumerate(paths, start=1):
        try:
            histories.append(read_history(path))
        except NotRead as error:
            left_out.append(LeftOutFile(path, error.reason, error.foreign))
        tell(done)
    return ReadCohort(tuple(histories), tuple(left_out))


def read_history(path: Path) -> ReadHistory:
    """All runs of one file that mean something. Nothing in the file or beside it changes.

    Raises:
        NotRead: it is no history, a damaged one or one of a newer version, or it cannot be read.

    """
    with opened_copy(path) as connection:
        try:
            kept = read_runs(connection)
            decisions = _Decisions(connection)
        except (sqlite3.Error, ValueError, TypeError) as error:
            raise NotRead(f"cannot be read, it may be damaged ({error})") from error
        runs: list[PlayedRun] = []
        left_out = len(kept.left_out)
        for run in reversed(kept):
            try:
                runs.append(_played(run, decisions))
            except (ValueError, TypeError, RecursionError):
                left_out += 1
        return ReadHistory(path, tuple(runs), left_out)


def _played(run: KeptRun, decisions: _Decisions) -> PlayedRun:
    """A run with its decisions.

    Raises:
        ValueError, TypeError, RecursionError: what was kept of it means nothing.

    """
    _id(run.scenario)
    _id(run.hash)
    if run.result is None:
        return PlayedRun(run, ())
    _id(run.result.ending)
    conduct = run.result.conduct
    if conduct is not None and not -1e-6 <= conduct <= 100 + 1e-6:
        raise ValueError(f"a conduct of {conduct}")
    return PlayedRun(run, decisions.of(run.id))


class _Decisions:
    """The rows of all decisions of a history, read at once; each run's are made of them when they are asked for."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._decisions = _by_run(
            connection.execute(
                "SELECT run, number, state, choice, regret, stake, points, label, best FROM decision "
                "ORDER BY run, number"
            )
        )
        self._principles = _by_run(
            connection.execute(
                "SELECT run, number, principle, reached, reachable FROM principle_at_stake "
                "ORDER BY run, number, principle"
            )
        )
        self._insights = _by_run(
            connection.execute(
                "SELECT run, number, insight FROM insight_at_stake ORDER BY run, number, insight"
            )
        )

    def of(self, run: int) -> tuple[KeptDecision, ...]:
        principles: dict[int, list[PrincipleAtStake]] = {}
        for number, principle, reached, reachable in self._principles.get(run, ()):
            if not 0 <= reached <= reachable or not 1 <= reachable <= 4:
                raise ValueError(f"a principle followed {reached} of {reachable}")
            principles.setdefault(number, []).append(PrincipleAtStake(_id(principle), reached, reachable))
        insights: dict[int, list[str]] = {}
        for number, insight in self._insights.get(run, ()):
            insights.setdefault(number, []).append(_id(insight))
        return tuple(
            KeptDecision(
                number=number,
                state=_id(state),
                choice=_id(choice),
                regret=_amount(regret),
                stake=_amount(stake),
                points=_amount(points),
                label=Label(label),
                best=_ids(best),
                at_stake=AtStake(tuple(principles.get(number, ())), tuple(insights.get(number, ()))),
            )
            for number, state, choice, regret, stake, points, label, best in self._decisions.get(run, ())
        )


def _by_run(rows: Iterable[tuple[Any, ...]]) -> dict[int, list[tuple[Any, ...]]]:
    found: dict[int, list[tuple[Any, ...]]] = {}
    for run, *rest in rows:
        found.setdefault(run, []).append(tuple(rest))
    return found


def _id(value: Any) -> str:
    if not isinstance(value, str):
        raise TypeError(f"{value!r} is no text")
    if not 0 < len(value) <= LONGEST_ID:
        raise ValueError(f"an id of {len(value)} characters")
    return value


def _ids(text: Any) -> tuple[str, ...]:
    found = json.loads(text)
    if not isinstance(found, list):
        raise TypeError("the best choices are no list")
    return tuple(_id(one) for one in found)


def _amount(value: Any) -> float:
    if not isinstance(value, (int, float)):
        raise TypeError(f"{value!r} is no number")
    if not (math.isfinite(value) and value >= 0):
        raise ValueError(f"an amount of {value}")
    return float(value)
