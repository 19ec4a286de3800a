"""`python -m benchmarks [rounds]`: everything that is measured, one table after the other."""

from __future__ import annotations

import sys

from benchmarks import check, engine, first_paint, key_to_repaint, learning, room
from benchmarks.table import table


def main() -> None:
    """Measure and print; with a number, each benchmark has so many rounds."""
    rounds = int(sys.argv[1]) if len(sys.argv) > 1 else None
    print(table("The engine", engine.measure(rounds or engine.ROUNDS)), end="\n\n", flush=True)
    print(
        table("Start to first paint", first_paint.measure(rounds or first_paint.ROUNDS)),
        end="\n\n",
        flush=True,
    )
    print(
        table("Key to repaint", key_to_repaint.measure(rounds or key_to_repaint.ROUNDS)),
        end="\n\n",
        flush=True,
    )
    print(
        table("A long history", learning.measure(rounds or learning.ROUNDS)),
        end="\n\n",
        flush=True,
    )
    print(table("Checking", check.measure(rounds or check.ROUNDS)), end="\n\n", flush=True)
    print(table("A room under load", room.measure(rounds or room.ROUNDS)))


if __name__ == "__main__":
    main()
