"""The map as an outline in plain lines: for the line mode and for screen readers. Every mark is a word."""

from __future__ import annotations

from collections.abc import Iterator

from sim.report.map.story_map import MapState, StoryMap
from sim.report.map.words import condition_words, guesser_words, kind_words, mark_words, one_line, size_words


def map_text(story: StoryMap) -> str:
    """The whole outline: the states in the order of the story, the endings, and what is never reached."""
    lines = [f"{one_line(story.scenario.title)} ({story.scenario.id})", size_words(story)]
    sections = (
        (
            "The way",
            [state for state in story.states if state.state.ending is None and state.reached is not False],
        ),
        ("Endings", [state for state in story.states if state.state.ending and state.reached is not False]),
        ("Never reached", [state for state in story.states if state.reached is False]),
    )
    for heading, states in sections:
        if states:
            lines += ["", heading]
            for state in states:
                lines += ["", *_state(story, state)]
    return "\n".join(lines)


def _state(story: StoryMap, state: MapState) -> Iterator[str]:
    about = [kind_words(state), *(mark for mark in mark_words(state) if mark != "never reached")]
    yield f"{state.id} ({', '.join(about)})"
    if state.state.caption:
        yield f"  {one_line(state.state.caption)}"
    for choice in state.choices:
        marks = [choice.choice.id]
        if choice.best:
            marks.append("best line")
        if choice.choice.red_line is not None:
            marks.append("red line")
        if choice.available is False:
            marks.append("never available")
        yield f"  {choice.number}. {one_line(choice.choice.text)} ({', '.join(marks)})"
        if choice.choice.when is not None:
            yield f"     offered if {one_line(choice.choice.when.source)}"
        yield from _leads(story, state, choice.number, "     ")
    yield from _leads(story, state, None, "  ")
    if guesser_words(state):
        yield f"  {guesser_words(state)}"


def _leads(story: StoryMap, state: MapState, number: int | None, indent: str) -> Iterator[str]:
    for way in story.ways_from(state.id):
        for lead in way.leads:
            if lead.choice != number:
                continue
            condition = condition_words(lead)
            never = " (never taken)" if lead.taken is False and state.reached else ""
            yield f"{indent}{condition + ': ' if condition else ''}to {way.target}{never}"
