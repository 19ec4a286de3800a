"""What to practise today: the principle whose turn it is, and a decision that puts it at stake."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from scoring.practice import Card


class Reason(StrEnum):
    """Why a principle has its turn, in the order of urgency."""

    DUE = "due"
    NEW = "new"
    AHEAD = "ahead"


@dataclass(frozen=True, slots=True)
class Turn:
    """One principle in the order of practice.

    Attributes:
        principle: The id of the principle.
        reason: Due today or before, never practised, or practised ahead of its day.
        days: Due: the days since it was, 0 for today. Ahead: the days until it will be. New: None.

    """

    principle: str
    reason: Reason
    days: int | None


@dataclass(frozen=True, slots=True)
class Offer:
    """One decision of the library that asks for principles, as its scenario's file says.

    Whether a run comes there, and what is to be lost there, only solving the scenario tells. That takes far longer
    than reading it, and a decision at which nothing is to be lost is a finding of its own.

    Attributes:
        scenario: The id of its scenario.
        state: The id of its state.
        reach: How far its choices lie apart in each principle that they rate differently, 1 to 4.

    """

    scenario: str
    state: str
    reach: Mapping[str, int]


def due(cards: Iterable[Card], principles: Iterable[str], day: date) -> tuple[Turn, ...]:
    """Return the principles in the order in which they should be practised on a day, the first one first.

    1. What is due today or before. The one that is latest for its interval leads, since most of it is lost:
       two days late after an interval of two comes before ten days late after a hundred.
    2. What was never practised. It can wait, while what is due is being forgotten.
    3. What will be due, the soonest first, so that there is always something to practise.

    Ties keep the order of ``principles``. Cards of other principles count for nothing. All principles are
    there, so that the next one can step in where no decision puts the first at stake.

    Raises:
        ValueError: Two cards are of the same principle.

    """
    known: dict[str, Card] = {}
    for card in cards:
        if card.principle in known:
            raise ValueError(f"The principle {card.principle!r} has two cards.")
        known[card.principle] = card

    late: list[tuple[float, Turn]] = []
    new: list[Turn] = []
    ahead: list[tuple[int, Turn]] = []
    for principle in dict.fromkeys(principles):
        met = known.get(principle)
        if met is None:
            new.append(Turn(principle, Reason.NEW, None))
            continue
        days = (day - met.due).days
        if days >= 0:
            late.append((days / met.interval, Turn(principle, Reason.DUE, days)))
        else:
            ahead.append((-days, Turn(principle, Reason.AHEAD, -days)))
    late.sort(key=lambda one: -one[0])
    ahead.sort(key=lambda one: one[0])
    return (*(turn for _, turn in late), *new, *(turn for _, turn in ahead))


def probe(
    offers: Iterable[Offer],
    principle: str,
    last_seen: tuple[str, str] | None = None,
    played: Sequence[str] = (),
) -> Offer | None:
    """Return the decision to practise a principle with, or None where there is none.

    Only a decision whose choices differ in the principle is taken, and never the one last seen:
    answering that one again would show what is remembered of it, not what is understood. Among the others,
    a scenario that was not played lately comes first, then the one played longest ago; within that, the
    widest reach, then the order of ``offers``.

    Args:
        offers: The decisions there are.
        principle: The id of the principle.
        last_seen: The scenario and the state of the decision that put the principle at stake last.
        played: The ids of the scenarios played lately, the latest first; an id may come again.

    """
    recency: dict[str, int] = {}
    for place, scenario in enumerate(played):
        recency.setdefault(scenario, place)
    fitting = [
        offer
        for offer in offers
        if offer.reach.get(principle, 0) > 0 and (offer.scenario, offer.state) != last_seen
    ]

    def preference(offer: Offer) -> tuple[int, int]:
        return recency.get(offer.scenario, len(played)), offer.reach[principle]

    return max(fitting, key=preference, default=None)
