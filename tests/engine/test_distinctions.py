"""What the solver takes for the same is the same; and finding that out does not take for ever."""

from __future__ import annotations

import pytest
from hypothesis import given

from sim.engine import distinctions
from sim.engine.distinctions import EVERY, cuts_ahead
from sim.engine.verdict import judge
from tests.engine.hand_made import choice, decision, ending, meter, story
from tests.scenario_strategy import PATH, Data, Signed, Story, stories, wild_stories


def judged_impatiently(made: Story) -> tuple[object, ...]:
    """Judged as a scenario with very many cuts is: all values of what is read are told apart."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(distinctions, "PATIENCE", -1)
        verdict = judge(made.compiled, PATH)
    numbers = None if verdict.solution is None else (verdict.solution.value, verdict.solution.least)
    return len(verdict.graph.configurations), numbers, {(f.code, f.mark) for f in verdict.findings}


@given(stories())
def test_telling_all_values_apart_changes_no_answer(made: Story) -> None:
    verdict = judge(made.compiled, PATH)
    assert verdict.solution is not None
    size, numbers, findings = judged_impatiently(made)
    assert isinstance(size, int)
    assert len(verdict.graph.configurations) <= size
    assert numbers == pytest.approx((verdict.solution.value, verdict.solution.least), abs=1e-9)
    assert findings == {(finding.code, finding.mark) for finding in verdict.findings}


@given(wild_stories())
def test_telling_all_values_apart_finds_the_same_kinds_of_faults(made: Story) -> None:
    verdict = judge(made.compiled, PATH)
    _, _, findings = judged_impatiently(made)
    assert isinstance(findings, set)
    assert {code for code, _ in findings} == {finding.code for finding in verdict.findings}


def test_only_values_that_a_guard_ahead_can_tell_apart_are_kept() -> None:
    made = story(
        {
            "here": decision(choice("a", "there", effects={"mood": Signed(5)}), choice("b", "there")),
            "there": decision(choice("a", "end", when="mood >= 60"), choice("b", "end")),
            "end": ending(),
        },
        meters={"mood": meter(50), "unread": meter(3)},
    )
    assert cuts_ahead(made.scenario) == {
        "here": {"mood": {55, 60}},
        "there": {"mood": {60}},
        "end": {},
    }


def test_very_many_cuts_are_given_up_for_all_of_them() -> None:
    """Twenty meters of a thousand steps, each spent in laps: one by one that would be millions of cuts."""
    states: dict[str, Data] = {}
    for number in range(60):
        name = f"m{number % 20}"
        states[f"s{number}"] = decision(
            choice("again", f"s{number}", when=f"{name} >= 1", effects={name: Signed(-1)}),
            choice("back", f"s{max(0, number - 1)}", when=f"{name} >= 2", effects={name: Signed(-2)}),
            choice("on", f"s{number + 1}"),
        )
    states["s60"] = ending(1)
    made = story(states, meters={f"m{number}": meter(1000, max=1000) for number in range(20)})
    ahead = cuts_ahead(made.scenario)
    assert ahead["s0"] == {f"m{number}": EVERY for number in range(20)}
    assert ahead["s59"] == ahead["s0"]
    assert ahead["s60"] == {}
    assert not judge(made.compiled, PATH, budget=100).graph.complete
