"""The words on a map: how a way leads on, what an ending is, what the marks mean."""

from __future__ import annotations

from collections.abc import Sequence

from sim.report.map.story_map import Lead, MapState, MapWay, StoryMap
from sim.report.words import counted, signed
from sim.scenario.model import Choice, Way


def condition_words(lead: Lead) -> str:
    """When a way is taken: “3 in 4”, “if trust >= 60”, “otherwise”; empty where it always is."""
    if lead.share is not None:
        weight, total = lead.share
        return f"{weight} in {total}"
    if lead.when is not None:
        return f"if {one_line(lead.when)}"
    return "otherwise" if lead.otherwise else ""


def lead_lines(way: MapWay, choices: Sequence[Choice], onward: Way | None) -> list[str]:
    """The label of a way, a line for each condition: “1 3”, “2: 3 in 4”, “any of 4”; empty where it needs none.

    `choices` and `onward` are the state's. Of a choice all of whose arms lead the same way, no condition is told.
    """
    ways = {number: choice.way for number, choice in enumerate(choices, start=1)}
    by_choice: dict[int | None, list[Lead]] = {}
    for lead in way.leads:
        by_choice.setdefault(lead.choice, []).append(lead)
    grouped: dict[str, list[int]] = {}
    for number, leads in by_choice.items():
        whole = onward if number is None else ways[number]
        for condition in _conditions(leads, whole):
            numbers = grouped.setdefault(condition, [])
            if number is not None:
                numbers.append(number)
    lines = []
    for condition, numbers in grouped.items():
        told = _numbers(numbers, len(choices))
        lines.append(": ".join(part for part in (told, condition) if part))
    return [line for line in lines if line]


def _conditions(leads: Sequence[Lead], whole: Way | None) -> list[str]:
    if whole is not None and len(leads) == len(whole.arms):
        return [""]
    drawn = [lead.share for lead in leads if lead.share is not None]
    if drawn:
        return [f"{sum(weight for weight, _ in drawn)} in {drawn[0][1]}"]
    return [condition_words(lead) for lead in leads]


def _numbers(numbers: Sequence[int], choices: int) -> str:
    if len(numbers) > 1 and len(numbers) == choices:
        return f"any of {choices}"
    return " ".join(map(str, numbers))


def label_lines(story: StoryMap, way: MapWay) -> list[str]:
    """The same for a way of a map; “never” stands last where no run goes that way."""
    state = story.state(way.source).state
    lines = lead_lines(way, state.choices, state.way)
    return [*lines, "never"] if way.taken is False else lines


def kind_words(state: MapState) -> str:
    """What a state is: decision, interlude, or the kind and worth of an ending."""
    ending = state.state.ending
    if ending is not None:
        return f"{ending.kind.value} {signed(ending.worth)}"
    return "decision" if state.choices else "interlude"


def mark_words(state: MapState) -> list[str]:
    """The marks of a state in words, the weightiest first."""
    marks = []
    if state.start:
        marks.append("start")
    if state.best:
        marks.append("best line")
    if state.reached is False:
        marks.append("never reached")
    if state.reached is None:
        marks.append("not known to be reached")
    return marks


def guesser_words(state: MapState) -> str:
    """How often a guesser ends here; empty where that is not known."""
    if state.guesser is None or state.reached is False:
        return ""
    share = 100 * state.guesser
    return f"a guesser: {'under 1' if 0 < share < 1 else round(share)} in 100"


def size_words(story: StoryMap) -> str:
    """What the scenario is made of, and what can be expected of it."""
    decisions = sum(1 for state in story.states if state.choices)
    endings = sum(1 for state in story.states if state.state.ending is not None)
    interludes = len(story.states) - decisions - endings
    parts = [counted(decisions, "decision"), counted(interludes, "interlude"), counted(endings, "ending")]
    made = f"{counted(len(story.states), 'state')}: {', '.join(parts)}."
    if story.best is None:
        return f"{made} The best line is not known."
    return f"{made} Played best, it comes to {signed(story.best)} on average."


def one_line(text: str) -> str:
    """Prose on one line."""
    return " ".join(text.split())
