"""The code by which people find a room: short, read from a projector, typed on a phone."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

SIGNS: Final = "ACDEFGHJKMNPQRTWXY34679"
"""What a code is made of: capitals and digits of which no two look alike."""

LENGTH: Final = 6
"""How many signs a code has: 148 million codes."""

_LONGEST_TYPED: Final = 40


def new_code(choose: Callable[[str], str]) -> str:
    """A code; `choose` picks one of the signs, from a source that nobody can foresee."""
    return "".join(choose(SIGNS) for _ in range(LENGTH))


def normal_code(typed: str) -> str | None:
    """The code that somebody typed, in any case, with spaces or hyphens in it; None where it can be none."""
    if len(typed) > _LONGEST_TYPED:
        return None
    code = "".join(typed.split()).replace("-", "").upper()
    return code if len(code) == LENGTH and all(sign in SIGNS for sign in code) else None
