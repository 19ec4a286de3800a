from __future__ import annotations

from pathlib import Path

import pytest

from sim.scenario.library import Library
from sim.store.loading import load
from sim.store.session import Session
from sim.store.settings import Coaching
from sim.store.store import Store
from sim.tui.app import EmptyChairApp
from sim.tui.briefing_screen import BriefingScreen
from sim.tui.problem_screen import ProblemScreen
from sim.tui.question_screen import QuestionScreen
from tests.tui.small_scenario import write_scenario
from tests.tui.watching import press, shown, until, until_screen, until_shown

NASTY = [
    "[/b] end",
    "a [customer] says",
    "[@click=app.quit]x[/]",
    "[red]",
    "\\[b]",
    "$foo {0} %s",
    "🪑 [b",
    "日本語 [/]",
]


@pytest.mark.parametrize("words", NASTY)
async def test_markup_in_a_scenario_is_shown_as_written(
    app: EmptyChairApp, store: Store, folder: Path, words: str
) -> None:
    path = write_scenario(
        folder,
        title=f"T {words}",
        summary=f"S {words}",
        briefing=f"B {words}",
        name=f"N {words}",
        role=f"R {words}",
    )
    Session.begin(load(path), store, Coaching.AFTER, seed=1).choose("call")
    async with app.run_test(size=(130, 40)) as pilot:
        await until_shown(pilot, f"S {words}")
        # In the row of the run, in that of the scenario, and in the line that says what to play next.
        await until(pilot, lambda: shown(app).count(f"T {words}") == 3)
        await press(pilot, "x")
        await until(pilot, lambda: isinstance(app.screen, QuestionScreen))
        assert f"T {words}, decision 2." in shown(app)
        await press(pilot, "n", "p")
        await until_shown(pilot, f"Play: T {words}")
        await press(pilot, "escape", "end", "enter")
        await until_screen(pilot, BriefingScreen)
        await until_shown(pilot, f"T {words}")
        for letter in "BNR":
            assert f"{letter} {words}" in shown(app)


async def test_markup_in_the_name_of_a_file_is_shown_as_written(
    store: Store, library: Library, folder: Path
) -> None:
    (folder / "a [b] [@click=app.quit].yaml").write_text("format: 1\n", encoding="utf-8")
    app = EmptyChairApp(store, library)
    async with app.run_test(size=(160, 40)) as pilot:
        await until_shown(pilot, "❯ a [b] [@click=app.quit] ")
        await press(pilot, "enter")
        await until_screen(pilot, ProblemScreen)
        assert "a [b] [@click=app.quit].yaml has" in " ".join(shown(app).split())


async def test_what_a_terminal_would_obey_in_the_name_of_a_file_is_written_out(
    store: Store, library: Library, folder: Path
) -> None:
    (folder / "a\x1b[31m\u202e.yaml").write_text("format: 1\n", encoding="utf-8")
    app = EmptyChairApp(store, library)
    async with app.run_test(size=(160, 40)) as pilot:
        await until_shown(pilot, "❯ a\\u001b[31m\\u202e ")
        assert "\x1b" not in shown(app)
        await press(pilot, "enter")
        await until_screen(pilot, ProblemScreen)
        assert "\x1b" not in shown(app)
        assert "\u202e" not in shown(app)


async def test_markup_typed_into_the_filter_is_shown_as_written(app: EmptyChairApp, folder: Path) -> None:
    write_scenario(folder)
    async with app.run_test() as pilot:
        await until_shown(pilot, "The morning call")
        await press(pilot, "slash", "left_square_bracket", "slash", "b", "right_square_bracket")
        await until_shown(pilot, "No scenario holds the words “[/b]”.")
