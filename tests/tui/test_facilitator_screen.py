from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from typing import Any

import pytest
from textual.pilot import Pilot
from textual.widgets import Static

from sim.room.log import LogError
from sim.room.memory_log import MemoryLog
from sim.room.rules.event import Event
from sim.room.rules.facilitator_view import FacilitatorView
from sim.room.rules.phase import Phase
from sim.store.loading import Loaded
from sim.tui.answer_screen import AnswerScreen
from sim.tui.facilitator_app import FacilitatorApp
from sim.tui.facilitator_desk import CountLines
from sim.tui.facilitator_screen import FacilitatorScreen
from sim.tui.join_details_screen import JoinWords
from sim.tui.people_screen import PeopleScreen
from sim.tui.question_screen import QuestionScreen
from sim.tui.stage import WIDEST, Stage
from sim.tui.too_small_screen import TooSmallScreen
from sim.tui.wrapped_lines import WrappedLines
from tests.tui.facilitated import Session, led, press_to, seen, the_example, until_phase, until_seen
from tests.tui.watching import press, shown, until, until_shown

SMALL, LARGE = (80, 24), (120, 40)
ASK, LEAVE = "ask-her-voice", "leave-it"
HOSTILE = ["[/b] end", "[@click=app.quit]x[/]", "[red]", "$foo {0} %s", "日本語 [/]", "\x1b[31mred\u202e"]


class FailingLog(MemoryLog):
    """A log that keeps nothing while it is told to fail."""

    fails = False

    def append(self, code: str, after: int, events: Sequence[Event]) -> int:
        if self.fails:
            raise LogError("The disk is full.", "Make room on it.")
        return super().append(code, after, events)


@pytest.fixture(scope="module")
def loaded() -> Loaded:
    return the_example()


@pytest.fixture
def sessions() -> Iterator[Callable[..., Session]]:
    """Opens sessions; all of them are stopped at the end."""
    opened: list[Session] = []

    def begin(*args: Any, **kwargs: Any) -> Session:
        opened.append(Session(*args, **kwargs))
        return opened[-1]

    yield begin
    for session in opened:
        session.facilitation.stop()


@pytest.fixture
def session(sessions: Callable[..., Session], loaded: Loaded) -> Session:
    return sessions(loaded, MemoryLog())


@pytest.fixture
def app(session: Session) -> FacilitatorApp:
    return FacilitatorApp(session.facilitation)


def footer(app: FacilitatorApp) -> str:
    return shown(app).splitlines()[-1]


def words(app: FacilitatorApp) -> str:
    """What the screen says, wherever it breaks its lines."""
    return " ".join(shown(app).replace("│", " ").split())


def asked(app: FacilitatorApp) -> str:
    """What the question is about that is asked back."""
    return str(app.screen.query_one("#about", Static).content)


def read(app: FacilitatorApp) -> str:
    """What the room reads, unbroken."""
    stages = led(app).query(Stage)
    return " ".join(" ".join(line.plain for line in stage.lines_at(WIDEST)) for stage in stages)


def told(app: FacilitatorApp) -> str:
    """What was said in passing."""
    return " ".join(notice.message for notice in app._notifications)


async def vote(pilot: Pilot[bool], session: Session, question: int, *choices: str) -> None:
    session.vote(question, *choices)
    await until_seen(pilot, lambda view: view.voted == len(choices))


async def to_the_vote(pilot: Pilot[bool], session: Session, *names: str) -> None:
    """Have people join, begin and ask the first question."""
    for name in names:
        session.join(name)
    await until_seen(pilot, lambda view: len(view.people) == len(names))
    await press_to(pilot, Phase.SCENE, "space")
    await press_to(pilot, Phase.OPEN, "space")


