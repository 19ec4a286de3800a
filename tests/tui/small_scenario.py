"""A small scenario, written to a file with whatever texts a test wants."""

from __future__ import annotations

import json
from pathlib import Path

SCENARIO = """\
format: 1
title: {title}
summary: {summary}
difficulty: intro
minutes: 5
briefing: {briefing}
cast:
  mo: {{name: {name}, role: {role}}}
meters:
  trust: {{label: Trust, start: 40}}
start: first
states:
  first:
    scene: It is eight in the morning.
    choices:
      - {{id: call, text: Call her., rates: {{presence: 2}}, because: A voice., effects: {{trust: +10}}, goto: second}}
      - {{id: write, text: Write to her., rates: {{presence: -1}}, because: A line more., goto: second}}
  second:
    scene: It is noon.
    choices:
      - {{id: listen, text: Listen., rates: {{curiosity: 1}}, because: You heard., goto: kept}}
      - {{id: talk, text: Talk., rates: {{curiosity: 0}}, because: You spoke., goto: lost}}
  kept:
    ending: {{kind: success, worth: 6}}
    scene: She stays.
  lost:
    ending: {{kind: failure, worth: -4}}
    scene: She goes.
"""


def write_scenario(
    folder: Path,
    id: str = "morning-call",  # noqa: A002
    title: str = "The morning call",
    summary: str = "She has not called back since Tuesday.",
    briefing: str = "You took over the team a week ago.",
    name: str = "Mo Adler",
    role: str = "Account manager",
) -> Path:
    """Write the scenario; a JSON string is a YAML one too, so any text comes through."""
    texts = {"title": title, "summary": summary, "briefing": briefing, "name": name, "role": role}
    path = folder / f"{id}.yaml"
    path.write_text(
        SCENARIO.format(**{key: json.dumps(text, ensure_ascii=False) for key, text in texts.items()}),
        encoding="utf-8",
    )
    return path
