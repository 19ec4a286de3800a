from __future__ import annotations

import pytest
from playwright.sync_api import expect

from sim.room.rules.command import Ask, Step, Take
from sim.room.rules.phase import Move
from tests.room.page.conftest import NewPhone, Stage
from tests.room.server.served import OpenRoom


@pytest.fixture
def opened(stage: Stage) -> OpenRoom:
    return stage.open(("North", "South"))


def test_a_team_is_chosen_on_joining_and_changed_in_the_lobby(opened: OpenRoom, phone: NewPhone) -> None:
    ann = phone().join("Ann", team="South")
    ann.sees("Ann · South")
    north = ann.page.get_by_role("button", name="North")
    expect(north).to_have_attribute("aria-pressed", "false")
    north.press("Enter")
    ann.sees("Ann · North")
    expect(north).to_have_attribute("aria-pressed", "true")
    expect(north).to_be_focused()
    assert [row.team for row in opened.view().people] == ["North"]


def test_who_names_no_team_comes_where_there_is_room(opened: OpenRoom, phone: NewPhone) -> None:
    phone().join("Ann", team="North")
    ben = phone().join("Ben")
    ben.sees("Ben · South")


def test_a_split_by_teams_tells_for_how_many_a_choice_decides(opened: OpenRoom, phone: NewPhone) -> None:
    ann = phone().join("Ann", team="North")
    for name, team in (("Ben", "South"), ("Cem", "South"), ("Dan", "South")):
        opened.join(name, team)
    opened.do(Step(Move.BEGIN), Ask())
    ann.choose(0)
    ann.vote_is_in(0)
    opened.do(Step(Move.CLOSE), Step(Move.REVEAL))
    results = ann.page.locator("#choices .results li")
    expect(results.nth(0)).to_contain_text("1 vote, 100%; decides for 1 team")
    expect(results.nth(1)).to_contain_text("0 votes, 0%")
    opened.do(Take())
    ann.sees("The room went on with")


def test_teams_play_at_their_own_pace_to_a_debrief_of_their_own(opened: OpenRoom, phone: NewPhone) -> None:
    ann, ben = phone().join("Ann", team="North"), phone().join("Ben", team="North")
    cem = phone().join("Cem", team="South")
    opened.do(Step(Move.SET_OFF))
    for person in (ann, ben, cem):
        person.sees("Question 1: 0 of")
        person.sees("The renewal list is on your screen.")
    ann.choose(0)
    ann.vote_is_in(0)
    ben.sees("Question 1: 1 of 2 have voted")
    ben.choose(0)
    for person in (ann, ben):
        person.sees("Question 2: 0 of 2 have voted")
        person.sees("He turns the screen away a little.")
        person.sees("Honestly? Spring of last year.")
    ann.choose(0)
    ann.vote_is_in(0)
    # Ben does not vote; Ann goes on without him.
    ann.page.get_by_role("button", name="Go on with the votes we have").click()
    for person in (ann, ben):
        person.sees("Your team is through")
        person.sees("Your team has come to the end of the story.")
        person.sees("She signs while she talks.")
    cem.sees("Question 1: 0 of 1 have voted")
    opened.do(Step(Move.FINISH))
    ann.sees("Your team went on with")
    ann.sees("It ended in a success.")
    ben.sees("You voted on 1 of 2 questions.")
    cem.sees("It stopped before the story's end.")


def test_a_team_that_is_split_is_told_so(opened: OpenRoom, phone: NewPhone) -> None:
    ann = phone().join("Ann", team="North")
    others = [opened.join(name, "North") for name in ("Ben", "Cem")]
    opened.do(Step(Move.SET_OFF))
    ann.choose(0)
    ann.vote_is_in(0)
    others[0].vote("leave-it")
    ann.sees("Question 1: 2 of 3 have voted")
    ann.page.get_by_role("button", name="Go on with the votes we have").click()
    ann.sees("Your team is split. Talk it over; one changed vote decides.")


def test_a_tap_meant_for_the_question_before_is_not_a_vote_on_the_next(
    opened: OpenRoom, phone: NewPhone
) -> None:
    ann = phone().join("Ann", team="North")
    ben = opened.join("Ben", "North")
    opened.do(Step(Move.SET_OFF))
    ann.choose(0)
    ann.vote_is_in(0)
    ann.page.clock.install()
    ben.vote("ask-her-voice")
    ann.sees("Question 2")
    expect(ann.choice(0)).to_be_disabled()
    ann.page.clock.fast_forward(1_000)
    expect(ann.choice(0)).to_be_enabled()
