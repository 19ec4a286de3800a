from __future__ import annotations

import re

from playwright.sync_api import expect

from sim.room.rules.command import Ask, Extend, Step, Take
from sim.room.rules.phase import Move
from tests.room.page.conftest import NewPhone
from tests.room.server.served import OpenRoom


def test_two_phones_play_a_whole_session(opened: OpenRoom, phone: NewPhone) -> None:
    ann, ben = phone().join("Ann"), phone().join("Ben")
    for person in (ann, ben):
        person.sees("You are in.")
        person.sees("2 people are here.")
    opened.do(Step(Move.BEGIN))
    for person in (ann, ben):
        person.sees("The renewal list is on your screen.")
        person.sees("Marcus Webb Account manager, reports to you")
        expect(person.page.locator("button.choice")).to_have_count(0)
    opened.do(Ask())
    ann.choose(0)
    ann.vote_is_in(0)
    ben.choose(1)
    ben.vote_is_in(1)
    ben.choose(0)
    ben.vote_is_in(0)
    opened.do(Step(Move.CLOSE))
    ann.sees("Voting is closed")
    expect(ann.page.locator("button.choice")).to_have_count(0)
    ann.sees_no("%")
    opened.do(Step(Move.REVEAL))
    results = ann.page.locator("#choices .results li")
    expect(results.nth(0)).to_contain_text("✓ Your vote · Most votes")
    expect(results.nth(0)).to_contain_text("2 votes, 100%")
    expect(results.nth(1)).to_contain_text("0 votes, 0%")
    ann.sees_no("You asked about the customer before the number.")
    opened.do(Step(Move.COACH))
    expect(results.nth(0)).to_contain_text("● best")
    expect(results.nth(0)).to_contain_text("You asked about the customer before the number.")
    expect(results.nth(1)).to_contain_text(re.compile(r"(mistake|blunder), costs \d+ points"))
    opened.do(Take())
    ben.sees("The room went on with")
    ben.sees("It was the majority's choice.")
    ben.sees("Honestly? Spring of last year.")
    opened.do(Step(Move.GO_ON), Ask())
    ann.choose(0)
    ann.vote_is_in(0)
    ben.choose(1)
    ben.vote_is_in(1)
    opened.do(Step(Move.CLOSE), Step(Move.REVEAL))
    ann.sees("Tied for most votes")
    opened.do(Take("call-together"))
    ann.sees("It was a tie, and the facilitator broke it.")
    opened.do(Step(Move.GO_ON))
    for person in (ann, ben):
        person.sees("It ended in a success.")
        person.sees("She finally asked what I needed.")
        person.sees("You voted on 2 of 2 questions.")
    expect(ann.page.locator(".conduct")).to_have_text("100 of 100")
    expect(ben.page.locator(".conduct")).not_to_have_text("100 of 100")
    second = ben.page.locator("article.question").nth(1)
    expect(second).to_contain_text("Question 2He turns the screen away a little.")
    expect(second).to_contain_text("You choseSend her something warm today.")
    expect(second).to_contain_text("The room went on withLet us call her now. You start.")
    expect(second.locator("details .results li").nth(0)).to_contain_text("1 vote, 50%")
    opened.do(Step(Move.END))
    ann.sees("The session is over")
    ann.sees("It ended in a success.")


def test_a_code_is_typed_in_any_way_and_a_name_may_be_left_out(opened: OpenRoom, phone: NewPhone) -> None:
    guest = phone()
    guest.open("/")
    code = opened.code
    guest.page.get_by_label("Code").press_sequentially(f" {code[:3].lower()}-{code[3:].lower()} ")
    expect(guest.page.get_by_role("heading", level=1)).to_have_text("The customer who went quiet")
    guest.page.get_by_role("button", name="Join").click()
    guest.sees("You are in.")
    guest.sees("Guest 1")
    assert guest.page.url.endswith(f"/j/{code}")


def test_a_wrong_code_is_told_where_it_was_typed(opened: OpenRoom, phone: NewPhone) -> None:
    guest = phone()
    guest.open("/")
    code = guest.page.get_by_label("Code")
    join = guest.page.get_by_role("button", name="Join")
    for typed, told in (("", "Type the code"), ("ACD", "has six signs"), ("AC0DEF", "sign “0”")):
        code.fill(typed)
        join.click()
        guest.sees(told)
        expect(code).to_be_focused()
        expect(code).to_have_attribute("aria-invalid", "true")
    code.fill("ACDEFG" if opened.code != "ACDEFG" else "GFEDCA")
    guest.sees("No room has this code.")


def test_a_locked_room_lets_nobody_else_in(opened: OpenRoom, phone: NewPhone) -> None:
    from sim.room.rules.command import Lock

    inside, outside = phone().join("Ann"), phone()
    opened.do(Lock(True))
    outside.open()
    outside.sees("The room is locked.")
    outside.page.get_by_role("button", name="Join").click()
    outside.sees("Ask the facilitator to let you in.")
    inside.page.reload()
    inside.sees("You are in.")


def test_the_timer_follows_the_servers_clock(opened: OpenRoom, phone: NewPhone) -> None:
    ann = phone()
    # A phone whose own clock is an hour slow.
    ann.page.add_init_script("const now = Date.now; Date.now = () => now() - 3600 * 1000")
    ann.join("Ann")
    opened.do(Step(Move.BEGIN), Ask(90))
    timer = ann.page.get_by_role("timer")
    expect(timer).to_have_text(re.compile(r"^1:(30|2\d)$"))
    opened.do(Extend(3600))
    expect(timer).to_have_text(re.compile(r"61:\d\d"))
    opened.do(Extend(None))
    expect(timer).to_be_hidden()


def test_the_vote_ends_with_its_time(opened: OpenRoom, phone: NewPhone) -> None:
    ann = phone().join("Ann")
    opened.do(Step(Move.BEGIN), Ask(1))
    ann.sees("Voting is closed")
    ann.sees("You did not vote.")


def test_a_session_that_stops_before_its_end_says_so(opened: OpenRoom, phone: NewPhone) -> None:
    ann = phone().join("Ann")
    opened.do(Step(Move.BEGIN), Step(Move.FINISH))
    ann.sees("It stopped before the story's end.")
    ann.sees("No question was put to the vote.")


def test_somebody_sent_out_is_told_and_can_join_again(opened: OpenRoom, phone: NewPhone) -> None:
    from sim.room.rules.command import Remove

    ann = phone().join("Ann")
    opened.do(Remove(1))
    ann.sees("You are not in this room any more")
    ann.page.get_by_role("button", name="Join again").click()
    expect(ann.page.get_by_label("Your name")).to_have_value("Ann")
    ann.page.get_by_role("button", name="Join", exact=True).click()
    ann.sees("You are in.")
    assert [row.number for row in opened.view().people] == [2]
