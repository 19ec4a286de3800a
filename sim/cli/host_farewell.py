"""What is said when a session is left."""

from __future__ import annotations

from sim.room.server.facilitation import Facilitation


def farewell(facilitation: Facilitation) -> list[str]:
    """Whether it is over, and what can be done with it now; a line each, with what it is before the colon."""
    code = facilitation.code
    if facilitation.over:
        keep = [f"Keep: emptychair export session {code}"] if facilitation.kept else []
        return ["Over: the session has ended.", *keep]
    if not facilitation.kept:
        return ["Left: the session is gone, as it could not be kept."]
    return [
        "Left: the session is kept. Once it is taken up again, people come back by themselves.",
        f"Again: emptychair host --resume {code}",
    ]
