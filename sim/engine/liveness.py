"""Which meters and facts still matter in a state: those that some guard ahead may read.

Everything else can be forgotten by the solver without changing any answer, because what a run is worth is
a sum over its choices plus its ending, and neither looks at a meter. A backward data-flow analysis to a
fixed point (see any text on compilers, "live variables").
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from sim.scenario.model import Add, Effect, Scenario, State, Way

Names = frozenset[str]


def live_names(scenario: Scenario) -> dict[str, Names]:
    """For each state: the names that a guard of a choice or a route may read from there on, once entered."""
    live: dict[str, Names] = {state: frozenset() for state in scenario.states}
    changed = True
    while changed:
        changed = False
        for state in reversed(tuple(scenario.states.values())):
            found = _live_in(state, scenario, live)
            if found != live[state.id]:
                live[state.id] = found
                changed = True
    return live


def _live_in(state: State, scenario: Scenario, live: dict[str, Names]) -> Names:
    found: set[str] = set()
    if state.way is not None:
        found |= _live_on(state.way, scenario, live)
    for choice in state.choices:
        if choice.when is not None:
            found |= choice.when.names
        found |= _before(choice.effects, _live_on(choice.way, scenario, live))
    return frozenset(found)


def _live_on(way: Way, scenario: Scenario, live: dict[str, Names]) -> Names:
    found: set[str] = set()
    for arm in way.arms:
        if arm.when is not None:
            found |= arm.when.names
        entered = _before(scenario.states[arm.goto].effects, live[arm.goto])
        found |= _before(arm.effects, entered)
    return frozenset(found)


def _before(effects: Sequence[Effect], after: Iterable[str]) -> Names:
    settled = {effect.name for effect in effects if not isinstance(effect, Add)}
    return frozenset(after) - settled
