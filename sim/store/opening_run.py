"""Finding everything that is needed to look at a finished run again."""

from __future__ import annotations

from dataclasses import replace

from sim.scenario.error import EmptyChairError
from sim.scenario.library import Library
from sim.store.error import ScenarioChanged
from sim.store.kept_run import KeptRun
from sim.store.played_file import NotAsPlayed, played_file
from sim.store.store import Store


class RunGone(EmptyChairError):
    """A run, or the file of its scenario, is not there any more."""

    title = "This run cannot be shown"


def finished_run(store: Store, library: Library, run: int) -> KeptRun:
    """A run of the history, with the path where its scenario lies now just as it was played.

    Raises:
        StoreError: the history cannot be read.
        RunGone: the run was forgotten, or its scenario's file is gone.
        ScenarioChanged: the file was edited since.

    """
    kept = store.run(run)
    if kept is None:
        raise RunGone(
            f"There is no run {run} in the history.", "`emptychair history` lists the runs by their numbers."
        )
    path = played_file(kept.scenario, kept.path, kept.hash, library)
    if path is NotAsPlayed.GONE:
        raise RunGone(
            f"The scenario of run {run} is gone: there is no file {kept.path}, and no {kept.scenario} in the library.",
            "Put the file back where it was, or name the folder it lies in now with --library.",
        )
    if isinstance(path, NotAsPlayed):
        raise ScenarioChanged(
            f"{kept.path} was edited since run {run} was played, so its decisions cannot be judged as they were.",
            "Put the earlier text of the file back, or play the scenario anew.",
        )
    return replace(kept, path=path)
