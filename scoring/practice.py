"""When a principle is practised again: spaced repetition, in days."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from enum import StrEnum
from typing import Final

from scoring.regret import TOLERANCE

LONGEST_INTERVAL: Final = 365
"""No principle rests longer than this many days, however well it went."""

_VERSION: Final = 1
_AGAIN_OVER: Final = 15
_HARD_OVER: Final = 5
_STABILITIES: Final = (0.001, 36_500.0)
_DIFFICULTIES: Final = (1.0, 10.0)


class Rating(StrEnum):
    """How well a principle went where it was at stake, from the worst to the best."""

    AGAIN = "again"
    HARD = "hard"
    GOOD = "good"


@dataclass(frozen=True, slots=True)
class Card:
    """What is known of how well somebody lives by one principle, after a review of it.

    Attributes:
        principle: The id of the principle.
        stability: Days until the chance to get it right has fallen to nine in ten; 0.001 to 36,500.
        difficulty: How hard it is to strengthen, 1 to 10.
        last_review: The day on which it was last at stake.
        due: The day on which it should be practised again, at least a day later.

    Raises:
        ValueError: A value lies outside these limits, or the principle has no name.

    """

    principle: str
    stability: float
    difficulty: float
    last_review: date
    due: date

    def __post_init__(self) -> None:
        if not self.principle:
            raise ValueError("A card is of a principle.")
        if not _STABILITIES[0] <= self.stability <= _STABILITIES[1]:
            raise ValueError(f"A stability of {self.stability} days is out of range.")
        if not _DIFFICULTIES[0] <= self.difficulty <= _DIFFICULTIES[1]:
            raise ValueError(f"A difficulty of {self.difficulty} is out of range.")
        if self.due <= self.last_review:
            raise ValueError(f"A card reviewed on {self.last_review} cannot be due on {self.due}.")

    @property
    def interval(self) -> int:
        """The days from the last review to the next, at least 1."""
        return (self.due - self.last_review).days

    def to_mapping(self) -> dict[str, str | int | float]:
        """Return the card as JSON can hold it; ``from_mapping`` reads it."""
        return {
            "version": _VERSION,
            "principle": self.principle,
            "stability": self.stability,
            "difficulty": self.difficulty,
            "last_review": self.last_review.isoformat(),
            "due": self.due.isoformat(),
        }

    @classmethod
    def from_mapping(cls, kept: object) -> Card | None:
        """Return the card that ``to_mapping`` kept.

        None where it cannot be read or is of another version: the principle then begins anew, which costs
        a few days of its schedule and nothing else.
        """
        if not isinstance(kept, Mapping) or kept.get("version") != _VERSION:
            return None
        match kept:
            case {
                "principle": str(principle),
                "stability": int() | float() as stability,
                "difficulty": int() | float() as difficulty,
                "last_review": str(last_review),
                "due": str(due),
            }:
                try:
                    return cls(
                        principle,
                        float(stability),
                        float(difficulty),
                        date.fromisoformat(last_review),
                        date.fromisoformat(due),
                    )
                except (ValueError, OverflowError):
                    return None
        return None


def rating(points: float) -> Rating:
    """Return the rating of a decision by its regret in points, for each principle at stake in it.

    Over 15: again. Over 5: hard. Otherwise: good. Points within ``TOLERANCE`` of a limit are not over it.
    Where several decisions of a run put one principle at stake the worst counts: see ``ratings``.
    """
    if points > _AGAIN_OVER + TOLERANCE:
        return Rating.AGAIN
    if points > _HARD_OVER + TOLERANCE:
        return Rating.HARD
    return Rating.GOOD


def ratings(decisions: Iterable[tuple[float, Iterable[str]]]) -> dict[str, Rating]:
    """Return the rating of each principle that was at stake in a run, in the order they came up.

    ``decisions`` holds the regret in points of each decision and the ids of the principles at stake in it.
    A run is one review of a principle. Its worst decision counts, since a principle that failed once needs
    practice, however often it held.
    """
    worst: dict[str, float] = {}
    for points, principles in decisions:
        for principle in principles:
            worst[principle] = max(points, worst.get(principle, points))
    return {principle: rating(points) for principle, points in worst.items()}


def review(principle: str, card: Card | None, rated: Rating, day: date) -> Card:
    """Return the card of a principle after it was at stake on a day.

    ``card`` is what was known before, None where the principle was never at stake. Several reviews on one
    day each count. A day before the card's last review, which a corrected clock can give, counts as the
    same day and dates the card anew.

    The schedule is FSRS 6 with the parameters that come with ``fsrs``: due when the chance to get it right
    is expected to have fallen to nine in ten, after 1 to ``LONGEST_INTERVAL`` whole days. Nothing is left
    to chance: the same review always gives the same card.

    Raises:
        ValueError: The card is of another principle.
        OverflowError: The card would be due after the year 9999.

    """
    import fsrs

    if card is not None and card.principle != principle:
        raise ValueError(f"The card of {card.principle!r} is reviewed as one of {principle!r}.")
    scheduler = fsrs.Scheduler(
        learning_steps=(), relearning_steps=(), maximum_interval=LONGEST_INTERVAL, enable_fuzzing=False
    )
    # A card without an id or a due date would ask the clock for one.
    if card is None:
        before = fsrs.Card(card_id=0, due=_midnight(day))
    else:
        before = fsrs.Card(
            card_id=0,
            state=fsrs.State.Review,
            stability=card.stability,
            difficulty=card.difficulty,
            due=_midnight(card.due),
            last_review=_midnight(card.last_review),
        )
    grade = {Rating.AGAIN: fsrs.Rating.Again, Rating.HARD: fsrs.Rating.Hard, Rating.GOOD: fsrs.Rating.Good}
    after, _ = scheduler.review_card(before, grade[rated], _midnight(day))
    assert after.stability is not None
    assert after.difficulty is not None
    # fsrs sets no upper limit to it; the interval has reached its own long before.
    return Card(principle, min(after.stability, _STABILITIES[1]), after.difficulty, day, after.due.date())


def _midnight(day: date) -> datetime:
    return datetime.combine(day, time(), UTC)
