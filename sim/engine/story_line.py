"""The best and the least line of a scenario as stories: where one stands, what is chosen, what comes of it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from sim.engine.compilation import Configuration
from sim.engine.compiled import CompiledScenario
from sim.engine.solution import Solution
from sim.engine.telling import Told, tell_hop, tell_scene
from sim.engine.walk import Hop, Record, Walk, record_of
from sim.scenario.model import Choice, Ending, State

Taking = Callable[[Solution, Configuration], int]
"""Which choice (its number in the state) a line takes in a configuration that is a decision."""


@dataclass(frozen=True, slots=True)
class Fallen:
    """A draw on the line: the arm taken, numbered from 0, and its weight among all the weights."""

    arm: int
    weight: int
    weights: int


@dataclass(frozen=True, slots=True)
class Passage:
    """One hop of a line: the draw it took if it took one, what was replied, where it arrived, and the scene there."""

    fallen: Fallen | None
    replies: tuple[Told, ...]
    arrived: State
    scene: tuple[Told, ...]


@dataclass(frozen=True, slots=True)
class Step:
    """One decision of a line. `passages` are all hops up to the next decision or the ending."""

    state: State
    scene: tuple[Told, ...]
    choice: Choice
    passages: tuple[Passage, ...]


@dataclass(frozen=True, slots=True)
class StoryLine:
    """A run told. `opening` begins with the start itself and leads to the first decision, if there is one.

    `total` is the worth of the ending minus the shortfalls on the way; `record` replays the run.
    """

    opening: tuple[Passage, ...]
    steps: tuple[Step, ...]
    state: State
    ending: Ending
    total: int
    record: Record

    @property
    def ending_scene(self) -> tuple[Told, ...]:
        """What is shown where the run ends."""
        return (self.steps[-1].passages if self.steps else self.opening)[-1].scene


def best_story(solution: Solution) -> StoryLine:
    """The first of equal best choices all the way; at a draw the heaviest arm, ties to the first."""
    return _story(solution, _best)


def least_story(solution: Solution) -> StoryLine:
    """The first of equal worst choices all the way, those by which the least is reckoned; draws as for the best."""
    return _story(solution, _worst)


def _best(solution: Solution, configuration: Configuration) -> int:
    return solution.position(configuration).best[0]


def _worst(solution: Solution, configuration: Configuration) -> int:
    position = solution.position(configuration)
    compiled, nodes = solution.graph.compiled, solution.graph
    worths = []
    for number, shortfall in zip(position.choices, position.shortfalls, strict=True):
        outcomes = compiled.step(configuration, number)
        weight = sum(outcome.weight for outcome in outcomes)
        least = sum(
            outcome.weight / weight * solution.leasts[nodes.node(outcome.configuration)]
            for outcome in outcomes
        )
        worths.append(least - shortfall)
    return position.choices[worths.index(min(worths))]


def _story(solution: Solution, taking: Taking) -> StoryLine:
    compiled = solution.graph.compiled
    now = compiled.start()
    opening = [Passage(None, (), compiled.state_of(now), tell_scene(compiled, now))]
    passages = opening
    begun: list[tuple[State, tuple[Told, ...], Choice, list[Passage]]] = []
    hops: list[Hop] = []
    total = 0
    while (state := compiled.state_of(now)).ending is None:
        taken = None
        if state.choices:
            position = solution.position(now)
            taken = taking(solution, now)
            total -= position.shortfalls[position.place(taken)]
            scene, passages = passages[-1].scene, []
            begun.append((state, scene, state.choices[taken], passages))
        hop, passage = _hop(compiled, now, taken)
        hops.append(hop)
        passages.append(passage)
        now = hop.after
    return StoryLine(
        opening=tuple(opening),
        steps=tuple(Step(at, scene, choice, tuple(following)) for at, scene, choice, following in begun),
        state=state,
        ending=state.ending,
        total=total + state.ending.worth,
        record=record_of(compiled, Walk(compiled.start(), tuple(hops))),
    )


def _hop(compiled: CompiledScenario, now: Configuration, choice: int | None) -> tuple[Hop, Passage]:
    outcomes = compiled.step(now, choice)
    weights = [outcome.weight for outcome in outcomes]
    heaviest = weights.index(max(weights))
    drawn = len(outcomes) > 1
    outcome = outcomes[heaviest]
    hop = Hop(now, choice, outcome.arm, drawn, outcome.configuration)
    told = tell_hop(compiled, hop)
    scene = tell_scene(compiled, hop.after)
    replies = told[0 if choice is None else 1 : len(told) - len(scene)]
    fallen = Fallen(heaviest, weights[heaviest], sum(weights)) if drawn else None
    return hop, Passage(fallen, replies, compiled.state_of(hop.after), scene)
