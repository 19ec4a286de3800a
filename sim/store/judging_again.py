"""Judging finished runs whose decisions are not kept, such as those played before decisions were kept at all."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Final

from sim.scenario.error import EmptyChairError
from sim.scenario.library import Library
from sim.store.kept_run import KeptRun
from sim.store.played_file import NotAsPlayed, played_file

if TYPE_CHECKING:
    from sim.engine.debrief import Debrief
    from sim.store.loading import Loaded
    from sim.store.store import Store

_AT_ONCE: Final = 100
"""So many runs are kept together, or not at all; few enough that nobody who plays meanwhile waits for it."""


@dataclass(frozen=True, slots=True)
class JudgedAgain:
    """How many runs were judged, and of how many the decisions are still not kept."""

    judged: int
    left: int


def judge_again(
    store: Store,
    library: Library,
    progress: Callable[[int, int], None] = lambda done, of: None,
    stopped: Callable[[], bool] = lambda: False,
) -> JudgedAgain:
    """Judge the finished runs without kept decisions whose scenario is still to be had just as it was played.

    It may take seconds, so call it in a thread or say how far it is: `progress` gets how many runs were looked at,
    and of how many. It ends early where `stopped` says so, or the program dies; what was judged until then is kept,
    and the next call does the rest. Several programs may do it at once. Each scenario is loaded once.

    Raises:
        StoreError: the history cannot be read or written.

    """
    unjudged = store.unjudged()
    judged = looked_at = 0
    for path, runs in _by_file(unjudged, library).items():
        loaded = None if path is None or stopped() else _loaded(path)
        waiting = iter(runs)
        while not stopped() and (some := list(islice(waiting, _AT_ONCE))):
            debriefs: dict[int, Debrief] = {}
            for run in _until(stopped, some):
                if loaded is not None and (found := _judged(run, loaded)) is not None:
                    debriefs[run.id] = found
                looked_at += 1
                progress(looked_at, len(unjudged))
            if debriefs:
                judged += store.keep_judged(debriefs)
    return JudgedAgain(judged, len(store.unjudged()))


def _by_file(runs: Iterable[KeptRun], library: Library) -> dict[Path | None, list[KeptRun]]:
    """The runs by the file in which their scenario is to be had as it was played; None where it is in none."""
    files: dict[tuple[str, Path, str], Path | None] = {}
    found: dict[Path | None, list[KeptRun]] = {}
    for run in runs:
        key = (run.scenario, run.path, run.hash)
        if key not in files:
            file = played_file(*key, library)
            files[key] = None if isinstance(file, NotAsPlayed) else file
        found.setdefault(files[key], []).append(run)
    return found


def _loaded(path: Path) -> Loaded | None:
    from sim.store.loading import load

    try:
        return load(path)
    except EmptyChairError:  # it has become faulty, by the rules of now
        return None


def _judged(run: KeptRun, loaded: Loaded) -> Debrief | None:
    """The run judged; None where it does not come to the same end any more, or the scenario is too big."""
    from sim.engine.debrief import debrief
    from sim.engine.draws import FixedDraws
    from sim.engine.error import RunError
    from sim.engine.walk import finished_walk

    if loaded.scenario.hash != run.hash:
        return None
    try:
        walked = finished_walk(loaded.compiled, run.record.choices, FixedDraws(run.record.draws))
    except RunError:
        return None
    found = debrief(loaded.compiled, loaded.verdict.solution, walked, loaded.catalogue.principles)
    same = run.result is not None and run.result.ending == found.state.id
    return found if same and any(decision.judgement for decision in found.decisions) else None


def _until(stopped: Callable[[], bool], runs: Iterable[KeptRun]) -> Iterator[KeptRun]:
    for run in runs:
        if stopped():
            return
        yield run
