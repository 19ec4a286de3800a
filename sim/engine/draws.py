"""Where the arm of a chance comes from: a seed, or a list fixed beforehand."""

from __future__ import annotations

import random
from collections.abc import Sequence
from typing import Protocol

from sim.engine.error import DrawMissing


class DrawSource(Protocol):
    """Draws one arm of a chance."""

    def draw(self, weights: Sequence[int], state: str) -> int:
        """The number of the arm drawn; `state` says where, for messages."""
        ...


class SeededDraws:
    """Arms drawn by weight from a seed: the same seed gives the same draws."""

    def __init__(self, seed: int) -> None:
        self._random = random.Random(seed)

    def draw(self, weights: Sequence[int], state: str) -> int:
        """Draw an arm with the chance weight / sum of weights."""
        point = self._random.randrange(sum(weights))
        for arm, weight in enumerate(weights):
            point -= weight
            if point < 0:
                return arm
        raise AssertionError("a point below the sum of the weights lies in an arm")


class FixedDraws:
    """Arms named beforehand; what is not needed is left over."""

    def __init__(self, arms: Sequence[int]) -> None:
        self._arms = tuple(arms)
        self._taken = 0

    def draw(self, weights: Sequence[int], state: str) -> int:
        """The next arm of the list.

        Raises:
            DrawMissing: the list is used up, or names an arm that this chance does not have.

        """
        number = self._taken + 1
        if self._taken >= len(self._arms):
            raise DrawMissing(state, number, None, len(weights))
        arm = self._arms[self._taken]
        if not 0 <= arm < len(weights):
            raise DrawMissing(state, number, arm, len(weights))
        self._taken = number
        return arm


class ContinuedDraws:
    """Fixed draws first (a run taken up again), then fresh ones from a seed."""

    def __init__(self, arms: Sequence[int], seed: int) -> None:
        self._fixed = FixedDraws(arms)
        self._left = len(arms)
        self._seeded = SeededDraws(seed)

    def draw(self, weights: Sequence[int], state: str) -> int:
        """The next fixed arm while there is one, then a fresh draw.

        Fresh draws skip as many as were fixed, so that a run taken up again draws as it would have without the break.
        """
        if self._left:
            self._left -= 1
            self._seeded.draw(weights, state)
            return self._fixed.draw(weights, state)
        return self._seeded.draw(weights, state)
