"""`check`, from nothing and from kept results: the shipped library, and a thousand generated scenarios.

`python -m benchmarks.check [rounds]`
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import median

from benchmarks.bare_app import READY
from benchmarks.child_terminal import PROJECT, ChildTerminal
from benchmarks.engine import OF_30_KB
from benchmarks.story import story
from benchmarks.table import Figure, table

ROUNDS = 15
SCENARIOS = 1_000
"""Generated scenarios of about 30 kB, each another story; from nothing they are checked once."""

_PROGRAM = """
import resource, sys
from sim.cli.main import main
main(sys.argv[2:])
own = next(line for line in open("/proc/self/status") if line.startswith("VmHWM"))
started = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss
open(sys.argv[1], "w").write(str(max(int(own.split()[1]), started)))
"""
"""The program, which tells its peak of memory in kilobytes at the end: what the system tells of a process that has
ended is never less than what its parent had.
"""


@dataclass(frozen=True, slots=True)
class Used:
    """What a program and the processes that it started have used: seconds of processor time, seconds by the clock,
    and the megabytes of the largest of them at its peak.
    """

    processor: float
    clock: float
    memory: float


def measure(rounds: int = ROUNDS, scenarios: int = SCENARIOS) -> list[Figure]:
    """Start the bare app and `check` of the library in turn; then check the generated scenarios."""
    bare, cold, kept = [], [], []
    for _ in range(rounds):
        with ChildTerminal((PROJECT / "benchmarks" / "bare_app.py",)) as child:
            bare.append(child.wait_for(lambda text: READY in text, "its one text"))
        with tempfile.TemporaryDirectory() as home:
            cold.append(_check(home))
            kept.append(_check(home))
    least = median(bare)
    many_cold, many_kept = _many(rounds, scenarios)
    return [
        Figure("bare app, its one text", least * 1000, "ms"),
        *_figures("the library", "from nothing", cold, least),
        *_figures("the library", "kept", kept, least),
        *_figures(f"{scenarios:,} scenarios", "from nothing", [many_cold], least),
        *_figures(f"{scenarios:,} scenarios", "kept", many_kept, least),
    ]


def _many(rounds: int, scenarios: int) -> tuple[Used, list[Used]]:
    with tempfile.TemporaryDirectory() as home:
        folder = Path(home, "stories")
        folder.mkdir()
        for seed in range(scenarios):
            (folder / f"story-{seed:04}.yaml").write_bytes(story(OF_30_KB, seed))
        return _check(home, folder), [_check(home, folder) for _ in range(rounds)]


def _figures(what: str, whence: str, used: Sequence[Used], bare: float) -> list[Figure]:
    processor = median(one.processor for one in used)
    return [
        Figure(f"{what}, {whence}", processor * 1000, "ms"),
        Figure(f"{what}, {whence}, by the clock", median(one.clock for one in used) * 1000, "ms"),
        Figure(f"{what}, {whence}, against bare", processor / bare, "times"),
        Figure(f"{what}, {whence}, memory", max(one.memory for one in used), "MB"),
    ]


def _check(home: str, *paths: Path) -> Used:
    environment = {**os.environ, "EMPTYCHAIR_HOME": home, "EMPTYCHAIR_LIBRARY": "", "PYTHONUTF8": "1"}
    begun = time.perf_counter()
    memory = Path(home, "memory")
    process = subprocess.Popen(
        [sys.executable, "-c", _PROGRAM, memory, "check", *paths],
        cwd=PROJECT,
        env=environment,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    _, status, usage = os.wait4(process.pid, 0)
    clock = time.perf_counter() - begun
    process.returncode = os.waitstatus_to_exitcode(status)
    return Used(usage.ru_utime + usage.ru_stime, clock, int(memory.read_text("ascii")) / 1000)


if __name__ == "__main__":
    print(table("Checking", measure(int(sys.argv[1]) if len(sys.argv) > 1 else ROUNDS)))
