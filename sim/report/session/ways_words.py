"""The ways that teams went, in words."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from sim.report.debrief_words import three_numbers
from sim.report.paragraph import shortened
from sim.report.session.session_words import choice_of, verdict_words
from sim.report.session.ways import Way
from sim.room.rules.session_debrief import JudgedCourse

_CHOICE: Final = 90
"""The characters of a choice that are told again."""


def ways_in_words(way: Way) -> Iterator[str]:
    """A sentence for what all teams did alike, for each parting, and for how each team's run ended."""
    yield from partings(way)
    yield from map(end_words, way.courses)


def partings(way: Way) -> Iterator[str]:
    """What all teams did alike, and where they parted, in the order of the ways."""
    if way.steps and len(way.teams) > 1:
        yield f"All teams chose alike {_up_to(way)}."
    yield from _after(way)


def end_words(course: JudgedCourse) -> str:
    """How a team's run ended, with its numbers."""
    if course.debrief is None:
        return f"{course.team} did not come to an ending."
    told = ", ".join(f"{name.lower()} {value}" for name, value, _ in three_numbers(course.debrief))
    return f"{course.team}: {told}."


def _after(way: Way) -> Iterator[str]:
    if not way.branches:
        return
    number = next(branch.steps[0].number for branch in way.branches if branch.steps)
    yield f"At question {number} {_teams(way)} parted. {' '.join(map(_parting, way.branches))}"
    for branch in way.branches:
        if len(branch.steps) > 1 and len(branch.teams) > 1:
            yield f"{_teams(branch)} chose alike {_up_to(branch)}."
        yield from _after(branch)


def _parting(branch: Way) -> str:
    if not branch.steps:
        return f"{_teams(branch)} stopped there."
    step = branch.steps[0]
    assert step.taken is not None
    label = verdict_words(step.option(step.taken)).split(",")[0]
    return f"{_teams(branch)} took “{shortened(choice_of(step, step.taken).text, _CHOICE)}” ({label})."


def _teams(way: Way) -> str:
    *others, last = way.teams
    return f"{', '.join(others)} and {last}" if others else last


def _up_to(way: Way) -> str:
    last = way.steps[-1].number
    return "at question 1" if last == 1 else f"up to question {last}"
