"""The rows of the map's lists: a scenario's states, and the ways on from one of them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from textual.content import Content
from textual.widgets.option_list import Option

from sim.report.map.story_map import Lead, MapChoice, MapState, StoryMap
from sim.report.map.words import condition_words, kind_words, one_line
from sim.tui.row import Column, Row

STAR = "★"
_QUIET = "$foreground-muted"
_KINDS = 13


def state_rows(story: StoryMap) -> Iterator[Option]:
    """Every state under its heading: what leads on in the order of the story, the endings, what is never reached."""
    groups = (
        (
            "The way",
            [state for state in story.states if not state.state.ending and state.reached is not False],
        ),
        ("Endings", [state for state in story.states if state.state.ending and state.reached is not False]),
        ("Never reached", [state for state in story.states if state.reached is False]),
    )
    for number, (heading, states) in enumerate(groups):
        if not states:
            continue
        if number:
            yield Option(Row(Content("")), disabled=True)
        yield Option(Row(Content.styled(f"{heading} ({len(states)})", "bold")), disabled=True)
        yield from (_state_row(state) for state in states)


def _state_row(state: MapState) -> Option:
    words = _marked(state.best, state.id) + Content.styled(f"  {one_line(state.state.caption or '')}", _QUIET)
    return Option(Row(words, Column(Content(kind_words(state)), _KINDS)), id=state.id)


@dataclass(frozen=True, slots=True)
class LeadRow:
    """A row that leads to another state (None: only words), by a choice if it is one."""

    option: Option
    target: str | None = None
    choice: MapChoice | None = None


def lead_rows(story: StoryMap, state: MapState) -> Iterator[LeadRow]:
    """Every way on from a state, then every way to it."""
    for choice in (*state.choices, None):
        first = True
        for target, lead in _leads(story, state, None if choice is None else choice.number):
            below = Content("     ") + _way(lead, target)
            if choice is not None and first:
                row = Row(
                    _marked(choice.best, f"{choice.number}  {one_line(choice.choice.text)}"), below=below
                )
            else:
                row = Row(below)
            yield LeadRow(Option(row), target, choice)
            first = False
    sources = story.ways_to(state.id)
    if sources:
        if state.state.ending is None:
            yield LeadRow(Option(Row(Content("")), disabled=True))
        yield LeadRow(Option(Row(Content.styled("What leads here", "bold")), disabled=True))
    for way in sources:
        yield LeadRow(Option(Row(_marked(way.best, f"from {way.source}"))), way.source)


def _marked(best: bool, words: str) -> Content:
    return Content.assemble((f"{STAR} " if best else "  ", "$accent"), (words, "bold" if best else ""))


def _leads(story: StoryMap, state: MapState, number: int | None) -> Iterator[tuple[str, Lead]]:
    for way in story.ways_from(state.id):
        yield from ((way.target, lead) for lead in way.leads if lead.choice == number)


def _way(lead: Lead, target: str) -> Content:
    condition = condition_words(lead)
    marks = ", best line" if lead.best else ", never taken" if lead.taken is False else ""
    return Content.assemble(
        (f"{condition}: " if condition else "", _QUIET), ("to ", _QUIET), target, (marks, _QUIET)
    )
