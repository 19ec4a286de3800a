"""Draws that the solver knows of and the player does not.

Two arms of a chance lead to the same state with different effects. The player is *told* which came where what is shown
differs: another reply, scene or line, another value of a visible meter when the run comes to rest, another state, or
other texts to choose from. A draw is hidden if a run can go on from both arms in the same way, by the same choices and
draws, until a guard of a choice or a route comes out differently, though nothing was told before the latest decision:
that decision is judged by what nobody could know. What is told only after it comes too late, and a draw that comes to
light before anything is decided is none.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import combinations
from typing import NamedTuple

from sim.engine.compilation import Configuration
from sim.engine.compiled import CompiledArm, CompiledState, Move
from sim.engine.graph import Graph, Option
from sim.engine.telling import tell_lines
from sim.engine.watching import Moment, lines_by_moment
from sim.scenario.guard import Comparator, Comparison, Expression, Name
from sim.scenario.model import Arm, Line, Scenario, Way, WayKind


class Suspect(NamedTuple):
    """A chance that may hide which of its arms came: its state by index, its choice, and the pairs of arms."""

    state: int
    choice: int | None
    way: Way
    pairs: tuple[tuple[int, int], ...]


class HiddenDraw(NamedTuple):
    """A draw that is hidden at a node: the arms that cannot be told from each other."""

    suspect: Suspect
    node: int
    arms: tuple[int, int]


_Step = tuple[Configuration, CompiledArm, int]
"""The configuration before an arm, the arm, and the node that it leads to."""


class _Pair(NamedTuple):
    """Two nodes that runs with one draw between them come to.

    `blind` where a decision was made with nothing told, and `told` where something has told the player since.
    """

    one: int
    other: int
    blind: bool
    told: bool


def suspects(scenario: Scenario) -> list[Suspect]:
    """The chances with arms that lead to the same state and differ in what a choice's or route's guard reads."""
    ways = [
        (index, number, way)
        for index, state in enumerate(scenario.states.values())
        for number, way in [(None, state.way), *((n, choice.way) for n, choice in enumerate(state.choices))]
        if way is not None
    ]
    guards = [choice.when for state in scenario.states.values() for choice in state.choices]
    guards += [arm.when for _, _, way in ways for arm in way.arms]
    read = {name for guard in guards if guard is not None for name in guard.names}
    found: list[Suspect] = []
    for index, number, way in ways:
        if way.kind is not WayKind.CHANCE:
            continue
        pairs = [
            (one, other)
            for (one, first), (other, second) in combinations(enumerate(way.arms), 2)
            if first.goto == second.goto
            and _differing(first, second) & read
            and not _plainly_told(first, second)
        ]
        if pairs:
            found.append(Suspect(index, number, way, tuple(pairs)))
    return found


def what_may_tell(scenario: Scenario, found: Sequence[Suspect]) -> dict[Moment, list[Expression]]:
    """What has to be watched to know whether the suspects' draws are told.

    These are the guards of lines that read something in which the arms differ, and the visible meters among it, where
    a run first comes to rest: each as a comparison with itself, which tells all of its values apart.
    """
    watches: dict[Moment, dict[Expression, None]] = {}
    apart: set[str] = set()
    for suspect in found:
        names, rests = _apart(scenario, suspect)
        apart |= names
        for name in sorted(names & scenario.meters.keys()):
            if not scenario.meters[name].hidden:
                itself = Comparison(Name(name), ((Comparator.EQUAL, Name(name)),))
                for rest in rests:
                    watches.setdefault(rest, {})[itself] = None
    for moment, lines in lines_by_moment(scenario).items():
        for line in lines:
            if line.when is not None and line.when.names & apart:
                watches.setdefault(moment, {})[line.when.expression] = None
    return {moment: list(expressions) for moment, expressions in watches.items()}


def _apart(scenario: Scenario, suspect: Suspect) -> tuple[set[str], set[Moment]]:
    """In which names a suspect's arms may leave runs apart, and the decisions where these first come to rest.

    Behind the draw only a route on the way to rest can add to them: after a decision made blindly, it matters already.
    """
    names: set[str] = set()
    waiting: list[str] = []
    for one, other in suspect.pairs:
        names |= _differing(suspect.way.arms[one], suspect.way.arms[other])
        waiting.append(suspect.way.arms[one].goto)
    indexes = {name: index for index, name in enumerate(scenario.states)}
    rests: set[Moment] = set()
    met: set[str] = set()
    while waiting:
        state = scenario.states[waiting.pop()]
        if state.id in met:
            continue
        met.add(state.id)
        if state.choices:
            rests.add(Moment(indexes[state.id]))
        if state.way is not None:
            waiting += [arm.goto for arm in state.way.arms]
            if state.way.kind is WayKind.ROUTE:
                names |= {effect.name for arm in state.way.arms for effect in arm.effects}
    return names, rests


def hidden_draws(graph: Graph, found: Sequence[Suspect], budget: int) -> list[HiddenDraw]:
    """Those suspects that do hide a draw, each with one place; the graph must watch what is shown.

    Suspects for which more pairs than the budget would have to be looked at are left out.
    """
    search = _Search(graph, budget)
    by_state: dict[int, list[int]] = {}
    for node, configuration in enumerate(graph.configurations):
        by_state.setdefault(configuration[0], []).append(node)
    return [
        hidden
        for suspect in found
        if (hidden := search.first(suspect, by_state.get(suspect.state, ()))) is not None
    ]


class _Search:
    def __init__(self, graph: Graph, budget: int) -> None:
        self._graph = graph
        self._compiled = graph.compiled
        self._left = budget
        self._harmless: set[_Pair] = set()
        positions = graph.compiled.layout.positions
        self._visible = [
            positions[name] for name, meter in graph.compiled.scenario.meters.items() if not meter.hidden
        ]

    def first(self, suspect: Suspect, nodes: Sequence[int]) -> HiddenDraw | None:
        """The first place where a suspect hides its draw."""
        for node in nodes:
            for (choice, moved, way), (_, _, reached) in self._options(node):
                if choice != suspect.choice:
                    continue
                for one, other in suspect.pairs:
                    first = (moved, way.arms[one], reached[one])
                    pair = self._after(first, (moved, way.arms[other], reached[other]), False, False)
                    if pair is not None and self._matters(pair):
                        return HiddenDraw(suspect, node, (one, other))
        return None

    def _matters(self, start: _Pair) -> bool:
        """Whether from this pair on a guard comes out differently without the player being told in time."""
        met = {start}
        waiting = [start]
        while waiting:
            following = self._following(waiting.pop())
            if following is None:
                return True
            for pair in following:
                if pair not in met and pair not in self._harmless:
                    if not self._left:
                        return False
                    self._left -= 1
                    met.add(pair)
                    waiting.append(pair)
        self._harmless |= met
        return False

    def _following(self, pair: _Pair) -> list[_Pair] | None:
        """The pairs one step further that may still hide something; None where a guard comes out differently."""
        ones, others = self._options(pair.one), self._options(pair.other)
        state = self._state_of(pair.one).state
        if state.choices and pair.told:
            return []
        if [move[0] for move, _ in ones] != [move[0] for move, _ in others]:
            told = self._texts(pair.one, ones) != self._texts(pair.other, others)
            return [] if told and not pair.blind else None
        found: list[_Pair] = []
        for (one, (_, _, one_reached)), (other, (_, _, other_reached)) in zip(ones, others, strict=True):
            choice, moved, way = one
            _, other_moved, _ = other
            blind, told = pair.blind, pair.told
            if choice is not None:
                blind, told = True, self._differ(state.choices[choice].reply, moved, other_moved)
            one_arms, other_arms = way.open(moved), way.open(other_moved)
            if blind and one_arms != other_arms:
                return None
            for arm, after, other_arm, other_after in zip(
                one_arms, one_reached, other_arms, other_reached, strict=True
            ):
                next_pair = self._after(
                    (moved, arm, after), (other_moved, other_arm, other_after), blind, told
                )
                if next_pair is not None:
                    found.append(next_pair)
        return found

    def _after(self, one: _Step, other: _Step, blind: bool, told: bool) -> _Pair | None:
        """Where two arms lead; None where nothing ahead tells that apart, or the player is told in time."""
        (_, one_arm, one_after), (_, other_arm, other_after) = one, other
        if one_after == other_after or one_arm.state != other_arm.state:
            return None
        told = told or self._tells(one, other)
        return None if told and not blind else _Pair(one_after, other_after, blind, told)

    def _tells(self, one: _Step, other: _Step) -> bool:
        """Whether two arms that lead to the same state show something different on the way and there."""
        (one_moved, one_arm, one_after), (other_moved, other_arm, other_after) = one, other
        if tell_lines(self._compiled, one_arm.arm.reply, _changed(one_moved, one_arm)) != tell_lines(
            self._compiled, other_arm.arm.reply, _changed(other_moved, other_arm)
        ):
            return True
        here, there = self._graph.configurations[one_after], self._graph.configurations[other_after]
        state = self._state_of(one_after).state
        if self._differ(state.scene, here, there):
            return True
        return bool(state.choices) and any(here[position] != there[position] for position in self._visible)

    def _differ(self, lines: tuple[Line, ...], one: Configuration, other: Configuration) -> bool:
        if all(line.when is None for line in lines):
            return False
        return tell_lines(self._compiled, lines, one) != tell_lines(self._compiled, lines, other)

    def _options(self, node: int) -> list[tuple[Move, Option]]:
        moves = self._compiled.moves(self._graph.configurations[node])
        return list(zip(moves, self._graph.options[node], strict=True))

    def _texts(self, node: int, options: list[tuple[Move, Option]]) -> list[str]:
        choices = self._state_of(node).choices
        return [choices[choice].choice.text for (choice, _, _), _ in options if choice is not None]

    def _state_of(self, node: int) -> CompiledState:
        return self._compiled.states[self._graph.configurations[node][0]]


def _changed(configuration: Configuration, arm: CompiledArm) -> Configuration:
    return configuration if arm.change is None else arm.change(configuration)


def _differing(one: Arm, other: Arm) -> set[str]:
    return {effect.name for effect in set(one.effects) ^ set(other.effects)}


def _plainly_told(one: Arm, other: Arm) -> bool:
    """Whether two replies without guards differ."""
    if any(line.when is not None for line in one.reply + other.reply):
        return False
    return one.reply != other.reply