async def to_the_split(pilot: Pilot[bool], session: Session, *choices: str) -> None:
    await to_the_vote(pilot, session, *(f"Person {place}" for place in range(len(choices))))
    await vote(pilot, session, 1, *choices)
    await press_to(pilot, Phase.CLOSED, "space")
    await press_to(pilot, Phase.SPLIT, "space")


# A whole session


@pytest.mark.parametrize("size", [SMALL, LARGE], ids=str)
async def test_a_room_is_led_from_the_lobby_to_the_end_by_the_large_key_alone(
    session: Session, app: FacilitatorApp, size: tuple[int, int]
) -> None:
    async with app.run_test(size=size) as pilot:
        await until_shown(pilot, "Nobody is in the room yet.")
        code = session.facilitation.code
        assert " ".join(code) in shown(app)
        assert f"trainer.local:{session.port}/j/{code}" in words(app)
        for name in ("Ana", "Bo", "Cem"):
            session.join(name)
        await until_shown(pilot, "3 people are in the room")
        assert "Ana · Bo · Cem" in words(app)
        assert "Space Begin together" in footer(app)

        await press_to(pilot, Phase.SCENE, "space")
        assert "They prefer email. Always have." in words(app)
        assert "Space Ask" in footer(app)

        await press_to(pilot, Phase.OPEN, "space")
        assert "1 When did you last hear Priya's voice?" in words(app)
        assert "Space Close" in footer(app)
        await vote(pilot, session, 1, ASK, ASK)
        assert "3 here 2 voted 1 not yet" in words(app)
        await vote(pilot, session, 1, ASK, ASK, LEAVE)

        await press_to(pilot, Phase.CLOSED, "space")
        assert "Space Show the split" in footer(app)
        await press_to(pilot, Phase.SPLIT, "space")
        assert "2 67%" in words(app)
        assert "1 leads, with 2 votes." in words(app)
        assert "Who in your team has a customer like this?" in words(app)
        assert "Space Show the coaching" in footer(app)

        await press_to(pilot, Phase.COACHING, "space")
        assert "You asked about the customer before the number." in words(app)
        await press(pilot, "pagedown")
        assert "On the mean, a vote here cost" in words(app)
        assert "Space Go on with the majority" in footer(app)

        await press_to(pilot, Phase.NEXT, "space")
        assert "It was the majority’s choice. 2 of 3 (67%)." in words(app)
        assert "Honestly? Spring of last year." in words(app)
        assert "Space Go on" in footer(app)

        await press_to(pilot, Phase.SCENE, "space")
        assert "question 2" in words(app)
        await press_to(pilot, Phase.OPEN, "space")
        await vote(pilot, session, 2, "call-together", "call-together", "send-note")
        for phase in (Phase.CLOSED, Phase.SPLIT, Phase.COACHING, Phase.NEXT):
            await press_to(pilot, phase, "space")
        assert "Space To the debrief" in footer(app)
        await press_to(pilot, Phase.DEBRIEF, "space")

        await until_shown(pilot, "How it ended")
        assert "She finally asked what I needed." in words(app)
        await press(pilot, "space")
        assert "Conduct 100 how you decided" in words(app)
        assert f"emptychair export session {code}" in words(app)
        await press(pilot, "right")
        assert "Question 1: Monday, 8:40" in words(app)
        assert "← taken" in words(app)
        assert not [name for name in ("Ana", "Bo", "Cem") if name in shown(app)]

        await press(pilot, "e")
        assert isinstance(app.screen, QuestionScreen)
        await press_to(pilot, Phase.ENDED, "y")
        assert "The session is over" in words(app)
        await press(pilot, "q")
    assert app.return_value is True


async def test_where_the_whole_address_has_no_room_the_page_and_the_code_stand_on_lines_of_their_own(
    session: Session,
) -> None:
    app = FacilitatorApp(session.facilitation, timer=60.0)
    async with app.run_test(size=(80, 24)) as pilot:
        await to_the_vote(pilot, session, "Ana")
        place = f"trainer.local:{session.port}"
        told = [line.strip() for line in shown(app).splitlines()]
        assert next(line for line in told if place in line).split()[0] == place
        assert any(line.startswith(f"code  {' '.join(session.facilitation.code)}") for line in told)


