"""From start to first paint: the home screen against a bare Textual app, in processor time, in a real terminal.

`python -m benchmarks.first_paint [rounds]`
"""

from __future__ import annotations

import sys
import tempfile
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from statistics import median

from benchmarks.bare_app import READY
from benchmarks.child_terminal import PROJECT, ChildTerminal
from benchmarks.table import Figure, table
from sim.scenario.folders import shipped_scenarios
from sim.scenario.reader import read_scenario

ROUNDS = 15
GOAL = 1.75
"""Times the bare app, until the title and the first scenario stand on the screen."""

Picture = tuple[str, Callable[[str], bool]]


def measure(rounds: int = ROUNDS) -> list[Figure]:
    """Start both in turn, so that whatever else the machine does falls on both alike."""
    titles = shipped_titles()
    home: Sequence[Picture] = (
        ("anything", lambda text: text.strip() != ""),
        (
            "the title and the first scenario",
            lambda text: "Empty Chair" in text and rows_shown(text, titles) >= 1,
        ),
        ("all scenarios", lambda text: rows_shown(text, titles) == len(titles)),
    )
    bare: Sequence[Picture] = (("its one text", lambda text: READY in text),)
    home_times: list[list[float]] = []
    bare_times: list[list[float]] = []
    for _ in range(rounds):
        bare_times.append(_pictures((PROJECT / "benchmarks" / "bare_app.py",), {}, bare))
        with tempfile.TemporaryDirectory() as folder:
            alone = {"EMPTYCHAIR_HOME": folder, "EMPTYCHAIR_LIBRARY": ""}
            home_times.append(_pictures((PROJECT / "play.py",), alone, home))
    anything, meaningful, whole = (median(times) for times in zip(*home_times, strict=True))
    least = median(times[0] for times in bare_times)
    return [
        Figure("bare app, its one text", least * 1000, "ms"),
        Figure("home screen, anything", anything * 1000, "ms"),
        Figure("home screen, title and first scenario", meaningful * 1000, "ms"),
        Figure("home screen, all scenarios", whole * 1000, "ms"),
        Figure("anything, against bare", anything / least, "times", GOAL),
        Figure("title and first scenario, against bare", meaningful / least, "times", GOAL),
        Figure("all scenarios, against bare", whole / least, "times"),
    ]


def _pictures(
    arguments: Sequence[str | Path], environment: Mapping[str, str], pictures: Sequence[Picture]
) -> list[float]:
    with ChildTerminal(arguments, environment) as child:
        return [child.wait_for(seen, what) for what, seen in pictures]


def shipped_titles() -> list[str]:
    """The titles of the shipped scenarios, as far as a list shows them."""
    scenarios = [read_scenario(path).scenario for path in sorted(shipped_scenarios().glob("*.yaml"))]
    # The list may cut long titles short.
    return [" ".join(scenario.title.split())[:20] for scenario in scenarios if scenario is not None]


def rows_shown(text: str, titles: Sequence[str]) -> int:
    """How many of these titles stand on the screen."""
    return sum(title in text for title in titles)


if __name__ == "__main__":
    print(table("Start to first paint", measure(int(sys.argv[1]) if len(sys.argv) > 1 else ROUNDS)))
