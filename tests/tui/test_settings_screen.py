from __future__ import annotations

from sim.scenario.library import Library
from sim.store.settings import DEFAULT_THEME, Coaching, Settings
from sim.store.store import Store
from sim.tui.app import EmptyChairApp
from sim.tui.home_screen import HomeScreen
from sim.tui.settings_screen import SettingsScreen
from tests.tui.watching import press, shown, until_screen


async def test_coaching_is_kept_as_soon_as_it_is_chosen(app: EmptyChairApp, store: Store) -> None:
    async with app.run_test() as pilot:
        await press(pilot, "comma", "down", "enter")
        assert store.settings().coaching is Coaching.AT_ONCE
        assert app.coaching is Coaching.AT_ONCE
        assert "❯ ● At once" in shown(app)
        await press(pilot, "escape")
        assert isinstance(app.screen, HomeScreen)


async def test_animation_that_is_switched_off_stops_at_once(app: EmptyChairApp, store: Store) -> None:
    async with app.run_test() as pilot:
        await press(pilot, "comma", *["down"] * 4, "enter")
        assert "❯ ● Off" in shown(app)
        assert not store.settings().animation
        assert app.animation_level == "none"


async def test_a_theme_shows_when_pointed_at_and_goes_again_unless_chosen(
    app: EmptyChairApp, store: Store
) -> None:
    async with app.run_test() as pilot:
        await press(pilot, "comma", *["down"] * 6)
        assert app.theme == "empty-chair-light"
        await press(pilot, "escape")
        assert app.theme == DEFAULT_THEME
        assert store.settings().theme == DEFAULT_THEME


async def test_a_theme_that_is_chosen_is_kept(app: EmptyChairApp, store: Store) -> None:
    async with app.run_test() as pilot:
        await press(pilot, "comma", *["down"] * 6, "enter", "escape")
        assert app.theme == "empty-chair-light"
        assert store.settings().theme == "empty-chair-light"


async def test_kept_settings_are_applied_from_the_first_frame(store: Store, library: Library) -> None:
    store.keep_settings(Settings("ansi-dark", Coaching.ASSESSMENT, animation=False))
    app = EmptyChairApp(store, library)
    async with app.run_test():
        assert (app.theme, app.coaching, app.animation_level) == ("ansi-dark", Coaching.ASSESSMENT, "none")


async def test_a_theme_that_is_not_known_gives_way_to_the_default(store: Store, library: Library) -> None:
    store.keep_settings(Settings("of-another-time"))
    app = EmptyChairApp(store, library)
    async with app.run_test() as pilot:
        assert app.theme == DEFAULT_THEME
        await press(pilot, "comma")
        await until_screen(pilot, SettingsScreen)


async def test_a_choice_of_coaching_overrules_what_the_program_was_started_with(
    store: Store, library: Library
) -> None:
    app = EmptyChairApp(store, library, coaching=Coaching.ASSESSMENT)
    async with app.run_test() as pilot:
        assert app.coaching is Coaching.ASSESSMENT
        await press(pilot, "comma", "down", "enter")
        assert app.coaching.value == "at-once"


async def test_settings_that_cannot_be_kept_are_applied_all_the_same(
    app: EmptyChairApp, store: Store
) -> None:
    async with app.run_test() as pilot:
        store.close()
        await press(pilot, "comma", "down", "enter")
        assert app.coaching is Coaching.AT_ONCE
        assert isinstance(app.screen, SettingsScreen)
