"""The debrief: a finished run, judged. A plain value that every screen, page and report only renders."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from scoring.conduct import conduct
from scoring.label import Label, label, points
from scoring.luck import luck
from scoring.merit import shortfall
from scoring.profile import RatedDecision, profile
from scoring.regret import regret, regret_parts
from sim.engine.compiled import CompiledScenario
from sim.engine.solution import Solution
from sim.engine.telling import Told, tell_lines, tell_scene
from sim.engine.walk import Hop, Record, Walk, record_of
from sim.scenario.model import Choice, Ending, Scenario, State


@dataclass(frozen=True, slots=True)
class Judgement:
    """What a decision was worth. Regret is `how` (the choice itself) plus `where` (what it led to).

    `points` is the regret as a share of the scenario's whole spread, 0 to 100; `best` are the best choices.
    """

    best: tuple[Choice, ...]
    regret: float
    how: float
    where: float
    stake: float
    points: float
    label: Label


@dataclass(frozen=True, slots=True)
class Decision:
    """One decision of a run. `before` is the record up to it, from which it can be tried again; `scene` is what
    its state told.

    `judgement` is None where the scenario is too big to be solved. `standing` is the total that could still be
    expected when the decision came up, playing best from there; `luck` is what the draws that followed gave or took.
    """

    number: int
    before: Record
    state: State
    scene: tuple[Told, ...]
    choice: Choice
    available: tuple[Choice, ...]
    merit: int
    shortfall: int
    judgement: Judgement | None
    standing: float | None
    luck: float | None


@dataclass(frozen=True, slots=True)
class Debrief:
    """A finished run, judged: total = value - sum of regrets + luck.

    `value` is V(start) and `least` its opposite; both, `conduct` and `luck` are None where the scenario is too
    big to be solved, and conduct is None too where nothing was at stake. `scene` is what the ending told, `chair`
    what the customer would say.
    """

    scenario: Scenario
    record: Record
    state: State
    scene: tuple[Told, ...]
    ending: Ending
    total: int
    value: float | None
    least: float | None
    conduct: float | None
    luck: float | None
    opening_luck: float | None
    red_lines: tuple[str, ...]
    decisions: tuple[Decision, ...]
    profile: Mapping[str, float | None]
    chair: tuple[Told, ...]


def debrief(
    compiled: CompiledScenario, solution: Solution | None, walked: Walk, principles: Iterable[str]
) -> Debrief:
    """Judge a finished run; `principles` are those of the profile, in the order wanted.

    Raises:
        ValueError: the run has not come to an ending.

    """
    state = compiled.state_of(walked.now)
    if state.ending is None:
        raise ValueError(f"the run stands in {state.id}, which is no ending")
    opening, parts = _parts(walked)
    opening_luck = _luck(solution, opening)
    decisions: list[Decision] = []
    lost = 0
    for number, (first_hop, *rest) in enumerate(parts, start=1):
        decision = _decision(compiled, solution, number, walked, first_hop, rest, lost)
        lost += decision.shortfall
        decisions.append(decision)
    lucks = [decision.luck for decision in decisions if decision.luck is not None]
    judgements = [decision.judgement for decision in decisions if decision.judgement is not None]
    return Debrief(
        scenario=compiled.scenario,
        record=record_of(compiled, walked),
        state=state,
        scene=tell_scene(compiled, walked.now),
        ending=state.ending,
        total=state.ending.worth - lost,
        value=None if solution is None else solution.value,
        least=None if solution is None else solution.least,
        conduct=None
        if solution is None
        else conduct([item.regret for item in judgements], [item.stake for item in judgements]),
        luck=None if opening_luck is None else opening_luck + sum(lucks),
        opening_luck=opening_luck,
        red_lines=tuple(d.choice.red_line for d in decisions if d.choice.red_line is not None),
        decisions=tuple(decisions),
        profile=profile(
            [RatedDecision(d.choice.rates, tuple(choice.rates for choice in d.available)) for d in decisions],
            principles,
        ),
        chair=tell_lines(compiled, state.chair, walked.now),
    )


def _parts(walked: Walk) -> tuple[list[Hop], list[list[Hop]]]:
    """The hops before the first decision, and those of each decision."""
    opening: list[Hop] = []
    parts: list[list[Hop]] = []
    for hop in walked.hops:
        if hop.choice is not None:
            parts.append([hop])
        else:
            (parts[-1] if parts else opening).append(hop)
    return opening, parts


def _decision(
    compiled: CompiledScenario,
    solution: Solution | None,
    number: int,
    walked: Walk,
    hop: Hop,
    rest: list[Hop],
    lost: int,
) -> Decision:
    assert hop.choice is not None
    state = compiled.states[hop.before[0]]
    available = compiled.available(hop.before)
    merits = [state.choices[choice].merit for choice in available]
    merit = state.choices[hop.choice].merit
    return Decision(
        number=number,
        before=record_of(compiled, Walk(walked.start, walked.hops[: walked.hops.index(hop)])),
        state=state.state,
        scene=tell_scene(compiled, hop.before),
        choice=state.choices[hop.choice].choice,
        available=tuple(state.choices[choice].choice for choice in available),
        merit=merit,
        shortfall=shortfall(merit, merits),
        judgement=None if solution is None else _judgement(solution, hop),
        standing=None if solution is None else solution.value_of(hop.before) - lost,
        luck=_luck(solution, [hop, *rest]),
    )


def _judgement(solution: Solution, hop: Hop) -> Judgement:
    assert hop.choice is not None
    position = solution.position(hop.before)
    index = position.place(hop.choice)
    lost = regret(position.worths, index)
    parts = regret_parts(position.shortfalls, position.expected, index)
    choices = solution.graph.compiled.state_of(hop.before).choices
    return Judgement(
        best=tuple(choices[number] for number in position.best),
        regret=lost,
        how=parts.how,
        where=parts.where,
        stake=position.stake,
        points=points(lost, solution.spread),
        label=label(lost, solution.spread),
    )


def _luck(solution: Solution | None, hops: list[Hop]) -> float | None:
    """The luck of the draws among these hops, in all."""
    if solution is None:
        return None
    total = 0.0
    for hop in hops:
        if not hop.drawn:
            continue
        outcomes = solution.graph.compiled.step(hop.before, hop.choice)
        weight = sum(outcome.weight for outcome in outcomes)
        expected = sum(
            outcome.weight / weight * solution.value_of(outcome.configuration) for outcome in outcomes
        )
        total += luck(solution.value_of(hop.after), expected)
    return total
