from __future__ import annotations

import shutil
import sqlite3
from collections.abc import Sequence
from contextlib import closing
from pathlib import Path

import pytest

from sim.scenario.library import Library
from sim.store.loading import load
from sim.store.session import Session
from sim.store.settings import Coaching
from sim.store.store import Store
from sim.tui.app import EmptyChairApp
from sim.tui.briefing_screen import BriefingScreen
from sim.tui.debrief_screen import DebriefScreen
from sim.tui.home_screen import HomeScreen
from sim.tui.progress_screen import ProgressScreen
from sim.tui.row_list import RowList
from tests.store.kept_history import WrittenDecision, WrittenRun, write_runs
from tests.tui.small_scenario import write_scenario
from tests.tui.test_markup_in_data import NASTY
from tests.tui.watching import press, shown, until, until_nothing_is_read, until_screen, until_shown

INSIGHTS = ("silence-is-leadership", "email-is-our-story")
SOME = [
    WrittenRun(
        day=1,
        conduct=40,
        kind="failure",
        total=-4,
        decisions=[
            WrittenDecision(0, [("presence", 1, 4)], ["silence-is-leadership"]),
            WrittenDecision(2, [("presence", 0, 4)], ["email-is-our-story"]),
        ],
    ),
    WrittenRun("gone-away", day=2, conduct=None, luck=None),
    WrittenRun(day=3, conduct=100, taken_over=2),
    WrittenRun(
        day=4, conduct=64, decisions=[WrittenDecision(2, [("presence", 3, 4)], ["silence-is-leadership"])]
    ),
]


def keep(store: Store, runs: Sequence[WrittenRun], path: Path = Path("/gone.yaml")) -> None:
    write_runs(store._connection, runs, path)


def play(path: Path, store: Store, *choices: str) -> None:
    session = Session.begin(load(path), store, Coaching.AFTER, seed=1)
    for choice in choices:
        session.choose(choice)


def at_progress(store: Store, library: Library) -> EmptyChairApp:
    return EmptyChairApp(store, library, first=ProgressScreen)


def flowing(app: EmptyChairApp) -> str:
    return " ".join(shown(app).split())


async def test_g_on_the_home_screen_shows_the_progress_and_q_goes_back(
    app: EmptyChairApp, store: Store, folder: Path
) -> None:
    write_scenario(folder)
    keep(store, SOME)
    async with app.run_test(size=(120, 30)) as pilot:
        await until_shown(pilot, "g Progress")
        assert "Progress" in {command.title for command in app.get_system_commands(app.screen)}
        await press(pilot, "g")
        await until_screen(pilot, ProgressScreen)
        await until_shown(pilot, "[1 Runs]")
        await press(pilot, "q")
        assert isinstance(app.screen, HomeScreen)


async def test_without_a_finished_run_the_screen_says_what_will_be_here_and_how_to_play(
    store: Store, library: Library
) -> None:
    app = at_progress(store, library)
    async with app.run_test() as pilot:
        await until_shown(pilot, "No finished run yet.")
        assert "Press q for the home screen, and Enter there on a scenario" in flowing(app)
        await press(pilot, "2", "right", "tab", "enter", "down")
        assert "No finished run yet." in shown(app)
        await press(pilot, "q")
        assert isinstance(app.screen, HomeScreen)


@pytest.mark.parametrize("size", [(80, 24), (120, 40)])
async def test_runs_are_drawn_and_listed_the_latest_first(
    store: Store, library: Library, folder: Path, size: tuple[int, int]
) -> None:
    write_scenario(folder)
    keep(store, SOME)
    app = at_progress(store, library)
    async with app.run_test(size=size) as pilot:
        await until_shown(pilot, "4 runs, conduct 52 on average.")
        await until_shown(pilot, "Run 4, ended 2026-01-05")
        lines = shown(app).splitlines()
        for name in ("Conduct  100", "Outcome", "Luck", "Again"):
            assert any(line.strip().startswith(name) for line in lines)
        assert "↺ 1 tried again from a decision, not counted." in flowing(app)
        listed = [line for line in lines if "2026-01-0" in line and "ended" not in line]
        assert [line.split()[-3:] for line in listed] == [
            ["+3", "64", "+0.5"],
            ["+3", "100", "+0.5"],
            ["+3", "–", "–"],
            ["-4", "40", "+0.5"],
        ]
        assert listed[0].startswith("❯ The morning call")
        assert listed[1].strip().startswith("↺ The morning call")
        assert listed[2].strip().startswith("gone-away")
        await press(pilot, "down")
        await until_shown(pilot, "It tries again from decision 3")


@pytest.mark.parametrize(
    "keys", [("2",), ("right",), ("tab",), ("left", "left", "left"), ("4", "shift+tab", "left")]
)
async def test_parts_are_turned_by_digits_arrows_and_tab(
    store: Store, library: Library, folder: Path, keys: tuple[str, ...]
) -> None:
    write_scenario(folder)
    keep(store, SOME)
    app = at_progress(store, library)
    async with app.run_test() as pilot:
        await until_shown(pilot, "[1 Runs]")
        assert "←→1234 Parts" in shown(app)
        await press(pilot, *keys)
        assert "[2 Scenarios]" in shown(app)


