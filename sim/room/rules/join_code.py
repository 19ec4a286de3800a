"""The code by which people find a room: short, read from a projector, typed on a phone."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from sim.room.rules.refusal import Reason, Refused

SIGNS: Final = "ACDEFGHJKMNPQRTWXY34679"
"""What a code is made of: capitals and digits of which no two look alike."""

LENGTH: Final = 6
"""How many signs a code has: 148 million codes."""

_LONGEST_TYPED: Final = 40
_HYPHENS: Final = "-\u2010\u2011\u2012\u2013\u2014\u2212"
_NEITHER: Final = "BILOSUVZ01258"
"""The capitals and digits that are in no code, since each looks like another."""


def new_code(choose: Callable[[str], str]) -> str:
    """A code; `choose` picks one of the signs, from a source that nobody can foresee."""
    return "".join(choose(SIGNS) for _ in range(LENGTH))


def normal_code(typed: str) -> str | None:
    """The code that somebody typed, in any case, with spaces or hyphens in it; None where it can be none."""
    try:
        return code_typed(typed)
    except Refused:
        return None


def code_typed(typed: str) -> str:
    """The code that somebody typed, in any case, with spaces or hyphens in it.

    Raises:
        Refused: it can be no code; the words tell why.

    """
    code = "".join(
        sign for sign in typed[:_LONGEST_TYPED] if not sign.isspace() and sign not in _HYPHENS
    ).upper()
    look_alike = next((sign for sign in code if sign in _NEITHER), None)
    if look_alike is not None:
        raise Refused(
            Reason.UNKNOWN_CODE,
            f"No code has “{look_alike}” in it.",
            f"Look again: the signs of a code are {' '.join(SIGNS)}.",
        )
    if len(typed) > _LONGEST_TYPED or len(code) != LENGTH or any(sign not in SIGNS for sign in code):
        raise Refused(
            Reason.UNKNOWN_CODE,
            f"A code has {LENGTH} letters and digits.",
            "Type it as it stands on the facilitator's screen.",
        )
    return code


def shown_code(code: str) -> str:
    """A code as it is shown, in two halves."""
    return f"{code[: LENGTH // 2]} {code[LENGTH // 2 :]}"
