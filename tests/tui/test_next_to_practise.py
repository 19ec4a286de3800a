"""What the home screen and the debrief say of what to play next, and the key that plays it."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from datetime import date, timedelta
from pathlib import Path

import pytest

from scoring.practice import Card
from sim.scenario.library import Library
from sim.store.loading import load
from sim.store.session import Session
from sim.store.settings import Coaching
from sim.store.store import Store
from sim.tui.app import EmptyChairApp
from sim.tui.briefing_screen import BriefingScreen
from sim.tui.debrief_screen import DebriefScreen
from sim.tui.home_screen import HomeScreen
from sim.tui.key_line import KeyLine
from sim.tui.next_line import NextLine
from sim.tui.problem_screen import ProblemScreen
from tests.tui.small_scenario import write_scenario
from tests.tui.watching import press, shown, until, until_nothing_is_read, until_screen, until_shown

TALK = "Talk, don't type"
THIRD_LINE = 2


def play(path: Path, store: Store, *choices: str) -> None:
    session = Session.begin(load(path), store, Coaching.AFTER, seed=1)
    for choice in choices:
        session.choose(choice)


def put_off(file: Path, **days: int) -> None:
    """Have the cards of these principles be due in so many days."""
    with closing(sqlite3.connect(file)) as history:
        for principle, ahead in days.items():
            due = date.today() + timedelta(ahead)
            card = Card(principle, 3.0, 5.0, due - timedelta(50), due)
            history.execute(
                "UPDATE practice SET card = json(?) WHERE principle = ?",
                (str(card.to_mapping()).replace("'", '"'), principle),
            )
        history.commit()


def line(app: EmptyChairApp) -> str:
    return shown(app).splitlines()[THIRD_LINE].strip()


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """The file of the history."""
    return tmp_path / "history.sqlite3"


async def test_before_any_run_the_shortest_easy_scenario_is_suggested(
    app: EmptyChairApp, folder: Path
) -> None:
    write_scenario(folder)
    other = write_scenario(folder, "other", title="The short one")
    other.write_text(other.read_text("utf-8").replace("minutes: 5", "minutes: 3"), "utf-8")
    core = write_scenario(folder, "core", title="The shortest one")
    core.write_text(
        core.read_text("utf-8").replace("minutes: 5", "minutes: 1").replace("intro", "core"), "utf-8"
    )
    async with app.run_test() as pilot:
        await until_shown(pilot, "New here? Begin with The short one, intro, 3 minutes. n plays it.")
        await press(pilot, "n")
        await until_screen(pilot, BriefingScreen)
        await until_shown(pilot, "The short one")


async def test_what_is_due_is_named_with_the_reason_and_n_plays_it(
    app: EmptyChairApp, store: Store, folder: Path, file: Path
) -> None:
    play(write_scenario(folder), store, "write", "listen")
    write_scenario(folder, "other", title="Lunch")
    put_off(file, presence=-2, curiosity=3)
    async with app.run_test(size=(100, 30)) as pilot:
        await until_shown(
            pilot, f"Practise today: {TALK}. Due 2 days ago, and Lunch asks for it. n plays it."
        )
        await press(pilot, "n")
        await until_screen(pilot, BriefingScreen)
        await until_shown(pilot, "Lunch")


async def test_where_nothing_is_due_the_line_says_what_comes_next(
    app: EmptyChairApp, store: Store, folder: Path, file: Path
) -> None:
    play(write_scenario(folder), store, "write", "listen")
    write_scenario(folder, "other", title="Lunch")
    put_off(file, presence=12, curiosity=30)
    async with app.run_test(size=(120, 30)) as pilot:
        await until_shown(pilot, f"Nothing here is due for 12 days. To go on: {TALK}, in Lunch. n plays it.")


async def test_the_decision_seen_last_is_not_practised_with(
    app: EmptyChairApp, store: Store, folder: Path
) -> None:
    play(write_scenario(folder), store, "write", "listen")
    async with app.run_test(notifications=True) as pilot:
        await until_shown(pilot, "The morning call")
        await until_nothing_is_read(pilot)
        assert line(app) == ""
        await press(pilot, "n")
        assert isinstance(app.screen, HomeScreen)
        assert "n Next" not in shown(app)


async def test_n_on_the_debrief_plays_what_is_next_and_the_line_at_home_is_fresh(
    app: EmptyChairApp, folder: Path
) -> None:
    write_scenario(folder, title="Breakfast")
    write_scenario(folder, "other", title="Lunch")
    async with app.run_test(size=(120, 30)) as pilot:
        await until_shown(pilot, "New here? Begin with Breakfast")
        await press(pilot, "n")
        await until_screen(pilot, BriefingScreen)
        await press(pilot, "enter", "2", "2", "enter")
        await until_screen(pilot, DebriefScreen)
        assert "n Next" in shown(app)
        await press(pilot, "n")
        await until_screen(pilot, BriefingScreen)
        await until_shown(pilot, "Lunch")
        await press(pilot, "escape")
        await until_screen(pilot, HomeScreen)
        await until_shown(pilot, f"Nothing here is due before tomorrow. To go on: {TALK}, in Lunch")


async def test_n_on_the_debrief_says_so_where_there_is_nothing_else(app: EmptyChairApp, folder: Path) -> None:
    write_scenario(folder)
    async with app.run_test(size=(120, 30), notifications=True) as pilot:
        await until_shown(pilot, "New here? Begin with")
        await press(pilot, "n")
        await until_screen(pilot, BriefingScreen)
        await press(pilot, "enter", "1", "1", "enter")
        await until_screen(pilot, DebriefScreen)
        await press(pilot, "n")
        await until_shown(pilot, "The library has no other decision to practise with.")
        assert isinstance(app.screen, DebriefScreen)


async def test_the_line_keeps_its_place_while_there_is_nothing_to_say(
    app: EmptyChairApp, folder: Path
) -> None:
    async with app.run_test() as pilot:
        await until_shown(pilot, "There are no scenarios here yet.")
        nothing = app.screen.query_one(NextLine).region
        assert nothing.height == 1
        write_scenario(folder)
        app.screen_stack[0].look()  # type: ignore[attr-defined]
        await until_shown(pilot, "New here? Begin with")
        assert app.screen.query_one(NextLine).region == nothing


async def test_a_click_on_the_line_plays_it(app: EmptyChairApp, folder: Path) -> None:
    write_scenario(folder)
    async with app.run_test() as pilot:
        await until_shown(pilot, "New here? Begin with")
        await pilot.click(NextLine)
        await until_screen(pilot, BriefingScreen)


@pytest.mark.parametrize("width", [80, 100, 120, 160])
async def test_the_line_is_one_line_with_its_reason_however_long_the_names(
    app: EmptyChairApp, store: Store, folder: Path, file: Path, width: int
) -> None:
    play(write_scenario(folder), store, "write", "listen")
    write_scenario(folder, "other", title="The morning after the day before the meeting that never was")
    put_off(file, curiosity=-12, presence=4)
    async with app.run_test(size=(width, 30)) as pilot:
        await until(pilot, lambda: line(app) != "")
        assert "due 12 days ago" in line(app).lower()
        assert "The morning after" in line(app)
        assert shown(app).splitlines()[THIRD_LINE + 1].strip(" │") == ""


async def test_letters_typed_into_the_filter_do_not_play(app: EmptyChairApp, folder: Path) -> None:
    write_scenario(folder)
    async with app.run_test() as pilot:
        await until_shown(pilot, "New here? Begin with")
        await press(pilot, "slash", "n")
        assert isinstance(app.screen, HomeScreen)


async def test_a_scenario_that_is_gone_meanwhile_is_a_problem_that_is_told(
    app: EmptyChairApp, folder: Path
) -> None:
    path = write_scenario(folder)
    async with app.run_test() as pilot:
        await until_shown(pilot, "New here? Begin with")
        path.unlink()
        await press(pilot, "n")
        await until_screen(pilot, ProblemScreen)


async def test_faulty_files_are_never_suggested(app: EmptyChairApp, folder: Path) -> None:
    (folder / "broken.yaml").write_text("format: 1\ntitle: Broken\n", encoding="utf-8")
    async with app.run_test() as pilot:
        await until_shown(pilot, "faulty, not playable")
        await until_nothing_is_read(pilot)
        assert line(app) == ""


OWN_CATALOGUE = """\
catalogue: 1
principles:
  patience: {name: Wait for it, question: Can it wait?, about: Waiting is work.}
