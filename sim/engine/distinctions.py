"""Which values of the meters and facts anything ahead can still tell apart.

What a run is worth is a sum over its choices plus its ending, and neither looks at a meter: only guards do. So two
configurations of a state that no guard ahead can ever tell apart are worth the same, lead to the same, and are one
to the solver. A guard tells values apart at *cuts*: `trust >= 60` cuts between 59 and 60. Seen from before an effect
`trust: +5`, the same cut lies between 54 and 55; seen from before `trust: {set: 40}` there is none. The cuts ahead of
each state are found by going backwards until nothing changes any more, as compilers find out which variables are
still live; a value without cuts ahead is one that nothing reads any more.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Final

from sim.scenario.guard import Comparator, Comparison, Expression, Guard, Name, Number, operands
from sim.scenario.model import Add, Effect, Meter, Scenario, State, Way

CutsOfName = frozenset[int | None]
"""The cuts of one meter or fact, each by the lowest value above it."""

Cuts = Mapping[str, CutsOfName]
"""The cuts by name; a name without cuts is not in it."""

EVERY: Final[CutsOfName] = frozenset({None})
"""Every value is told apart from every other."""

WIDEST: Final = 1_000
"""A meter with a wider range than this, once read, has all its values told apart."""

PATIENCE: Final = 300_000
"""After so many cuts looked at, all values of what is read at all are told apart: coarse, but quickly found."""

_OF_A_FACT: Final[CutsOfName] = frozenset({1})
"""The one cut of a fact lies between false (0) and true (1)."""

_TURNED: Final[Mapping[Comparator, Comparator]] = {
    Comparator.LESS: Comparator.GREATER,
    Comparator.LESS_OR_EQUAL: Comparator.GREATER_OR_EQUAL,
    Comparator.EQUAL: Comparator.EQUAL,
    Comparator.NOT_EQUAL: Comparator.NOT_EQUAL,
    Comparator.GREATER_OR_EQUAL: Comparator.LESS_OR_EQUAL,
    Comparator.GREATER: Comparator.LESS,
}


def cuts_ahead(scenario: Scenario) -> dict[str, Cuts]:
    """For each state: the cuts that guards of choices and routes may make from there on, once it is entered."""
    reader = _Reader(scenario)
    leading_to = _leading_to(scenario)
    seen = 0
    changed = set(scenario.states)
    while changed:
        if seen > PATIENCE and not reader.coarse:
            reader.coarse = True
            changed = set(scenario.states)
        for state in reversed(tuple(scenario.states.values())):
            if state.id not in changed:
                continue
            changed.remove(state.id)
            found = reader.in_state(state)
            if found != reader.ahead[state.id]:
                reader.ahead[state.id] = found
                changed |= leading_to[state.id]
            seen += sum(map(len, found.values()))
    return reader.ahead


def _leading_to(scenario: Scenario) -> dict[str, set[str]]:
    """For each state, those that can be left towards it."""
    found: dict[str, set[str]] = {name: set() for name in scenario.states}
    for state in scenario.states.values():
        ways = [choice.way for choice in state.choices] if state.way is None else [state.way]
        for way in ways:
            for arm in way.arms:
                found[arm.goto].add(state.id)
    return found


class _Reader:
    """Goes backwards through a scenario; `ahead` is what it has found so far.

    Once `coarse`, it tells all values of a meter apart where it would have found a cut.
    """

    def __init__(self, scenario: Scenario) -> None:
        self.ahead: dict[str, Cuts] = {name: {} for name in scenario.states}
        self.coarse = False
        self._scenario = scenario
        self._meters = scenario.meters
        self._by_guard: dict[Guard, Cuts] = {}

    def in_state(self, state: State) -> Cuts:
        """What is told apart from a state on."""
        found: dict[str, CutsOfName] = {}
        if state.way is not None:
            _add(found, self._on(state.way))
        for choice in state.choices:
            _add(found, self._by(choice.when))
            _add(found, self._before(choice.effects, self._on(choice.way)))
        if self.coarse:
            return {name: EVERY if name in self._meters else cuts for name, cuts in found.items()}
        return found

    def _on(self, way: Way) -> Cuts:
        found: dict[str, CutsOfName] = {}
        for arm in way.arms:
            _add(found, self._by(arm.when))
            entered = self._before(self._scenario.states[arm.goto].effects, self.ahead[arm.goto])
            _add(found, self._before(arm.effects, entered))
        return found

    def _before(self, effects: Sequence[Effect], after: Cuts) -> Cuts:
        """The cuts after some effects, seen from before them. Clamping moves no value across a cut."""
        found = dict(after)
        for effect in effects:
            cuts = found.pop(effect.name, None)
            if cuts is not None and isinstance(effect, Add):
                moved = [None if cut is None else cut - effect.amount for cut in cuts]
                _add(found, _within(self._meters[effect.name], moved))
        return found

    def _by(self, guard: Guard | None) -> Cuts:
        if guard is None:
            return {}
        cuts = self._by_guard.get(guard)
        if cuts is None:
            cuts = self._by_guard[guard] = self._cuts(guard.expression)
        return cuts

    def _cuts(self, expression: Expression) -> Cuts:
        if isinstance(expression, Name):
            return {expression.name: EVERY if expression.name in self._meters else _OF_A_FACT}
        found: dict[str, CutsOfName] = {}
        if isinstance(expression, Comparison):
            left = expression.first
            for comparator, right in expression.rest:
                _add(found, self._pair(left, comparator, right))
                left = right
        else:
            for operand in operands(expression):
                _add(found, self._cuts(operand))
        return found

    def _pair(self, left: Expression, comparator: Comparator, right: Expression) -> Cuts:
        if isinstance(left, Number):
            left, comparator, right = right, _TURNED[comparator], left
        if isinstance(left, Name) and isinstance(right, Number):
            return _within(self._meters[left.name], _edges(comparator, right.value))
        found = dict(self._cuts(left))
        _add(found, self._cuts(right))
        return found


def _add(found: dict[str, CutsOfName], cuts: Cuts) -> None:
    for name, of_name in cuts.items():
        already = found.get(name)
        found[name] = of_name if already is None else already | of_name


def _edges(comparator: Comparator, value: int) -> Iterable[int]:
    """The lowest values above the cuts that a comparison with a number makes."""
    match comparator:
        case Comparator.LESS | Comparator.GREATER_OR_EQUAL:
            return (value,)
        case Comparator.LESS_OR_EQUAL | Comparator.GREATER:
            return (value + 1,)
        case Comparator.EQUAL | Comparator.NOT_EQUAL:
            return (value, value + 1)


def _within(meter: Meter, cuts: Iterable[int | None]) -> Cuts:
    """Those cuts of a meter that have any two of its values on different sides."""
    lowest, highest = meter.minimum, meter.maximum
    within = frozenset([cut for cut in cuts if cut is None or lowest < cut <= highest])
    if not within:
        return {}
    return {meter.name: EVERY if highest - lowest > WIDEST else within}
