"""What guards ahead can tell apart, and what the solver takes for one."""

from __future__ import annotations

from typing import Any

import pytest

from sim.engine.distinctions import WIDEST, cuts_ahead
from sim.engine.graph import Graph
from tests.engine.hand_made import arm, choice, data, decision, ending, interlude, meter
from tests.scenario_strategy import Data, Signed, Story, story_of


def one_guard(guard: str, *, effects: Data | None = None, **trust: Any) -> Story:
    """A decision whose second choice leads, with effects, to a state in which one guard is read."""
    more: Data = {"effects": effects} if effects else {}
    return story_of(
        data(
            {
                "first": decision(choice("go", "end"), choice("try", "second", **more)),
                "second": interlude(route=[arm("end", when=guard), arm("other")]),
                "end": ending(),
                "other": ending(1),
            },
            meters={"trust": meter(50, **trust), "nerve": meter(50)},
            facts=["called"],
        )
    )


def cuts(story: Story, state: str = "second") -> set[tuple[str, int | None]]:
    return set(cuts_ahead(story.scenario)[state])


@pytest.mark.parametrize(
    ("guard", "expected"),
    [
        ("trust >= 60", {60}),
        ("60 <= trust", {60}),
        ("trust > 60", {61}),
        ("trust < 60", {60}),
        ("trust <= 60", {61}),
        ("60 > trust", {60}),
        ("trust == 60", {60, 61}),
        ("60 != trust", {60, 61}),
        ("30 <= trust < 60", {30, 60}),
        ("not trust >= 60 or trust < 20", {60, 20}),
        ("trust >= 0", set()),
        ("trust > 100", set()),
        ("trust == 100", {100}),
        ("trust == 0", {1}),
        ("trust >= -5", set()),
    ],
)
def test_a_comparison_with_a_number_cuts_where_its_answer_changes(guard: str, expected: set[int]) -> None:
    assert cuts(one_guard(guard)) == {("trust", value) for value in expected}


def test_meters_compared_with_each_other_are_told_apart_in_every_value() -> None:
    assert cuts(one_guard("trust > nerve")) == {("trust", None), ("nerve", None)}


def test_a_fact_is_cut_between_false_and_true() -> None:
    assert cuts(one_guard("not called")) == {("called", 1)}
    assert cuts(one_guard("called == true")) == {("called", 1)}


def test_a_very_wide_meter_is_told_apart_in_every_value() -> None:
    assert cuts(one_guard("trust >= 60", max=WIDEST)) == {("trust", 60)}
    assert cuts(one_guard("trust >= 60", max=WIDEST + 1)) == {("trust", None)}
    assert cuts(one_guard("trust >= 60", max=10**12)) == {("trust", None)}


def test_an_amount_moves_a_cut_and_a_set_value_takes_it_away() -> None:
    assert cuts(one_guard("trust >= 60", effects={"trust": Signed(5)}), "first") == {("trust", 55)}
    assert cuts(one_guard("trust >= 60", effects={"trust": Signed(-5)}), "first") == {("trust", 65)}
    assert cuts(one_guard("trust >= 60", effects={"trust": Signed(-60)}), "first") == set()
    assert cuts(one_guard("trust >= 60", effects={"trust": {"set": 70}}), "first") == set()
    assert cuts(one_guard("called", effects={"called": True}), "first") == set()


def test_values_that_nothing_tells_apart_are_one_node_and_others_are_not() -> None:
    graph = Graph(one_guard("trust >= 60", min=-10).compiled)
    second = graph.node((1, 10, 50, False))
    assert graph.configurations[second] == (1, -10, 0, False)
    assert graph.project((1, 59, 7, True)) == graph.project((1, -10, 50, False)) == (1, -10, 0, 0)
    assert graph.project((1, 60, 7, True)) == graph.project((1, 100, 50, False)) == (1, 60, 0, 0)
