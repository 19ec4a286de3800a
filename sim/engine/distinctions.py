"""Which values of the meters and facts anything ahead can still tell apart.

What a run is worth is a sum over its choices plus its ending, and neither looks at a meter: only guards do. So two
configurations of a state that no guard ahead can ever tell apart are worth the same, lead to the same, and are one
to the solver. A guard tells values apart at *cuts*: `trust >= 60` cuts between 59 and 60. Seen from before an effect
`trust: +5`, the same cut lies between 54 and 55; seen from before `trust: {set: 40}` there is none. The cuts ahead of
each state are found by going backwards until nothing changes any more, as compilers find out which variables are
still live; a value without cuts ahead is one that nothing reads any more.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence, Set
from typing import Final

from sim.scenario.guard import Comparator, Comparison, Expression, Guard, Name, Number, operands
from sim.scenario.model import Add, Effect, Meter, Scenario, State, Way

Cut = tuple[str, int | None]
"""A name, and the lowest value above the cut; None: every value is told apart from every other."""

Cuts = frozenset[Cut]

WIDEST: Final = 1_000
"""A meter with a wider range than this, once read, has all its values told apart."""

PATIENCE: Final = 300_000
"""After so many cuts looked at, all values of what is read at all are told apart: coarse, but quickly found."""

_TRUE: Final = 1
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
    seen = 0
    changed = True
    while changed:
        changed = False
        for state in reversed(tuple(scenario.states.values())):
            found = reader.in_state(state)
            if found != reader.ahead[state.id]:
                reader.ahead[state.id] = found
                changed = True
            seen += len(found)
        if seen > PATIENCE:
            reader.coarse = True
    return reader.ahead


class _Reader:
    """Goes backwards through a scenario; `ahead` is what it has found so far.

    Once `coarse`, it tells all values of a meter apart where it would have found a cut.
    """

    def __init__(self, scenario: Scenario) -> None:
        self.ahead: dict[str, Cuts] = dict.fromkeys(scenario.states, frozenset())
        self.coarse = False
        self._scenario = scenario
        self._meters = scenario.meters
        self._by_guard: dict[Guard, Cuts] = {}

    def in_state(self, state: State) -> Cuts:
        """What is told apart from a state on."""
        found: set[Cut] = set()
        if state.way is not None:
            found |= self._on(state.way)
        for choice in state.choices:
            found |= self._by(choice.when)
            found |= self._before(choice.effects, self._on(choice.way))
        if self.coarse:
            return frozenset((name, None if name in self._meters else value) for name, value in found)
        return frozenset(found)

    def _on(self, way: Way) -> Set[Cut]:
        found: set[Cut] = set()
        for arm in way.arms:
            found |= self._by(arm.when)
            entered = self._before(self._scenario.states[arm.goto].effects, self.ahead[arm.goto])
            found |= self._before(arm.effects, entered)
        return found

    def _before(self, effects: Sequence[Effect], after: Set[Cut]) -> Set[Cut]:
        """The cuts after some effects, seen from before them. Clamping moves no value across a cut."""
        if not effects:
            return after
        by_name = {effect.name: effect for effect in effects}
        found: set[Cut] = set()
        for name, value in after:
            effect = by_name.get(name)
            if effect is None:
                found.add((name, value))
            elif isinstance(effect, Add):
                found |= _within(self._meters[name], None if value is None else value - effect.amount)
        return found

    def _by(self, guard: Guard | None) -> Cuts:
        if guard is None:
            return frozenset()
        cuts = self._by_guard.get(guard)
        if cuts is None:
            cuts = self._by_guard[guard] = frozenset(self._cuts(guard.expression))
        return cuts

    def _cuts(self, expression: Expression) -> set[Cut]:
        if isinstance(expression, Name):
            return {(expression.name, None if expression.name in self._meters else _TRUE)}
        if isinstance(expression, Comparison):
            found: set[Cut] = set()
            left = expression.first
            for comparator, right in expression.rest:
                found |= self._pair(left, comparator, right)
                left = right
            return found
        return {cut for operand in operands(expression) for cut in self._cuts(operand)}

    def _pair(self, left: Expression, comparator: Comparator, right: Expression) -> set[Cut]:
        if isinstance(left, Number):
            left, comparator, right = right, _TURNED[comparator], left
        if not (isinstance(left, Name) and isinstance(right, Number)):
            return self._cuts(left) | self._cuts(right)
        meter = self._meters[left.name]
        return {cut for value in _edges(comparator, right.value) for cut in _within(meter, value)}


def _edges(comparator: Comparator, value: int) -> Iterable[int]:
    """The lowest values above the cuts that a comparison with a number makes."""
    match comparator:
        case Comparator.LESS | Comparator.GREATER_OR_EQUAL:
            return (value,)
        case Comparator.LESS_OR_EQUAL | Comparator.GREATER:
            return (value + 1,)
        case Comparator.EQUAL | Comparator.NOT_EQUAL:
            return (value, value + 1)


def _within(meter: Meter, value: int | None) -> set[Cut]:
    """A cut of a meter, if any two of its values lie on different sides of it."""
    if value is not None and not meter.minimum < value <= meter.maximum:
        return set()
    wide = meter.maximum - meter.minimum > WIDEST
    return {(meter.name, None if wide else value)}
