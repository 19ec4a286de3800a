"""The word for a decision."""

from __future__ import annotations

from enum import StrEnum
from typing import Final

from scoring.regret import TOLERANCE


class Label(StrEnum):
    """How good a decision was, from the best to the worst."""

    BEST = "best"
    SOUND = "sound"
    SLIP = "slip"
    MISTAKE = "mistake"
    BLUNDER = "blunder"


_FROM_POINTS: Final = ((15, Label.BLUNDER), (10, Label.MISTAKE), (5, Label.SLIP))


def points(regret: float, spread: float) -> float:
    """Return a regret in points: ``100 * regret / spread``.

    ``spread`` is V(start) minus the least expected total of the scenario. A regret under ``TOLERANCE`` is no
    points, and so is every regret where there is no spread. A mistake in a corner seldom reached may cost
    more than 100.
    """
    if regret < TOLERANCE or spread <= 0:
        return 0.0
    return 100 * regret / spread


def label(regret: float, spread: float) -> Label:
    """Return the label of a decision by its ``points``.

    No points: best. Under 5: sound. Under 10: slip. Under 15: mistake. From 15: blunder. Points within
    ``TOLERANCE`` of a limit take the worse label.
    """
    cost = points(regret, spread)
    if cost == 0:
        return Label.BEST
    for limit, worse in _FROM_POINTS:
        if cost >= limit - TOLERANCE:
            return worse
    return Label.SOUND
