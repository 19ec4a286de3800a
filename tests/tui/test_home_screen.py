from __future__ import annotations

import re
from pathlib import Path

from sim.engine.walk import Record
from sim.scenario.library import Library
from sim.store.error import StoreError
from sim.store.loading import load
from sim.store.session import Session
from sim.store.settings import Coaching
from sim.store.store import Store
from sim.tui.app import EmptyChairApp
from sim.tui.briefing_screen import BriefingScreen
from sim.tui.home_screen import HomeScreen
from sim.tui.play_screen import PlayScreen
from sim.tui.problem_screen import ProblemScreen
from sim.tui.question_screen import QuestionScreen
from sim.tui.shelf import Card, Shelf
from tests.tui.small_scenario import write_scenario
from tests.tui.watching import at_rest, press, shown, until, until_nothing_is_read, until_screen, until_shown


def play(path: Path, store: Store, *choices: str) -> None:
    session = Session.begin(load(path), store, Coaching.AFTER, seed=1)
    for choice in choices:
        session.choose(choice)


async def test_every_scenario_stands_in_the_list_with_its_level_time_and_best_conduct(
    app: EmptyChairApp, store: Store, folder: Path
) -> None:
    play(write_scenario(folder), store, "call", "listen")
    write_scenario(folder, "other", title="The other one")
    async with app.run_test() as pilot:
        await until_shown(pilot, "The other one")
        lines = shown(app).splitlines()
        played = next(line for line in lines if "The morning call" in line)
        other = next(line for line in lines if "The other one" in line)
        assert played.split()[-4:] == ["intro", "5", "min", "100"]
        assert other.split()[-4:] == ["intro", "5", "min", "–"]


async def test_what_a_scenario_tells_of_and_teaches_stands_beside_the_list(
    app: EmptyChairApp, folder: Path
) -> None:
    write_scenario(folder)
    async with app.run_test(size=(100, 30)) as pilot:
        await until_shown(pilot, "About: Talk, don't type · Their journey, not our quota")
        assert "She has not called back since Tuesday." in shown(app)


async def test_the_first_line_says_what_the_game_is(app: EmptyChairApp) -> None:
    async with app.run_test() as pilot:
        await at_rest(pilot)
        assert "See what each decision was worth." in shown(app).splitlines()[0]


async def test_an_empty_library_says_where_scenarios_go(app: EmptyChairApp, folder: Path) -> None:
    async with app.run_test(size=(120, 30)) as pilot:
        await until_shown(pilot, "There are no scenarios here yet.")
        assert "emptychair new my-first-scenario" in shown(app)
        assert folder.name in shown(app)
        await press(pilot, "enter", "down", "c", "x")
        assert isinstance(app.screen, HomeScreen)


async def test_a_faulty_file_is_listed_with_what_to_do_and_cannot_be_played(
    app: EmptyChairApp, folder: Path
) -> None:
    (folder / "broken.yaml").write_text("format: 1\ntitle: Broken\n", encoding="utf-8")
    async with app.run_test(size=(160, 40)) as pilot:
        await until_shown(pilot, "faulty, not playable")
        assert "emptychair check" in shown(app)
        await press(pilot, "enter")
        await until_screen(pilot, ProblemScreen)
        assert "This scenario cannot be played" in shown(app)
        assert "emptychair check" in shown(app)
        await press(pilot, "escape")
        assert isinstance(app.screen, HomeScreen)


async def test_words_typed_after_a_slash_leave_only_the_scenarios_that_hold_them(
    app: EmptyChairApp, folder: Path
) -> None:
    write_scenario(folder)
    write_scenario(folder, "other", title="The other one", summary="Another matter.")
    async with app.run_test() as pilot:
        await until_shown(pilot, "The other one")
        await press(pilot, "slash", *"MORNING")
        await until(pilot, lambda: "The other one" not in shown(app))
        assert "The morning call" in shown(app)
        await press(pilot, "enter", "enter")
        await until_screen(pilot, BriefingScreen)
        await press(pilot, "escape", "escape")
        await until_shown(pilot, "The other one")


async def test_letters_typed_into_the_filter_are_no_commands(app: EmptyChairApp, folder: Path) -> None:
    write_scenario(folder)
    async with app.run_test() as pilot:
        await until_shown(pilot, "The morning call")
        await press(pilot, "slash", *"qpxc?,")
        await until_shown(pilot, "No scenario holds the words “qpxc?,”.")
        assert isinstance(app.screen, HomeScreen)


async def test_enter_opens_the_briefing(app: EmptyChairApp, folder: Path) -> None:
    write_scenario(folder)
    async with app.run_test() as pilot:
        await until_shown(pilot, "The morning call")
        await press(pilot, "enter")
        await until_screen(pilot, BriefingScreen)


