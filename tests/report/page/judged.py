"""Judged runs for the tests of reports, one of them with markup in every text."""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import date
from pathlib import Path

from scoring.catalogue import Catalogue, Insight, Principle
from sim.engine.compiled import compile_scenario
from sim.engine.debrief import Debrief, debrief
from sim.engine.draws import SeededDraws
from sim.engine.graph import BUDGET
from sim.engine.verdict import judge
from sim.engine.walk import finished_walk
from sim.scenario.catalogue_file import shipped_catalogue
from sim.scenario.reader import read_bytes

THE_EXAMPLE = Path(__file__).parents[2] / "tui" / "scenarios" / "quiet-customer.yaml"
WORST = ("leave-it", "send-note", "hang-up")
BEST = ("ask-her-voice", "call-together", "your-side")
DAY = date(2026, 3, 9)

HOSTILE = "</script></style><img src=x onerror=alert(1)> ]]> <!-- & \"q\" 'a' `c` *b* _u_ | [l](http://x.test) # 1. \\"


def hostile(words: str) -> str:
    """A text with markup in it, told apart by its first word."""
    return f"{words} {HOSTILE}"


CATALOGUE = shipped_catalogue().extended_by(
    Catalogue.of(
        [Principle("presence", hostile("principle"), hostile("question"), "A")],
        [Insight("email-is-our-story", "presence", hostile("insight"), hostile("lesson"))],
    )
)

HOSTILE_WORDS = (
    "title", "summary", "caption", "narration", "name", "speech", "choice", "because", "redline", "better",
    "reason", "third", "ending", "chair", "insight", "lesson", "principle", "question",
)  # fmt: skip


def _quoted(words: str) -> str:
    return json.dumps(hostile(words))


HOSTILE_SOURCE = f"""\
format: 1
title: {_quoted("title")}
summary: {_quoted("summary")}
difficulty: intro
minutes: 5
briefing: B
cast: {{mo: {{name: {_quoted("name")}, role: R}}}}
start: one
states:
  one:
    caption: {_quoted("caption")}
    scene: [{_quoted("narration")}, {{mo: {_quoted("speech")}}}]
    choices:
      - id: bad
        text: {_quoted("choice")}
        rates: {{presence: -1}}
        because: {_quoted("because")}
        red_line: {_quoted("redline")}
        goto: lost
      - id: good
        text: {_quoted("better")}
        rates: {{presence: 2}}
        because: {_quoted("reason")}
        insight: email-is-our-story
        goto: won
      - {{id: third, text: {_quoted("third")}, rates: {{presence: 0}}, because: B, goto: lost}}
  won: {{scene: W, ending: {{kind: triumph, worth: 5}}}}
  lost:
    scene: {_quoted("ending")}
    ending: {{kind: setback, worth: -5}}
    chair: [{_quoted("chair")}, {{mo: Bye.}}]
"""


def judged(
    source: str | Path,
    choices: Sequence[str],
    catalogue: Catalogue | None = None,
    budget: int = BUDGET,
) -> Debrief:
    """The debrief of a run through a scenario given as text or as a file."""
    catalogue = catalogue or shipped_catalogue()
    data = source.encode() if isinstance(source, str) else source.read_bytes()
    path = Path("small.yaml")
    reading = read_bytes(data, path, catalogue)
    assert reading.scenario is not None, reading.findings
    compiled = compile_scenario(reading.scenario)
    solution = judge(compiled, path, budget).solution
    return debrief(compiled, solution, finished_walk(compiled, choices, SeededDraws(1)), catalogue.principles)


def long_story(decisions: int) -> str:
    """A scenario of so many decisions, one after the other."""
    states = "".join(
        f"""\
  s{number}:
    scene: S
    choices:
      - {{id: a, text: A., rates: {{value: 1}}, because: B, goto: {f"s{number + 1}" if number < decisions else "done"}}}
      - {{id: b, text: B., rates: {{value: 0}}, because: B, goto: {f"s{number + 1}" if number < decisions else "done"}}}
"""
        for number in range(1, decisions + 1)
    )
    return (
        "format: 1\ntitle: T\nsummary: S\ndifficulty: intro\nminutes: 5\nbriefing: B\nstart: s1\nstates:\n"
        f"{states}  done: {{scene: E, ending: {{kind: mixed, worth: 0}}}}\n"
    )