async def test_teams_go_at_their_own_pace_and_are_compared(
    sessions: Callable[..., Session], loaded: Loaded
) -> None:
    session = sessions(loaded, MemoryLog(), teams=("Reds", "Blues"))
    app = FacilitatorApp(session.facilitation)
    red, blue = session.join("Ana", "Reds"), session.join("Bo", "Blues")
    async with app.run_test(size=LARGE) as pilot:
        await until_shown(pilot, "Reds 1, Blues 1")
        await press_to(pilot, Phase.OWN_PACE, "o")
        assert words(app).count("○ question 1 0 of 1 member voted") == 2
        red.vote(1, ASK)
        red.vote(2, "call-together")
        await until_shown(pilot, "came to a success")
        assert "Space" not in footer(app)

        await press(pilot, "d", "1")
        assert "Blues stands at question 1, with 0 votes." in asked(app)
        await press(pilot, "1")
        await until_seen(pilot, lambda view: view.teams[1].question == 2)
        blue.vote(2, "send-note")
        await until_shown(pilot, "All teams have come to their ending.")
        await press_to(pilot, Phase.DEBRIEF, "space")
        await until_shown(pilot, "The teams side by side")
        said = words(app)
        assert "Reds Conduct 100 Outcome: success" in said
        assert said.index("took 1-1") < said.index("took 1-2")
        await press(pilot, "right", "right", "right", "right", "right", "right")
        assert "Blues, Question 2" in words(app)


# What stays hidden


@pytest.mark.parametrize("size", [SMALL, LARGE], ids=str)
async def test_the_split_is_shown_only_once_the_facilitator_says_so(
    session: Session, app: FacilitatorApp, size: tuple[int, int]
) -> None:
    async with app.run_test(size=size) as pilot:
        await to_the_vote(pilot, session, "Ana", "Bo", "Cem")
        await vote(pilot, session, 1, LEAVE, LEAVE, LEAVE)
        for keys, phase in (((), Phase.OPEN), (("space",), Phase.CLOSED)):
            await press_to(pilot, phase, *keys)
            assert "100%" not in shown(app)
            assert "3 votes" not in words(app)
            assert "the split" in words(app)
        await press_to(pilot, Phase.SPLIT, "r")
        assert "3 100%" in words(app)
        assert "costs" not in words(app)


async def test_a_look_before_that_is_asked_back(session: Session, app: FacilitatorApp) -> None:
    async with app.run_test(size=SMALL) as pilot:
        await to_the_vote(pilot, session, "Ana")
        await vote(pilot, session, 1, LEAVE)
        await press(pilot, "v")
        assert "Everybody who sees this screen sees it too." in asked(app)
        await press(pilot, "n")
        assert "100%" not in shown(app)
        await press(pilot, "v", "y")
        assert "1 100%" in words(app)
        await press(pilot, "escape")
        assert "100%" not in shown(app)


async def test_names_stand_on_the_screen_only_on_request_once_it_has_begun(
    session: Session, app: FacilitatorApp
) -> None:
    async with app.run_test(size=SMALL) as pilot:
        await to_the_vote(pilot, session, "Ana", "Bo")
        await vote(pilot, session, 1, ASK)
        assert "Ana" not in shown(app)
        await press(pilot, "w")
        rows = [line for line in shown(app).splitlines() if "voted" in line or "not yet" in line]
        assert "Bo" in next(row for row in rows if "○ not yet" in row)
        assert "Ana" in next(row for row in rows if "● voted" in row)
        await press(pilot, "escape")
        assert "Ana" not in shown(app)


