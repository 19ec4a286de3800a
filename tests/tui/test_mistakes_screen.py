from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from sim.scenario.library import Library
from sim.store.loading import load
from sim.store.session import Session
from sim.store.settings import Coaching
from sim.store.store import Store
from sim.tui.app import EmptyChairApp
from sim.tui.home_screen import HomeScreen
from sim.tui.mistakes_screen import MistakesScreen
from sim.tui.sheet import Sheet
from tests.tui.run_stage import MARKUP, flowing, page
from tests.tui.small_scenario import write_scenario
from tests.tui.watching import at_rest, press, shown, until, until_screen, until_shown

WIDE = (120, 40)


def play(path: Path, store: Store, *choices: str, coaching: Coaching = Coaching.AFTER) -> None:
    session = Session.begin(load(path), store, coaching, seed=1)
    for choice in choices:
        session.choose(choice)
    assert session.over


def refuse_to_learn(path: Path) -> None:
    with closing(sqlite3.connect(path)) as connection:
        connection.execute(
            "CREATE TRIGGER refuse BEFORE INSERT ON learned BEGIN SELECT RAISE(ABORT, 'refused'); END"
        )


async def test_from_home_through_all_positions_by_keys(
    app: EmptyChairApp, store: Store, folder: Path
) -> None:
    path = write_scenario(folder)
    play(path, store, "call", "talk")
    play(path, store, "call", "talk")
    play(path, store, "write", "talk")
    async with app.run_test(size=WIDE) as pilot:
        await until_shown(pilot, "m Learn")
        await press(pilot, "m")
        await until_shown(pilot, "1 of 3 · The morning call")
        assert "decision 2 · you lost" in shown(app)
        assert "It is noon." in shown(app)
        assert "1  Listen." in shown(app)
        for verdict in ("best", "blunder", "You heard.", "costs"):
            assert verdict not in shown(app)
        await press(pilot, "2")
        assert "That costs too. Try another one." in shown(app)
        assert "Talk.   (tried, it costs)" in shown(app)
        await press(pilot, "2")
        assert "You have tried that one, and it costs." in shown(app)
        await press(pilot, "1")
        assert "That is the best choice here. This is kept as learned." in shown(app)
        assert "● best" in shown(app)
        assert "You heard." in shown(app)
        assert "You spoke." not in shown(app)
        await press(pilot, "s")
        assert "You spoke." in shown(app)
        await press(pilot, "enter")
        await until_shown(pilot, "2 of 3 · The morning call")
        await press(pilot, "s")
        assert "It comes again another time." in shown(app)
        assert "blunder, costs" in shown(app)
        assert "You heard." in shown(app)
        await press(pilot, "enter")
        await until_shown(pilot, "3 of 3 · The morning call")
        await press(pilot, "n")
        await until_shown(pilot, "This is what came of it.")
        for words in (
            "Learned now: 1",
            "Seen: 1",
            "Skipped: 1",
            "Still to learn: 2",
            "Learned in all: 1",
        ):
            assert words in shown(app)
        assert len(store.mistakes().to_learn) == 2
        await press(pilot, "enter")
        await until_shown(pilot, "1 of 2 · The morning call")
        await press(pilot, "q")
        assert isinstance(app.screen, HomeScreen)


async def test_a_position_met_twice_is_asked_once_and_says_so(
    app: EmptyChairApp, store: Store, folder: Path
) -> None:
    path = write_scenario(folder)
    play(path, store, "call", "talk")
    play(path, store, "call", "talk")
    async with app.run_test(size=WIDE) as pilot:
        await press(pilot, "m")
        await until_shown(pilot, "1 of 1 · The morning call")
        assert "in 2 runs" in shown(app)
        await press(pilot, "down", "down", "enter", "enter")
        await until_shown(pilot, "This is what came of it.")
        await press(pilot, "q", "m")
        await until_shown(pilot, "You have learned from every mistake.")
        assert "1 position learned so far." in shown(app)
        play(path, store, "call", "talk")
        await press(pilot, "escape", "m")
        await until_shown(pilot, "1 of 1 · The morning call")
        assert "in 3 runs" in shown(app)


