"""Where a scenario is decided: what each of its decisions cost a cohort."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from statistics import fmean

from sim.store.cohort import PlayedRun
from sim.store.judged_decisions import KeptDecision


@dataclass(frozen=True, slots=True)
class CohortDecision:
    """The decisions made in one state of one edition of a scenario, over the learners' first whole runs.

    `edition` is the hash of its file: what a choice is worth may differ from one edition to the next, so they are
    never mixed. `points` is the mean regret as a share of the scenario's whole spread, 0 to 100, of the `times` that
    somebody decided there; `best` is the share of these that took a best choice, 0 to 1; `lost` all points lost there.
    """

    edition: str
    state: str
    learners: int
    times: int
    points: float
    best: float
    lost: float


def cohort_decisions(firsts: Iterable[PlayedRun]) -> tuple[CohortDecision, ...]:
    """The decisions of one scenario, that with the most points lost first; `firsts` are a run a learner."""
    made: dict[tuple[str, str], list[KeptDecision]] = {}
    learners: dict[tuple[str, str], int] = {}
    for run in firsts:
        places = set()
        for decision in run.decisions:
            place = (run.kept.hash, decision.state)
            places.add(place)
            made.setdefault(place, []).append(decision)
        for place in places:
            learners[place] = learners.get(place, 0) + 1
    found = [
        CohortDecision(
            edition=edition,
            state=state,
            learners=learners[edition, state],
            times=len(decisions),
            points=fmean(decision.points for decision in decisions),
            best=fmean(decision.choice in decision.best for decision in decisions),
            lost=sum(decision.points for decision in decisions),
        )
        for (edition, state), decisions in made.items()
    ]
    return tuple(sorted(found, key=lambda one: (-one.lost, one.state, one.edition)))
