"""In which principles choices differ, and between which rates."""

from __future__ import annotations

from collections.abc import Sequence

from sim.scenario.model import Choice


def rate_spreads(choices: Sequence[Choice]) -> dict[str, tuple[int, int]]:
    """The lowest and the highest rate on each principle that these choices rate differently, as they first name them.

    A choice that does not rate a principle rates it 0.
    """
    found: dict[str, tuple[int, int]] = {}
    for principle in dict.fromkeys(name for choice in choices for name in choice.rates):
        rates = [choice.rates.get(principle, 0) for choice in choices]
        lowest, highest = min(rates), max(rates)
        if lowest < highest:
            found[principle] = (lowest, highest)
    return found
