from __future__ import annotations

import json
import subprocess
import sys
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scoring.practice import LONGEST_INTERVAL, Card, Rating, rating, ratings, review

DAY = date(2026, 3, 2)
days = st.dates(date(1990, 1, 1), date(2200, 1, 1))
some_rating = st.sampled_from(Rating)
cards = st.builds(
    lambda stability, difficulty, day, interval: Card(
        "presence", stability, difficulty, day, day + timedelta(days=interval)
    ),
    st.floats(0.001, 36_500),
    st.floats(1, 10),
    days,
    st.integers(1, 5000),
)
card_or_none = st.none() | cards


@pytest.mark.parametrize(
    ("points", "expected"),
    [
        (0, Rating.GOOD),
        (5, Rating.GOOD),
        (5 + 1e-12, Rating.GOOD),
        (5.001, Rating.HARD),
        (15, Rating.HARD),
        (15 + 1e-12, Rating.HARD),
        (15.001, Rating.AGAIN),
        (140, Rating.AGAIN),
    ],
)
def test_regret_in_points_gives_the_rating(points: float, expected: Rating) -> None:
    assert rating(points) is expected


def test_the_worst_decision_of_a_run_counts_for_a_principle() -> None:
    run = [
        (0.0, ["presence", "value"]),
        (16.0, ["presence"]),
        (6.0, ["coaching", "value"]),
        (0.0, ["presence"]),
    ]
    assert list(ratings(run).items()) == [
        ("presence", Rating.AGAIN),
        ("value", Rating.HARD),
        ("coaching", Rating.HARD),
    ]


def test_a_decision_with_nothing_at_stake_rates_nothing() -> None:
    assert ratings([(40.0, [])]) == {}


def test_a_first_review_is_followed_by_the_next_in_one_or_two_days() -> None:
    first = {rated: review("presence", None, rated, DAY) for rated in Rating}
    assert {rated: card.interval for rated, card in first.items()} == {
        Rating.AGAIN: 1,
        Rating.HARD: 1,
        Rating.GOOD: 2,
    }
    assert {card.last_review for card in first.values()} == {DAY}
    assert {card.principle for card in first.values()} == {"presence"}


def test_what_goes_well_on_its_day_rests_longer_each_time_and_never_over_a_year() -> None:
    card = review("presence", None, Rating.GOOD, DAY)
    intervals = [card.interval]
    for _ in range(12):
        card = review("presence", card, Rating.GOOD, card.due)
        intervals.append(card.interval)
    rising = intervals[: intervals.index(LONGEST_INTERVAL) + 1]
    assert rising == sorted(set(rising))
    assert set(intervals[len(rising) :]) <= {LONGEST_INTERVAL}


def test_a_lapse_brings_a_principle_back_within_days() -> None:
    card = review("presence", None, Rating.GOOD, DAY)
    for _ in range(4):
        card = review("presence", card, Rating.GOOD, card.due)
    assert card.interval > 60
    assert review("presence", card, Rating.AGAIN, card.due).interval < 10


def test_a_review_dated_before_the_last_one_dates_the_card_anew() -> None:
    ahead = review("presence", None, Rating.GOOD, date(2099, 1, 1))
    card = review("presence", ahead, Rating.GOOD, DAY)
    assert card.last_review == DAY
    assert card.due <= DAY + timedelta(days=3)


def test_the_card_of_another_principle_is_refused() -> None:
    card = review("presence", None, Rating.GOOD, DAY)
    with pytest.raises(ValueError, match="'presence' is reviewed as one of 'value'"):
        review("value", card, Rating.GOOD, DAY)


@given(card_or_none, days)
def test_a_better_rating_is_never_due_sooner(card: Card | None, day: date) -> None:
    again, hard, good = (review("presence", card, rated, day) for rated in Rating)
    assert again.due <= hard.due <= good.due


@given(card_or_none, some_rating, days)
def test_a_card_is_due_one_day_to_a_year_after_its_review(
    card: Card | None, rated: Rating, day: date
) -> None:
    after = review("presence", card, rated, day)
    assert after.last_review == day
    assert 1 <= after.interval <= LONGEST_INTERVAL


@given(card_or_none, st.lists(st.tuples(some_rating, st.integers(0, 400)), min_size=1, max_size=8), days)
def test_the_same_reviews_twice_give_the_same_card(
    card: Card | None, reviews: list[tuple[Rating, int]], start: date
) -> None:
    def after() -> Card | None:
        reached, day = card, start
        for rated, later in reviews:
            day += timedelta(days=later)
            reached = review("presence", reached, rated, day)
        return reached

    assert after() == after()


@given(cards)
def test_a_card_comes_back_from_json_as_it_was(card: Card) -> None:
    assert Card.from_mapping(json.loads(json.dumps(card.to_mapping()))) == card


@given(card_or_none, some_rating, days)
def test_a_reviewed_card_comes_back_from_json_as_it_was(card: Card | None, rated: Rating, day: date) -> None:
    after = review("presence", card, rated, day)
    assert Card.from_mapping(json.loads(json.dumps(after.to_mapping()))) == after


KEPT = Card("presence", 3.5, 5.0, DAY, DAY + timedelta(days=4)).to_mapping()


def test_a_kept_card_is_plain_and_has_a_version() -> None:
    assert KEPT == {
        "version": 1,
        "principle": "presence",
        "stability": 3.5,
        "difficulty": 5.0,
        "last_review": "2026-03-02",
        "due": "2026-03-06",
    }


@pytest.mark.parametrize(
    "wrong",
    [
        {"version": 2},
        {"version": None},
        {"principle": ""},
        {"principle": 7},
        {"stability": "3.5"},
        {"stability": None},
        {"stability": float("nan")},
        {"stability": float("inf")},
        {"stability": 10**400},
        {"stability": 0},
        {"stability": -1.0},
        {"difficulty": 0.5},
        {"difficulty": 11},
        {"difficulty": [5]},
        {"last_review": "yesterday"},
        {"last_review": 20260302},
        {"due": "2026-02-30"},
        {"due": "2026-03-02"},
    ],
    ids=str,
)
def test_a_kept_card_with_a_wrong_value_begins_anew(wrong: dict[str, object]) -> None:
    assert Card.from_mapping({**KEPT, **wrong}) is None


@pytest.mark.parametrize("key", KEPT)
def test_a_kept_card_without_one_of_its_keys_begins_anew(key: str) -> None:
    assert Card.from_mapping({name: value for name, value in KEPT.items() if name != key}) is None


json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(tuple(KEPT)), inner),
    max_leaves=8,
)


@given(json_values)
def test_no_kept_value_whatever_stops_the_program(kept: object) -> None:
    assert Card.from_mapping(kept) is None


@given(st.fixed_dictionaries({key: st.just(value) | json_values for key, value in KEPT.items()}))
def test_a_kept_card_is_read_whole_or_not_at_all(kept: dict[str, object]) -> None:
    card = Card.from_mapping(kept)
    assert card is None or Card.from_mapping(card.to_mapping()) == card


def test_the_scheduler_is_loaded_by_the_first_review_alone() -> None:
    script = (
        "import sys, datetime, scoring.next_practice as next_practice, scoring.practice as practice\n"
        "day = datetime.date(2026, 3, 2)\n"
        "next_practice.due([], ['presence'], day)\n"
        "before = 'fsrs' in sys.modules\n"
        "practice.review('presence', None, practice.Rating.GOOD, day)\n"
        "print(before, 'fsrs' in sys.modules)"
    )
    ended = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, text=True, timeout=60, check=True
    )
    assert ended.stdout.split() == ["False", "True"]