async def test_a_run_under_way_stands_first_and_is_taken_up_where_it_was_left(
    app: EmptyChairApp, store: Store, folder: Path
) -> None:
    play(write_scenario(folder), store, "call")
    async with app.run_test() as pilot:
        await until_shown(pilot, "Under way")
        line = next(line for line in shown(app).splitlines() if "decision 2" in line)
        assert line.startswith("❯ The morning call")
        assert line.endswith("just now")
        await press(pilot, "enter")
        await until_screen(pilot, PlayScreen)
        assert isinstance(app.screen, PlayScreen)
        assert app.screen.session.play.record.choices == ("call",)


async def test_c_takes_up_the_latest_run_from_anywhere_in_the_list(
    app: EmptyChairApp, store: Store, folder: Path
) -> None:
    path = write_scenario(folder)
    play(path, store, "call")
    play(path, store, "write")
    async with app.run_test() as pilot:
        await until_shown(pilot, "Under way")
        await press(pilot, "end", "c")
        await until_screen(pilot, PlayScreen)
        assert isinstance(app.screen, PlayScreen)
        assert app.screen.session.play.record.choices == ("write",)


async def test_discarding_asks_first_and_no_keeps_the_run(
    app: EmptyChairApp, store: Store, folder: Path
) -> None:
    play(write_scenario(folder), store, "call")
    async with app.run_test() as pilot:
        await until_shown(pilot, "Under way")
        for answer in ("n", "escape", "enter"):
            await press(pilot, "x")
            await until(pilot, lambda: isinstance(app.screen, QuestionScreen))
            assert "The morning call, decision 2." in shown(app)
            await press(pilot, answer)
            await until_screen(pilot, HomeScreen)
            assert len(store.under_way()) == 1


async def test_a_run_that_is_discarded_is_gone(app: EmptyChairApp, store: Store, folder: Path) -> None:
    play(write_scenario(folder), store, "call")
    async with app.run_test() as pilot:
        await until_shown(pilot, "Under way")
        await press(pilot, "x", "y")
        await until(pilot, lambda: "Under way" not in shown(app))
        assert store.under_way() == ()
        assert "The morning call" in shown(app)


async def test_a_run_whose_scenario_was_edited_is_not_resumed_but_explained(
    app: EmptyChairApp, store: Store, folder: Path
) -> None:
    play(write_scenario(folder), store, "call")
    write_scenario(folder, summary="Edited since.")
    async with app.run_test() as pilot:
        await until_shown(pilot, "Under way")
        await press(pilot, "c")
        await until_screen(pilot, ProblemScreen)
        assert "The scenario has changed" in shown(app)
        await press(pilot, "enter")
        assert isinstance(app.screen, HomeScreen)


async def test_a_run_whose_file_is_gone_can_still_be_discarded(
    app: EmptyChairApp, store: Store, folder: Path
) -> None:
    path = write_scenario(folder)
    play(path, store, "call")
    path.unlink()
    async with app.run_test() as pilot:
        await until_shown(pilot, "Under way")
        await press(pilot, "c")
        await until_screen(pilot, ProblemScreen)
        await press(pilot, "enter", "x", "y")
        await until_shown(pilot, "There are no scenarios here yet.")
        assert store.under_way() == ()


async def test_a_history_that_cannot_be_used_is_said_at_once(library: Library) -> None:
    reason = StoreError("It is of a newer version.", "Update Empty Chair.")
    app = EmptyChairApp(Store.in_memory(), library, not_kept=reason)
    async with app.run_test(size=(100, 30), notifications=True) as pilot:
        await until_shown(pilot, "It is of a newer version. Update Empty Chair.")


async def test_runs_that_cannot_be_read_are_told_of_once(
    app: EmptyChairApp, store: Store, folder: Path
) -> None:
    path = write_scenario(folder)
    for _ in range(2):
        store.begin("morning-call", "abc", path, 1, Coaching.AFTER, Record(("call",)))
    store._connection.execute("UPDATE run SET coaching = 'none' WHERE id = 1")
    async with app.run_test(size=(100, 30), notifications=True) as pilot:
        await until_shown(pilot, "1 run is left out: 1.")
        await until_nothing_is_read(pilot)
        app.clear_notifications()
        for _ in range(2):
            await press(pilot, "comma", "escape")
        assert "left out" not in shown(app)


async def test_a_scenario_that_comes_into_the_folder_is_listed_when_one_comes_home(
    app: EmptyChairApp, folder: Path
) -> None:
    write_scenario(folder)
    async with app.run_test() as pilot:
        await until_shown(pilot, "The morning call")
        await press(pilot, "enter")
        await until_screen(pilot, BriefingScreen)
        write_scenario(folder, "newer", title="The newer one")
        await press(pilot, "escape")
        await until_shown(pilot, "The newer one")


async def test_hundreds_of_scenarios_keep_their_order_and_scroll(
    app: EmptyChairApp, library: Library, folder: Path
) -> None:
    for number in range(120):
        write_scenario(folder, f"s{number:03}", title=f"Number {number}")
    async with app.run_test() as pilot:
        home = app.screen
        assert isinstance(home, HomeScreen)
        await until(pilot, lambda: len(home.cards) == 120)
        assert [card.id for card in home.cards] == [entry.id for entry in library.entries()]
        await press(pilot, "end")
        await until_shown(pilot, "❯ Number 119")
        assert "Number 0 " not in shown(app)


