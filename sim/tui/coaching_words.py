"""What the player is told of each way of coaching."""

from __future__ import annotations

from sim.store.settings import Coaching

NAMES = {
    Coaching.AFTER: "After each run",
    Coaching.AT_ONCE: "At once",
    Coaching.ASSESSMENT: "Assessment",
}

SENTENCES = {
    Coaching.AFTER: "The debrief explains every decision.",
    Coaching.AT_ONCE: "After each choice you read what it asked, and why.",
    Coaching.ASSESSMENT: "Explained only at the end; nothing is tried again.",
}


def after(coaching: Coaching) -> Coaching:
    """The next way of coaching, round the end."""
    ways = list(Coaching)
    return ways[(ways.index(coaching) + 1) % len(ways)]
