"""Histories of learners made by hand, for the tests of what a cohort comes to."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from scoring.label import Label
from sim.engine.at_stake import AtStake, PrincipleAtStake
from sim.engine.walk import Record
from sim.scenario.model import EndingKind
from sim.store.cohort import PlayedRun, ReadHistory
from sim.store.judged_decisions import KeptDecision
from sim.store.kept_run import KeptRun, Result
from sim.store.settings import Coaching

HOSTILE = "=<b>&\"'</style><script>alert(1)</script>"


def decision(
    state: str = "s",
    points: float = 0.0,
    best: bool = True,
    principles: Sequence[tuple[str, int, int]] = (),
    insights: Sequence[str] = (),
) -> KeptDecision:
    """A judged decision in a state."""
    return KeptDecision(
        number=1,
        state=state,
        choice="a",
        regret=points / 10,
        stake=5.0,
        points=points,
        label=Label.BEST if best else Label.SLIP,
        best=("a",) if best else ("b",),
        at_stake=AtStake(tuple(PrincipleAtStake(*item) for item in principles), tuple(insights)),
    )


def run(
    scenario: str,
    conduct: float | None = 50.0,
    *decisions: KeptDecision,
    edition: str = "e1",
    taken_over: int = 0,
    ended: bool = True,
    total: int = 3,
    kind: EndingKind = EndingKind.MIXED,
) -> PlayedRun:
    """A run of a scenario, finished unless it is said to be under way."""
    kept = KeptRun(
        id=1,
        scenario=scenario,
        hash=edition,
        path=Path("/a.yaml"),
        seed=1,
        coaching=Coaching.AFTER,
        record=Record(("a", "b")),
        taken_over=taken_over,
        begun=1_000_000.0,
        changed=1_000_100.0,
        result=Result("end", kind, total, total, 5.0, conduct, 0.5) if ended else None,
    )
    return PlayedRun(kept, decisions)


def history(name: str, *runs: PlayedRun, left_out: int = 0) -> ReadHistory:
    """A learner's file."""
    return ReadHistory(Path("/cohort") / f"{name}.sqlite3", runs, left_out)
