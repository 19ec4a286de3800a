from __future__ import annotations

from collections.abc import Iterator
from typing import Literal

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Route, expect

from sim.room.rules.command import Ask, Extend, Step, Take
from sim.room.rules.phase import Move
from tests.room.page.conftest import NewPhone, Stage
from tests.room.page.phone import Phone
from tests.room.server.served import OpenRoom

LONG_NAME = "Wolfeschlegelsteinhausen"
SCHEMES: tuple[Literal["light", "dark"], ...] = ("light", "dark")


def every_phase(room: OpenRoom, ann: Phone) -> Iterator[str]:
    """Lead a phone through a session; gives the name of each phase once the phone shows it."""
    ann.open("/")
    ann.page.get_by_role("button", name="Join").click()
    ann.sees("Type the code")
    yield "a fault in the form"
    ann.open()
    ann.sees("The customer who went quiet")
    yield "the form"
    ann.page.get_by_label("Your name").fill(LONG_NAME)
    ann.page.get_by_role("button", name="Join").click()
    ann.sees("You are in.")
    yield "lobby"
    room.do(Step(Move.BEGIN))
    ann.sees("Read, and talk it over")
    yield "scene"
    room.do(Ask(600))
    expect(ann.choice(0)).to_be_visible()
    yield "open"
    ann.choose(1)
    ann.vote_is_in(1)
    yield "voted"
    ann.context.set_offline(True)
    ann.choose(0)
    ann.sees("Kept here.")
    ann.sees("No connection.")
    expect(ann.page.locator("#link")).to_be_in_viewport()
    yield "without a network"
    ann.context.set_offline(False)
    ann.vote_is_in(0)
    room.do(Step(Move.CLOSE))
    ann.sees("Voting is closed")
    yield "closed"
    room.do(Step(Move.REVEAL))
    ann.sees("How the room voted")
    yield "split"
    room.do(Step(Move.COACH))
    ann.sees("What each choice is worth")
    yield "coaching"
    room.do(Take())
    ann.sees("The room went on with")
    yield "next"
    room.do(Step(Move.GO_ON), Ask(), Step(Move.CLOSE), Step(Move.REVEAL), Take("send-note"), Step(Move.GO_ON))
    ann.sees("How you chose")
    for summary in ann.page.locator("summary").all():
        summary.click()
    yield "debrief"
    ann.tab().goto(ann.page.url)
    ann.sees("This room is open in another tab")
    yield "another tab"
    ann.page.get_by_role("button", name="Use it here").click()
    room.do(Step(Move.END))
    ann.sees("The session is over")
    yield "ended"


def test_axe_finds_nothing_in_any_phase_in_light_or_dark_on_a_small_screen_or_a_large(
    opened: OpenRoom, phone: NewPhone
) -> None:
    ann = phone()
    found = {}
    for phase in every_phase(opened, ann):
        for width in (1280, 320):
            ann.page.set_viewport_size({"width": width, "height": 640})
            for scheme in SCHEMES:
                ann.page.emulate_media(color_scheme=scheme)
                violations = Axe().run(ann.page).response["violations"]
                found[phase, width, scheme] = [
                    (violation["id"], [node["html"] for node in violation["nodes"]])
                    for violation in violations
                ]
    assert len(found) == 14 * 4
    assert {where: faults for where, faults in found.items() if faults} == {}


def test_axe_finds_nothing_where_teams_play_at_their_own_pace(stage: Stage, phone: NewPhone) -> None:
    room = stage.open(("North", "A team with a name that is rather long"))
    ann = phone(room)
    ann.open()
    expect(ann.page.get_by_label("Team", exact=True)).to_be_visible()
    found = [*Axe().run(ann.page).response["violations"]]
    ann.join("Ann")
    found += Axe().run(ann.page).response["violations"]
    assert ann.sideways == 0
    room.join("Ben", "North")
    room.do(Step(Move.SET_OFF))
    ann.choose(0)
    ann.vote_is_in(0)
    found += Axe().run(ann.page).response["violations"]
    assert found == []
    assert ann.sideways == 0