async def test_hostile_names_are_shown_letter_by_letter(session: Session, app: FacilitatorApp) -> None:
    for name in HOSTILE:
        session.join(name)
    async with app.run_test(size=LARGE) as pilot:
        await until_shown(pilot, f"{len(HOSTILE)} people are in the room")
        for name in HOSTILE[:-1]:
            assert name in shown(app).replace(" · ", "\n")
        assert "\x1b" not in shown(app)
        assert "\u202e" not in shown(app)
        await press(pilot, "w", "down")
        assert "[@click=app.quit]x[/]" in shown(app)
        await press(pilot, "x")
        assert "[@click=app.quit]x[/] cannot come back" in asked(app)
        await press(pilot, "n", "e")
        assert "Another name for [@click=app.quit]x[/]" in words(app)


# A thousand votes


async def test_of_a_thousand_views_at_once_the_newest_alone_is_shown(
    session: Session, app: FacilitatorApp, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with app.run_test(size=LARGE) as pilot:
        await to_the_vote(pilot, session, "Ana")
        screen, view = led(app), seen(app)
        shows: list[int] = []
        show_view = screen.show_view

        def count(new: FacilitatorView, before: FacilitatorView | None) -> None:
            shows.append(new.voted)
            show_view(new, before)

        monkeypatch.setattr(screen, "show_view", count)
        for voted in range(1, 1001):
            screen._take_in(replace(view, voted=voted))
        await until_shown(pilot, "1,000 voted")
        assert shows == [1000]


async def test_a_vote_changes_the_counts_and_nothing_else_is_laid_out_anew(
    session: Session, app: FacilitatorApp, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with app.run_test(size=LARGE) as pilot:
        await to_the_vote(pilot, session, "Ana", "Bo")
        renewed: list[type[WrappedLines]] = []
        renew = WrappedLines.renew

        def count(lines: WrappedLines) -> None:
            renewed.append(type(lines))
            renew(lines)

        monkeypatch.setattr(WrappedLines, "renew", count)
        await vote(pilot, session, 1, ASK)
        await until_shown(pilot, "1 voted")
        assert set(renewed) == {CountLines}


# Taking a choice


async def test_a_tie_is_told_and_broken_by_a_digit_that_is_asked_back(
    session: Session, app: FacilitatorApp
) -> None:
    async with app.run_test(size=LARGE) as pilot:
        await to_the_split(pilot, session, ASK, LEAVE)
        assert "A tie between 1 and 2." in words(app)
        await press_to(pilot, Phase.COACHING, "space")
        await press(pilot, "space")
        assert "It is a tie: 1 or 2 breaks it." in words(app)
        assert seen(app).shared.phase is Phase.COACHING
        await press(pilot, "2")
        assert "It breaks the tie, and the debrief will say so." in asked(app)
        await press(pilot, "n", "2")
        await press_to(pilot, Phase.NEXT, "y")
        assert "It was a tie, and the facilitator broke it." in words(app)


async def test_the_facilitator_may_take_another_choice_than_the_majoritys(
    session: Session, app: FacilitatorApp
) -> None:
    async with app.run_test(size=LARGE) as pilot:
        await to_the_split(pilot, session, ASK, ASK, LEAVE)
        await press(pilot, "2")
        assert "The majority chose otherwise, and the debrief will say so." in asked(app)
        await press_to(pilot, Phase.NEXT, "y")
        assert "The facilitator took it" in read(app)


async def test_with_no_votes_a_choice_can_still_be_named(session: Session, app: FacilitatorApp) -> None:
    async with app.run_test(size=LARGE) as pilot:
        await to_the_vote(pilot, session, "Ana")
        await press_to(pilot, Phase.CLOSED, "space")
        await press_to(pilot, Phase.SPLIT, "space")
        assert "Nobody voted." in words(app)
        await press_to(pilot, Phase.COACHING, "c")
        await press(pilot, "space")
        assert "No choice leads: take one with 1 to 2." in words(app)
        await press(pilot, "1")
        await press_to(pilot, Phase.NEXT, "y")
        assert "Nobody had voted, and the facilitator took it." in words(app)


async def test_each_teams_own_split_is_told(sessions: Callable[..., Session], loaded: Loaded) -> None:
    session = sessions(loaded, MemoryLog(), teams=("Reds", "Blues"))
    app = FacilitatorApp(session.facilitation)
    for name, team in (("Ana", "Reds"), ("Bo", "Reds"), ("Cem", "Blues")):
        session.join(name, team)
    async with app.run_test(size=LARGE) as pilot:
        await until_seen(pilot, lambda view: len(view.people) == 3)
        await press_to(pilot, Phase.SCENE, "b")
        await press_to(pilot, Phase.OPEN, "space")
        await vote(pilot, session, 1, ASK, LEAVE, LEAVE)
        await press_to(pilot, Phase.CLOSED, "space")
        await press_to(pilot, Phase.SPLIT, "space")
        assert "Reds 1: 1 2: 1 a tie, which does not count" in words(app)
        assert "Blues 1: 0 2: 1 for 2" in words(app)
        assert "2 leads, with 1 team." in words(app)


# Time


async def test_a_question_is_given_a_time_which_is_extended_and_taken_away(
    session: Session, app: FacilitatorApp
) -> None:
    async with app.run_test(size=LARGE) as pilot:
        session.join("Ana")
        await until_seen(pilot, lambda view: bool(view.people))
        await press_to(pilot, Phase.SCENE, "space")
        assert "asked with no timer, t changes it" in words(app)
        await press(pilot, "t", "t")
        assert "asked with a timer of 1:00" in words(app)
        await press_to(pilot, Phase.OPEN, "space")
        deadline = seen(app).shared.deadline
        assert deadline is not None
        assert 50 < deadline - time.time() <= 60
        assert led(app).query_one("#timer").display
        await press(pilot, "plus")
        await until_seen(pilot, lambda view: view.shared.deadline == deadline + 30)
        assert "t No timer" in footer(app)
        await press(pilot, "t")
        await until_seen(pilot, lambda view: view.shared.deadline is None)
        assert not led(app).query_one("#timer").display


async def test_a_key_pressed_as_the_time_runs_out_does_not_show_the_split(
    sessions: Callable[..., Session], loaded: Loaded
) -> None:
    session = sessions(loaded, MemoryLog())
    app = FacilitatorApp(session.facilitation, timer=0.3)
    async with app.run_test(size=SMALL) as pilot:
        await to_the_vote(pilot, session, "Ana")
        await until_phase(pilot, Phase.CLOSED)
        await press(pilot, "space")
        assert "The room had just gone on. Press it again." in words(app)
        assert seen(app).shared.phase is Phase.CLOSED
        await pilot.pause(0.8)
        await press_to(pilot, Phase.SPLIT, "space")


async def test_a_vote_closed_too_soon_is_asked_again_with_its_votes(
    session: Session, app: FacilitatorApp
) -> None:
    async with app.run_test(size=SMALL) as pilot:
        await to_the_vote(pilot, session, "Ana", "Bo")
        await vote(pilot, session, 1, ASK)
        await press_to(pilot, Phase.CLOSED, "space")
        await press_to(pilot, Phase.OPEN, "a")
        await until_shown(pilot, "1 voted")


# People


async def test_somebody_is_sent_out_after_a_question_and_renamed_at_once(
    session: Session, app: FacilitatorApp
) -> None:
    for name in ("Ana", "Bo"):
        session.join(name)
    async with app.run_test(size=SMALL) as pilot:
        await until_shown(pilot, "2 people are in the room")
        await press(pilot, "w", "x")
        assert "Ana cannot come back with this browser." in asked(app)
        await press(pilot, "n", "x", "y")
        await until_seen(pilot, lambda view: [person.name for person in view.people] == ["Bo"])
        await until_shown(pilot, "1 person is in the room")
        await until(pilot, lambda: isinstance(app.screen, PeopleScreen) and "Ana" not in shown(app))
        await press(pilot, "e", *"Zoe", "enter")
        await until_seen(pilot, lambda view: [person.name for person in view.people] == ["Zoe"])
        await until(pilot, lambda: "Zoe" in shown(app))


async def test_a_name_that_is_none_is_refused_in_words(session: Session, app: FacilitatorApp) -> None:
    session.join("Ana")
    async with app.run_test(size=SMALL) as pilot:
        await until_shown(pilot, "1 person is in the room")
        await press(pilot, "w", "e", "\u3164", "enter")
        await until(pilot, lambda: "Nothing of this name can be seen." in told(app))
        assert [person.name for person in seen(app).people] == ["Ana"]


async def test_somebody_is_moved_to_another_team_in_the_lobby_only(
    sessions: Callable[..., Session], loaded: Loaded
) -> None:
    session = sessions(loaded, MemoryLog(), teams=("Reds", "Blues"))
    app = FacilitatorApp(session.facilitation)
    session.join("Ana", "Reds")
    async with app.run_test(size=SMALL) as pilot:
        await until_shown(pilot, "Reds 1, Blues 0")
        await press(pilot, "w", "m")
        assert "Ana is in Reds." in asked(app)
        await press(pilot, "2")
        await until_seen(pilot, lambda view: view.people[0].team == "Blues")
        await press(pilot, "escape")
        await press_to(pilot, Phase.SCENE, "b")
        await press(pilot, "w")
        assert "another team" not in words(app)
        await press(pilot, "m")
        assert isinstance(app.screen, PeopleScreen)


async def test_the_room_is_locked_and_unlocked(session: Session, app: FacilitatorApp) -> None:
    async with app.run_test(size=SMALL) as pilot:
        await until_shown(pilot, "Nobody is in the room yet.")
        await press(pilot, "l")
        await until_shown(pilot, "The room is locked")
        assert "l Unlock" in footer(app)
        await press(pilot, "l")
        await until_seen(pilot, lambda view: not view.shared.locked)
        assert "l Lock" in footer(app)


async def test_beginning_with_nobody_there_is_asked_back(app: FacilitatorApp) -> None:
    async with app.run_test(size=SMALL) as pilot:
        await until_shown(pilot, "Nobody is in the room yet.")
        await press(pilot, "space")
        assert "Begin with nobody in the room?" in words(app)
        await press_to(pilot, Phase.LOBBY, "n")
        await press(pilot, "space")
        await press_to(pilot, Phase.SCENE, "y")


# The network


async def test_after_a_while_with_nobody_it_says_what_may_be_the_matter(
    session: Session, app: FacilitatorApp
) -> None:
    async with app.run_test(size=LARGE) as pilot:
        await until_shown(pilot, "Nobody is in the room yet.")
        assert "Nobody has reached this address yet" not in words(app)
        led(app).patience = 0.0
        await until(pilot, lambda: "Nobody has reached this address yet." in words(app))
        assert "hotspot" in words(app)
        session.join("Ana")
        await until_shown(pilot, "1 person is in the room")
        assert "Nobody has reached" not in words(app)


async def test_of_several_addresses_the_next_is_shown_by_a_key(session: Session, app: FacilitatorApp) -> None:
    facilitation = session.facilitation
    facilitation.urls = ("http://one.local:1/j/K7QX9M", "http://two.local:2/j/K7QX9M")
    async with app.run_test(size=SMALL) as pilot:
        await until_shown(pilot, "one.local:1/j/K7QX9M")
        await press(pilot, "u")
        assert "two.local:2/j/K7QX9M" in words(app)
        assert "one.local" not in words(app)
        await press(pilot, "j")
        assert "Address 2 of 2 of this computer." in words(app)
        await press(pilot, "u", "escape")
        assert "one.local:1/j/K7QX9M" in words(app)


async def test_without_a_network_it_says_so(session: Session, app: FacilitatorApp) -> None:
    session.facilitation.urls = ()
    async with app.run_test(size=SMALL) as pilot:
        await until_shown(pilot, "This computer is on no network")
        await press(pilot, "j")
        assert "This computer is on no network" in words(app)


async def test_what_is_to_be_known_from_the_start_is_told(session: Session, app: FacilitatorApp) -> None:
    session.facilitation.notices = ("The room was at port 1 the last time. [/b]",)
    async with app.run_test(size=LARGE) as pilot:
        await until(pilot, lambda: "The room was at port 1 the last time. [/b]" in told(app))


async def test_how_to_join_is_shown_large_at_any_time(session: Session, app: FacilitatorApp) -> None:
    async with app.run_test(size=SMALL) as pilot:
        await to_the_vote(pilot, session, "Ana")
        assert not led(app).query_one("#qr").display
        await press(pilot, "j")
        assert app.screen.query_one("#qr").display
        said = " ".join(line.plain for line in app.screen.query_one(JoinWords).lines_at(80))
        assert f"trainer.local:{session.port}/j/{session.facilitation.code}" in said
        assert f"Or open trainer.local:{session.port}, and type the code." in said


# What goes wrong


async def test_what_cannot_be_kept_is_told_and_the_room_goes_on(
    sessions: Callable[..., Session], loaded: Loaded
) -> None:
    log = FailingLog()
    session = sessions(loaded, log)
    app = FacilitatorApp(session.facilitation)
    async with app.run_test(size=LARGE) as pilot:
        session.join("Ana")
        await until_shown(pilot, "1 person is in the room")
        log.fails = True
        await press(pilot, "space")
        await until(pilot, lambda: "The disk is full." in told(app))
        assert seen(app).shared.phase is Phase.LOBBY
        log.fails = False
        await press_to(pilot, Phase.SCENE, "space")


async def test_a_server_that_is_gone_is_told_in_words(session: Session, app: FacilitatorApp) -> None:
    async with app.run_test(size=LARGE) as pilot:
        await until_shown(pilot, "Nobody is in the room yet.")
        session.facilitation.stop()
        await press(pilot, "l")
        await until(pilot, lambda: "The session is not being served any more." in told(app))


async def test_where_nothing_can_be_judged_the_coaching_says_so(
    sessions: Callable[..., Session], loaded: Loaded
) -> None:
    unsolved = replace(loaded, verdict=replace(loaded.verdict, solution=None))
    session = sessions(unsolved, MemoryLog())
    app = FacilitatorApp(session.facilitation)
    async with app.run_test(size=LARGE) as pilot:
        await to_the_split(pilot, session, ASK)
        await press_to(pilot, Phase.COACHING, "space")
        assert "You asked about the customer before the number." in words(app)
        assert "This scenario is too big to be solved exactly" in words(app)
        await press(pilot, "f")
        await press_to(pilot, Phase.DEBRIEF, "y")
        await until(pilot, lambda: "This scenario is too big to be solved exactly" in words(app))


# Leaving


async def test_a_session_can_be_left_to_be_resumed(session: Session, app: FacilitatorApp) -> None:
    async with app.run_test(size=SMALL) as pilot:
        await until_shown(pilot, "Nobody is in the room yet.")
        await press(pilot, "q")
        assert isinstance(app.screen, AnswerScreen)
        assert f"--resume {session.facilitation.code}" in asked(app)
        await press(pilot, "1")
        assert isinstance(app.screen, FacilitatorScreen)
        await press(pilot, "q", "2")
    assert app.return_value is False


async def test_a_room_that_is_taken_up_again_is_shown_where_it_stood(
    session: Session, app: FacilitatorApp
) -> None:
    async with app.run_test(size=SMALL) as pilot:
        await to_the_split(pilot, session, ASK, LEAVE, ASK)
        await press(pilot, "q", "2")
    again = FacilitatorApp(session.facilitation)
    async with again.run_test(size=SMALL) as pilot:
        await until_shown(pilot, "2  67%")
        assert "Space Show the coaching" in footer(again)
        await press(pilot, "f")
        await press_to(pilot, Phase.DEBRIEF, "y")
        await press(pilot, "q", "2")
    once_more = FacilitatorApp(session.facilitation)
    async with once_more.run_test(size=SMALL) as pilot:
        await until(pilot, lambda: "The session was ended at question 1" in read(once_more))


async def test_a_session_can_be_ended_as_it_is_left(session: Session, app: FacilitatorApp) -> None:
    async with app.run_test(size=SMALL) as pilot:
        await until_shown(pilot, "Nobody is in the room yet.")
        await press(pilot, "q", "3")
        await until(pilot, lambda: app.return_value is not None)
    assert app.return_value is True
    assert session.facilitation.debrief().ended


async def test_a_session_of_which_nothing_is_kept_cannot_be_resumed(
    sessions: Callable[..., Session], loaded: Loaded
) -> None:
    session = sessions(loaded, MemoryLog(), kept=False)
    app = FacilitatorApp(session.facilitation)
    async with app.run_test(size=SMALL) as pilot:
        await until_shown(pilot, "Nobody is in the room yet.")
        await press(pilot, "q")
        assert "nothing is kept of this session" in asked(app)
        assert "resume" not in words(app)
        await press(pilot, "1", "e")
        await press_to(pilot, Phase.ENDED, "y")
        assert "emptychair export" not in words(app)


async def test_finishing_before_the_end_is_asked_back(session: Session, app: FacilitatorApp) -> None:
    async with app.run_test(size=SMALL) as pilot:
        await to_the_split(pilot, session, ASK)
        await press(pilot, "f")
        assert "End the story here?" in words(app)
        await press(pilot, "n")
        assert seen(app).shared.phase is Phase.SPLIT
        await press(pilot, "f")
        await press_to(pilot, Phase.DEBRIEF, "y")


# Keys, sizes


async def test_every_key_of_the_moment_stands_in_the_palette_and_in_the_help(
    session: Session, app: FacilitatorApp
) -> None:
    async with app.run_test(size=LARGE) as pilot:
        await to_the_vote(pilot, session, "Ana")
        titles = {command.title for command in app.get_system_commands(app.screen)}
        wanted = {"Close", "Half a minute more", "Who", "Join", "Lock", "Look at the split", "End", "Help"}
        assert wanted | {"Leave"} <= titles
        assert not titles & {"Ask", "Begin together", "Show the split", "Show the coaching", "Finish"}
        await press(pilot, "question_mark")
        assert "Space Close" in words(app)
        assert "Half a minute more" in words(app)


async def test_in_a_small_window_the_way_out_stays_in_the_last_line(
    session: Session, app: FacilitatorApp
) -> None:
    async with app.run_test(size=SMALL) as pilot:
        await to_the_split(pilot, session, ASK)
        assert "q Leave" in footer(app)
        assert "? Help" in footer(app)
        assert "12 Take another" in footer(app)


async def test_a_window_that_grows_is_filled_and_one_too_small_is_asked_to(
    session: Session, app: FacilitatorApp
) -> None:
    async with app.run_test(size=SMALL) as pilot:
        await to_the_vote(pilot, session, "Ana")
        assert not led(app).query_one("#qr").display
        await pilot.resize_terminal(*LARGE)
        await until(pilot, lambda: led(app).query_one("#qr").display)
        await pilot.resize_terminal(40, 10)
        await until(pilot, lambda: isinstance(app.screen, TooSmallScreen))
        await pilot.resize_terminal(*SMALL)
        await until_shown(pilot, "1  When did you last hear Priya's voice?")
