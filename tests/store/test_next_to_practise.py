from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scoring.next_practice import Reason, Turn
from scoring.practice import Card
from sim.scenario.folders import shipped_scenarios
from sim.scenario.library import Library
from sim.store.next_to_practise import NextToPractise, Playable, next_to_practise, playables
from sim.store.practised import Practised

DAY = date(2026, 3, 2)
NOTHING = Practised({}, {}, ())


@pytest.fixture(scope="module")
def shipped() -> tuple[Playable, ...]:
    """The shipped scenarios."""
    return playables(Library([shipped_scenarios()]))


def kept(principle: str, due: int) -> Card:
    """The card of a principle that is due in so many days."""
    return Card(principle, 3.0, 5.0, DAY - timedelta(50 - min(due, 0)), DAY + timedelta(due))


def test_a_decision_asks_for_the_principles_that_its_choices_rate_differently(example: Path) -> None:
    (one,) = playables(Library([example.parent]))
    assert [(offer.state, dict(offer.reach)) for offer in one.offers] == [
        ("monday-review", {"coaching": 2, "presence": 3}),
        ("marcus-admits", {"presence": 3, "coaching": 1}),
    ]


def test_before_any_run_it_is_the_shortest_of_the_easiest(shipped: tuple[Playable, ...]) -> None:
    found = next_to_practise(NOTHING, shipped, DAY)
    assert found is not None
    assert (found.turn, found.principle) == (None, None)
    assert found.playable.level == "intro"
    assert found.playable.minutes == min(one.minutes for one in shipped if one.level == "intro")


def test_an_empty_library_has_nothing() -> None:
    assert next_to_practise(NOTHING, (), DAY) is None


def test_the_one_decision_there_is_and_was_seen_last_is_not_offered(example: Path) -> None:
    only = playables(Library([example.parent]))
    cards = {name: kept(name, -1) for name in ("coaching", "presence")}
    seen = dict.fromkeys(cards, (only[0].id, "monday-review"))
    found = next_to_practise(Practised(cards, seen, (only[0].id,)), only, DAY)
    assert found is not None and found.playable == only[0]
    (last,) = (offer for offer in only[0].offers if offer.state == "monday-review")
    alone = Playable(only[0].id, only[0].path, "t", "core", 1, (1, 1), (last,), only[0].principles)
    assert next_to_practise(Practised(cards, seen, (only[0].id,)), [alone], DAY) is None


def test_a_card_due_far_away_and_one_from_a_clock_ahead_are_still_practised_with(
    shipped: tuple[Playable, ...],
) -> None:
    names = tuple(shipped[0].principles)
    cards = {name: kept(name, 2_000_000) for name in names}
    found = next_to_practise(Practised(cards, {}, ("gatekeeper",)), shipped, DAY)
    assert found is not None
    assert found.turn == Turn(names[0], Reason.AHEAD, 2_000_000)


def test_a_principle_of_which_nobody_knows_any_more_is_passed_over(shipped: tuple[Playable, ...]) -> None:
    practised = Practised({"gone": kept("gone", -9)}, {"gone": ("quiet", "call")}, ("quiet",))
    found = next_to_practise(practised, shipped, DAY)
    assert found is not None and found.turn is not None
    assert found.turn.reason is Reason.NEW


@given(st.data())
def test_what_is_found_asks_for_the_principle_elsewhere_and_no_turn_before_it_could_be_had(
    shipped: tuple[Playable, ...], data: st.DataObject
) -> None:
    names = tuple(shipped[0].principles)
    some = data.draw(st.lists(st.sampled_from(shipped), max_size=3, unique_by=lambda one: one.id))
    places = [(one.id, offer.state) for one in some for offer in one.offers]
    cards = data.draw(
        st.dictionaries(st.sampled_from(names), st.integers(-400, 400)).map(
            lambda days: {name: kept(name, due) for name, due in days.items()}
        )
    )
    seen = {name: data.draw(st.sampled_from(places)) for name in cards} if places else {}
    found = next_to_practise(Practised(cards, seen, ("gatekeeper",)), some, DAY)

    def elsewhere(name: str) -> set[str]:
        return {
            one.id
            for one in some
            for offer in one.offers
            if offer.reach.get(name, 0) and (one.id, offer.state) != seen.get(name)
        }

    if found is None:
        assert not any(elsewhere(name) for name in names)
        return
    assert isinstance(found, NextToPractise) and found.turn is not None and found.principle is not None
    assert found.principle.id == found.turn.principle
    assert found.playable.id in elsewhere(found.turn.principle)
    if found.turn.reason is not Reason.DUE:
        assert not any(card.due <= DAY and elsewhere(name) for name, card in cards.items())
