from __future__ import annotations

import asyncio
import time
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import pytest
from textual.pilot import Pilot

from sim.room.guest.address import read_address
from sim.room.guest.arrival import Arrival
from sim.room.guest.guest import look
from sim.room.guest.request import RoomRefused
from sim.room.guest.seat import Seats
from sim.room.guest.seen import Link
from sim.room.memory_log import MemoryLog
from sim.room.rules.command import Ask, Extend, FacilitatorCommand, Lock, Remove, Step, Take
from sim.room.rules.phase import Move
from sim.room.server.running import ServerStopped
from sim.scenario.error import EmptyChairError
from sim.store.loading import Loaded, load
from sim.tui.join_app import JoinApp
from sim.tui.key_line import KeyLine
from sim.tui.themes import DARK, LIGHT
from tests.room.conftest import THE_EXAMPLE
from tests.room.server.served import OpenRoom, Served
from tests.tui.small_scenario import write_scenario
from tests.tui.watching import press, shown, until

JoinPilot = Pilot[EmptyChairError]
SIZES = [(80, 24), (120, 40)]


@pytest.fixture(scope="module")
def loaded() -> Loaded:
    return load(THE_EXAMPLE)


@pytest.fixture
def served() -> Iterator[Served]:
    running = Served(MemoryLog(), time.time, time.monotonic)
    yield running
    with suppress(ServerStopped):
        running.stop()


@pytest.fixture
def room(served: Served, loaded: Loaded) -> OpenRoom:
    return served.open(loaded)


def app_of(
    room: OpenRoom,
    home: Path,
    name: str | None = "Mo",
    team: str | None = None,
    theme: str = DARK.name,
) -> JoinApp:
    address = read_address(f"{room.served.host}/j/{room.code}")
    return JoinApp(Arrival(address, Seats(home / "joined")), look(address), name, team, theme)


async def see(pilot: JoinPilot, *words: str) -> str:
    """Wait until all of these words stand on the screen, whatever lines they are broken into."""
    await until(pilot, lambda: all(part in " ".join(shown(pilot.app).split()) for part in words))
    return shown(pilot.app)


async def lead(room: OpenRoom, *commands: FacilitatorCommand) -> None:
    await asyncio.to_thread(room.do, *commands)


def keys_of(pilot: JoinPilot) -> str:
    return pilot.app.screen.query_one(KeyLine).render().plain


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("theme", [DARK.name, LIGHT.name, "ansi-dark", "ansi-light"])
async def test_a_session_from_the_door_to_its_end(
    room: OpenRoom, tmp_path: Path, size: tuple[int, int], theme: str
) -> None:
    for _ in range(3):
        room.join()
    app = app_of(room, tmp_path, name=None, theme=theme)
    async with app.run_test(size=size) as pilot:
        await see(pilot, "Your name")
        await press(pilot, *"Mo", "enter")
        await see(pilot, "Waiting for the facilitator to begin. 4 people are here.", "connected")
        await lead(room, Step(Move.BEGIN))
        await see(pilot, "They prefer email. Always have.", "Marcus Webb")
        await lead(room, Ask(60))
        text = await see(pilot, "Voting is open: choose.", "left", "1 When did you last hear Priya's voice?")
        assert "0:5" in text or "1:00" in text
        await press(pilot, "2")
        await see(pilot, "Your vote is in: 2.", "renewal date. (yours)")
        await press(pilot, "up", "enter")
        await see(pilot, "Your vote is in: 1.", "voice? (yours)")
        await lead(room, Extend(None), Step(Move.CLOSE))
        await see(pilot, "Voting is closed. Your vote: 1.")
        await press(pilot, "2")
        await lead(room, Step(Move.REVEAL))
        await see(pilot, "This is how the room voted.", "1 vote, 100%, yours, leads", "0 votes, 0%")
        await lead(room, Step(Move.COACH))
        await see(
            pilot, "● best", "You asked about the customer before the number.", "✕ blunder, costs 88 points"
        )
        await lead(room, Take("leave-it"))
        await see(pilot, "The room goes on with 2, the facilitator's choice.", "Leave it with Marcus")
        await lead(room, Step(Move.GO_ON))
        await see(pilot, "He turns the screen away a little.", "decision 2")
        await lead(room, Step(Move.FINISH))
        await see(
            pilot, "Your conduct: 100 of 100.", "You: When did you last hear", "(the facilitator's choice)"
        )
        await lead(room, Step(Move.END))
        await see(pilot, "The session is over. Thank you for taking part.")
        await press(pilot, "q")
    assert app.return_value is None


