from __future__ import annotations

from pathlib import Path

from sim.scenario.library import Library
from sim.store.store import Store
from sim.tui.app import EmptyChairApp
from sim.tui.briefing_screen import BriefingScreen
from sim.tui.home_screen import HomeScreen
from sim.tui.too_small_screen import TooSmallScreen
from tests.tui.small_scenario import write_scenario
from tests.tui.watching import press, shown, until, until_screen, until_shown


async def test_a_window_that_is_too_small_says_so_until_it_grows(app: EmptyChairApp, folder: Path) -> None:
    write_scenario(folder)
    async with app.run_test() as pilot:
        await until_shown(pilot, "The morning call")
        await pilot.resize_terminal(50, 12)
        await until_shown(pilot, "needs a window of 64 × 18")
        assert "50 × 12" in " ".join(shown(app).split())
        await pilot.resize_terminal(63, 30)
        await until(pilot, lambda: "63 × 30" in " ".join(shown(app).split()))
        await pilot.resize_terminal(64, 18)
        await until_shown(pilot, "The morning call")


async def test_no_key_acts_on_the_screen_that_is_hidden(app: EmptyChairApp, folder: Path) -> None:
    write_scenario(folder)
    async with app.run_test() as pilot:
        await until_shown(pilot, "The morning call")
        await pilot.resize_terminal(50, 12)
        await until_screen(pilot, TooSmallScreen)
        await press(pilot, "enter", "slash", "comma", "question_mark", "p", "ctrl+p", "f1", "escape")
        assert isinstance(app.screen, TooSmallScreen)
        await pilot.resize_terminal(80, 24)
        await until_screen(pilot, HomeScreen)
        assert len(app.screen_stack) == 1


async def test_q_leaves_the_game_from_a_window_that_is_too_small(app: EmptyChairApp) -> None:
    async with app.run_test(size=(50, 12)) as pilot:
        await until_screen(pilot, TooSmallScreen)
        await press(pilot, "q")
        await until(pilot, lambda: not app.is_running or app._exit)
        assert app.return_code == 0


async def test_a_scenario_that_is_read_meanwhile_stands_behind_the_sentence(
    store: Store, library: Library, folder: Path
) -> None:
    app = EmptyChairApp(store, library, opening=write_scenario(folder))
    async with app.run_test(size=(50, 12)) as pilot:
        await until(pilot, lambda: any(isinstance(screen, BriefingScreen) for screen in app.screen_stack))
        assert isinstance(app.screen, TooSmallScreen)
        await pilot.resize_terminal(80, 24)
        await until_screen(pilot, BriefingScreen)
        assert len(app.screen_stack) == 2
