"""How far a run was led by each principle."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class RatedDecision:
    """One decision of a run, as the rates of its choices: whole numbers from -2 to 2 by principle.

    Attributes:
        chosen: The rates of the choice made.
        available: The rates of every choice that was available, the one made among them.

    Raises:
        ValueError: The rates chosen are not among the available ones.

    """

    chosen: Mapping[str, int]
    available: tuple[Mapping[str, int], ...]

    def __post_init__(self) -> None:
        if self.chosen not in self.available:
            raise ValueError("The choice made is not among the available ones.")


def profile(decisions: Iterable[RatedDecision], principles: Iterable[str]) -> dict[str, float | None]:
    """Return for each principle, in the order given, how far the run followed it where it could, 0 to 100.

    ``100 * sum(rate - lowest) / sum(highest - lowest)`` over the decisions in which the available choices
    differ in the principle; a choice that does not rate it rates it 0. None where they differ in no decision.
    """
    made = tuple(decisions)
    return {principle: _followed(made, principle) for principle in principles}


def _followed(decisions: tuple[RatedDecision, ...], principle: str) -> float | None:
    reached = 0
    reachable = 0
    for decision in decisions:
        rates = [choice.get(principle, 0) for choice in decision.available]
        reached += decision.chosen.get(principle, 0) - min(rates)
        reachable += max(rates) - min(rates)
    return 100 * reached / reachable if reachable else None
