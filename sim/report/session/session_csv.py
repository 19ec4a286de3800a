"""A session as tables for a spreadsheet: its questions choice by choice, and, with names, who voted for what."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from sim.report.csv_text import csv_text
from sim.report.session.session_words import shown_names
from sim.room.rules.judged_question import JudgedQuestion
from sim.room.rules.session_debrief import SessionDebrief
from sim.scenario.model import Choice

_CHOICES: Final = (
    "session",
    "scenario",
    "team",
    "question",
    "state",
    "choice",
    "text",
    "votes",
    "share",
    "teams for it",
    "taken",
    "decided",
    "points",
    "label",
    "best",
)
_VOTES: Final = (
    "session",
    "scenario",
    "participant",
    "name",
    "team",
    "question",
    "state",
    "choice",
    "text",
    "points",
    "label",
)


def session_csv(debrief: SessionDebrief) -> str:
    """A header, then a row for each choice of each question that was voted on or decided. It names nobody.

    `share` is of the votes, 0 to 1. What is not known is empty, and no text is a formula.
    """
    return csv_text([_CHOICES, *_choice_rows(debrief)])


def votes_csv(debrief: SessionDebrief) -> str:
    """A header, then a row for each participant and question that was put to them, with their names.

    Choice, points and label are empty where they did not vote.
    """
    return csv_text([_VOTES, *_vote_rows(debrief)])


def _choice_rows(debrief: SessionDebrief) -> Iterator[tuple[object, ...]]:
    teams_decide = bool(debrief.opened.teams) and not debrief.own_pace
    for question in _asked(debrief):
        for choice in question.choices:
            votes = question.split.people[choice.id]
            taken = question.taken == choice.id
            option = question.option(choice.id)
            yield (
                *_session(debrief),
                question.team,
                question.number,
                question.state.id,
                choice.id,
                choice.text,
                votes,
                round(votes / len(question.votes), 4) if question.votes else None,
                question.split.units[choice.id] if teams_decide else None,
                _yes(taken),
                question.decided.value if taken and question.decided is not None else None,
                *_verdict(question, choice),
                None if option is None else _yes(option.best),
            )


def _vote_rows(debrief: SessionDebrief) -> Iterator[tuple[object, ...]]:
    names = shown_names(debrief)
    for one in debrief.participants:
        for question in _asked(debrief):
            if question.team not in (None, one.team):
                continue
            vote = question.votes.get(one.number)
            choice = next(
                (each for each in question.choices if vote is not None and each.id == vote.choice), None
            )
            yield (
                *_session(debrief),
                one.number,
                names[one.number],
                one.team,
                question.number,
                question.state.id,
                None if choice is None else choice.id,
                None if choice is None else choice.text,
                *((None, None) if choice is None else _verdict(question, choice)),
            )


def _session(debrief: SessionDebrief) -> tuple[str, str]:
    return debrief.opened.code, debrief.scenario.id


def _asked(debrief: SessionDebrief) -> Iterator[JudgedQuestion]:
    for course in debrief.courses:
        yield from course.asked


def _verdict(question: JudgedQuestion, choice: Choice) -> tuple[float | None, str | None]:
    option = question.option(choice.id)
    return (None, None) if option is None else (round(option.points, 2) + 0.0, option.label.value)


def _yes(told: bool) -> str:
    return "yes" if told else "no"
