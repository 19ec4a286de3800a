"""What the map on the screen tells of a state beside its ways."""

from __future__ import annotations

from collections.abc import Iterable

from textual.content import Content

from sim.report.map.story_map import MapChoice, MapState, StoryMap
from sim.report.map.words import guesser_words, kind_words, label_lines, mark_words, one_line
from sim.scenario.model import Line, Scenario

_QUIET = "$foreground-muted"


def facts_of(state: MapState) -> tuple[str, ...]:
    """What a state is, with its marks, short."""
    return (*mark_words(state), kind_words(state))


def short_of(story: StoryMap, state: MapState) -> Content:
    """A state in a few lines: what it is, where it leads, and how often a guesser ends there."""
    lines = [Content.styled(state.id, "bold"), Content.styled(", ".join(reversed(facts_of(state))), _QUIET)]
    if state.state.caption:
        lines.append(Content.styled(one_line(state.state.caption), "italic"))
    if guesser_words(state):
        lines.append(Content(guesser_words(state)))
    for way in story.ways_from(state.id):
        told = ", ".join(label_lines(story, way))
        lines.append(Content.assemble((f"{told}: " if told else "", _QUIET), ("to ", _QUIET), way.target))
    return Content("\n").join(lines)


def scene_of(story: StoryMap, state: MapState) -> Content:
    """A state's caption and scene, with the guards of its lines, and what the customer would say of an ending."""
    parts = []
    if state.state.caption:
        parts.append(Content.styled(one_line(state.state.caption), "italic"))
    parts += [_line(story.scenario, line) for line in state.state.scene]
    if guesser_words(state):
        parts.append(Content.styled(f"How often a run ends here: {guesser_words(state)}.", _QUIET))
    if state.state.chair:
        parts.append(Content.styled("From the empty chair", "bold"))
        parts += [_line(story.scenario, line) for line in state.state.chair]
    return Content("\n\n").join(parts)


def choice_of(scenario: Scenario, choice: MapChoice) -> Content:
    """A choice in full: its text, when it is offered, its coaching, and what is answered."""
    told = choice.choice
    parts: list[Content] = [
        Content.assemble((f"{choice.number}  {one_line(told.text)}", "bold"), (f"  {told.id}", _QUIET))
    ]
    if choice.available is False:
        parts.append(Content("Never available: its guard never holds where a run comes here."))
    if told.when is not None:
        parts.append(Content.assemble(("Offered if ", _QUIET), one_line(told.when.source)))
    if told.red_line is not None:
        parts.append(Content.assemble(("Crosses a red line: ", "bold"), one_line(told.red_line)))
    parts.append(Content(one_line(told.because)))
    parts += [_line(scenario, line) for line in told.reply]
    return Content("\n").join(parts)


def _line(scenario: Scenario, line: Line) -> Content:
    return Content("").join(_pieces(scenario, line))


def _pieces(scenario: Scenario, line: Line) -> Iterable[Content]:
    if line.when is not None:
        yield Content.styled(f"[if {one_line(line.when.source)}] ", _QUIET)
    if line.speaker is not None:
        yield Content.styled(f"{scenario.cast[line.speaker].name}: ", "bold")
    yield Content(line.words)


def best_target(story: StoryMap, state: MapState) -> str | None:
    """Where the best line goes on from a state; None where it does not come here or ends."""
    return next((way.target for way in story.ways_from(state.id) if way.best), None)
