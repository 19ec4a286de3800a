"""A decision put once more: where a run stood, what may be chosen there, and what each choice is worth."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from scoring.label import Label, label, points
from scoring.regret import TOLERANCE, regret
from sim.engine.compiled import CompiledScenario
from sim.engine.draws import FixedDraws
from sim.engine.error import RunError
from sim.engine.meters import MeterReading, read_meters
from sim.engine.solution import Solution
from sim.engine.telling import Told, tell_hop, tell_scene
from sim.engine.walk import Record, Walk, record_of, walk
from sim.scenario.model import Choice, State

WITHIN: Final = 2.0
"""A choice that costs no more points than this is accepted as if it were the best."""


@dataclass(frozen=True, slots=True)
class Option:
    """A choice that may be made, and its verdict.

    `regret` is in points of worth, `points` is the same as a share of the scenario's whole spread, 0 to 100.
    `accepted` says whether it is as good as the best, or `best` itself.
    """

    choice: Choice
    regret: float
    points: float
    label: Label
    best: bool
    accepted: bool


@dataclass(frozen=True, slots=True)
class Exercise:
    """A decision to be made once more. It holds the verdict on every choice; whoever shows it keeps that to itself.

    `number` is the decision's, from 1; `before` is the record up to it. `turns` is what was told until then: the
    opening, then what each choice brought, the last of them ending in `scene`. `meters` are the visible ones, with
    what the latest choice changed. `options` are in file order; at least one of them is accepted.
    """

    number: int
    before: Record
    state: State
    turns: tuple[tuple[Told, ...], ...]
    scene: tuple[Told, ...]
    meters: tuple[MeterReading, ...]
    options: tuple[Option, ...]


class NothingToDecide(RunError):
    """A record leads to an ending, where there is nothing to decide."""

    title = "Nothing to decide"

    def __init__(self, state: str) -> None:
        super().__init__(
            f"The run has come to its ending “{state}”, where there is nothing to decide.",
            "Leave out its last choice.",
            state,
        )


def exercise(solution: Solution, record: Record) -> Exercise:
    """The decision to which a record leads. Draws that the record has beyond it are left over.

    Raises:
        NothingToDecide: the record leads to an ending.
        RunError: the record does not fit the scenario, as for `walk`.

    """
    compiled = solution.graph.compiled
    walked = walk(compiled, record.choices, FixedDraws(record.draws))
    now = walked.now
    state = compiled.state_of(now)
    if state.ending is not None:
        raise NothingToDecide(state.id)
    position = solution.position(now)
    latest = next((hop.before for hop in reversed(walked.hops) if hop.choice is not None), walked.start)
    options = []
    for place, number in enumerate(position.choices):
        lost = regret(position.worths, place)
        cost = points(lost, solution.spread)
        options.append(
            Option(
                choice=state.choices[number],
                regret=lost,
                points=cost,
                label=label(lost, solution.spread),
                best=number in position.best,
                accepted=cost <= WITHIN + TOLERANCE,
            )
        )
    return Exercise(
        number=len(record.choices) + 1,
        before=record_of(compiled, walked),
        state=state,
        turns=_turns(compiled, walked),
        scene=tell_scene(compiled, now),
        meters=read_meters(compiled, now, latest),
        options=tuple(options),
    )


def _turns(compiled: CompiledScenario, walked: Walk) -> tuple[tuple[Told, ...], ...]:
    turns = [[*tell_scene(compiled, walked.start)]]
    for hop in walked.hops:
        if hop.choice is not None:
            turns.append([])
        turns[-1].extend(tell_hop(compiled, hop))
    return tuple(tuple(turn) for turn in turns)
