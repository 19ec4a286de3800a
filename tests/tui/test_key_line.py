from __future__ import annotations

from pathlib import Path

import pytest

from sim.scenario.library import Library
from sim.store.store import Store
from sim.tui.app import EmptyChairApp
from sim.tui.help_screen import HelpScreen
from sim.tui.key_line import KeyLine
from sim.tui.play_screen import PlayScreen
from tests.tui.run_stage import QUIET
from tests.tui.watching import at_rest, press, shown, until_screen, until_shown

ENTRIES = (
    "1-6 Choose",
    "↑↓⏎ Pick",
    "q Leave, kept",
    "? What is asked",
    "b Briefing",
    "m My way",
    "h Help",
    "p Palette",
    ", Settings",
)


def last_line(app: EmptyChairApp) -> str:
    return shown(app).splitlines()[-1]


@pytest.mark.parametrize(("width", "left_out"), [(64, 4), (80, 2), (100, 0), (120, 0)])
async def test_whole_entries_give_way_where_there_is_no_room_and_help_stays(
    store: Store, library: Library, width: int, left_out: int
) -> None:
    app = EmptyChairApp(store, library, opening=QUIET)
    async with app.run_test(size=(width, 30)) as pilot:
        await until_shown(pilot, "Begin")
        await press(pilot, "enter")
        await until_screen(pilot, PlayScreen)
        await until_shown(pilot, "1-6 Choose")
        here = [entry for entry in ENTRIES if entry in last_line(app)]
        assert len(here) == len(ENTRIES) - left_out
        assert "h Help" in here
        assert "".join(last_line(app).split()) == "".join("".join(here).split())


async def test_a_click_on_an_entry_presses_its_key(app: EmptyChairApp) -> None:
    async with app.run_test() as pilot:
        await until_shown(pilot, "? Help")
        await pilot.click(KeyLine, offset=(last_line(app).index("Help"), 0))
        await until_screen(pilot, HelpScreen)


async def test_only_keys_that_do_something_now_stand_there(app: EmptyChairApp, folder: Path) -> None:
    async with app.run_test() as pilot:
        await at_rest(pilot)
        assert "/ Filter" in last_line(app)
        assert "Show all" not in last_line(app)
        await press(pilot, "slash")
        assert "esc Show all" in last_line(app)
        assert "/ Filter" not in last_line(app)
