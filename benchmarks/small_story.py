"""A very small story, twice: as a scenario file, and as the least code that plays it, written by hand."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Final

SMALL: Final = b"""\
format: 1
title: A small story
summary: Made to be measured.
difficulty: core
minutes: 5
briefing: You took over the team six weeks ago.
meters:
  trust: {label: Trust, start: 35}
  patience: {label: Patience, start: 3, max: 5}
facts: [called]
start: monday
states:
  monday:
    scene: The renewal list is on your screen.
    effects: {patience: -1}
    choices:
      - {id: ask, text: Ask., rates: {coaching: 2}, because: You asked., when: patience >= 1 and not called,
         effects: {trust: +5, called: true}, goto: monday}
      - {id: wait, text: Wait., rates: {coaching: -1}, because: You waited.,
         chance: [{weight: 3, goto: call, effects: {trust: -10}}, {weight: 1, goto: lost}]}
      - {id: go, text: Go., rates: {coaching: 1}, because: You went., effects: {trust: +25},
         route: [{when: trust >= 60, goto: won}, {goto: call}]}
  call:
    scene: She picks up.
    choices:
      - {id: listen, text: Listen., rates: {coaching: 1}, because: You listened., effects: {trust: +20},
         route: [{when: trust >= 60, goto: won}, {goto: lost}]}
      - {id: talk, text: Talk., rates: {coaching: -2}, because: You talked., goto: lost}
  won: {ending: {kind: success, worth: 8}, scene: She signs.}
  lost: {ending: {kind: failure, worth: -8}, scene: It is over.}
"""

Configuration = tuple[int, int, int, bool]
"""The state, trust, patience, and whether she was called."""

Outcomes = tuple[tuple[int, Configuration], ...]

START: Final[Configuration] = (0, 35, 2, False)


def _ask(c: Configuration) -> Outcomes:
    return ((1, (0, min(c[1] + 5, 100), max(c[2] - 1, 0), True)),)


def _wait(c: Configuration) -> Outcomes:
    return ((3, (1, max(c[1] - 10, 0), c[2], c[3])), (1, (3, c[1], c[2], c[3])))


def _go(c: Configuration) -> Outcomes:
    trust = min(c[1] + 25, 100)
    return ((1, (2 if trust >= 60 else 1, trust, c[2], c[3])),)


def _listen(c: Configuration) -> Outcomes:
    trust = min(c[1] + 20, 100)
    return ((1, (2 if trust >= 60 else 3, trust, c[2], c[3])),)


def _talk(c: Configuration) -> Outcomes:
    return ((1, (3, c[1], c[2], c[3])),)


STEPS: Final[
    Mapping[
        tuple[int, int], tuple[Callable[[Configuration], bool] | None, Callable[[Configuration], Outcomes]]
    ]
] = {
    (0, 0): (lambda c: c[2] >= 1 and not c[3], _ask),
    (0, 1): (None, _wait),
    (0, 2): (None, _go),
    (1, 0): (None, _listen),
    (1, 1): (None, _talk),
}
"""For each state and choice: its guard, and what it leads to."""


def step(configuration: Configuration, choice: int) -> Outcomes:
    """Weights and configurations that a choice leads to.

    Raises:
        ValueError: the choice is not available.

    """
    guard, lead = STEPS[configuration[0], choice]
    if guard is not None and not guard(configuration):
        raise ValueError("not available")
    return lead(configuration)
