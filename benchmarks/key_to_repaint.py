"""From a key to the new picture: a choice, and an arrow in the choices, against a bare app, in processor time.

A choice is all of it: the step, the commit to disk, the new turn, the new choices. The story played is the generated
one. Since a choice changes nearly the whole screen, a bare app that changes a whole page is measured beside it.

`python -m benchmarks.key_to_repaint [rounds]`
"""

from __future__ import annotations

import sys
import tempfile
from itertools import cycle, islice
from pathlib import Path
from statistics import median

from benchmarks.bare_app import READY
from benchmarks.child_terminal import PROJECT, ChildTerminal
from benchmarks.story import DEPTH, story
from benchmarks.table import Figure, table

ROUNDS = 4
GOAL = 2.0
"""Times the bare app, for each key."""

ARROWS = 2
"""Arrow keys between two choices."""

_BARE = PROJECT / "benchmarks" / "bare_app.py"
_DOWN = "\x1b[B"


def measure(rounds: int = ROUNDS, choices: int = DEPTH - 1) -> list[Figure]:
    """Play the story so often, with a bare app beside it: a key here, a key there."""
    digits: list[float] = []
    arrows: list[float] = []
    bare: list[float] = []
    pages: list[float] = []
    with tempfile.TemporaryDirectory() as folder:
        scenario = Path(folder) / "story.yaml"
        scenario.write_bytes(story())
        for number in range(rounds):
            home = Path(folder) / str(number)
            with (
                ChildTerminal(
                    (PROJECT / "play.py", "play", scenario, "--seed", str(number)),
                    {"EMPTYCHAIR_HOME": str(home), "EMPTYCHAIR_LIBRARY": ""},
                ) as game,
                ChildTerminal((_BARE, "--keys")) as plain,
                ChildTerminal((_BARE, "--pages")) as page,
            ):
                for bare_app in (plain, page):
                    bare_app.wait_for(lambda text: READY in text, "the bare app")
                    bare_app.settle(0.5)
                game.wait_for(lambda text: "six weeks ago" in text, "the briefing")
                game.settle(0.5)
                game.press("\r")
                game.wait_for(lambda text: "decision 1" in text, "the first decision")
                game.settle(0.5)
                for digit in islice(cycle("12"), choices):
                    for _ in range(ARROWS):
                        arrows.append(_key(game, _DOWN))
                        bare.append(_key(plain, "x"))
                    digits.append(_key(game, digit))
                    pages.append(_key(page, "x"))
    least = median(bare)
    return [
        Figure("bare app, a key", least * 1000, "ms"),
        Figure("an arrow in the choices", median(arrows) * 1000, "ms"),
        Figure("a choice, kept and shown", median(digits) * 1000, "ms"),
        Figure("the slowest choice", max(digits) * 1000, "ms"),
        Figure("bare app, a whole page changed", median(pages) * 1000, "ms"),
        Figure("an arrow, against bare", median(arrows) / least, "times", GOAL),
        Figure("a choice, against bare", median(digits) / least, "times", GOAL),
        Figure("a choice, against a bare page", median(digits) / median(pages), "times"),
    ]


def _key(child: ChildTerminal, key: str) -> float:
    before = child.time_used()
    child.press(key)
    return child.settle() - before


if __name__ == "__main__":
    print(table("Key to repaint", measure(int(sys.argv[1]) if len(sys.argv) > 1 else ROUNDS)))
