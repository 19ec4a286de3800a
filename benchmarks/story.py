"""A generated story of the size that trainers write: 40 states, 12 decisions deep, three meters, chances, routes.

It is the same story every time, and another one for every seed. `story()` gives it as the bytes of a scenario file, of
two kinds: what is done to the meters is read to the very end, or only in the first days.
"""

from __future__ import annotations

import random
from collections.abc import Iterator
from enum import Enum
from typing import Final

DEPTH: Final = 12
"""Decisions in every run."""

SIDE_BY_SIDE: Final = 3
"""States that each decision may be met in: 1 + 11 × 3 decisions, 3 interludes and 3 endings are 40 states."""

_METERS: Final = ("trust", "patience", "standing")
_WORDS: Final = (
    "The room is quiet and the coffee is cold.",
    "She reads the letter twice before she speaks.",
    "Nobody has asked the customer since the spring.",
    "The number on the screen has not moved all week.",
)
_BEFORE_THE_END: Final = 3
"""Interludes in which the verdict falls."""


class Reading(Enum):
    """How long the guards of the story read its meters."""

    TO_THE_END = "to the end"
    """Each meter in its days, and the verdict reads trust."""

    EARLY = "early"
    """Patience in the first two thirds; after that, and in the verdict, only what was done, which the facts tell."""


def story(depth: int = DEPTH, seed: int = 0, reading: Reading = Reading.TO_THE_END) -> bytes:
    """The story as a scenario file, of so many decisions."""
    return "\n".join(_lines(random.Random(seed), depth, reading)).encode()


def _lines(source: random.Random, decisions: int, reading: Reading) -> Iterator[str]:
    yield from (
        "format: 1",
        "title: A generated story",
        "summary: Made to be measured.",
        "difficulty: core",
        "minutes: 20",
        "briefing: You took over the team six weeks ago.",
        "cast:",
        "  ana: {name: Ana Ruiz, role: Your best seller}",
        "meters:",
    )
    for meter in _METERS:
        yield f"  {meter}: {{label: {meter.capitalize()}, start: 50}}"
    yield from ("facts: [called, warned]", "start: day1-room1", "states:")
    for depth in range(1, decisions + 1):
        for place in range(1, (1 if depth == 1 else SIDE_BY_SIDE) + 1):
            yield from _decision(source, depth, place, depth == decisions, reading)
    for place in range(1, _BEFORE_THE_END + 1):
        won, held = "called and warned", "called or warned"
        if reading is Reading.TO_THE_END:
            won, held = f"trust >= {45 + 5 * place} and called", f"trust >= {30 + 5 * place}"
        yield from (
            f"  verdict{place}:",
            f"    scene: {source.choice(_WORDS)}",
            "    route:",
            f"      - {{when: {won}, goto: won}}",
            f"      - {{when: {held}, goto: held}}",
            "      - {goto: lost}",
        )
    for name, kind, worth in (("won", "success", 9), ("held", "mixed", 1), ("lost", "failure", -8)):
        yield from (
            f"  {name}:",
            f"    ending: {{kind: {kind}, worth: {worth}}}",
            "    scene: It is over.",
        )


def _decision(source: random.Random, depth: int, place: int, last: bool, reading: Reading) -> Iterator[str]:
    meter = source.choice(_METERS)
    yield from (
        f"  day{depth}-room{place}:",
        f"    caption: Day {depth}",
        "    scene:",
        f"      - {source.choice(_WORDS)}",
        f"      - ana: {source.choice(_WORDS)}",
        f"      - {{when: {meter} >= 50, ana: {source.choice(_WORDS)}}}",
        f"      - {{when: not warned and {meter} < 40, say: {source.choice(_WORDS)}}}",
        "    choices:",
    )
    for number in range(1, 4):
        yield from _choice(source, depth, number, last, reading)


def _choice(source: random.Random, depth: int, number: int, last: bool, reading: Reading) -> Iterator[str]:
    meter, other = source.sample(_METERS, 2)
    effects = f"{meter}: {source.choice((-15, -10, -5, 5, 10, 15)):+d}, {other}: {source.choice((-5, 5)):+d}"
    if number == 1:
        effects += f", {source.choice(('called', 'warned'))}: true"
    yield from (
        f"      - id: choice{number}",
        f"        text: {source.choice(_WORDS)}",
        f"        rates: {{coaching: {source.randint(-2, 2)}, presence: {source.randint(-2, 2)}}}",
        "        because: It showed her what you would have done, or it did not.",
        f"        effects: {{{effects}}}",
        f"        reply: [{{ana: {source.choice(_WORDS)}}}]",
    )
    if number == 3 and source.random() < 0.5:
        yield f"        when: {_guard(depth, source.choice((35, 45, 55)), reading)}"
    first, second = _next(source, depth, last), _next(source, depth, last)
    way = source.random()
    if way < 0.5:
        yield f"        goto: {first}"
    elif way < 0.75:
        yield f"        chance: [{{weight: 2, goto: {first}}}, {{weight: 1, goto: {second}, effects: {{{meter}: -5}}}}]"
    else:
        yield f"        route: [{{when: {_guard(depth, 50, reading)}, goto: {first}}}, {{goto: {second}}}]"


def _guard(depth: int, least: int, reading: Reading) -> str:
    """Patience wears out early, standing matters later, trust decides at the end; or what was done does."""
    if reading is Reading.EARLY:
        return f"patience >= {least}" if depth <= 2 * DEPTH // 3 else "called"
    meter = "patience" if depth <= DEPTH // 3 else "standing" if depth <= 2 * DEPTH // 3 else "trust"
    return f"{meter} >= {least}"


def _next(source: random.Random, depth: int, last: bool) -> str:
    return f"verdict{source.randint(1, 3)}" if last else f"day{depth + 1}-room{source.randint(1, 3)}"