"""


@pytest.fixture
def own(tmp_path: Path, store: Store) -> Iterator[EmptyChairApp]:
    """The game over a trainer's folder with a principle of their own."""
    folder = tmp_path / "own"
    folder.mkdir()
    (folder / "principles.yaml").write_text(OWN_CATALOGUE, "utf-8")
    for name, title in (("one", "Breakfast"), ("two", "Lunch")):
        path = write_scenario(folder, name, title=title)
        words = path.read_text("utf-8").replace("presence", "patience").replace("curiosity", "patience")
        path.write_text(words, "utf-8")
    yield EmptyChairApp(store, Library([folder]))


async def test_a_trainers_own_principle_is_named_as_their_catalogue_names_it(
    own: EmptyChairApp, store: Store, tmp_path: Path
) -> None:
    play(tmp_path / "own" / "one.yaml", store, "write", "talk")
    put_off(tmp_path / "history.sqlite3", patience=0)
    async with own.run_test(size=(100, 30)) as pilot:
        await until_shown(pilot, "Practise today: Wait for it. Due today, and Lunch asks for it. n plays it.")


async def test_a_principle_that_no_scenario_knows_any_more_is_passed_over(
    app: EmptyChairApp, own: EmptyChairApp, store: Store, tmp_path: Path, folder: Path
) -> None:
    play(tmp_path / "own" / "one.yaml", store, "write", "talk")
    write_scenario(folder, title="Lunch")
    async with app.run_test(size=(100, 30)) as pilot:
        await until_shown(
            pilot, f"Practise today: {TALK}. Not practised yet, and Lunch asks for it. n plays it."
        )


async def test_the_key_stands_in_the_footer_and_in_the_palette(app: EmptyChairApp, folder: Path) -> None:
    write_scenario(folder)
    async with app.run_test(size=(140, 30)) as pilot:
        await until_shown(pilot, "New here? Begin with")
        assert "n Next" in str(app.screen.query_one(KeyLine).render())
        assert "Next" in {command.title for command in app.get_system_commands(app.screen)}
