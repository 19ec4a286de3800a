from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scoring.next_practice import Offer, Reason, Turn, due, probe
from scoring.practice import Card

DAY = date(2026, 3, 2)
PRINCIPLES = ("presence", "coaching", "value", "candour")
SCENARIOS = ("quiet", "late", "gate")


def card(principle: str, interval: int, late: int) -> Card:
    """The card of a principle that has been due for so many days; fewer than 0 lie ahead."""
    day = DAY - timedelta(days=late)
    return Card(principle, 3.0, 5.0, day - timedelta(days=interval), day)


def order(cards: list[Card], principles: tuple[str, ...] = PRINCIPLES) -> list[str]:
    return [turn.principle for turn in due(cards, principles, DAY)]


def test_what_is_due_comes_before_what_is_new_before_what_lies_ahead() -> None:
    kept = [card("presence", 4, -3), card("candour", 9, 0), card("coaching", 4, -1)]
    assert due(kept, PRINCIPLES, DAY) == (
        Turn("candour", Reason.DUE, 0),
        Turn("value", Reason.NEW, None),
        Turn("coaching", Reason.AHEAD, 1),
        Turn("presence", Reason.AHEAD, 3),
    )


def test_the_latest_for_its_interval_leads_not_the_latest_in_days() -> None:
    kept = [card("presence", 100, 10), card("coaching", 2, 2), card("value", 1, 0)]
    assert order(kept, PRINCIPLES[:3]) == ["coaching", "presence", "value"]


def test_equal_turns_keep_the_order_of_the_principles() -> None:
    assert order([card("value", 2, 1), card("presence", 6, 3)]) == [
        "presence",
        "value",
        "coaching",
        "candour",
    ]
    assert order([card(name, 2, -1) for name in reversed(PRINCIPLES)]) == list(PRINCIPLES)
    assert order([]) == list(PRINCIPLES)


def test_a_card_of_a_principle_that_is_no_more_counts_for_nothing() -> None:
    assert order([card("gone", 1, 9)], ("presence",)) == ["presence"]
    assert due([card("gone", 1, 9)], (), DAY) == ()


def test_two_cards_of_one_principle_are_refused() -> None:
    with pytest.raises(ValueError, match="'value' has two cards"):
        due([card("value", 2, 1), card("value", 3, 1)], PRINCIPLES, DAY)


kept_cards = st.dictionaries(
    st.sampled_from(PRINCIPLES), st.tuples(st.integers(1, 50), st.integers(-60, 60)), max_size=4
).map(lambda found: [card(principle, *numbers) for principle, numbers in found.items()])


@given(kept_cards)
def test_every_principle_has_one_turn_by_urgency(kept: list[Card]) -> None:
    turns = due(kept, PRINCIPLES, DAY)
    assert sorted(turn.principle for turn in turns) == sorted(PRINCIPLES)
    urgencies = [list(Reason).index(turn.reason) for turn in turns]
    assert urgencies == sorted(urgencies)


@given(kept_cards)
def test_the_order_of_the_cards_does_not_matter(kept: list[Card]) -> None:
    assert due(kept, PRINCIPLES, DAY) == due(kept[::-1], PRINCIPLES, DAY)


def test_a_decision_that_does_not_ask_for_the_principle_is_no_probe() -> None:
    offers = [Offer("quiet", "call", {"coaching": 4}), Offer("late", "desk", {"presence": 0})]
    assert probe(offers, "presence") is None
    assert probe([], "presence") is None


def test_the_decision_last_seen_is_no_probe_and_another_of_its_scenario_is() -> None:
    call, visit = Offer("quiet", "call", {"presence": 4}), Offer("quiet", "visit", {"presence": 1})
    assert probe([call], "presence", ("quiet", "call")) is None
    assert probe([call, visit], "presence", ("quiet", "call"), ["quiet"]) == visit


def test_a_state_of_the_same_name_in_another_scenario_is_another_decision() -> None:
    other = Offer("late", "call", {"presence": 1})
    assert probe([other], "presence", ("quiet", "call")) == other


def test_scenarios_not_played_lately_come_first_then_the_one_played_longest_ago() -> None:
    quiet, late, gate = (
        Offer(name, "call", {"presence": reach}) for name, reach in zip(SCENARIOS, (4, 3, 1), strict=True)
    )
    assert probe([quiet, late, gate], "presence", played=["quiet", "late"]) == gate
    assert probe([quiet, late, gate], "presence", played=["gate", "quiet", "late", "quiet", "gate"]) == late


def test_the_widest_reach_leads_and_ties_keep_the_order() -> None:
    low = Offer("quiet", "call", {"presence": 2, "value": 4})
    high, same = (Offer("quiet", state, {"presence": 3}) for state in ("visit", "meeting"))
    assert probe([low, high, same], "presence") == high
    assert probe([low, same, high], "presence") == same


offers = st.lists(
    st.builds(
        Offer,
        st.sampled_from(SCENARIOS),
        st.sampled_from(("call", "visit")),
        st.dictionaries(st.sampled_from(PRINCIPLES), st.integers(0, 4)),
    ),
    max_size=8,
)
last_seen = st.none() | st.tuples(st.sampled_from(SCENARIOS), st.sampled_from(("call", "visit")))


@given(offers, last_seen, st.lists(st.sampled_from(SCENARIOS)))
def test_a_probe_is_an_offer_that_fits_and_none_means_that_none_does(
    offered: list[Offer], seen: tuple[str, str] | None, played: list[str]
) -> None:
    fitting = [
        offer
        for offer in offered
        if offer.reach.get("value", 0) > 0 and (offer.scenario, offer.state) != seen
    ]
    found = probe(offered, "value", seen, played)
    assert found == probe(iter(offered), "value", seen, tuple(played))
    if found is None:
        assert fitting == []
    else:
        assert found in fitting
        assert found.scenario not in played or all(offer.scenario in played for offer in fitting)
