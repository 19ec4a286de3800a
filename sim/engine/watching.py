"""What is shown, looked at as well: a scenario in which the solver keeps apart what a player can see.

Guards of lines and visible meters decide nothing, so the solver forgets them. Where it has to know what is shown, the
scenario gets *watchers*: choices that are never available, behind which a route reads what is to be kept. No run
changes by them, but whatever a watcher reads is told apart up to where it stands.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from types import MappingProxyType
from typing import Final, NamedTuple

from sim.engine.compilation import Configuration
from sim.engine.compiled import CompiledScenario
from sim.scenario.finding import START_OF_FILE
from sim.scenario.guard import Disjunction, Expression, Guard, Truth
from sim.scenario.model import Arm, Choice, Line, Scenario, State, Way, WayKind

_NEVER: Final = Guard("false", Truth(False), START_OF_FILE)
# No id of a file holds a space.
_ASIDE: Final = "watchers end"


class Moment(NamedTuple):
    """When lines are read, by the state's index: its scene (no choice, no arm), a choice's reply, or an arm's.

    The arms of an interlude's own way have no choice.
    """

    state: int
    choice: int | None = None
    arm: int | None = None


def lines_by_moment(scenario: Scenario) -> dict[Moment, tuple[Line, ...]]:
    """Every list of lines that a run can come by, in file order; an ending's chair is read with its scene."""
    found: dict[Moment, tuple[Line, ...]] = {}
    for index, state in enumerate(scenario.states.values()):
        found[Moment(index)] = state.scene + state.chair
        ways: list[tuple[int | None, Way]] = [] if state.way is None else [(None, state.way)]
        for number, choice in enumerate(state.choices):
            found[Moment(index, number)] = choice.reply
            ways.append((number, choice.way))
        for option, way in ways:
            for number, arm in enumerate(way.arms):
                found[Moment(index, option, number)] = arm.reply
    return {moment: lines for moment, lines in found.items() if lines}


def moments(
    compiled: CompiledScenario, configuration: Configuration
) -> Iterator[tuple[Moment, Configuration]]:
    """The moments that follow on entering a configuration and on leaving it, each with its own configuration."""
    state = configuration[0]
    yield Moment(state), configuration
    for choice, moved, way in compiled.moves(configuration):
        if choice is not None:
            yield Moment(state, choice), moved
        for arm in way.open(moved):
            yield Moment(state, choice, arm.number), moved if arm.change is None else arm.change(moved)


def watched(scenario: Scenario, watches: Mapping[Moment, Sequence[Expression]]) -> Scenario:
    """The scenario with watchers of some expressions at some moments; its states keep their places, and come first."""
    states = dict(scenario.states)
    ids = tuple(states)
    for number, (moment, expressions) in enumerate(watches.items()):
        reader = f"watcher {number}"
        expression = expressions[0] if len(expressions) == 1 else Disjunction(tuple(expressions))
        guard = Guard("", expression, START_OF_FILE)
        states[reader] = _aside(Way(WayKind.ROUTE, (_arm(_ASIDE, guard), _arm(_ASIDE, None))), reader)
        state = states[ids[moment.state]]
        states[state.id] = replace(state, choices=(*state.choices, _watcher(state, moment, reader)))
    states[_ASIDE] = _aside(None, _ASIDE)
    return replace(scenario, states=MappingProxyType(states))


def _watcher(state: State, moment: Moment, reader: str) -> Choice:
    chosen = None if moment.choice is None else state.choices[moment.choice]
    way = state.way if chosen is None else chosen.way
    arm = None if moment.arm is None or way is None else way.arms[moment.arm]
    return Choice(
        id=reader,
        text="",
        when=_NEVER,
        rates=MappingProxyType({}),
        because="",
        insights=(),
        red_line=None,
        effects=() if chosen is None else chosen.effects,
        reply=(),
        way=Way(WayKind.GOTO, (replace(_arm(reader, None), effects=() if arm is None else arm.effects),)),
        mark=START_OF_FILE,
    )


def _aside(way: Way | None, name: str) -> State:
    return State(name, None, (), (), (), (), None, way, (), START_OF_FILE)


def _arm(goto: str, when: Guard | None) -> Arm:
    return Arm(goto, (), (), 1, when, START_OF_FILE)