async def test_what_was_said_on_the_command_line_is_not_asked(room: OpenRoom, tmp_path: Path) -> None:
    app = app_of(room, tmp_path)
    async with app.run_test(size=(80, 24)) as pilot:
        await see(pilot, "Waiting for the facilitator to begin.", "Mo")
    assert [person.name for person in room.view().people] == ["Mo"]


async def test_somebody_who_has_a_seat_comes_back_to_it_with_their_vote(
    room: OpenRoom, tmp_path: Path
) -> None:
    async with app_of(room, tmp_path).run_test(size=(80, 24)) as pilot:
        await lead(room, Step(Move.BEGIN), Ask())
        await see(pilot, "Voting is open")
        await press(pilot, "1")
        await see(pilot, "Your vote is in: 1.")
    async with app_of(room, tmp_path, name=None).run_test(size=(80, 24)) as pilot:
        await see(pilot, "Your vote is in: 1.", "Mo")
    assert len(room.view().people) == 1


async def test_a_name_that_cannot_be_taken_is_asked_again(room: OpenRoom, tmp_path: Path) -> None:
    async with app_of(room, tmp_path, name="\u2066\u2069").run_test(size=(80, 24)) as pilot:
        await see(pilot, "✕ Nothing of this name can be seen.")
        await press(pilot, "backspace", "backspace", *"Mo", "enter")
        await see(pilot, "Waiting for the facilitator")


async def test_somebody_who_goes_away_from_the_door_has_not_joined(room: OpenRoom, tmp_path: Path) -> None:
    app = app_of(room, tmp_path, name=None)
    async with app.run_test(size=(80, 24)) as pilot:
        await see(pilot, "Your name")
        await press(pilot, "escape")
    assert room.view().people == ()
    assert not (tmp_path / "joined").exists()


async def test_a_room_locked_meanwhile_ends_the_program_with_why(room: OpenRoom, tmp_path: Path) -> None:
    app = app_of(room, tmp_path)
    await lead(room, Lock(True))
    async with app.run_test(size=(80, 24)) as pilot:
        await until(pilot, lambda: app._exit)
    assert isinstance(app.return_value, RoomRefused)
    assert app.return_value.reason == "locked"


async def test_a_team_is_chosen_at_the_door_and_changed_in_the_lobby(
    served: Served, loaded: Loaded, tmp_path: Path
) -> None:
    room = served.open(loaded, ("North", "South"))
    async with app_of(room, tmp_path).run_test(size=(80, 24)) as pilot:
        await see(pilot, "Your team.", "Wherever there is room", "North", "South")
        await press(pilot, "enter", "down", "down", "enter")
        await see(pilot, "Mo, South", "t Another team")
        await press(pilot, "t")
        await see(pilot, "Mo, North")
        await lead(room, Step(Move.BEGIN))
        await see(pilot, "They prefer email.")
        assert "Another team" not in keys_of(pilot)


async def test_a_team_plays_at_its_own_pace(served: Served, loaded: Loaded, tmp_path: Path) -> None:
    room = served.open(loaded, ("North", "South"))
    room.join("Ada", "North")
    async with app_of(room, tmp_path, team="North").run_test(size=(80, 24)) as pilot:
        await see(pilot, "Waiting")
        await lead(room, Step(Move.SET_OFF))
        await see(pilot, "Choose together", "0 of 2 in your team have voted.", "g Go on with our votes")
        await press(pilot, "g")
        await see(pilot, "Nobody in your team has voted yet.")
        await press(pilot, "2")
        await see(pilot, "Your vote is in: 2.", "1 of 2 in your team have voted.")
        await press(pilot, "g")
        await see(pilot, "He turns the screen away a little.", "decision 2", "0 of 2 in your team")
        await press(pilot, "1", "g")
        await see(pilot, "Your team has come to the end.")
        await lead(room, Step(Move.FINISH))
        await see(pilot, "Your conduct:")


