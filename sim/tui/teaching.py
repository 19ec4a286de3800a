"""What a scenario is about: the principles that its decisions turn on."""

from __future__ import annotations

from scoring.catalogue import Catalogue, Principle
from sim.scenario.model import Scenario


def teaches(scenario: Scenario, catalogue: Catalogue, most: int = 4) -> tuple[Principle, ...]:
    """The principles in which a scenario's choices differ most, at most so many, the weightiest first.

    A principle weighs, over all decisions, the sum of its highest minus its lowest rate among the choices; a
    choice that does not rate it rates it 0. Equal ones stand in the catalogue's order.
    """
    weights: dict[str, int] = {}
    for state in scenario.states.values():
        rated = {principle for choice in state.choices for principle in choice.rates}
        for principle in rated:
            rates = [choice.rates.get(principle, 0) for choice in state.choices]
            weights[principle] = weights.get(principle, 0) + max(rates) - min(rates)
    order = {principle: place for place, principle in enumerate(catalogue.principles)}
    known = [principle for principle, weight in weights.items() if weight and principle in order]
    known.sort(key=lambda principle: (-weights[principle], order[principle]))
    return tuple(catalogue.principles[principle] for principle in known[:most])
