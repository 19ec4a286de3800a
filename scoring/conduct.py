"""The score of a run: how well it was decided, whatever came of it."""

from __future__ import annotations

import math
from collections.abc import Iterable

from scoring.regret import TOLERANCE


def conduct(regrets: Iterable[float], stakes: Iterable[float]) -> float | None:
    """Return the conduct of a run, 0 to 100: ``100 * (1 - sum of regrets / sum of stakes)``.

    ``regrets`` and ``stakes`` go through the run's decisions side by side. For a policy, give one of each:
    its expected sum of regrets and its expected sum of stakes. None where the stakes sum to 0, for then
    nothing was decided. What rounding carries past 0 or 100 is cut off.

    Raises:
        ValueError: There are not as many regrets as stakes, or a regret is negative or larger than its stake.

    """
    pairs = list(zip(regrets, stakes, strict=True))
    for regret, stake in pairs:
        if not -TOLERANCE <= regret <= stake + TOLERANCE * max(1.0, stake):
            raise ValueError(f"A regret of {regret} does not lie between 0 and its stake of {stake}.")
    at_stake = math.fsum(stake for _, stake in pairs)
    if at_stake <= 0:
        return None
    lost = math.fsum(regret for regret, _ in pairs)
    return min(100.0, max(0.0, 100 * (1 - lost / at_stake)))
