"""A session's debrief as plain text, for the terminal."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

from sim.report.debrief_words import CHAIR, NO_POINTS, red_lines_heading
from sim.report.paragraph import shortened, wrapped
from sim.report.session.positions import Position, positions
from sim.report.session.session_words import (
    error_words,
    numbers,
    people_words,
    place_words,
    room_words,
    seen_words,
    shown_names,
    state_words,
    sum_words,
    taken_words,
    units_words,
    verdict_words,
    voters,
    votes_words,
    whose,
)
from sim.report.session.ways import ways
from sim.report.session.ways_words import ways_in_words
from sim.room.rules.session_debrief import JudgedCourse, SessionDebrief
from sim.scenario.model import Choice

WIDTH = 88
_SCENE = 240
"""The characters of a scene that are told again, so that everybody knows which one it was."""


def session_text(debrief: SessionDebrief, names: bool = False, width: int | None = WIDTH) -> str:
    """The whole debrief; without a width no line is broken, as screen readers want it.

    Participants are named only where `names` says so.
    """
    called = shown_names(debrief) if names else {}
    parts = [
        [debrief.scenario.title],
        [line for line in (people_words(debrief), state_words(debrief)) if line],
        *[list(_red_lines(course)) for course in debrief.courses],
        [f"{one.name}: {one.number} ({one.meaning})" for one in numbers(debrief)],
        [line for line in [sum_words(debrief)] if line],
        list(ways_in_words(ways(debrief.courses))) if debrief.own_pace else [],
        *[list(_position(position, debrief, called)) for position in positions(debrief)],
        *[list(_chair(course)) for course in debrief.courses],
        list(_people(debrief, called)) if names else [],
    ]
    return "\n\n".join("\n".join(_broken(part, width)) for part in parts if part)


def _red_lines(course: JudgedCourse) -> Iterator[str]:
    if course.debrief is not None and course.debrief.red_lines:
        team = "" if course.team is None else f"{course.team}: "
        yield f"{team}{red_lines_heading(course.debrief)}. {NO_POINTS}"
        yield from (f"  {words}" for words in course.debrief.red_lines)


def _position(position: Position, debrief: SessionDebrief, names: Mapping[int, str]) -> Iterator[str]:
    teams = () if debrief.own_pace else debrief.opened.teams
    yield place_words(position.question)
    if debrief.own_pace:
        yield f"  {', '.join(one.team or '' for one in position.questions)}"
    scene = " ".join(
        told.words for told in position.question.scene if told.words != position.question.state.caption
    )
    if scene:
        yield f"  {shortened(scene, _SCENE)}"
    for choice in position.question.choices:
        yield from _choice(position, choice, teams, names)
    for question in position.questions:
        told = (taken_words(question), room_words(question), error_words(question))
        yield f"  {whose(question)}{' '.join(filter(None, told))}"
        yield from (f"    {who}: “{choice.text}”" for who, choice in seen_words(question))
    yield from (f"  To discuss: {words}" for words in position.question.state.discuss)


def _choice(
    position: Position, choice: Choice, teams: Sequence[str], names: Mapping[int, str]
) -> Iterator[str]:
    yield f"  {verdict_words(position.question.option(choice.id))}: {choice.text}"
    for question in position.questions:
        told = [
            f"{whose(question)}{votes_words(question, choice.id)}",
            units_words(question, choice.id, teams),
        ]
        told.append("taken" if question.taken == choice.id else "")
        told.append(f"by {who}" if names and (who := voters(question, choice.id, names)) else "")
        yield f"    {', '.join(filter(None, told))}"
    yield f"    {choice.because}"


def _chair(course: JudgedCourse) -> Iterator[str]:
    if course.debrief is not None and course.debrief.chair:
        yield CHAIR if course.team is None else f"{CHAIR}: {course.team}"
        for told in course.debrief.chair:
            yield f"  “{told.words}”" if told.person is None else f"  {told.person.name}: {told.words}"


def _people(debrief: SessionDebrief, names: Mapping[int, str]) -> Iterator[str]:
    if debrief.participants:
        yield "The people"
    for one in sorted(debrief.participants, key=lambda one: names[one.number].casefold()):
        team = "" if one.team is None else f", {one.team}"
        conduct = "" if one.conduct is None else f", conduct {round(one.conduct)}"
        yield f"  {names[one.number]}{team}: voted on {one.votes}{conduct}"


def _broken(lines: Iterable[str], width: int | None) -> Iterator[str]:
    for line in lines:
        if width is None:
            yield " ".join(line.split())
        else:
            indent = " " * (len(line) - len(line.lstrip()))
            yield from wrapped(line, width, indent)
