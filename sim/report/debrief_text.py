"""The debrief as plain text: for the line mode, for `run`, and for saving from the screen."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator

from scoring.catalogue import Catalogue
from sim.engine.debrief import Debrief, Decision
from sim.engine.telling import Told
from sim.report.debrief_words import red_lines_heading, standing_values, summary, three_numbers
from sim.report.decision_words import cost_words, label_words, luck_words, parts_words
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
        blocks.insert(below_summary, f"Where you stood: the best result still to be expected\n{chart}")
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
        yield f"{red_lines_heading(debrief)}. No points make up for it."
        for words in debrief.red_lines:
            yield f"  {words}"


def _decision(decision: Decision, debrief: Debrief, catalogue: Catalogue) -> Iterator[str]:
    yield decision_heading(decision, debrief)
    yield f"  {decision.choice.because}"
    judged = decision.judgement
    insights = dict.fromkeys(decision.choice.insights)
    told = [parts_words(debrief, judged) if judged else "", luck_words(decision.luck)]
    if any(told):
        yield "  " + " ".join(filter(None, told))
    if judged is not None and judged.regret:
        for choice in judged.best:
            yield f"  Stronger: “{choice.text}”"
            yield f"    {choice.because}"
            insights.update(dict.fromkeys(choice.insights))
    for insight in insights:
        yield f"  {catalogue.insights[insight].title}. {catalogue.insights[insight].lesson}"


def _profile(debrief: Debrief, catalogue: Catalogue) -> Iterator[str]:
    followed = {name: value for name, value in debrief.profile.items() if value is not None}
    if followed:
        yield "Your profile in this run, 0 to 100"
        for name, value in followed.items():
            yield f"  {catalogue.principles[name].name}: {round(value)}"


def _chair(chair: tuple[Told, ...]) -> Iterator[str]:
    if chair:
        yield "From the empty chair"
        for told in chair:
            yield f"  “{told.words}”" if told.person is None else f"  {told.person.name}: {told.words}"


def _wrapped(lines: list[str], width: int) -> Iterator[str]:
    for line in lines:
        indent = " " * (len(line) - len(line.lstrip()))
        for part in line.split("\n"):
            yield from textwrap.wrap(
                part.strip(), width, initial_indent=indent, subsequent_indent=indent, break_on_hyphens=False
            ) or [""]
