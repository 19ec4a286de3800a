from __future__ import annotations

from pathlib import Path

from sim.tui.app import EmptyChairApp
from sim.tui.briefing_screen import BriefingScreen
from sim.tui.settings_screen import SettingsScreen
from tests.tui.small_scenario import write_scenario
from tests.tui.watching import press, until, until_screen, until_shown


async def test_a_scenario_is_played_from_the_palette(app: EmptyChairApp, folder: Path) -> None:
    write_scenario(folder)
    write_scenario(folder, "other", title="The other one")
    async with app.run_test() as pilot:
        await until_shown(pilot, "The other one")
        await press(pilot, "p", *"play other")
        await until_shown(pilot, "Play: The other one")
        await until(pilot, lambda: "Play: The morning call" not in app.export_screenshot())
        await press(pilot, "enter")
        await until_screen(pilot, BriefingScreen)
        await until_shown(pilot, "The other one")


async def test_a_command_is_run_from_the_palette(app: EmptyChairApp, folder: Path) -> None:
    write_scenario(folder)
    async with app.run_test() as pilot:
        await until_shown(pilot, "The morning call")
        await press(pilot, "p", *"settings")
        await until_shown(pilot, "Settings")
        await press(pilot, "enter")
        await until_screen(pilot, SettingsScreen)


async def test_the_palette_offers_every_key_of_the_screen_that_has_an_id(
    app: EmptyChairApp, folder: Path
) -> None:
    write_scenario(folder)
    async with app.run_test() as pilot:
        await until_shown(pilot, "The morning call")
        offered = {command.title for command in app.get_system_commands(app.screen)}
        assert {"Choose", "Filter", "Help", "Settings", "Quit"} <= offered
        assert "Continue" not in offered
