"""What a draw gave or took."""

from __future__ import annotations


def luck(came: float, expected: float) -> float:
    """Return the luck of one draw, in points of worth: ``came - expected``.

    ``came`` is the value of the configuration that the draw brought, ``expected`` the mean value over its
    arms by weight. Good luck is positive. Nothing is rounded away, since for every run
    ``total = V(start) - sum of regrets + sum of lucks``.
    """
    return came - expected
