"""How much a simple way to play may get before a scenario can be gamed with it."""

from __future__ import annotations

from typing import Final

from sim.engine.policy import BY_PLACE_AND_LENGTH

PLACE_AND_LENGTH: Final = 75.0
"""A conduct that the first, last, longest or shortest choice must stay under."""

ONE_PRINCIPLE: Final = 90.0
"""A conduct that always following one principle must stay under."""

ONE_ENDING: Final = 0.95
"""A share that one ending of a guesser must stay under."""

_NEAR = 1e-9


def bound_of(policy: str) -> float | None:
    """The bound of a policy by its name or principle; None for the guesser, who has none."""
    if policy == "guesser":
        return None
    return PLACE_AND_LENGTH if policy in BY_PLACE_AND_LENGTH else ONE_PRINCIPLE


def wins(policy: str, conduct: float | None) -> bool:
    """Whether a policy gets so much that a scenario can be gamed with it."""
    bound = bound_of(policy)
    return bound is not None and conduct is not None and conduct >= bound - _NEAR
