"""The debrief as plain text: for the line mode, for `run`, and for saving from the screen."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator

from scoring.catalogue import Catalogue
from sim.engine.debrief import Debrief, Decision
from sim.engine.telling import Told
from sim.report.debrief_words import (
    CHAIR,
    NO_POINTS,
    PROFILE,
    STANDING,
    followed_principles,
    red_lines_heading,
    standing_values,
    summary,
    three_numbers,
)
from sim.report.decision_words import cost_words, course_words, insights, label_words, stronger
from sim.report.standing_chart import standing_chart

WIDTH = 88
CHART_ROWS = 6


def debrief_text(debrief: Debrief, catalogue: Catalogue, width: int | None = WIDTH) -> str:
    """The whole debrief; without a width no line is broken and nothing is drawn, as screen readers want it."""
    values = standing_values(debrief)
    parts = [
        [debrief.scenario.title],
        list(_red_lines(debrief)),
        numbers_lines(debrief),
        [summary(debrief)],
        *[list(_decision(decision, debrief, catalogue)) for decision in debrief.decisions],
        list(_profile(debrief, catalogue)),
        list(_chair(debrief.chair)),
    ]
    if width is None:
        return "\n\n".join("\n".join(part) for part in parts if part)
    blocks = ["\n".join(_wrapped(part, width)) for part in parts if part]
    if values:
        chart = standing_chart(values, width, CHART_ROWS).text
        below_summary = blocks.index("\n".join(_wrapped([summary(debrief)], width))) + 1
        blocks.insert(below_summary, f"{STANDING}\n{chart}")
    return "\n\n".join(blocks)


def numbers_lines(debrief: Debrief) -> list[str]:
    """The three numbers, a line each."""
    return [f"{name}: {number} ({meaning})" for name, number, meaning in three_numbers(debrief)]


def decision_heading(decision: Decision, debrief: Debrief) -> str:
    """One decision in one line: its number, its label, what was chosen, and its cost if it had one."""
    cost = cost_words(debrief, decision)
    return f"{decision.number}. {label_words(decision)}: {decision.choice.text}" + (
        f" ({cost})" if cost else ""
    )


def _red_lines(debrief: Debrief) -> Iterator[str]:
    if debrief.red_lines:
        yield f"{red_lines_heading(debrief)}. {NO_POINTS}"
        for words in debrief.red_lines:
            yield f"  {words}"


def _decision(decision: Decision, debrief: Debrief, catalogue: Catalogue) -> Iterator[str]:
    yield decision_heading(decision, debrief)
    yield f"  {decision.choice.because}"
    if course := course_words(debrief, decision):
        yield f"  {course}"
    for choice in stronger(decision):
        yield f"  Stronger: “{choice.text}”"
        yield f"    {choice.because}"
    for insight in insights(decision, catalogue):
        yield f"  {insight.title}. {insight.lesson}"


def _profile(debrief: Debrief, catalogue: Catalogue) -> Iterator[str]:
    if followed := followed_principles(debrief, catalogue):
        yield PROFILE
        for principle, value in followed:
            yield f"  {principle.name}: {round(value)}"


def _chair(chair: tuple[Told, ...]) -> Iterator[str]:
    if chair:
        yield CHAIR
        for told in chair:
            yield f"  “{told.words}”" if told.person is None else f"  {told.person.name}: {told.words}"


def _wrapped(lines: list[str], width: int) -> Iterator[str]:
    for line in lines:
        indent = " " * (len(line) - len(line.lstrip()))
        for part in line.split("\n"):
            yield from textwrap.wrap(
                part.strip(), width, initial_indent=indent, subsequent_indent=indent, break_on_hyphens=False
            ) or [""]
