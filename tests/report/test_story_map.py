from __future__ import annotations

import pytest

from sim.report.map.story_map import StoryMap
from sim.report.map.words import guesser_words, kind_words, label_lines, mark_words
from tests.report.mapped import HOSTILE, THE_EXAMPLE, map_of

STUCK = """\
format: 1
title: T
summary: S
difficulty: intro
minutes: 5
briefing: B
facts: [asked]
start: one
states:
  one:
    scene: S
    choices:
      - {id: a, text: A, rates: {value: 1}, because: B, when: asked, goto: done}
      - {id: b, text: B, rates: {value: 0}, because: B, when: asked, goto: done}
  done: {scene: S, ending: {kind: mixed, worth: 0}}
"""


@pytest.fixture(scope="module")
def example() -> StoryMap:
    return map_of(THE_EXAMPLE)


@pytest.fixture(scope="module")
def hostile() -> StoryMap:
    return map_of(HOSTILE)


def test_states_stand_in_the_order_of_the_story_and_endings_last(example: StoryMap) -> None:
    assert [state.id for state in example.states] == [
        "monday-review",
        "marcus-admits",
        "verdict",
        "renewed",
        "lost",
    ]


def test_the_best_line_goes_through_states_choices_and_ways(example: StoryMap) -> None:
    assert [state.id for state in example.states if state.best] == [
        "monday-review",
        "marcus-admits",
        "verdict",
        "renewed",
    ]
    assert [(way.source, way.target) for way in example.ways if way.best] == [
        ("monday-review", "marcus-admits"),
        ("marcus-admits", "verdict"),
        ("verdict", "renewed"),
    ]
    best = [choice.choice.id for state in example.states for choice in state.choices if choice.best]
    assert best == ["ask-her-voice", "call-together"]
    assert example.best == 8


def test_parallel_ways_are_one_with_all_that_leads_there(example: StoryMap) -> None:
    labels = {(way.source, way.target): label_lines(example, way) for way in example.ways}
    assert labels == {
        ("monday-review", "marcus-admits"): ["1", "2: 3 in 4"],
        ("monday-review", "verdict"): ["2: 1 in 4"],
        ("marcus-admits", "verdict"): ["any of 2"],
        ("verdict", "renewed"): ["if trust >= 60"],
        ("verdict", "lost"): ["otherwise"],
    }


def test_only_the_dice_lead_where_every_arm_is_drawn(example: StoryMap) -> None:
    assert [(way.source, way.target) for way in example.ways if way.drawn] == [("monday-review", "verdict")]


def test_endings_tell_their_kind_and_how_often_a_guesser_comes_there(example: StoryMap) -> None:
    assert [(kind_words(state), guesser_words(state)) for state in example.states[-2:]] == [
        ("success +8", "a guesser: 25 in 100"),
        ("failure -8", "a guesser: 75 in 100"),
    ]


def test_what_no_run_reaches_stands_last_and_is_marked(hostile: StoryMap) -> None:
    assert [state.id for state in hostile.states] == ["end", "two", "won", "lost", "nowhere", "drawn"]
    assert [state.reached for state in hostile.states] == [True, True, True, True, False, False]
    assert mark_words(hostile.state("nowhere")) == ["never reached"]
    assert guesser_words(hostile.state("drawn")) == ""


def test_a_choice_whose_guard_never_holds_is_never_available(hostile: StoryMap) -> None:
    assert [choice.available for choice in hostile.state("end").choices] == [True, False, True]


def test_an_arm_that_no_run_takes_is_marked_never(hostile: StoryMap) -> None:
    ways = {(way.source, way.target): way for way in hostile.ways}
    assert ways["two", "lost"].taken is False
    assert label_lines(hostile, ways["two", "lost"]) == ["otherwise", "never"]
    assert ways["end", "lost"].taken is True


def test_two_arms_of_one_draw_to_one_place_are_told_as_one_chance(hostile: StoryMap) -> None:
    [way] = [way for way in hostile.ways_from("end") if way.target == "lost"]
    assert len(way.leads) == 2
    assert label_lines(hostile, way) == ["3: 3 in 4"]


def test_a_choice_all_of_whose_arms_lead_one_way_has_no_condition() -> None:
    same = HOSTILE.replace("weight: 1, goto: won", "weight: 1, goto: lost")
    story = map_of(same)
    [way] = [way for way in story.ways_from("end") if way.target == "lost"]
    assert label_lines(story, way) == ["3"]
    assert not way.drawn


def test_a_scenario_with_an_error_of_the_solver_has_a_map_without_a_best_line() -> None:
    story = map_of(STUCK)
    assert story.best is None
    assert not any(state.best for state in story.states)
    assert story.state("done").reached is False
    assert [choice.available for choice in story.state("one").choices] == [False, False]


def test_over_the_budget_nothing_is_said_to_be_never_reached() -> None:
    story = map_of(HOSTILE, budget=0)
    assert story.best is None
    assert [state.reached for state in story.states] == [True, None, None, None, None, None]
    assert {choice.available for choice in story.state("end").choices} == {None}
    assert {way.taken for way in story.ways} == {None}


def test_a_state_that_leads_to_itself_stands_once() -> None:
    lap = HOSTILE.replace(
        "effects: {asked: true}, goto: two", "effects: {asked: true}, when: not asked, goto: end"
    )
    story = map_of(lap)
    assert [state.id for state in story.states].count("end") == 1
    assert ("end", "end") in {(way.source, way.target) for way in story.ways}
