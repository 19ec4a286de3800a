"""How a scalar without quotes is read: by the habits of YAML 1.2's core schema, and no further."""

from __future__ import annotations

import re
from typing import Final

from sim.scenario.node import Scalar

MOST_DIGITS: Final = 18
"""The most digits that a whole number may have."""

_NULL = frozenset({"", "~", "null", "Null", "NULL"})
_WHOLE = re.compile(r"[+-]?[0-9]+")
_TRUTH = {"true": True, "false": False}


def is_null(scalar: Scalar) -> bool:
    """Whether it says “nothing”: empty, `~` or `null`."""
    return scalar.plain and scalar.text in _NULL


def is_whole_number(scalar: Scalar) -> bool:
    """Whether it is written as a whole number, of any length."""
    return scalar.plain and _WHOLE.fullmatch(scalar.text) is not None


def whole_number(scalar: Scalar) -> int | None:
    """The whole number it is; None where it is none, or has more than `MOST_DIGITS` digits."""
    if not is_whole_number(scalar) or len(scalar.text.lstrip("+-")) > MOST_DIGITS:
        return None
    return int(scalar.text)


def truth_value(scalar: Scalar) -> bool | None:
    """The truth value it is; None where it is none. Only `true` and `false` are."""
    return _TRUTH.get(scalar.text) if scalar.plain else None
