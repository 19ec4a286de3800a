"""A run as it lies in the history, and how runs are read from it."""

from __future__ import annotations

import json
import math
import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import groupby
from operator import itemgetter
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from sim.store.error import RunsLeftOut
from sim.store.settings import Coaching

if TYPE_CHECKING:
    from sim.engine.walk import Record
    from sim.scenario.model import EndingKind

_COLUMNS: Final = (
    "id, scenario, hash, path, seed, coaching, taken_over, begun, changed, "
    "ending, kind, worth, total, value, conduct, luck"
)
_LATEST_FIRST: Final = "ORDER BY changed DESC, id DESC"
_LAST_MOMENT: Final = 253_370_764_800
"""The year 9999, the last that a date can be made of, in seconds since 1970."""


@dataclass(frozen=True, slots=True)
class Result:
    """What a finished run came to; the judged numbers are None where the scenario could not be solved."""

    ending: str
    kind: EndingKind
    worth: int
    total: int
    value: float | None
    conduct: float | None
    luck: float | None


@dataclass(frozen=True, slots=True)
class KeptRun:
    """A run as it was kept. `begun` and `changed` are seconds since 1970; no `result`: still under way.

    `taken_over` is how many of its choices were taken over from the run that it tries again; 0 where it began anew.
    """

    id: int
    scenario: str
    hash: str
    path: Path
    seed: int
    coaching: Coaching
    record: Record
    taken_over: int
    begun: float
    changed: float
    result: Result | None


class KeptRuns(tuple[KeptRun, ...]):
    """Runs, the latest first. `left_out` are the numbers of those of which nothing could be made any more."""

    left_out: tuple[int, ...]

    def __new__(cls, runs: Iterable[KeptRun] = (), left_out: Iterable[int] = ()) -> KeptRuns:
        """Runs that were read, and the numbers of those that could not be."""
        made = super().__new__(cls, runs)
        made.left_out = tuple(left_out)
        return made

    @property
    def fault(self) -> RunsLeftOut | None:
        """What to say of the runs left out; None where there are none."""
        return RunsLeftOut(self.left_out) if self.left_out else None


def read_runs(connection: sqlite3.Connection, where: str = "", values: Sequence[object] = ()) -> KeptRuns:
    """The runs that a condition on the table holds for, the latest first; all of them without one.

    Raises:
        sqlite3.Error: the file itself cannot be read.

    """
    with _one_moment(connection):
        try:
            return _at_once(connection, where, values)
        except sqlite3.Error as error:
            # Python's own objection, to a text that is none, has no code: it is one run's fault, not the file's.
            if hasattr(error, "sqlite_errorcode"):
                raise
        return _one_by_one(connection, where, values)


def read_run(connection: sqlite3.Connection, run: int) -> KeptRun | None:
    """One run by its number.

    Raises:
        sqlite3.Error: it cannot be read.
        TypeError, ValueError: what was kept of it means nothing.

    """
    with _one_moment(connection):
        row = connection.execute(f"SELECT {_COLUMNS} FROM run WHERE id = ?", (run,)).fetchone()
        if row is None:
            return None
        choices = connection.execute(
            "SELECT run, number, choice, draws FROM choice WHERE run = ? ORDER BY number", (run,)
        ).fetchall()
    return _run(row, choices)


def _at_once(connection: sqlite3.Connection, where: str, values: Sequence[object]) -> KeptRuns:
    rows = connection.execute(f"SELECT {_COLUMNS} FROM run {where} {_LATEST_FIRST}", values).fetchall()
    of_these = f"WHERE run IN (SELECT id FROM run {where})" if where else ""
    choices: dict[int, list[tuple[Any, ...]]] = {row[0]: [] for row in rows}
    ordered = connection.execute(
        f"SELECT run, number, choice, draws FROM choice {of_these} ORDER BY run, number", values
    )
    for run, made_by_it in groupby(ordered, itemgetter(0)):
        choices[run] = list(made_by_it)
    made: list[KeptRun] = []
    left_out: list[int] = []
    for row in rows:
        try:
            made.append(_run(row, choices[row[0]]))
        except (TypeError, ValueError):
            left_out.append(row[0])
    return KeptRuns(made, left_out)


def _one_by_one(connection: sqlite3.Connection, where: str, values: Sequence[object]) -> KeptRuns:
    made: list[KeptRun] = []
    left_out: list[int] = []
    numbers = connection.execute(f"SELECT id FROM run {where} {_LATEST_FIRST}", values).fetchall()
    for (number,) in numbers:
        try:
            run = read_run(connection, number)
        except (TypeError, ValueError):
            left_out.append(number)
        except sqlite3.Error as error:
            if hasattr(error, "sqlite_errorcode"):
                raise
            left_out.append(number)
        else:
            if run is not None:
                made.append(run)
    return KeptRuns(made, left_out)


@contextmanager
def _one_moment(connection: sqlite3.Connection) -> Iterator[None]:
    """Several queries that see the same, whatever another program writes meanwhile."""
    if connection.in_transaction:
        yield
        return
    connection.execute("BEGIN")
    try:
        yield
    finally:
        if connection.in_transaction:
            connection.execute("COMMIT")


def _run(row: Sequence[Any], choices: Iterable[tuple[Any, ...]]) -> KeptRun:
    """A run of its rows.

    Raises:
        TypeError, ValueError: they mean nothing.

    """
    # The engine is not needed to open the history, which is done before the first frame.
    from sim.scenario.model import EndingKind

    run, scenario, file_hash, path, seed, coaching, taken_over, begun, changed, *result = row
    ending, kind, worth, total, *judged = result
    return KeptRun(
        id=run,
        scenario=_text(scenario),
        hash=_text(file_hash),
        path=Path(_text(path)),
        seed=_whole(seed),
        coaching=Coaching(coaching),
        record=_record(choices),
        taken_over=_whole(taken_over),
        begun=_moment(begun),
        changed=_moment(changed),
        result=None
        if ending is None
        else Result(
            _text(ending), EndingKind(kind), _whole(worth), _whole(total), *(_judged(one) for one in judged)
        ),
    )


def _record(choices: Iterable[tuple[Any, ...]]) -> Record:
    from sim.engine.walk import Record

    made: list[str] = []
    drawn: list[int] = []
    for place, (_, number, choice, draws) in enumerate(choices):
        if number != place:
            raise ValueError(f"choice {place} is missing")
        made.append(_text(choice))
        if draws != "[]":
            drawn.extend(_draws(draws))
    return Record(tuple(made), tuple(drawn))


def _draws(text: Any) -> list[int]:
    try:
        draws = json.loads(text)
    except RecursionError:
        raise ValueError("the draws are nested") from None
    if not isinstance(draws, list):
        raise TypeError("the draws are no list")
    return [_whole(draw) for draw in draws]


def _text(value: Any) -> str:
    if not isinstance(value, str):
        raise TypeError(f"{value!r} is no text")
    return value


def _whole(value: Any) -> int:
    if type(value) is not int:
        raise TypeError(f"{value!r} is no whole number")
    return value


def _judged(value: Any) -> float | None:
    return None if value is None else _number(value)


def _moment(value: Any) -> float:
    moment = _number(value)
    if not 0 <= moment < _LAST_MOMENT:
        raise ValueError(f"{value!r} is no time")
    return moment


def _number(value: Any) -> float:
    if not isinstance(value, (int, float)):
        raise TypeError(f"{value!r} is no number")
    if not math.isfinite(value):
        raise ValueError(f"{value!r} is no number")
    return float(value)
