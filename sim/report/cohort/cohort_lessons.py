"""What a cohort knew: how far it followed each principle, and who understood which insight."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from sim.store.cohort import PlayedRun


@dataclass(frozen=True, slots=True)
class CohortPrinciple:
    """How far a principle was followed where it was at stake, 0 to 100, in so many decisions."""

    principle: str
    followed: float
    decisions: int


@dataclass(frozen=True, slots=True)
class CohortInsight:
    """How many learners met an insight in a whole run. `understood` counts those who took a best choice the last time
    that it was at stake, `missed` the others.
    """

    insight: str
    met: int
    understood: int
    missed: int


def cohort_principles(runs: Iterable[PlayedRun]) -> tuple[CohortPrinciple, ...]:
    """The principles at stake in these runs, the least followed first: all decisions of one taken together."""
    reached: dict[str, int] = {}
    reachable: dict[str, int] = {}
    decisions: dict[str, int] = {}
    for run in runs:
        for decision in run.decisions:
            for item in decision.at_stake.principles:
                reached[item.principle] = reached.get(item.principle, 0) + item.reached
                reachable[item.principle] = reachable.get(item.principle, 0) + item.reachable
                decisions[item.principle] = decisions.get(item.principle, 0) + 1
    found = [
        CohortPrinciple(name, 100 * reached[name] / reachable[name], decisions[name]) for name in reachable
    ]
    return tuple(sorted(found, key=lambda one: (one.followed, one.principle)))


def cohort_insights(learners: Iterable[Iterable[PlayedRun]]) -> tuple[CohortInsight, ...]:
    """The insights that any learner met, those first that the smallest share understood, of these those most met.

    `learners` are the whole runs of each, in the order in which they ended.
    """
    met: dict[str, int] = {}
    understood: dict[str, int] = {}
    for runs in learners:
        last: dict[str, bool] = {}
        for run in runs:
            for decision in run.decisions:
                last |= dict.fromkeys(decision.at_stake.insights, decision.choice in decision.best)
        for insight, best in last.items():
            met[insight] = met.get(insight, 0) + 1
            understood[insight] = understood.get(insight, 0) + best
    found = [CohortInsight(name, met[name], understood[name], met[name] - understood[name]) for name in met]
    return tuple(sorted(found, key=lambda one: (one.understood / one.met, -one.met, one.insight)))
