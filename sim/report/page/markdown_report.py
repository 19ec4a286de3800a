"""A finished run as Markdown: to paste into notes, a wiki or a mail. Texts of a scenario come out as they are."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from typing import Final

from scoring.catalogue import Catalogue
from sim.engine.debrief import Debrief, Decision
from sim.engine.telling import Told, Voice
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
from sim.report.decision_words import (
    LEGEND,
    cost_words,
    course_words,
    insights,
    label_words,
    other_choices,
    stronger,
)
from sim.report.standing_chart import standing_chart

CHART_WIDTH: Final = 72
CHART_ROWS: Final = 6
_MARKUP: Final = re.compile(r"[\\`*_{}\[\]<>#|~&$]")
_FIRST_OF_A_LINE: Final = re.compile(r"^(\d+(?=[.)])|)([-+=.)])")


def markdown_report(debrief: Debrief, catalogue: Catalogue, played: date) -> str:
    """The whole report; `played` is the day on which the run came to its end."""
    parts = [
        [f"# {_line(debrief.scenario.title)}"],
        [_block(debrief.scenario.summary)],
        [f"Debrief of a run that ended on {played.isoformat()}."],
        *_red_lines(debrief),
        ["## How it came out"],
        [
            f"- {_line(name)}: **{_line(told)}** ({_line(meaning)})"
            for name, told, meaning in three_numbers(debrief)
        ],
        [_block(summary(debrief))],
        *_standing(debrief),
        *_overview(debrief),
        *(part for decision in debrief.decisions for part in _decision(decision, debrief, catalogue)),
        *_end(debrief),
        *_profile(debrief, catalogue),
        *_chair(debrief.chair),
    ]
    return "\n\n".join("\n".join(part) for part in parts if any(part)) + "\n"


def _line(words: str) -> str:
    """A text as part of one line, whatever its own lines were."""
    return _plain(" ".join(words.split()))


def _block(words: str, before: str = "") -> str:
    """A text as paragraphs with its own line breaks; `before` stands before each line."""
    paragraphs = [
        [_plain(line.strip()) for line in paragraph.splitlines() if line.strip()]
        for paragraph in re.split(r"\n\s*\n", words.strip())
    ]
    told = ["\\\n".join(lines) for lines in paragraphs if lines]
    return "\n".join(f"{before}{line}".rstrip() for line in "\n\n".join(told).split("\n"))


def _plain(line: str) -> str:
    escaped = _MARKUP.sub(lambda match: f"\\{match[0]}", line)
    return _FIRST_OF_A_LINE.sub(r"\1\\\2", escaped)


def _red_lines(debrief: Debrief) -> Iterator[list[str]]:
    if debrief.red_lines:
        yield [f"## ✕ {red_lines_heading(debrief)}"]
        yield [NO_POINTS]
        yield [f"- {_line(words)}" for words in debrief.red_lines]


def _standing(debrief: Debrief) -> Iterator[list[str]]:
    values = standing_values(debrief)
    if values:
        yield [STANDING]
        yield ["```text", standing_chart(values, CHART_WIDTH, CHART_ROWS).text, "```"]


def _overview(debrief: Debrief) -> Iterator[list[str]]:
    if debrief.decisions:
        yield ["## Your decisions"]
        rows = [
            f"| {decision.number} | {label_words(decision)} | {_line(decision.choice.text)} "
            f"| {cost_words(debrief, decision) or 'nothing'} |"
            for decision in debrief.decisions
        ]
        yield ["| No. | Label | What you chose | Cost |", "|---|---|---|---|", *rows]
        yield [", ".join(LEGEND.split("   "))]


def _decision(decision: Decision, debrief: Debrief, catalogue: Catalogue) -> Iterator[list[str]]:
    cost = cost_words(debrief, decision)
    yield [f"### Decision {decision.number}: {label_words(decision)}" + (f", {cost}" if cost else "")]
    for told in decision.scene:
        yield [_said(told)]
    yield ["**You chose:**"]
    yield [_block(decision.choice.text, "> ")]
    if decision.choice.red_line is not None:
        yield [f"**✕ Red line:** {_line(decision.choice.red_line)}"]
    yield [_block(decision.choice.because)]
    yield [_block(course_words(debrief, decision))]
    better, others = stronger(decision), other_choices(decision)
    if better:
        yield ["**Stronger:**"]
        yield [f"- **{_line(choice.text)}** {_line(choice.because)}" for choice in better]
    if others:
        yield ["**Also possible:**" if better else "**The other choices:**"]
        yield [f"- {_line(choice.text)}" for choice in others]
    lessons = insights(decision, catalogue)
    if lessons:
        yield ["**What there is to learn:**"]
        yield [f"- **{_line(insight.title)}.** {_line(insight.lesson)}" for insight in lessons]


def _end(debrief: Debrief) -> Iterator[list[str]]:
    if debrief.scene:
        yield [f"## How it ended: {debrief.ending.kind.value}"]
        for told in debrief.scene:
            yield [_said(told)]


def _profile(debrief: Debrief, catalogue: Catalogue) -> Iterator[list[str]]:
    followed = followed_principles(debrief, catalogue)
    if followed:
        yield [f"## {PROFILE}"]
        yield [
            f"- {_line(principle.name)}: **{round(value)}**. {_line(principle.question)}"
            for principle, value in followed
        ]


def _chair(chair: tuple[Told, ...]) -> Iterator[list[str]]:
    if chair:
        yield [f"## {CHAIR}"]
        for told in chair:
            name = [] if told.person is None else [f"> **{_line(told.person.name)}:**", ">"]
            yield [*name, _block(told.words, "> ")]


def _said(told: Told) -> str:
    if told.person is not None:
        return f"**{_line(told.person.name)}:** {_block(told.words)}"
    if told.voice is Voice.CAPTION:
        return f"*{_line(told.words)}*"
    return _block(told.words)
