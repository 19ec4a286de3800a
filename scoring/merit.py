"""What a choice is worth by its rates alone."""

from __future__ import annotations

from collections.abc import Iterable, Mapping


def merit(rates: Mapping[str, int]) -> int:
    """Return the merit of a choice: the sum of its rates.

    ``rates`` gives for each principle the choice is rated on a whole number from -2 to 2. No rates: merit 0.
    """
    return sum(rates.values())


def shortfall(merit: int, available: Iterable[int]) -> int:
    """Return how far a choice's merit stays behind the best merit that could be had at that moment.

    ``shortfall = max(available) - merit``, where ``available`` are the merits of all choices then available,
    the choice itself among them. So it is never negative, and neither long ways nor laps earn points.

    Raises:
        ValueError: ``available`` is empty, or ``merit`` is larger than everything in it.

    """
    largest = max(available, default=None)
    if largest is None:
        raise ValueError("There are no available choices to compare with.")
    if merit > largest:
        raise ValueError(f"A merit of {merit} is not among the available ones: the largest is {largest}.")
    return largest - merit
