"""Many files checked: what was kept is taken, the rest is worked out, on several cores where that pays."""

from __future__ import annotations

import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from sim.store.checking import CheckedFile, check_file, look_at
from sim.store.kept_checks import KeptChecks

_LONG_ENOUGH = 0.2
"""Seconds after which it is known well enough how long the rest will take."""
_WORTH_STARTING = 0.8
"""Seconds of work left that pay for starting processes, each of which takes a third of one."""


@dataclass(frozen=True, slots=True)
class Checked:
    """One file done; `kept` tells that its findings come from an earlier check."""

    file: CheckedFile
    kept: bool


def check_files(paths: Sequence[Path], kept: KeptChecks, processes: int) -> Iterator[Checked | None]:
    """Check files, in whatever order they come, by up to so many processes; None while nothing is ready."""
    left: list[Path] = []
    for path in paths:
        found = kept.find(look_at(path))
        if found is None:
            left.append(path)
        else:
            yield Checked(found, True)
    for file in _work_out(left, processes):
        if file is None:
            yield None
            continue
        kept.keep(file)
        yield Checked(file, False)


def _work_out(paths: Sequence[Path], processes: int) -> Iterator[CheckedFile | None]:
    begun = time.monotonic()
    for number, path in enumerate(paths):
        passed = time.monotonic() - begun
        left = len(paths) - number
        if processes > 1 and left > 1 and passed > _LONG_ENOUGH and passed / number * left > _WORTH_STARTING:
            # One process alone needs none of what it takes to start others.
            from sim.cli.check_workers import check_by_workers

            yield from check_by_workers(paths[number:], min(processes, left))
            return
        yield check_file(path)
