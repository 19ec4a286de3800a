"""The home screen, the progress and the opening of a long history, against an empty one, in processor time.

`python -m benchmarks.learning [rounds]`
"""

from __future__ import annotations

import shutil
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from statistics import median
from typing import Final

from benchmarks.child_terminal import PROJECT, ChildTerminal
from benchmarks.first_paint import rows_shown, shipped_titles
from benchmarks.long_history import write_long_history
from benchmarks.table import Figure, table
from sim.store.store import Store

ROUNDS: Final = 10
RUNS: Final = 10_000
HISTORY: Final = "history.sqlite3"


def measure(rounds: int = ROUNDS, runs: int = RUNS) -> list[Figure]:
    """Start the game over an empty and over a long history in turn, at the home screen and at the progress."""
    titles = shipped_titles()
    empty: dict[str, list[float]] = {}
    long: dict[str, list[float]] = {}
    with tempfile.TemporaryDirectory() as kept:
        history = Path(kept, HISTORY)
        write_long_history(history, runs)
        size = history.stat().st_size / 1_000_000
        for _ in range(rounds):
            for times, progress in ((empty, "No finished run yet."), (long, f"{runs:,} runs, conduct")):
                with tempfile.TemporaryDirectory() as home:
                    if times is long:
                        shutil.copy(history, home)
                    else:
                        Store.open(Path(home, HISTORY)).close()
                    _note(times, "opening the history", _opening(Path(home, HISTORY)))
                    (whole,) = _shown(home, (), lambda text: rows_shown(text, titles) == len(titles))
                    _note(times, "home screen, all scenarios", whole)
                    first, filled = _shown(home, ("progress",), _saying("Progress"), _saying(progress))
                    _note(times, "progress screen, first frame", first)
                    _note(times, "progress screen, filled", filled)
    figures = [Figure(f"the history of {runs:,} runs", size, "MB")]
    for what in empty:
        least, most = median(empty[what]), median(long[what])
        figures += [
            Figure(f"{what}, empty", least * 1000, "ms"),
            Figure(f"{what}, {runs:,} runs", most * 1000, "ms"),
            Figure(f"{what}, against empty", most / least, "times"),
        ]
    return figures


def _note(times: dict[str, list[float]], what: str, seconds: float) -> None:
    times.setdefault(what, []).append(seconds)


def _saying(words: str) -> Callable[[str], bool]:
    return lambda text: words in text


def _opening(path: Path) -> float:
    begun = time.process_time()
    store = Store.open(path)
    used = time.process_time() - begun
    store.close()
    return used


def _shown(home: str, arguments: tuple[str, ...], *pictures: Callable[[str], bool]) -> list[float]:
    """Processor time until the screen is as wanted, picture by picture."""
    alone = {"EMPTYCHAIR_HOME": home, "EMPTYCHAIR_LIBRARY": ""}
    with ChildTerminal((PROJECT / "play.py", *arguments), alone) as child:
        return [child.wait_for(seen, " ".join(("play.py", *arguments))) for seen in pictures]


if __name__ == "__main__":
    print(table("A long history", measure(int(sys.argv[1]) if len(sys.argv) > 1 else ROUNDS)))
