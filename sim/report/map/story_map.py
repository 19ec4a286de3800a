"""A scenario as a map: its states, what leads where, and what the solver knows of each. Drawn by others."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from sim.engine.graph import Graph
from sim.engine.inspection import best_line
from sim.engine.policy import guesser
from sim.engine.solution import Solution
from sim.engine.verdict import Verdict
from sim.scenario.model import Choice, EndingKind, Scenario, State, Way, WayKind

Step = tuple[str, int | None, str]
"""From a state, by a choice (its number from 0) or passing on (None), to a state."""


@dataclass(frozen=True, slots=True)
class MapChoice:
    """A choice of a state; `number` counts from 1. `available` is whether it ever is, None where nobody knows."""

    number: int
    choice: Choice
    available: bool | None
    best: bool


@dataclass(frozen=True, slots=True)
class MapState:
    """A state with its marks.

    `reached` is whether any run enters it, None where nobody knows. `best` is whether the best line goes through it.
    `guesser` is the chance that somebody who guesses ends here, None for all but endings and where it is not proven.
    """

    state: State
    choices: tuple[MapChoice, ...]
    start: bool
    reached: bool | None
    best: bool
    guesser: float | None

    @property
    def id(self) -> str:
        """The state's id."""
        return self.state.id


@dataclass(frozen=True, slots=True)
class Lead:
    """One arm that leads from a state to another.

    `choice` is the choice's number from 1, None in an interlude. `share` is an arm's weight and the sum of all weights
    where one is drawn. In a route, `when` is the guard, and `otherwise` marks the arm that is left. `taken` is whether
    a run ever goes this way, None where nobody knows.
    """

    choice: int | None
    kind: WayKind
    share: tuple[int, int] | None
    when: str | None
    otherwise: bool
    taken: bool | None
    best: bool


@dataclass(frozen=True, slots=True)
class MapWay:
    """Everything that leads from one state to one other."""

    source: str
    target: str
    leads: tuple[Lead, ...]

    @property
    def best(self) -> bool:
        """Whether the best line goes this way."""
        return any(lead.best for lead in self.leads)

    @property
    def taken(self) -> bool | None:
        """Whether a run ever goes this way."""
        if any(lead.taken for lead in self.leads):
            return True
        return None if any(lead.taken is None for lead in self.leads) else False

    @property
    def drawn(self) -> bool:
        """Whether only the dice lead this way: nothing that can be done makes it certain."""
        weights: dict[int | None, int] = {}
        for lead in self.leads:
            if lead.share is None:
                return False
            weights[lead.choice] = weights.get(lead.choice, 0) + lead.share[0]
        return all(weights[lead.choice] < lead.share[1] for lead in self.leads if lead.share is not None)


@dataclass(frozen=True, slots=True)
class StoryMap:
    """The whole map.

    `states` are in the order of the story: what leads on, then the endings, then what is never reached.
    `best` is the best total that can be expected, None where the scenario has no solution.
    """

    scenario: Scenario
    states: tuple[MapState, ...]
    ways: tuple[MapWay, ...]
    best: float | None

    def state(self, name: str) -> MapState:
        """The state of that id."""
        return next(state for state in self.states if state.id == name)

    def ways_from(self, name: str) -> tuple[MapWay, ...]:
        """What leads on from a state."""
        return tuple(way for way in self.ways if way.source == name)

    def ways_to(self, name: str) -> tuple[MapWay, ...]:
        """What leads to a state."""
        return tuple(way for way in self.ways if way.target == name)


