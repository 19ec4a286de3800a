"""What the page for people says of the example, worked by hand.

A guesser asks in half of the runs and leaves it in the other half; three quarters of the latter come to Marcus. So
0.5 + 0.375 = 0.875 of the runs stand with Marcus: 0.5 with a stake of 20, 0.375 with a stake of 4 (the merits alone).
"""

from __future__ import annotations

import pytest

from sim.engine.coverage import Size
from sim.engine.decision_stakes import by_stake
from sim.engine.full_inspection import inspect_fully
from sim.engine.story_line import Fallen, StoryLine
from sim.engine.verdict import judge
from tests.engine.hand_made import arm, choice, decision, ending, interlude, story
from tests.engine.solved_example import full_inspection
from tests.scenario_strategy import PATH
from tests.scenario_strategy import catalogue as shipped


def best() -> StoryLine:
    found = full_inspection().best
    assert found is not None
    return found


def least() -> StoryLine:
    found = full_inspection().least
    assert found is not None
    return found


def test_the_size_counts_what_the_file_holds() -> None:
    assert full_inspection().size == Size(states=5, decisions=2, interludes=1, endings=2, choices=4)


def test_the_best_line_asks_then_calls_and_ends_in_the_renewal() -> None:
    assert [(step.state.id, step.choice.id) for step in best().steps] == [
        ("monday-review", "ask-her-voice"),
        ("marcus-admits", "call-together"),
    ]
    assert (best().state.id, best().ending.worth, best().total) == ("renewed", 8, 8)
    assert best().record.draws == ()


def test_each_step_tells_the_reply_and_the_scenes_on_its_way() -> None:
    ask, call = best().steps
    assert [told.words for told in ask.scene] == [
        "Monday, 8:40",
        "The renewal list is on your screen.",
        "They prefer email. Always have.",
    ]
    [to_marcus] = ask.passages
    assert [told.words for told in to_marcus.replies] == ["Honestly? Spring of last year."]
    assert [passage.arrived.id for passage in call.passages] == ["verdict", "renewed"]
    assert [told.words for told in call.passages[0].scene] == ["Friday. Her assistant puts you through."]
    assert [told.words for told in best().ending_scene] == ["She signs while she talks."]


def test_the_least_line_leaves_it_the_heaviest_arm_falls_and_a_note_is_sent() -> None:
    assert [step.choice.id for step in least().steps] == ["leave-it", "send-note"]
    assert least().steps[0].passages[0].fallen == Fallen(arm=0, weight=3, weights=4)
    assert least().record.draws == (0,)
    assert (least().state.id, least().total) == ("lost", -8 - 5 - 4)


def test_the_stakes_are_weighted_by_where_a_guesser_stands() -> None:
    decisions = full_inspection().decisions
    assert decisions is not None
    monday, marcus = decisions
    assert (monday.state.id, monday.configurations, monday.visits) == ("monday-review", 1, 1)
    assert (monday.lowest, monday.highest, monday.mean) == (21, 21, 21)
    assert (marcus.state.id, marcus.configurations, marcus.visits) == ("marcus-admits", 2, 0.875)
    assert (marcus.lowest, marcus.highest) == (4, 20)
    assert marcus.mean == pytest.approx((0.5 * 20 + 0.375 * 4) / 0.875)
    assert [decision.state.id for decision in by_stake((marcus, monday))] == [
        "monday-review",
        "marcus-admits",
    ]


def test_calling_is_always_best_and_the_note_never() -> None:
    decisions = full_inspection().decisions
    assert decisions is not None
    call, note = decisions[1].choices
    assert (call.available, call.best, call.best_share) == (2, 2, 1)
    assert (note.available, note.best, note.best_share) == (2, 0, 0)


def test_a_principle_counts_the_decisions_that_rate_it_and_those_where_it_is_at_stake() -> None:
    covered = {one.principle: one for one in full_inspection().principles}
    assert covered["presence"].decisions == ("monday-review", "marcus-admits")
    assert covered["presence"].at_stake == covered["coaching"].at_stake == 1.875
    assert (covered["evidence"].decisions, covered["evidence"].at_stake) == ((), 0)


def test_an_insight_names_the_choices_that_teach_it() -> None:
    [taught] = full_inspection().insights
    assert (taught.insight, taught.taught) == ("email-is-our-story", (("monday-review", "ask-her-voice"),))


def test_a_principle_that_all_choices_share_is_never_at_stake() -> None:
    told = story({"a": decision(choice("x", "end", 1), choice("y", "end", 1)), "end": ending()})
    covered = {one.principle: one for one in inspect_fully(judge(told.compiled, PATH), shipped()).principles}
    assert (covered["coaching"].decisions, covered["coaching"].at_stake) == (("a",), 0)


def test_interludes_before_the_first_decision_open_the_line() -> None:
    told = story(
        {
            "dawn": interlude(chance=[arm("a", 1), arm("b", 2)]),
            "a": decision(choice("x", "end"), choice("y", "end")),
            "b": decision(choice("x", "end"), choice("y", "end")),
            "end": ending(3),
        }
    )
    line = inspect_fully(judge(told.compiled, PATH), shipped()).best
    assert line is not None
    assert [passage.arrived.id for passage in line.opening] == ["dawn", "b"]
    assert line.opening[1].fallen == Fallen(1, 2, 3)
    assert (line.record.choices, line.record.draws) == (("x",), (1,))


def test_over_the_budget_only_what_the_file_says_is_claimed() -> None:
    told = story({"a": decision(choice("x", "end"), choice("y", "end")), "end": ending()})
    full = inspect_fully(judge(told.compiled, PATH, budget=1), shipped())
    assert (full.inspection.exact, full.best, full.least, full.decisions) == (False, None, None, None)
    assert full.size.states == 2
    assert {one.at_stake for one in full.principles} == {None}