async def test_a_part_is_shown_by_a_click_on_its_name(store: Store, library: Library) -> None:
    keep(store, SOME)
    app = at_progress(store, library)
    async with app.run_test() as pilot:
        await until_shown(pilot, "[1 Runs]")
        row = next(y for y, line in enumerate(shown(app).splitlines()) if "3 Principles" in line)
        await pilot.click(offset=(shown(app).splitlines()[row].index("3 Principles") + 2, row))
        await until_shown(pilot, "[3 Principles]")


async def test_scenarios_show_the_first_attempt_against_the_latest_and_those_not_played_last(
    store: Store, library: Library, folder: Path
) -> None:
    write_scenario(folder)
    write_scenario(folder, "other", title="The other one")
    keep(store, SOME)
    app = at_progress(store, library)
    async with app.run_test() as pilot:
        await until_shown(pilot, "[1 Runs]")
        await press(pilot, "2")
        lines = shown(app).splitlines()
        played, gone, other = (
            next(line for line in lines if name in line)
            for name in ("The morning call", "gone-away", "The other")
        )
        assert played.split()[-5:] == ["40", "64", "+24", "64", "2"]
        assert played.index("○") < played.index("●")
        assert gone.split()[-5:] == ["–", "–", "–", "–", "1"]
        assert other.rstrip().endswith("not played yet")
        assert [lines.index(line) for line in (played, gone, other)] == sorted(
            lines.index(line) for line in (played, gone, other)
        )
        assert "2 runs. First: 40, latest: 64, 24 higher. Best: 64. Enter opens it." in flowing(app)
        await press(pilot, "down", "enter")
        assert isinstance(app.screen, ProgressScreen)
        assert "The library does not have it any more." in flowing(app)
        await press(pilot, "down", "enter")
        await until_screen(pilot, BriefingScreen)


async def test_principles_are_drawn_over_time_and_told_in_words(store: Store, library: Library) -> None:
    keep(store, SOME)
    app = at_progress(store, library)
    async with app.run_test() as pilot:
        await until_shown(pilot, "[1 Runs]")
        await press(pilot, "3")
        line = next(line for line in shown(app).splitlines() if line.startswith("❯ Talk, don't type"))
        assert line.split()[-3:] == ["▂▆", "75", "+62"]
        assert shown(app).count("not at stake yet") == 9
        assert "A bar is 1 run, the earliest at the left, 0 to 100" in flowing(app)
        assert "Now 75 of 100, 62 higher since the first time; 33 over all runs." in flowing(app)
        assert "Choose" not in shown(app)


async def test_insights_are_grouped_by_state_and_the_highlighted_one_is_told_in_full(
    store: Store, library: Library, folder: Path
) -> None:
    write_scenario(folder)
    keep(store, SOME)
    app = at_progress(store, library)
    async with app.run_test() as pilot:
        await until_shown(pilot, "[1 Runs]")
        await press(pilot, "4")
        lines = shown(app).splitlines()
        assert "0 understood last time, 2 met, of 41 insights." in shown(app)
        heads = [
            line.split("   ")[0].strip() for line in lines if line.strip().endswith(("understood", "(39)"))
        ]
        assert heads == [
            "◐ Understood before, missed last time (1)",
            "○ Missed (1)",
            "· Not met yet (39)",
        ]
        assert "ask first who was meant to notice." in flowing(app)
        assert (
            "2 times at stake, 1 of them understood. Last: The morning call, decision 1 (state-1), run 4, "
            "2026-01-05, missed."
        ) in flowing(app)
        await press(pilot, "end")
        assert "Not met yet: it was not at stake in any finished run." in flowing(app)


async def test_enter_opens_the_debrief_of_a_run_and_changes_nothing(
    store: Store, library: Library, folder: Path
) -> None:
    path = write_scenario(folder)
    play(path, store, "call", "listen")
    play(path, store, "write", "talk")
    before = store.progress()
    app = at_progress(store, library)
    async with app.run_test() as pilot:
        await until_shown(pilot, "Run 2, ended")
        await press(pilot, "down", "enter")
        await until_screen(pilot, DebriefScreen)
        assert isinstance(app.screen, DebriefScreen)
        assert app.screen.session.play.record.choices == ("call", "listen")
        await press(pilot, "q")
        assert isinstance(app.screen, HomeScreen)
    assert store.progress() == before


async def test_a_run_whose_file_has_moved_into_the_library_is_opened_from_there(
    store: Store, library: Library, folder: Path, tmp_path: Path
) -> None:
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    path = write_scenario(elsewhere)
    play(path, store, "call", "listen")
    shutil.move(path, folder / path.name)
    app = at_progress(store, library)
    async with app.run_test() as pilot:
        await until_shown(pilot, "Run 1, ended")
        await press(pilot, "enter")
        await until_screen(pilot, DebriefScreen)


