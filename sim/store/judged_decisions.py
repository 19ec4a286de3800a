"""The judged decisions of a finished run, in the history."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from scoring.label import Label
    from sim.engine.at_stake import AtStake
    from sim.engine.debrief import Debrief


@dataclass(frozen=True, slots=True)
class KeptDecision:
    """A decision as it was judged when its run ended; `number` is from 1, as in the debrief.

    `regret` and `stake` are in points of worth, `points` is the regret as a share of the scenario's whole spread,
    0 to 100; `best` are the ids of the best choices.
    """

    number: int
    state: str
    choice: str
    regret: float
    stake: float
    points: float
    label: Label
    best: tuple[str, ...]
    at_stake: AtStake


def insert_decisions(connection: sqlite3.Connection, run: int, debrief: Debrief) -> None:
    """Keep the decisions of a run in place of those kept before; what could not be judged is left out."""
    from sim.engine.at_stake import at_stake

    # What was at stake goes with its decision, unless another program broke the two apart.
    for table in ("decision", "principle_at_stake", "insight_at_stake"):
        connection.execute(f"DELETE FROM {table} WHERE run = ?", (run,))
    for decision in debrief.decisions:
        judgement = decision.judgement
        if judgement is None:
            continue
        connection.execute(
            "INSERT INTO decision (run, number, state, choice, regret, stake, points, label, best) "
            "VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
            (
                run,
                decision.number,
                decision.state.id,
                decision.choice.id,
                judgement.regret,
                judgement.stake,
                judgement.points,
                judgement.label.value,
                json.dumps([choice.id for choice in judgement.best]),
            ),
        )
        found = at_stake(decision)
        connection.executemany(
            "INSERT INTO principle_at_stake (run, number, principle, reached, reachable) VALUES (?, ?, ?, ?, ?)",
            [
                (run, decision.number, item.principle, item.reached, item.reachable)
                for item in found.principles
            ],
        )
        connection.executemany(
            "INSERT INTO insight_at_stake (run, number, insight) VALUES (?, ?, ?)",
            [(run, decision.number, insight) for insight in found.insights],
        )


UNJUDGED: Final = (
    "WHERE ending IS NOT NULL AND conduct IS NOT NULL "
    "AND NOT EXISTS (SELECT 1 FROM decision WHERE decision.run = run.id)"
)
"""The condition on the table of runs: it could be judged when it ended, but its decisions are not kept."""


def insert_missing(connection: sqlite3.Connection, debriefs: Mapping[int, Debrief]) -> int:
    """Keep the decisions of those runs, by their numbers, that are still there and without; returns how many."""
    missing = {run for (run,) in connection.execute(f"SELECT id FROM run {UNJUDGED}")} & debriefs.keys()
    for run in sorted(missing):
        insert_decisions(connection, run, debriefs[run])
    return len(missing)


def kept_decisions(connection: sqlite3.Connection, run: int) -> tuple[KeptDecision, ...]:
    """The decisions kept of a run, in the order in which they were made; what was at stake is sorted by name."""
    from scoring.label import Label
    from sim.engine.at_stake import AtStake, PrincipleAtStake

    principles: dict[int, list[PrincipleAtStake]] = {}
    for number, *values in connection.execute(
        "SELECT number, principle, reached, reachable FROM principle_at_stake WHERE run = ? ORDER BY principle",
        (run,),
    ):
        principles.setdefault(number, []).append(PrincipleAtStake(*values))
    insights: dict[int, list[str]] = {}
    for number, insight in connection.execute(
        "SELECT number, insight FROM insight_at_stake WHERE run = ? ORDER BY insight", (run,)
    ):
        insights.setdefault(number, []).append(insight)
    rows = connection.execute(
        "SELECT number, state, choice, regret, stake, points, label, best FROM decision WHERE run = ? "
        "ORDER BY number",
        (run,),
    )
    return tuple(
        KeptDecision(
            number=number,
            state=state,
            choice=choice,
            regret=regret,
            stake=stake,
            points=points,
            label=Label(label),
            best=tuple(json.loads(best)),
            at_stake=AtStake(tuple(principles.get(number, ())), tuple(insights.get(number, ()))),
        )
        for number, state, choice, regret, stake, points, label, best in rows
    )
