from __future__ import annotations

from pathlib import Path

from sim.scenario.library import Library
from sim.store.settings import Coaching
from sim.store.store import Store
from sim.tui.app import EmptyChairApp
from sim.tui.briefing_screen import BriefingScreen
from sim.tui.home_screen import HomeScreen
from sim.tui.play_screen import PlayScreen
from tests.tui.small_scenario import write_scenario
from tests.tui.watching import at_rest, press, shown, until_nothing_is_read, until_screen, until_shown


async def test_the_briefing_says_what_it_is_about_and_who_is_in_it(
    store: Store, library: Library, folder: Path
) -> None:
    app = EmptyChairApp(store, library, opening=write_scenario(folder))
    async with app.run_test(size=(80, 40)) as pilot:
        await until_screen(pilot, BriefingScreen)
        await until_shown(pilot, "You took over the team a week ago.")
        for words in (
            "The morning call",
            "intro, about 5 minutes",
            "Would the customer hear a voice, or read a screen?",
            "Mo Adler",
            "Account manager",
            "Coaching: After each run.",
        ):
            assert words in shown(app)


async def test_enter_begins_a_run_and_nothing_is_kept_before_the_first_choice(
    store: Store, library: Library, folder: Path
) -> None:
    app = EmptyChairApp(store, library, opening=write_scenario(folder), seed=7)
    async with app.run_test() as pilot:
        await until_screen(pilot, BriefingScreen)
        await press(pilot, "enter")
        await until_screen(pilot, PlayScreen)
        assert isinstance(app.screen, PlayScreen)
        assert app.screen.session.play.seed == 7
        assert app.screen.session.coaching is Coaching.AFTER
        assert store.under_way() == ()


async def test_m_changes_the_coaching_of_this_run_only(store: Store, library: Library, folder: Path) -> None:
    app = EmptyChairApp(store, library, opening=write_scenario(folder))
    async with app.run_test() as pilot:
        await until_screen(pilot, BriefingScreen)
        await press(pilot, "m")
        assert "Coaching: At once." in shown(app)
        await press(pilot, "m")
        assert "Coaching: Assessment." in shown(app)
        await press(pilot, "enter")
        await until_screen(pilot, PlayScreen)
        assert isinstance(app.screen, PlayScreen)
        assert app.screen.session.coaching is Coaching.ASSESSMENT
        assert store.settings().coaching is Coaching.AFTER


async def test_the_coaching_asked_for_at_the_start_goes_before_the_settings(
    store: Store, library: Library, folder: Path
) -> None:
    app = EmptyChairApp(store, library, opening=write_scenario(folder), coaching=Coaching.AT_ONCE)
    async with app.run_test() as pilot:
        await until_screen(pilot, BriefingScreen)
        assert "Coaching: At once." in shown(app)


async def test_escape_b_and_q_go_back_to_the_library(store: Store, library: Library, folder: Path) -> None:
    write_scenario(folder)
    app = EmptyChairApp(store, library)
    async with app.run_test() as pilot:
        await until_shown(pilot, "The morning call")
        for key in ("escape", "b", "q"):
            await press(pilot, "enter")
            await until_screen(pilot, BriefingScreen)
            await press(pilot, key)
            await until_screen(pilot, HomeScreen)


async def test_who_goes_away_while_a_scenario_is_read_is_not_fetched_back(
    store: Store, library: Library, folder: Path
) -> None:
    path = write_scenario(folder)
    app = EmptyChairApp(store, library)
    async with app.run_test() as pilot:
        await until_shown(pilot, "The morning call")
        app.open_scenario(path)
        app.go_home()
        await until_nothing_is_read(pilot)
        assert isinstance(app.screen, HomeScreen)
        assert len(app.screen_stack) == 1


async def test_the_last_of_two_scenarios_that_are_opened_is_the_one_shown(
    store: Store, library: Library, folder: Path
) -> None:
    first = write_scenario(folder)
    second = write_scenario(folder, "other", title="The other one")
    app = EmptyChairApp(store, library)
    async with app.run_test() as pilot:
        await at_rest(pilot)
        app.open_scenario(first)
        app.open_scenario(second)
        await until_screen(pilot, BriefingScreen)
        await until_nothing_is_read(pilot)
        assert "The other one" in shown(app)
        assert len(app.screen_stack) == 2