def story_map(verdict: Verdict) -> StoryMap:
    """Draw up the map of a scenario, also of one that the solver found errors in: then without the best line."""
    graph, solution = verdict.graph, verdict.solution
    scenario = graph.compiled.scenario
    line = frozenset() if solution is None else frozenset(best_steps(solution))
    taken = _taken(graph)
    entered = {graph.compiled.state_of(configuration).id for configuration in graph.configurations}
    shares = {} if solution is None else guesser(solution).endings
    ways = tuple(
        way
        for state in scenario.states.values()
        for way in _ways(state, taken, line, known=graph.complete or None)
    )
    chosen = {(state, choice) for state, choice, _ in taken}
    on_line = {state for step in line for state in (step[0], step[2])}
    states = {
        state.id: MapState(
            state=state,
            choices=tuple(
                MapChoice(
                    number=number + 1,
                    choice=choice,
                    available=_known((state.id, number) in chosen, graph.complete and state.id in entered),
                    best=any(step[:2] == (state.id, number) for step in line),
                )
                for number, choice in enumerate(state.choices)
            ),
            start=state.id == scenario.start,
            reached=_known(state.id in entered, graph.complete),
            best=state.id in on_line,
            guesser=None if state.ending is None or solution is None else shares.get(state.id, 0.0),
        )
        for state in scenario.states.values()
    }
    return StoryMap(
        scenario=scenario,
        states=tuple(states[name] for name in _order(scenario, states, ways)),
        ways=ways,
        best=None if solution is None else solution.value,
    )


def best_steps(solution: Solution) -> Iterator[Step]:
    """The best line step by step, interludes included; at a draw the heaviest arm, ties to the first."""
    compiled = solution.graph.compiled
    chosen = iter(best_line(solution))
    now = compiled.start()
    while (state := compiled.state_of(now)).ending is None:
        number = None
        if state.choices:
            name = next(chosen)
            number = next(place for place, choice in enumerate(state.choices) if choice.id == name)
        now = max(compiled.step(now, number), key=lambda outcome: outcome.weight).configuration
        yield state.id, number, compiled.state_of(now).id


def _known(seen: bool, complete: bool) -> bool | None:
    return True if seen else False if complete else None


def _taken(graph: Graph) -> frozenset[Step]:
    """Every step that some run takes, as far as the graph goes."""
    numbers = {
        (graph.configurations[node][0], choice, graph.configurations[after][0])
        for node, options in enumerate(graph.options)
        for choice, _, reached in options
        for after in reached
    }
    names = list(graph.compiled.scenario.states)
    return frozenset((names[source], choice, names[target]) for source, choice, target in numbers)


def _ways(
    state: State, taken: frozenset[Step], line: frozenset[Step], known: bool | None
) -> Iterator[MapWay]:
    ways: list[tuple[int | None, Way]] = list(enumerate(choice.way for choice in state.choices))
    if state.way is not None:
        ways.append((None, state.way))
    merged: dict[str, list[Lead]] = {}
    for number, way in ways:
        total = sum(arm.weight for arm in way.arms)
        for arm in way.arms:
            step = (state.id, number, arm.goto)
            merged.setdefault(arm.goto, []).append(
                Lead(
                    choice=None if number is None else number + 1,
                    kind=way.kind,
                    share=(arm.weight, total) if way.kind is WayKind.CHANCE else None,
                    when=None if arm.when is None else arm.when.source,
                    otherwise=way.kind is WayKind.ROUTE and arm.when is None,
                    taken=_known(step in taken, known is True),
                    best=step in line,
                )
            )
    for target, leads in merged.items():
        yield MapWay(state.id, target, tuple(leads))


def _order(scenario: Scenario, states: Mapping[str, MapState], ways: tuple[MapWay, ...]) -> list[str]:
    """States that lead on, each after what leads to it as far as there are no loops; endings, best first; the rest."""
    after: dict[str, list[str]] = {name: [] for name in states}
    for way in ways:
        if way.taken is not False:
            after[way.source].append(way.target)
    finished: dict[str, None] = {}
    begun = {scenario.start}
    open_states = [(scenario.start, iter(reversed(after[scenario.start])))]
    while open_states:
        name, following = open_states[-1]
        for target in following:
            if target not in begun:
                begun.add(target)
                open_states.append((target, iter(reversed(after[target]))))
                break
        else:
            finished[name] = None
            open_states.pop()
    on_the_way = [name for name in reversed(finished) if states[name].state.ending is None]
    left = [name for name in states if name not in begun and states[name].reached is not True]
    kinds = list(EndingKind)
    endings = [name for name in states if states[name].state.ending is not None and name not in left]

    def rank(name: str) -> tuple[int, int]:
        ending = states[name].state.ending
        assert ending is not None
        return kinds.index(ending.kind), -ending.worth

    shown = {*on_the_way, *endings, *left}
    return [
        *on_the_way,
        *(name for name in states if name not in shown),
        *sorted(endings, key=rank),
        *left,
    ]
