"""A session's debrief, as the room reads it: how it ended, the numbers, every question, where the majority erred."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from textual.content import Content

from sim.engine.telling import Told
from sim.report.session.session_words import (
    course_numbers,
    error_words,
    numbers,
    people_words,
    place_words,
    room_words,
    seen_words,
    split_evenly,
    state_words,
    sum_words,
    taken_words,
    verdict_words,
)
from sim.room.rules.judged_question import JudgedQuestion
from sim.room.rules.session_debrief import SessionDebrief
from sim.scenario.model import Choice
from sim.tui.room_pages import export_lines
from sim.tui.split_pages import place_of, vote_bar
from sim.tui.stage import QUIET, Page, head, numbered, spaced, told_lines

_MOST_SPLIT: Final = 3


def debrief_pages(debrief: SessionDebrief, told: tuple[Told, ...], kept: bool) -> tuple[Page, ...]:
    """The debrief page by page, without anybody's name: how it ended, the numbers, then every question.

    `told` is what the ending told the room, where it played together; `kept` whether anything is left once the
    session is over.
    """
    return (
        *([EndingPage(told)] if told else []),
        NumbersPage(debrief, kept),
        *(QuestionPage(question) for course in debrief.courses for question in course.asked),
    )


@dataclass(frozen=True, slots=True)
class EndingPage:
    """How the story ended, and what the customer would say of it."""

    told: tuple[Told, ...]

    def lines(self, width: int) -> list[Content]:
        """What was told."""
        return spaced([head("How it ended", width), told_lines(self.told, width)])


@dataclass(frozen=True, slots=True)
class NumbersPage:
    """The session at a glance; the teams side by side."""

    debrief: SessionDebrief
    kept: bool

    def lines(self, width: int) -> list[Content]:
        """The numbers, the teams, where the room was most split, how to keep all this."""
        debrief = self.debrief
        return spaced(
            [
                _numbers(debrief, width),
                Content(" ".join(filter(None, [people_words(debrief), state_words(debrief)]))).wrap(width),
                Content.styled(said, QUIET).wrap(width) if (said := sum_words(debrief)) else [],
                _side_by_side(debrief, width) if debrief.own_pace else [],
                _most_split(debrief, width),
                export_lines(debrief.opened.code, width) if self.kept else [],
            ]
        )


@dataclass(frozen=True, slots=True)
class QuestionPage:
    """A question: its split, what was taken, what each choice was worth, how the room would have done."""

    question: JudgedQuestion

    def lines(self, width: int) -> list[Content]:
        """The choices with their votes and verdicts, then what there is to see in them."""
        question = self.question
        where = (
            place_words(question) if question.team is None else f"{question.team}, {place_words(question)}"
        )
        said = [taken_words(question), room_words(question), error_words(question)]
        said += [f"{who} “{choice.text}”" for who, choice in seen_words(question)]
        return spaced(
            [
                head(where, width),
                [
                    line
                    for place, choice in enumerate(question.choices, 1)
                    for line in self._choice(place, choice, width)
                ],
                [line for words in said if words for line in Content(words).wrap(width)],
            ]
        )

    def _choice(self, place: int, choice: Choice, width: int) -> list[Content]:
        question = self.question
        taken = choice.id == question.taken
        marks = [verdict_words(question.option(choice.id))] if question.options else []
        if taken:
            marks.append("← taken")
        return [
            *numbered(place, choice.text, width, "bold" if taken else ""),
            vote_bar(question.split, choice.id, width),
            *(
                Content.styled("   " + "   ".join(marks), "bold" if taken else QUIET).wrap(width)
                if marks
                else []
            ),
        ]


def _numbers(debrief: SessionDebrief, width: int) -> list[Content]:
    lines: list[Content] = []
    for name, value, meaning in numbers(debrief):
        line = Content.assemble(
            (f"{name:<24}", "bold"), (f"{value:>6}", "bold $accent"), (f"   {meaning}", QUIET)
        )
        lines += line.wrap(width)
    return lines


def _side_by_side(debrief: SessionDebrief, width: int) -> list[Content]:
    lines = head("The teams side by side", width)
    for course in debrief.courses:
        told = "   ".join(f"{name} {value}" for name, value, _ in course_numbers(course))
        way = "-".join(
            str(place_of(question, question.taken))
            for question in course.questions
            if question.taken is not None
        )
        lines += Content.styled(course.team or "", "bold").wrap(width)
        lines += Content(f"  {told}").wrap(width)
        lines += Content.styled(f"  took {way}" if way else "  took nothing", QUIET).wrap(width)
    return lines


def _most_split(debrief: SessionDebrief, width: int) -> list[Content]:
    found = split_evenly(debrief)[:_MOST_SPLIT]
    if not found:
        return []
    named = ", ".join(
        f"question {one.number}" if one.team is None else f"question {one.number} in {one.team}"
        for one in found
    )
    return Content.assemble(("Most split  ", "bold"), named).wrap(width)