async def test_what_led_there_stands_above_the_scene_with_the_meters_and_people(
    app: EmptyChairApp, store: Store, folder: Path
) -> None:
    play(write_scenario(folder), store, "call", "talk")
    async with app.run_test(size=WIDE) as pilot:
        await press(pilot, "m")
        await until_shown(pilot, "1 of 1")
        for words in ("Call her.", "It is noon.", "Trust", "Mo Adler"):
            assert words in shown(app)
        await press(pilot, "b")
        assert isinstance(app.screen, Sheet)
        assert "You took over the team a week ago." in shown(app)


async def test_without_runs_it_says_what_to_do(app: EmptyChairApp, folder: Path) -> None:
    write_scenario(folder)
    async with app.run_test() as pilot:
        await press(pilot, "m")
        await until_shown(pilot, "There is nothing to learn from yet.")
        assert "Play a scenario to its end." in flowing(app.screen)
        await press(pilot, "1", "enter", "s", "n", "up", "b", "space", "0", "escape")
        assert isinstance(app.screen, HomeScreen)


async def test_without_a_costly_decision_there_is_nothing_to_learn(
    app: EmptyChairApp, store: Store, folder: Path
) -> None:
    play(write_scenario(folder), store, "call", "listen")
    async with app.run_test() as pilot:
        await press(pilot, "m")
        await until_shown(pilot, "No decision of your runs has cost 5 points or more.")


async def test_positions_of_edited_and_missing_files_are_left_out_and_counted(
    app: EmptyChairApp, store: Store, folder: Path
) -> None:
    whole = write_scenario(folder)
    edited = write_scenario(folder, "edited", title="The edited one")
    gone = write_scenario(folder, "gone", title="The missing one")
    for path in (whole, edited, gone):
        play(path, store, "call", "talk")
    write_scenario(folder, "edited", title="Edited")
    gone.unlink()
    why = "2 positions are left out: in 1 the scenario was edited since, in 1 the scenario's file is gone."
    async with app.run_test(size=WIDE) as pilot:
        await press(pilot, "m")
        await until_shown(pilot, "1 of 1 · The morning call")
        assert why in shown(app)
        await press(pilot, "s", "enter")
        await until_shown(pilot, "This is what came of it.")
        assert why in flowing(app.screen)


async def test_where_all_are_left_out_it_says_why(app: EmptyChairApp, store: Store, folder: Path) -> None:
    path = write_scenario(folder)
    play(path, store, "call", "talk")
    write_scenario(folder, title="Edited")
    async with app.run_test() as pilot:
        await press(pilot, "m")
        await until_shown(pilot, "There is nothing that can be put to you now.")
        assert "1 position is left out: the scenario was edited since." in shown(app)


async def test_an_assessment_is_learned_from_as_any_run(
    app: EmptyChairApp, store: Store, folder: Path
) -> None:
    play(write_scenario(folder), store, "call", "talk", coaching=Coaching.ASSESSMENT)
    async with app.run_test() as pilot:
        await press(pilot, "m")
        await until_shown(pilot, "1 of 1 · The morning call")


async def test_what_cannot_be_kept_is_said_once_and_the_lesson_goes_on(
    app: EmptyChairApp, store: Store, folder: Path, tmp_path: Path
) -> None:
    play(write_scenario(folder), store, "write", "talk")
    refuse_to_learn(tmp_path / "history.sqlite3")
    async with app.run_test(size=WIDE) as pilot:
        await press(pilot, "m")
        await until_shown(pilot, "1 of 2")
        await press(pilot, "1")
        assert "That is the best choice here. It could not be kept as learned, and comes again." in shown(app)
        await until(pilot, lambda: len(app._notifications) == 1)
        assert "refused" in next(iter(app._notifications)).message
        await press(pilot, "enter")
        await until_shown(pilot, "2 of 2")
        await press(pilot, "1")
        assert "It could not be kept as learned" in shown(app)
        assert len(app._notifications) == 1
        await press(pilot, "enter")
        await until_shown(pilot, "Found, but not kept as learned: 2")
        assert "Learned now: 0" in shown(app)
        assert "Still to learn: 2" in shown(app)


