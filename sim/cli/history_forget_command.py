"""`emptychair history forget`: a run, the runs of a scenario, or all of them, gone for good."""

from __future__ import annotations

import argparse
from contextlib import closing
from difflib import get_close_matches
from typing import Final

from sim.cli.asking_to_forget import declined
from sim.cli.exit_code import DONE
from sim.report.history_text import run_words
from sim.report.words import counted, visible
from sim.scenario.error import EmptyChairError
from sim.store.kept_run import KeptRuns
from sim.store.store import Store

_LISTED: Final = 10
"""So many runs are named one by one; of more, only how many there are besides."""


class NothingToForget(EmptyChairError):
    """The run or the scenario named is not in the history."""

    title = "Nothing was forgotten"


def run(arguments: argparse.Namespace) -> int:
    """Say what will be forgotten, ask, and forget it.

    Raises:
        StoreError: the history cannot be used.
        NothingToForget: there is no such run, or none of that scenario.

    """
    with closing(Store.open()) as store:
        runs = _named(store, arguments)
        if not _count(runs):
            print("No run is kept, so there is nothing to forget.")
            return DONE
        _announce(runs)
        code = declined("history forget", arguments.yes)
        if code is not None:
            return code
        forgotten = _forget(store, arguments)
    print(f"Forgotten: {counted(forgotten, 'run')}.")
    return DONE


def _named(store: Store, arguments: argparse.Namespace) -> KeptRuns:
    runs = store.runs()
    if arguments.run is not None:
        found = KeptRuns(
            (run for run in runs if run.id == arguments.run),
            (number for number in runs.left_out if number == arguments.run),
        )
        if not _count(found):
            raise NothingToForget(
                f"There is no run {arguments.run}.", "`emptychair history` lists the runs with their numbers."
            )
        return found
    if arguments.all:
        return runs
    found = store.runs(arguments.scenario)
    if not _count(found):
        close = get_close_matches(arguments.scenario, {run.scenario for run in runs}, n=3, cutoff=0.5)
        raise NothingToForget(
            f"No run of “{visible(arguments.scenario)}” is kept.",
            f"Did you mean {visible(' or '.join(close))}?"
            if close
            else "`emptychair history` lists the runs with their scenarios.",
        )
    return found


def _announce(runs: KeptRuns) -> None:
    lines = [run_words(kept) for kept in runs]
    lines += [f"run {number}, which cannot be read" for number in runs.left_out]
    print(f"This forgets {counted(len(lines), 'run')} for good:")
    # Where one is left over, its own line is no longer than the line that would count it.
    listed = len(lines) if len(lines) <= _LISTED + 1 else _LISTED
    for line in lines[:listed]:
        print(f"  {line}")
    if len(lines) > listed:
        print(f"  and {len(lines) - listed:,} more")


def _count(runs: KeptRuns) -> int:
    """How many there are, also of those that cannot be read: they can be forgotten."""
    return len(runs) + len(runs.left_out)


def _forget(store: Store, arguments: argparse.Namespace) -> int:
    """Forget what is named; returns how many runs that were."""
    if arguments.all:
        return store.forget_all()
    if arguments.scenario is not None:
        return store.forget_scenario(arguments.scenario)
    store.discard(arguments.run)
    return 1
