"""Random plays: what can honestly be said of a scenario that is too big to solve."""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass

from sim.engine.compilation import Configuration
from sim.engine.compiled import CompiledScenario

PLAYS = 5_000
STEPS = 2_000
"""A random play that takes more steps than this is given up."""

STEPS_IN_ALL = 1_000_000
"""After so many steps no further play is begun, so that long ways do not keep anybody waiting."""


@dataclass(frozen=True, slots=True)
class Sample:
    """What a number of random plays came to. Means are over the plays that ended.

    `plays` is how many were begun, `endings` are shares by state id, `fewest` and `most` the numbers of choices seen.
    """

    plays: int
    ended: int
    guesser: float | None
    fewest: int | None
    most: int | None
    endings: Mapping[str, float]


@dataclass(frozen=True, slots=True)
class RandomPlay:
    """One random play: its total, its choices and steps, and its ending; None where it was given up."""

    total: int
    choices: int
    steps: int
    ending: str | None


def play_at_random(compiled: CompiledScenario, source: random.Random) -> RandomPlay:
    """Play once as a guesser does."""
    configuration: Configuration = compiled.start()
    lost = taken = 0
    for steps in range(STEPS):
        state = compiled.states[configuration[0]]
        choice = None
        if state.choices:
            available = compiled.available(configuration)
            if not available:
                return RandomPlay(-lost, taken, steps, None)
            picked = int(source.random() * len(available))
            choice = available[picked]
            lost += compiled.offer(configuration[0], available).shortfalls[picked]
            taken += 1
        elif state.state.ending is not None:
            return RandomPlay(state.state.ending.worth - lost, taken, steps, state.state.id)
        outcomes = compiled.step(configuration, choice)
        if len(outcomes) == 1:
            configuration = outcomes[0].configuration
        else:
            weights = [outcome.weight for outcome in outcomes]
            configuration = source.choices(outcomes, weights)[0].configuration
    return RandomPlay(-lost, taken, STEPS, None)


def sample(compiled: CompiledScenario, plays: int = PLAYS, seed: int = 0) -> Sample:
    """Play at random and count. The same seed gives the same sample."""
    source = random.Random(seed)
    played: list[RandomPlay] = []
    steps = 0
    while len(played) < plays and steps < STEPS_IN_ALL:
        played.append(play_at_random(compiled, source))
        steps += played[-1].steps
    ended = [play for play in played if play.ending is not None]
    endings = Counter(play.ending for play in ended if play.ending is not None)
    return Sample(
        plays=len(played),
        ended=len(ended),
        guesser=sum(play.total for play in ended) / len(ended) if ended else None,
        fewest=min((play.choices for play in ended), default=None),
        most=max((play.choices for play in ended), default=None),
        endings={ending: count / len(ended) for ending, count in endings.items()},
    )