async def test_the_easiest_scenarios_stand_first_and_faulty_files_last(
    app: EmptyChairApp, folder: Path
) -> None:
    for name, difficulty in (("a", "advanced"), ("b", "core"), ("d", "intro")):
        path = write_scenario(folder, name)
        path.write_text(
            path.read_text("utf-8").replace("difficulty: intro", f"difficulty: {difficulty}"), "utf-8"
        )
    (folder / "c.yaml").write_text("format: 2\n", "utf-8")
    async with app.run_test(size=(100, 30)) as pilot:
        await until(pilot, lambda: "faulty" in shown(app))
        lines = shown(app).partition("Scenarios")[2].splitlines()
        levels = [
            word for line in lines for word in ("intro", "core", "advanced", "faulty") if f" {word}" in line
        ]
        assert levels[:4] == ["intro", "core", "advanced", "faulty"]


async def test_of_two_equally_easy_scenarios_the_shorter_stands_first(
    app: EmptyChairApp, folder: Path
) -> None:
    for name, minutes in (("a", 12), ("b", 9)):
        path = write_scenario(folder, name, title=f"Number {name}")
        path.write_text(
            re.sub(r"^minutes: \d+", f"minutes: {minutes}", path.read_text("utf-8"), flags=re.MULTILINE),
            "utf-8",
        )
    async with app.run_test(size=(100, 30)) as pilot:
        await until(pilot, lambda: "Number a" in shown(app))
        assert shown(app).index("Number b") < shown(app).index("Number a")


def write_one_of_each_level(folder: Path) -> None:
    """An advanced, a core and an easy scenario, read in this order."""
    for name, difficulty in (("a", "advanced"), ("b", "core"), ("c", "intro")):
        path = write_scenario(folder, name, title=f"Number {name}")
        path.write_text(
            path.read_text("utf-8").replace("difficulty: intro", f"difficulty: {difficulty}"), "utf-8"
        )


def card_by_card(home: HomeScreen, cards: tuple[Card, ...]) -> None:
    """Let the cards come one after the other, as from a slow disk."""
    for count in range(1, len(cards) + 1):
        home.post_message(HomeScreen.CardsRead(cards[:count], complete=count == len(cards)))


async def test_the_first_row_is_highlighted_whichever_was_read_first(
    app: EmptyChairApp, folder: Path, library: Library
) -> None:
    async with app.run_test() as pilot:
        await until_shown(pilot, "There are no scenarios here yet.")
        write_one_of_each_level(folder)
        assert isinstance(app.screen, HomeScreen)
        card_by_card(app.screen, tuple(Shelf(library).cards()))
        await until_shown(pilot, "Number a")
        assert "❯ Number c" in shown(app)


async def test_the_highlight_stays_where_the_player_put_it_while_rows_arrive(
    app: EmptyChairApp, folder: Path, library: Library
) -> None:
    async with app.run_test() as pilot:
        await until_shown(pilot, "There are no scenarios here yet.")
        write_one_of_each_level(folder)
        cards = tuple(Shelf(library).cards())
        assert isinstance(app.screen, HomeScreen)
        app.screen.post_message(HomeScreen.CardsRead(cards[:2], complete=False))
        await until_shown(pilot, "❯ Number b")
        await press(pilot, "down", "end")  # the first key goes to the list, which was not there yet
        assert "❯ Number a" in shown(app)
        app.screen.post_message(HomeScreen.CardsRead(cards, complete=True))
        await until_shown(pilot, "Number c")
        assert "❯ Number a" in shown(app)


async def test_damage_that_is_found_after_the_first_frame_is_said_once_and_play_goes_on(
    library: Library, folder: Path, tmp_path: Path
) -> None:
    path = tmp_path / "damaged.sqlite3"
    kept = Store.open(path)
    scenario = write_scenario(folder)
    for _ in range(100):
        kept.begin("other", "abc", scenario, 1, Coaching.AFTER, Record(("call" * 20,) * 10))
    kept.close()
    damaged = bytearray(path.read_bytes())
    damaged[-4096:-3000] = bytes(1096)
    path.write_bytes(damaged)
    store = Store.open(path, whole=False)
    app = EmptyChairApp(store, library)
    async with app.run_test(size=(100, 30), notifications=True) as pilot:
        # How the words are broken into lines depends on the length of the path before them.
        await until(pilot, lambda: "damaged" in shown(app))
        await until(pilot, lambda: app.store.passing)
        told = [notice.message for notice in app._notifications]
        assert len([message for message in told if "is damaged" in message]) == 1
        play(scenario, app.store, "call", "listen")
        assert app.store.best_conducts() == {"morning-call": 100.0}
    store.close()
    assert path.read_bytes() == bytes(damaged)
