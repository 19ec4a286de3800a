"""What a decision cost, against the best that could have been decided there."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

TOLERANCE: Final = 1e-9
"""Regrets and stakes smaller than this are rounding, and count as 0."""


@dataclass(frozen=True, slots=True)
class RegretParts:
    """The two parts of a regret, in points of worth; ``how + where`` is the regret, to 1e-9.

    Either part alone may be negative: a choice can be the better act and still lead to the worse place.

    Attributes:
        how: What the choice itself cost: its shortfall minus the best choice's.
        where: What the place it led to cost: the best choice's expected value minus its own.

    """

    how: float
    where: float


def regret(worths: Sequence[float], chosen: int) -> float:
    """Return the regret of a choice: ``max Q - Q(chosen)``, never negative, and 0 if under ``TOLERANCE``.

    ``worths`` holds Q of each available choice, and ``chosen`` is an index into it, from 0.

    Raises:
        ValueError: There are no worths, or ``chosen`` is not an index of one.

    """
    _require_choice(worths, chosen)
    return _settled(max(worths) - worths[chosen])


def stake(worths: Sequence[float]) -> float:
    """Return what was at stake in a decision: ``max Q - min Q``, and 0 where it is under ``TOLERANCE``.

    ``worths`` holds Q of each available choice. With a single choice nothing is at stake.

    Raises:
        ValueError: There are no worths.

    """
    _require_worths(worths)
    return _settled(max(worths) - min(worths))


def best(worths: Sequence[float]) -> tuple[int, ...]:
    """Return the indexes of the best choices, in order: all whose regret is 0. There is always one at least.

    ``worths`` holds Q of each available choice.

    Raises:
        ValueError: There are no worths.

    """
    _require_worths(worths)
    highest = max(worths)
    return tuple(index for index, worth in enumerate(worths) if highest - worth < TOLERANCE)


def regret_parts(shortfalls: Sequence[float], expected: Sequence[float], chosen: int) -> RegretParts:
    """Split the regret of a choice into how it was done and where it led.

    With ``Q = -shortfall + expected V`` for each available choice, the best choice is the first of
    ``best(Q)``, and

    - ``how = shortfall(chosen) - shortfall(best)``
    - ``where = expected V(best) - expected V(chosen)``, taken as ``regret - how`` so that the parts add up.

    A choice as good as the first of the best, but in another way, has two parts that cancel out. A part under
    ``TOLERANCE`` in size is 0.

    Raises:
        ValueError: The sequences are empty or differ in length, or ``chosen`` is not an index of them.

    """
    if len(shortfalls) != len(expected):
        raise ValueError(f"{len(shortfalls)} shortfalls do not match {len(expected)} expected values.")
    worths = [-short + value for short, value in zip(shortfalls, expected, strict=True)]
    _require_choice(worths, chosen)
    how = _settled(shortfalls[chosen] - shortfalls[best(worths)[0]])
    return RegretParts(how=how, where=_settled(regret(worths, chosen) - how))


def _settled(difference: float) -> float:
    return 0.0 if abs(difference) < TOLERANCE else float(difference)


def _require_worths(worths: Sequence[float]) -> None:
    if not worths:
        raise ValueError("A decision needs at least one available choice.")


def _require_choice(worths: Sequence[float], chosen: int) -> None:
    _require_worths(worths)
    if not 0 <= chosen < len(worths):
        raise ValueError(f"Choice {chosen} is not one of the {len(worths)} available, counted from 0.")
