"""What a decision put to the test: the principles and the insights that were at stake in it."""

from __future__ import annotations

from dataclasses import dataclass

from scoring.regret import TOLERANCE
from sim.engine.debrief import Decision
from sim.engine.rate_spreads import rate_spreads


@dataclass(frozen=True, slots=True)
class PrincipleAtStake:
    """A principle in which the choices differed: how far it was followed, and how far it could have been.

    Both are above the lowest rate there; `reachable` is from 1 to 4.
    """

    principle: str
    reached: int
    reachable: int


@dataclass(frozen=True, slots=True)
class AtStake:
    """What was at stake in one decision, each in the order in which its choices first name it."""

    principles: tuple[PrincipleAtStake, ...]
    insights: tuple[str, ...]


def at_stake(decision: Decision) -> AtStake:
    """What was at stake: principles that the available choices rate differently, insights that one of them names.

    Nothing is, where the decision had no stake, or could not be judged.
    """
    judgement = decision.judgement
    if judgement is None or judgement.stake < TOLERANCE:
        return AtStake((), ())
    spreads = rate_spreads(decision.available)
    return AtStake(
        tuple(
            PrincipleAtStake(name, decision.choice.rates.get(name, 0) - lowest, highest - lowest)
            for name, (lowest, highest) in spreads.items()
        ),
        tuple(dict.fromkeys(insight for choice in decision.available for insight in choice.insights)),
    )
