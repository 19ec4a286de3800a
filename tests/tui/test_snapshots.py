"""A few pictures of whole screens. After a wanted change: pytest tests/tui/test_snapshots.py --snapshot-update."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from textual.app import App
from textual.pilot import Pilot

from sim.scenario.library import Library
from sim.store.settings import Settings
from sim.store.store import Store
from sim.tui.app import EmptyChairApp
from tests.tui.run_stage import QUIET
from tests.tui.watching import press, until_nothing_is_read

Snapshot = Callable[..., bool]
LIGHT = Settings(theme="empty-chair-light", animation=False)
DARK = Settings(animation=False)


def game(settings: Settings) -> EmptyChairApp:
    """The game over one small scenario."""
    store = Store.in_memory()
    store.keep_settings(settings)
    return EmptyChairApp(store, Library([QUIET.parent]), seed=1)


async def settled(pilot: Pilot[None]) -> None:
    await until_nothing_is_read(pilot)


def playing(path: Path, *keys: str) -> Callable[[Pilot[None]], object]:
    """Open a scenario, and press keys one after the other."""

    async def play(pilot: Pilot[None]) -> None:
        await settled(pilot)
        app: App[None] = pilot.app
        assert isinstance(app, EmptyChairApp)
        app.open_scenario(path)
        await settled(pilot)
        await press(pilot, *keys)
        await settled(pilot)

    return play


def test_the_play_screen_looks_as_it_should(snap_compare: Snapshot) -> None:
    assert snap_compare(game(DARK), terminal_size=(100, 30), run_before=playing(QUIET, "enter", "1"))


def test_a_small_play_screen_looks_as_it_should(snap_compare: Snapshot) -> None:
    assert snap_compare(game(LIGHT), terminal_size=(80, 24), run_before=playing(QUIET, "enter", "3"))


def test_the_debrief_looks_as_it_should(snap_compare: Snapshot) -> None:
    keys = ("enter", "3", "2", "2", "enter", "down", "enter")
    assert snap_compare(game(LIGHT), terminal_size=(120, 40), run_before=playing(QUIET, *keys))