async def test_a_history_that_cannot_be_read_is_said(
    app: EmptyChairApp, store: Store, folder: Path, tmp_path: Path
) -> None:
    play(write_scenario(folder), store, "call", "talk")
    async with app.run_test(size=WIDE) as pilot:
        await until_shown(pilot, "m Learn")
        with closing(sqlite3.connect(tmp_path / "history.sqlite3")) as connection:
            connection.execute("ALTER TABLE learned RENAME TO elsewhere")
        await press(pilot, "m")
        await until_shown(pilot, "The history could not be read.")
        await press(pilot, "enter")
        await until_shown(pilot, "The history could not be read.")
        with closing(sqlite3.connect(tmp_path / "history.sqlite3")) as connection:
            connection.execute("ALTER TABLE elsewhere RENAME TO learned")
        await press(pilot, "enter")
        await until_shown(pilot, "1 of 1 · The morning call")


@pytest.mark.parametrize("size", [(80, 24), (120, 40)])
async def test_markup_in_a_scenario_is_shown_as_written(store: Store, size: tuple[int, int]) -> None:
    play(MARKUP, store, "two")
    app = EmptyChairApp(store, Library([MARKUP.parent]))
    async with app.run_test(size=size) as pilot:
        await press(pilot, "m")
        await until_shown(pilot, "Title [/b] [red]of it")
        assert "Narration [customer] says [/b]" in flowing(app.screen)
        assert "Words [@click=app.quit]x[/] spoken" in flowing(app.screen)
        assert "Choice [two] [@click=app.quit]" in page(app.screen)
        await press(pilot, "2")
        assert "Choice [two] [@click=app.quit]   (tried, it costs)" in page(app.screen)
        await press(pilot, "s", "space", "space")
        assert "Because [two]" in page(app.screen)
        await press(pilot, "pageup", "pageup")
        assert "Because [one] [/b]" in page(app.screen)


async def test_a_digit_that_no_choice_has_changes_nothing(
    app: EmptyChairApp, store: Store, folder: Path
) -> None:
    play(write_scenario(folder), store, "call", "talk")
    async with app.run_test(size=WIDE) as pilot:
        await press(pilot, "m")
        await until_shown(pilot, "1 of 1")
        await press(pilot, "5", "9")
        assert "There is no such choice here. Choose 1 to 2." in shown(app)
        assert "tried" not in shown(app)


async def test_a_choice_is_tried_by_mouse(app: EmptyChairApp, store: Store, folder: Path) -> None:
    play(write_scenario(folder), store, "call", "talk")
    async with app.run_test(size=WIDE) as pilot:
        await press(pilot, "m")
        await until_shown(pilot, "1 of 1")
        await pilot.click("#choices", offset=(10, 0))
        await at_rest(pilot)
        assert "That is the best choice here." in shown(app)


async def test_whoever_leaves_while_it_is_read_is_left_alone(
    app: EmptyChairApp, store: Store, folder: Path
) -> None:
    play(write_scenario(folder), store, "call", "talk")
    async with app.run_test() as pilot:
        await at_rest(pilot)
        await pilot.press("m", "q")
        await until_screen(pilot, HomeScreen)
        await press(pilot, "m")
        await until_shown(pilot, "1 of 1")
        assert isinstance(app.screen, MistakesScreen)


async def test_it_stands_in_the_palette(app: EmptyChairApp, store: Store, folder: Path) -> None:
    play(write_scenario(folder), store, "call", "talk")
    async with app.run_test(size=WIDE) as pilot:
        await until_shown(pilot, "m Learn")
        app.action_command_palette()
        await press(pilot, *"learn")
        await until_shown(pilot, "Decide again where you lost most")


async def test_the_game_can_open_on_it(store: Store, library: Library, folder: Path) -> None:
    play(write_scenario(folder), store, "call", "talk")
    app = EmptyChairApp(store, library, first=MistakesScreen)
    async with app.run_test() as pilot:
        await until_shown(pilot, "1 of 1 · The morning call")
        await press(pilot, "q")
        assert isinstance(app.screen, HomeScreen)
