"""What hangs on the decisions of a scenario, in words."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from sim.engine.decision_stakes import ChoiceRecord, DecisionStakes, by_stake
from sim.report.paragraph import wrapped
from sim.report.words import number

SHOWN = 5
"""So many that matter most, and so many that matter least; where there are no more than both, all in one list."""

_MEANING = (
    "The stake is what lies between the best and the worst choice, in points of worth: on average where a guesser "
    "stands, then from the lowest to the highest. “Best” says how often a choice is a best one there."
)


def decision_stakes_lines(decisions: Sequence[DecisionStakes], width: int) -> Iterator[str]:
    """The decisions that matter most and least to a guesser, with what is best there."""
    ordered = by_stake(decisions)
    if not ordered:
        yield from wrapped("No run comes to a decision.", width, "  ")
        return
    if len(ordered) <= 2 * SHOWN:
        yield "The decisions, what matters most first"
        yield from wrapped(_MEANING, width, "  ")
        yield from _listed(ordered, 1, width)
        return
    yield "The decisions that matter most"
    yield from wrapped(_MEANING, width, "  ")
    yield from _listed(ordered[:SHOWN], 1, width)
    yield ""
    yield f"The decisions that matter least, of {len(ordered)}"
    yield from _listed(ordered[-SHOWN:], len(ordered) - SHOWN + 1, width)


def _listed(decisions: Sequence[DecisionStakes], start: int, width: int) -> Iterator[str]:
    for place, decision in enumerate(decisions, start):
        yield from wrapped(f"{decision.state.id}: {_stake(decision)}", width, f"  {place:>2}. ")
        yield from wrapped(_best(decision.choices), width, "      best: ", "        ")


def _stake(decision: DecisionStakes) -> str:
    if decision.mean is None:
        return f"{_range(decision)}; a guesser hardly ever comes here"
    visits = 100 * decision.visits
    often = "less than once" if visits < 1 else f"{visits:.0f} times"
    if decision.highest == 0:
        return f"nothing at stake; visited {often} in 100 runs of a guesser"
    return f"{number(decision.mean)} ({_range(decision)}), visited {often} in 100 runs of a guesser"


def _range(decision: DecisionStakes) -> str:
    lowest, highest = number(decision.lowest), number(decision.highest)
    return f"always {lowest}" if lowest == highest else f"{lowest} to {highest}"


def _best(choices: Sequence[ChoiceRecord]) -> str:
    best = sorted((one for one in choices if one.best), key=lambda one: -(one.best_share or 0.0))
    never = [one.choice.id for one in choices if not one.best]
    told = ", ".join(f"{one.choice.id} {_share(one)}" for one in best)
    return f"{told}; never: {', '.join(never)}" if never else told


def _share(record: ChoiceRecord) -> str:
    if record.best_share is None:
        return f"in {record.best} of {record.available} configurations"
    percent = 100 * record.best_share
    if percent > 100 - 1e-7:
        return "always"
    return "under 1%" if percent < 1 else "over 99%" if percent > 99 else f"{percent:.0f}%"
