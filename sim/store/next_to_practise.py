"""What to play next: the principle whose turn it is, and a scenario that asks for it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from scoring.catalogue import Catalogue, Principle
from scoring.next_practice import Offer, Turn, due, probe
from sim.engine.rate_spreads import rate_spreads
from sim.scenario.library import Library
from sim.scenario.model import Scenario
from sim.scenario.reader import read_scenario
from sim.store.practised import Practised


@dataclass(frozen=True, slots=True)
class Playable:
    """What practice needs of a scenario of the library.

    Attributes:
        id: Its id.
        path: Its file.
        title: Its title.
        level: Its difficulty, in a word.
        minutes: How long it takes.
        rank: Its place by difficulty and length, the easiest and shortest first.
        offers: Its decisions that ask for principles.
        principles: The catalogue in force for it.

    """

    id: str
    path: Path
    title: str
    level: str
    minutes: int
    rank: tuple[int, int]
    offers: tuple[Offer, ...]
    principles: Mapping[str, Principle]


@dataclass(frozen=True, slots=True)
class NextToPractise:
    """What to play next, and why.

    Attributes:
        playable: The scenario.
        turn: Whose turn it is; None where nothing was played yet, and this is simply the best one to begin with.
        principle: That principle in the words of the scenario's catalogue; None where there is no turn.
        day: The day on which this holds.

    """

    playable: Playable
    turn: Turn | None
    principle: Principle | None
    day: date


def playable(path: Path, scenario: Scenario, catalogue: Catalogue) -> Playable:
    """What practice needs of a scenario that was read."""
    reaches = {
        state.id: {name: highest - lowest for name, (lowest, highest) in rate_spreads(state.choices).items()}
        for state in scenario.states.values()
    }
    return Playable(
        id=scenario.id,
        path=path,
        title=scenario.title,
        level=scenario.difficulty.value,
        minutes=scenario.minutes,
        rank=(scenario.difficulty.rank, scenario.minutes),
        offers=tuple(Offer(scenario.id, state, reach) for state, reach in reaches.items() if reach),
        principles=catalogue.principles,
    )


def playables(library: Library) -> tuple[Playable, ...]:
    """All scenarios of a library that can be read, in its order."""
    readings = ((entry.path, read_scenario(entry.path)) for entry in library.entries())
    return tuple(
        playable(path, reading.scenario, reading.catalogue)
        for path, reading in readings
        if reading.scenario is not None
    )


def next_to_practise(practised: Practised, playables: Iterable[Playable], day: date) -> NextToPractise | None:
    """What to play next on a day, or None where nothing in the library asks for any principle.

    Before the first run it is the easiest scenario, of these the shortest. After that it is the first principle, in
    the order of their turns, for which there is another decision than the one in which it was seen last. Of scenarios
    that would do as well, the easiest comes first.
    """
    ordered = sorted(playables, key=lambda one: one.rank)
    if not ordered:
        return None
    if not practised.played:
        return NextToPractise(ordered[0], None, None, day)
    offers = [offer for one in ordered for offer in one.offers]
    # Each catalogue begins with the shipped one, and a trainer's own principles come after it.
    principles = dict.fromkeys(name for one in ordered for name in one.principles)
    for turn in due(practised.cards.values(), principles, day):
        offer = probe(offers, turn.principle, practised.last_seen.get(turn.principle), practised.played)
        if offer is not None:
            chosen = next(one for one in ordered if one.id == offer.scenario)
            return NextToPractise(chosen, turn, chosen.principles[turn.principle], day)
    return None