@pytest.mark.parametrize(
    ("happens", "said"),
    [
        ("edited", "was edited since run 1 was played"),
        ("gone", "The scenario of run 1 is gone"),
        ("forgotten", "There is no run 1 in the history"),
    ],
)
async def test_a_run_that_cannot_be_shown_any_more_says_so_and_the_screen_stays(
    store: Store, library: Library, folder: Path, happens: str, said: str
) -> None:
    path = write_scenario(folder)
    play(path, store, "call", "listen")
    app = at_progress(store, library)
    async with app.run_test(size=(100, 30)) as pilot:
        await until_shown(pilot, "Run 1, ended")
        if happens == "edited":
            write_scenario(folder, summary="Another text.")
        elif happens == "gone":
            path.unlink()
        else:
            store.discard(1)
        await press(pilot, "enter")
        await until(pilot, lambda: said in flowing(app))
        assert isinstance(app.screen, ProgressScreen)
        await press(pilot, "4")
        assert "[4 Insights]" in shown(app)


async def test_a_history_that_cannot_be_read_is_told_and_the_screen_can_be_left(
    store: Store, library: Library, folder: Path, tmp_path: Path
) -> None:
    write_scenario(folder)
    with closing(sqlite3.connect(tmp_path / "history.sqlite3")) as other:
        other.execute("DROP TABLE insight_at_stake")
    app = at_progress(store, library)
    async with app.run_test() as pilot:
        await until_shown(pilot, "The history cannot be used.")
        assert "insight_at_stake" in flowing(app)
        await press(pilot, "1", "right", "enter", "q")
        assert isinstance(app.screen, HomeScreen)


@pytest.mark.parametrize("words", NASTY)
async def test_markup_in_names_is_shown_as_written(
    store: Store, library: Library, folder: Path, words: str
) -> None:
    write_scenario(folder, title=f"T {words}")
    decision = WrittenDecision(0, [(f"P {words}", 1, 2)], [f"I {words}"])
    keep(store, [WrittenRun(decisions=[decision]), WrittenRun(f"S {words}", day=2)])
    app = at_progress(store, library)
    async with app.run_test(size=(120, 40)) as pilot:
        await until_shown(pilot, f"S {words}")
        assert f"T {words}" in shown(app)
        await press(pilot, "2")
        assert shown(app).count(f"S {words}") == 2
        await press(pilot, "down")
        assert shown(app).count(f"T {words}") == 2
        await press(pilot, "3", "end")
        assert shown(app).count(f"P {words}") == 2
        await press(pilot, "4")
        assert shown(app).count(f"I {words}") == 2


async def test_what_a_terminal_would_obey_in_an_id_is_written_out(store: Store, library: Library) -> None:
    keep(
        store,
        [WrittenRun("bad\x1b[31m\u202e", decisions=[WrittenDecision(0, [("p\x1b", 1, 2)], ["i\u202e"])])],
    )
    app = at_progress(store, library)
    async with app.run_test(size=(120, 40)) as pilot:
        await until_shown(pilot, "bad\\u001b[31m\\u202e")
        for part in "1234":
            await press(pilot, part, "end")
            assert "\x1b" not in shown(app)
            assert "\u202e" not in shown(app)


async def test_ten_thousand_runs_are_all_in_the_list(store: Store, library: Library) -> None:
    connection = store._connection
    connection.execute("BEGIN")
    write_runs(connection, [WrittenRun(day=n / 100, conduct=n % 101) for n in range(10_000)])
    connection.execute("COMMIT")
    app = at_progress(store, library)
    async with app.run_test() as pilot:
        await until_shown(pilot, "10,000 runs, conduct")
        assert "A column is the mean of up to" in shown(app)
        await press(pilot, "end")
        await until_shown(pilot, "Run 1, ended 2026-01-01")
        assert app.screen.query_one("#runs", RowList).option_count == 10_001


async def test_the_scale_of_scenarios_follows_the_window(store: Store, library: Library) -> None:
    keep(store, SOME)
    app = at_progress(store, library)
    async with app.run_test(size=(80, 24)) as pilot:
        await until_shown(pilot, "[1 Runs]")
        await press(pilot, "2")
        assert "○ to ●" in shown(app)
        await pilot.resize_terminal(120, 30)
        await until_shown(pilot, "○ first  ● latest")
        await until_nothing_is_read(pilot)
        assert "[2 Scenarios]" in shown(app)


async def test_the_help_names_the_parts(store: Store, library: Library) -> None:
    keep(store, SOME)
    app = at_progress(store, library)
    async with app.run_test(size=(100, 45)) as pilot:
        await until_shown(pilot, "[1 Runs]")
        await press(pilot, "question_mark")
        await until_shown(pilot, "Keys")
        for name in ("Runs", "Scenarios", "Principles", "Insights", "Home"):
            assert any(line.split()[1:] == [name] for line in shown(app).splitlines()), shown(app)
