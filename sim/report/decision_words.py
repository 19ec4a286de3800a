"""A judged decision in words. Points are of 100, on the scale of the whole scenario."""

from __future__ import annotations

from typing import Final

from scoring.catalogue import Catalogue, Insight
from scoring.label import Label
from sim.engine.debrief import Debrief, Decision, Judgement
from sim.report.words import number, signed
from sim.scenario.model import Choice

SYMBOLS: Final = {
    Label.BEST: "●",
    Label.SOUND: "◐",
    Label.SLIP: "○",
    Label.MISTAKE: "▼",
    Label.BLUNDER: "✕",
}
NOT_JUDGED: Final = "·"
LABELS: Final = " ".join(f"{symbol} {label.value}" for label, symbol in SYMBOLS.items())
LEGEND: Final = f"{LABELS}   cost in points of 100"


def label_words(decision: Decision) -> str:
    """The decision's label with its symbol, such as “● best”."""
    if decision.judgement is None:
        return f"{NOT_JUDGED} unjudged"
    label = decision.judgement.label
    return f"{SYMBOLS[label]} {label.value}"


def costs(decision: Decision) -> bool:
    """Whether there was a better choice, as far as it is known."""
    if decision.judgement is None:
        return decision.shortfall > 0
    return decision.judgement.regret > 0


def cost_words(debrief: Debrief, decision: Decision) -> str:
    """What a decision cost, of how much was at stake; empty where it cost nothing."""
    judgement = decision.judgement
    if judgement is None:
        return f"{decision.shortfall} below the best rated" if decision.shortfall else ""
    if judgement.regret == 0:
        return ""
    return f"cost {_whole(judgement.points)} of {_whole(_points(debrief, judgement.stake))}"


def parts_words(debrief: Debrief, judgement: Judgement) -> str:
    """How much of the cost lay in the choice itself, and how much in where it led; empty where it cost nothing.

    Either part may be a gain. The parts as told add up to the cost as told.
    """
    if judgement.regret == 0:
        return ""
    how = round(_points(debrief, judgement.how))
    where = round(judgement.points) - how
    if judgement.where == 0 or judgement.how == 0:
        all_of_it = _whole(judgement.points)
        return (
            f"How: {all_of_it}. Where it led: nothing, it comes to the same place."
            if judgement.where == 0
            else f"How: nothing. Where it led: {all_of_it}."
        )
    if how < 0:
        return f"How: better by {-how} than the stronger choice. Where it led: {where}, and that weighs more."
    if where < 0:
        return f"How: {how}. Where it led gave {-where} of that back."
    return f"How: {how}. Where it led: {where}."


def luck_words(luck: float | None) -> str:
    """What the draws after a decision gave or took, in points of worth; empty where nothing to speak of."""
    if luck is None or abs(luck) < 0.05:
        return ""
    return f"The dice then {'gave' if luck > 0 else 'took'} {number(abs(luck))}."


def course_words(debrief: Debrief, decision: Decision) -> str:
    """What lay in the choice and what in where it led, then what the dice did; empty where nothing to speak of."""
    parts = parts_words(debrief, decision.judgement) if decision.judgement else ""
    return " ".join(filter(None, [parts, luck_words(decision.luck)]))


def stronger(decision: Decision) -> tuple[Choice, ...]:
    """The best choices, where another one was made; none where the scenario is too big to know them."""
    judgement = decision.judgement
    return judgement.best if judgement is not None and judgement.regret else ()


def other_choices(decision: Decision) -> tuple[Choice, ...]:
    """What else could have been chosen, without the stronger choices."""
    told = {decision.choice.id, *(choice.id for choice in stronger(decision))}
    return tuple(choice for choice in decision.available if choice.id not in told)


def insights(decision: Decision, catalogue: Catalogue) -> tuple[Insight, ...]:
    """The lessons in the choice made, then those in the stronger ones."""
    named = [name for choice in (decision.choice, *stronger(decision)) for name in choice.insights]
    return tuple(catalogue.insights[name] for name in dict.fromkeys(named))


def sum_words(debrief: Debrief) -> str:
    """How the total came about: what could be expected at the start, what was decided away, what the dice did.

    The middle number is what makes the rounded sum right. Empty where the scenario is too big to be solved.
    """
    if debrief.value is None or debrief.luck is None:
        return ""
    value, luck = round(debrief.value, 1), round(debrief.luck, 1)
    lost = round(max(value + luck - debrief.total, 0), 1)
    given = (
        f"the dice {'gave' if luck > 0 else 'took'} {number(abs(luck))}" if luck else "the dice did nothing"
    )
    decided = f"your decisions cost {number(lost)}" if lost else "your decisions cost nothing"
    return (
        f"{number(value)} could be expected at best; {decided}, {given}: that makes {signed(debrief.total)}."
    )


def _points(debrief: Debrief, worth: float) -> float:
    """Points of worth as points of 100: a share of the scenario's whole spread."""
    if debrief.value is None or debrief.least is None or debrief.value <= debrief.least:
        return 0.0
    return 100 * worth / (debrief.value - debrief.least)


def _whole(points: float) -> str:
    return "under 1" if points < 0.5 else str(round(points))
