"""A session's debrief, as the room reads it: the numbers, every question, where the majority erred."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from textual.content import Content

from sim.engine.telling import Told
from sim.report.session.session_words import (
    TOO_BIG,
    course_numbers,
    error_words,
    numbers,
    people_words,
    place_words,
    room_words,
    seen_words,
    split_evenly,
    state_words,
    taken_words,
    verdict_words,
)
from sim.room.rules.judged_question import JudgedQuestion
from sim.room.rules.session_debrief import JudgedCourse, SessionDebrief
from sim.tui.room_pages import export_lines
from sim.tui.split_pages import place_of, vote_bar
from sim.tui.stage import QUIET, head, numbered, spaced, told_lines

_MOST_SPLIT: Final = 3


@dataclass(frozen=True, slots=True)
class SessionDebriefPage:
    """The whole debrief, without anybody's name. `chair` is what the ending told the room, where it played together."""

    debrief: SessionDebrief
    chair: tuple[Told, ...]
    kept: bool

    def lines(self, width: int) -> list[Content]:
        """The numbers, then question by question."""
        debrief = self.debrief
        together = [] if debrief.own_pace else list(debrief.courses)
        return spaced(
            [
                told_lines(self.chair, width),
                _numbers(debrief, width),
                Content(" ".join(filter(None, [people_words(debrief), state_words(debrief)]))).wrap(width),
                Content(TOO_BIG).wrap(width) if not any(one.options for one in debrief.questions) else [],
                _side_by_side(debrief, width) if debrief.own_pace else [],
                _most_split(debrief, width),
                *(question_lines(one, width) for course in together for one in course.asked),
                *(part for course in debrief.courses if debrief.own_pace for part in _course(course, width)),
                export_lines(debrief.opened.code, width) if self.kept else [],
            ]
        )


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


def _course(course: JudgedCourse, width: int) -> list[list[Content]]:
    return [
        Content.styled(f"━━ {course.team}", "bold").wrap(width),
        *(question_lines(one, width) for one in course.asked),
    ]


def question_lines(question: JudgedQuestion, width: int) -> list[Content]:
    """A question: its choices with their votes and verdicts, what was taken, how the room would have done."""
    lines = head(place_words(question), width)
    for place, choice in enumerate(question.choices, 1):
        taken = choice.id == question.taken
        lines += numbered(place, choice.text, width, "bold" if taken else "")
        lines.append(vote_bar(question.split, choice.id, width))
        marks = [verdict_words(question.option(choice.id))] if question.options else []
        if taken:
            marks.append("← taken")
        if marks:
            lines += Content.styled("   " + "   ".join(marks), "bold" if taken else QUIET).wrap(width)
    said = [taken_words(question), room_words(question), error_words(question)]
    said += [f"{who} “{choice.text}”" for who, choice in seen_words(question)]
    return [*lines, *(line for words in said if words for line in Content(words).wrap(width))]
