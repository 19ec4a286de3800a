"""A scenario with an error that only the solver sees, and a catalogue for its folder."""

from __future__ import annotations

from typing import Final

ENDLESS: Final = """\
format: 1
title: T
summary: S
difficulty: intro
minutes: 5
briefing: B
start: ask
states:
  ask:
    scene: S
    choices:
      - {id: again, text: Again, rates: {value: 0}, because: So., goto: ask}
      - {id: stop, text: Stop, rates: {value: 0}, because: So., goto: done}
  done: {scene: S, ending: {kind: mixed, worth: 0}}
"""

CATALOGUE: Final = """\
catalogue: 1
principles:
  candour: {name: Candour, question: Was it said?, about: Saying it.}
insights:
  say-it: {principle: candour, title: Say it, lesson: They would rather know.}
"""