async def test_a_lost_connection_is_said_in_words_and_loses_no_vote(
    room: OpenRoom, loaded: Loaded, tmp_path: Path
) -> None:
    async with app_of(room, tmp_path).run_test(size=(80, 24)) as pilot:
        await lead(room, Step(Move.BEGIN), Ask(600))
        await see(pilot, "Voting is open")
        await asyncio.to_thread(room.served.stop)
        await see(pilot, "✕ The connection is lost.", "not connected, trying again")
        await press(pilot, "2")
        await see(pilot, "Your vote, 2, is sent once the connection is back.", "(unsent)")
        again = Served(room.served.log, time.time, time.monotonic, room.served.port)
        try:
            reopened = await asyncio.to_thread(again.reopen, room.code, loaded)
            text = await see(pilot, "Your vote is in: 2.", "(yours)")
            assert "lost" not in text
            assert reopened.view().voted == 1
        finally:
            await asyncio.to_thread(again.stop)


async def test_a_place_taken_over_can_be_taken_back(room: OpenRoom, tmp_path: Path) -> None:
    async with app_of(room, tmp_path).run_test(size=(80, 24)) as pilot:
        await see(pilot, "Waiting")
        await lead(room, Step(Move.BEGIN))
        await see(pilot, "They prefer email.", "connected")
        assert "Go on here" not in keys_of(pilot)
        other = Arrival(read_address(f"{room.served.host}/j/{room.code}"), Seats(tmp_path / "joined")).guest
        await other.join()
        elsewhere = asyncio.create_task(other.run())
        await see(pilot, "You have joined this room from somewhere else", "r Go on here")
        await press(pilot, "r")
        await lead(room, Ask())
        await see(pilot, "Voting is open", "connected")
        await elsewhere
        assert other.link is Link.TAKEN_OVER


async def test_somebody_sent_out_is_told(room: OpenRoom, tmp_path: Path) -> None:
    async with app_of(room, tmp_path).run_test(size=(80, 24)) as pilot:
        await see(pilot, "Waiting", "connected")
        await lead(room, Remove(1))
        await see(pilot, "The facilitator has taken you out of the room.")
        assert "Vote" not in keys_of(pilot)


async def test_a_digit_without_a_choice_says_which_there_are(room: OpenRoom, tmp_path: Path) -> None:
    async with app_of(room, tmp_path).run_test(size=(80, 24)) as pilot:
        await lead(room, Step(Move.BEGIN), Ask())
        await see(pilot, "Voting is open")
        await press(pilot, "5")
        await see(pilot, "There is no such choice here. Choose 1 to 2.")
        await press(pilot, "1", "1")
        await see(pilot, "That is your vote already.")


async def test_leaving_lets_the_vote_stay(room: OpenRoom, tmp_path: Path) -> None:
    app = app_of(room, tmp_path)
    async with app.run_test(size=(80, 24)) as pilot:
        await lead(room, Step(Move.BEGIN), Ask())
        await see(pilot, "Voting is open")
        await press(pilot, "2", "q")
        await until(pilot, lambda: app._exit)
    assert room.view().voted == 1


async def test_keys_that_do_something_stand_in_footer_and_palette(room: OpenRoom, tmp_path: Path) -> None:
    app = app_of(room, tmp_path)
    async with app.run_test(size=(80, 24)) as pilot:
        await see(pilot, "Waiting", "connected")
        assert "Vote" not in keys_of(pilot)
        await lead(room, Step(Move.BEGIN), Ask())
        await see(pilot, "Voting is open")
        assert keys_of(pilot).split() == ["1-6", "Vote", "↑↓⏎", "Pick", "q", "Leave", "p", "Palette"]
        titles = [command.title for command in app.get_system_commands(app.screen)]
        assert {"Vote for 1", "Vote for 2", "Mark below", "Leave"} <= set(titles)
        assert "Vote for 3" not in titles


async def test_words_that_look_like_markup_are_shown_as_they_are(
    served: Served, folder: Path, tmp_path: Path
) -> None:
    hostile = "[/b][@click=app.quit]press[/] [red]me"
    room = served.open(load(write_scenario(folder, title=hostile, briefing=hostile)))
    async with app_of(room, tmp_path, name="[b]Mo[/x]").run_test(size=(120, 40)) as pilot:
        text = await see(pilot, "Waiting for the facilitator")
        assert text.count(hostile) == 2
        assert "[b]Mo[/x]" in text
        await lead(room, Step(Move.BEGIN), Ask())
        await see(pilot, "Call her.")
        await press(pilot, "1")
        await lead(room, Step(Move.CLOSE), Step(Move.REVEAL), Step(Move.COACH))
        await see(pilot, "A voice.")
