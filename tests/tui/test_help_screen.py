from __future__ import annotations

from pathlib import Path

import pytest
from textual.pilot import Pilot

from sim.scenario.library import Library
from sim.store.store import Store
from sim.tui.app import EmptyChairApp
from sim.tui.briefing_screen import BriefingScreen
from sim.tui.debrief_screen import DebriefScreen
from sim.tui.help_screen import HelpScreen
from sim.tui.home_screen import HomeScreen
from sim.tui.play_screen import PlayScreen
from sim.tui.problem_screen import ProblemScreen
from tests.tui.small_scenario import write_scenario
from tests.tui.watching import press, shown, until, until_screen, until_shown


async def test_the_help_tells_the_game_its_numbers_and_the_keys_of_the_screen(
    app: EmptyChairApp, tmp_path: Path
) -> None:
    async with app.run_test(size=(160, 50)) as pilot:
        await press(pilot, "question_mark")
        for words in (
            "whose chair stands empty",
            "Conduct",
            "Outcome",
            "Luck",
            "Show only some scenarios",
            "hold Shift",
            "emptychair play --plain",
        ):
            assert words in shown(app)
        on_one_line = "".join(shown(app).split())
        assert f"yourowngointo{tmp_path}/home/scenarios" in on_one_line


@pytest.mark.parametrize("key", ["escape", "question_mark", "h", "q", "b", "f1"])
async def test_the_help_closes_with_any_key_that_leaves(app: EmptyChairApp, key: str) -> None:
    async with app.run_test() as pilot:
        await press(pilot, "h")
        assert isinstance(app.screen, HelpScreen)
        await press(pilot, key)
        assert isinstance(app.screen, HomeScreen)


async def test_the_help_opens_and_closes_on_every_screen(
    store: Store, library: Library, folder: Path
) -> None:
    app = EmptyChairApp(store, library, opening=write_scenario(folder))
    async with app.run_test() as pilot:
        await until_screen(pilot, BriefingScreen)
        await _open_and_close_help(app, pilot)
        await press(pilot, "comma")
        await _open_and_close_help(app, pilot)
        await press(pilot, "escape", "enter")
        await until_screen(pilot, PlayScreen)
        await _open_and_close_help(app, pilot)
        assert isinstance(app.screen, PlayScreen)
        for choice in ("call", "listen"):
            app.screen.session.choose(choice)
        app.show_debrief(app.screen.session)
        await until_screen(pilot, DebriefScreen)
        await _open_and_close_help(app, pilot)
        app.open_scenario(folder / "missing.yaml")
        await until_screen(pilot, ProblemScreen)
        await _open_and_close_help(app, pilot)


async def _open_and_close_help(app: EmptyChairApp, pilot: Pilot[None]) -> None:
    before = app.screen
    await press(pilot, "h")
    await until_screen(pilot, HelpScreen)
    await press(pilot, "escape")
    await until(pilot, lambda: app.screen is before)


async def test_f1_helps_while_a_filter_is_typed(app: EmptyChairApp, folder: Path) -> None:
    write_scenario(folder)
    async with app.run_test() as pilot:
        await until_shown(pilot, "The morning call")
        await press(pilot, "slash", "m", "f1")
        await until_screen(pilot, HelpScreen)