def test_on_a_small_phone_nothing_sticks_out_moves_or_is_too_small_to_tap(
    opened: OpenRoom, phone: NewPhone
) -> None:
    ann = phone()
    for phase in every_phase(opened, ann):
        assert (phase, ann.page.evaluate("document.getAnimations().length")) == (phase, 0)
        heights = ann.page.evaluate(
            "[...document.querySelectorAll('button, input, select, summary')]"
            ".filter((one) => one.offsetParent !== null).map((one) => one.getBoundingClientRect().height)"
        )
        assert (phase, [height for height in heights if height < 48]) == (phase, [])
        for text_size in ("200%", "100%"):
            ann.page.evaluate(f"document.documentElement.style.fontSize = '{text_size}'")
            assert (phase, text_size, ann.sideways) == (phase, text_size, 0)


def test_broadcasts_move_no_focus_and_touch_nothing_that_stays_the_same(
    opened: OpenRoom, phone: NewPhone
) -> None:
    ann = phone(viewport={"width": 320, "height": 360}).join("Ann")
    opened.do(Step(Move.BEGIN), Ask(60))
    ann.choice(1).focus()
    ann.page.evaluate("document.activeElement.isTheSame = true; scrollTo(0, 40)")
    for name in ("Ben", "Cem", "Dan"):
        opened.join(name).vote("leave-it")
        opened.do(Extend(3600))
    expect(ann.page.get_by_role("timer")).to_contain_text("18")
    expect(ann.choice(1)).to_be_focused()
    assert ann.page.evaluate("[document.activeElement.isTheSame, scrollY]") == [True, 40]


def test_focus_on_a_choice_goes_to_the_heading_when_the_choices_are_taken_away(
    opened: OpenRoom, phone: NewPhone
) -> None:
    ann = phone().join("Ann")
    opened.do(Step(Move.BEGIN), Ask())
    ann.choice(0).focus()
    opened.do(Step(Move.CLOSE))
    expect(ann.page.get_by_role("heading", name="Voting is closed")).to_be_focused()
    opened.do(Ask())
    ann.page.get_by_role("link", name="Voting is open").focus()
    opened.do(Step(Move.CLOSE))
    expect(ann.page.get_by_role("heading", level=1)).to_be_focused()


def test_what_is_being_typed_stays_when_the_room_is_looked_up(opened: OpenRoom, phone: NewPhone) -> None:
    ann = phone()
    held: list[Route] = []
    ann.page.route("**/api/room/*", lambda route: held.append(route))
    ann.open()
    name = ann.page.get_by_label("Your name")
    name.press_sequentially("An")
    held[0].continue_()
    ann.sees("The customer who went quiet")
    expect(name).to_be_focused()
    name.press_sequentially("n")
    expect(name).to_have_value("Ann")


def test_a_whole_question_is_answered_by_keyboard(opened: OpenRoom, phone: NewPhone) -> None:
    ann = phone()
    ann.open()
    ann.sees("The customer who went quiet")
    keys = ann.page.keyboard
    keys.press("Tab")
    keys.press("Tab")
    keys.type("Ann")
    keys.press("Enter")
    ann.sees("You are in.")
    opened.do(Step(Move.BEGIN), Ask())
    expect(ann.choice(0)).to_be_visible()
    keys.press("Tab")
    expect(ann.choice(0)).to_be_focused()
    keys.press("Tab")
    keys.press("Space")
    ann.vote_is_in(1)
    expect(ann.choice(1)).to_be_focused()


def test_a_screen_reader_is_told_of_phases_and_not_of_each_second(opened: OpenRoom, phone: NewPhone) -> None:
    ann = phone()
    ann.page.clock.install()
    ann.join("Ann")
    ann.page.evaluate(
        "window.told = []; new MutationObserver(() => told.push(document.getElementById('said').textContent))"
        ".observe(document.getElementById('said'), { childList: true, subtree: true, characterData: true })"
    )
    opened.do(Step(Move.BEGIN))
    expect(ann.page.locator("#said")).to_have_text("The scene. Voting is not open yet.")
    opened.do(Ask(45))
    expect(ann.page.locator("#said")).to_have_text("Voting is open.")
    ann.page.clock.run_for(10_000)
    assert ann.page.evaluate("told") == ["The scene. Voting is not open yet.", "Voting is open."]
    ann.page.clock.run_for(8_000)
    assert ann.page.evaluate("told.slice(2)") == ["30 seconds left."]
    live = ann.page.locator("[role=status], [role=alert], [aria-live]")
    assert "timer" not in live.evaluate_all("places => places.map((place) => place.id)")


def test_without_scripts_the_page_says_what_to_do(opened: OpenRoom, phone: NewPhone) -> None:
    ann = phone(java_script_enabled=False)
    ann.open()
    ann.sees("emptychair join URL")
    ann.sees_no("too old")
