from __future__ import annotations

import pytest
from textual.widgets import OptionList

from sim.report.map.story_map import StoryMap
from sim.tui.map_app import MapApp
from sim.tui.map_screen import MapScreen
from sim.tui.map_state_screen import MapStateScreen
from sim.tui.too_small_screen import TooSmallScreen
from tests.report.mapped import HOSTILE, HOSTILE_CAPTION, THE_EXAMPLE, map_of
from tests.tui.watching import at_rest, press, shown, until_screen, until_shown

SMALL = (80, 24)


@pytest.fixture
def example() -> StoryMap:
    return map_of(THE_EXAMPLE)


def stands_in(app: MapApp) -> str:
    assert isinstance(app.screen, MapStateScreen)
    return app.screen.state.id


async def test_every_state_stands_in_the_list_with_its_kind_and_the_best_line_is_marked(
    example: StoryMap,
) -> None:
    app = MapApp(example)
    async with app.run_test(size=SMALL) as pilot:
        await until_shown(pilot, "★ marks the best line")
        lines = shown(app).splitlines()
        renewed = next(line for line in lines if "renewed" in line)
        lost = next(line for line in lines if "  lost" in line)
        assert "★ renewed" in renewed
        assert renewed.split()[-2:] == ["success", "+8"]
        assert "★" not in lost
        assert lost.split()[-2:] == ["failure", "-8"]


async def test_what_is_never_reached_stands_under_a_heading_that_says_so() -> None:
    app = MapApp(map_of(HOSTILE))
    async with app.run_test(size=(80, 30)) as pilot:
        await until_shown(pilot, "Never reached (2)")
        assert shown(app).index("Never reached (2)") < shown(app).index("nowhere")


async def test_the_marked_state_is_told_below_the_list(example: StoryMap) -> None:
    app = MapApp(example)
    async with app.run_test(size=SMALL) as pilot:
        await until_shown(pilot, "1, 2: 3 in 4: to marcus-admits")
        await press(pilot, "end")
        assert "a guesser: 75 in 100" in shown(app)


async def test_enter_shows_a_state_and_enter_on_a_way_goes_there(example: StoryMap) -> None:
    app = MapApp(example)
    async with app.run_test(size=SMALL) as pilot:
        await until_screen(pilot, MapScreen)
        await press(pilot, "enter")
        assert stands_in(app) == "monday-review"
        assert "When did you last hear Priya's voice?" in shown(app)
        assert "3 in 4: to marcus-admits" in shown(app)
        await press(pilot, "down", "down", "enter")
        assert stands_in(app) == "verdict"
        assert "if trust >= 60: to renewed, best line" in shown(app)


async def test_escape_goes_back_the_way_one_came(example: StoryMap) -> None:
    app = MapApp(example)
    async with app.run_test(size=SMALL) as pilot:
        await until_screen(pilot, MapScreen)
        came = []
        await press(pilot, "enter")
        for _ in range(3):
            came.append(stands_in(app))
            await press(pilot, "enter")
        assert [*came, stands_in(app)] == ["monday-review", "marcus-admits", "verdict", "renewed"]
        for state in reversed(came):
            await press(pilot, "escape")
            assert stands_in(app) == state
        await press(pilot, "escape")
        assert isinstance(app.screen, MapScreen)


async def test_b_follows_the_best_line_to_its_end_and_m_goes_back_to_all_states(example: StoryMap) -> None:
    app = MapApp(example)
    async with app.run_test(size=SMALL) as pilot:
        await until_screen(pilot, MapScreen)
        await press(pilot, "s", "b", "b", "b", "b")
        assert stands_in(app) == "renewed"
        assert "Best line" not in shown(app).splitlines()[-1]
        await press(pilot, "m")
        assert isinstance(app.screen, MapScreen)


async def test_an_ending_says_what_leads_there_and_one_can_go_back_along_it(example: StoryMap) -> None:
    app = MapApp(example)
    async with app.run_test(size=SMALL) as pilot:
        await until_screen(pilot, MapScreen)
        await press(pilot, "end", "enter")
        assert stands_in(app) == "lost"
        assert "from verdict" in shown(app)
        await press(pilot, "enter")
        assert stands_in(app) == "verdict"


async def test_the_marked_choice_is_told_in_full(example: StoryMap) -> None:
    app = MapApp(example)
    async with app.run_test(size=SMALL) as pilot:
        await until_screen(pilot, MapScreen)
        await press(pilot, "enter")
        assert "Offered if patience >= 1 and not called_priya" in shown(app)
        await press(pilot, "down")
        assert "Crosses a red line: You told Helen it was handled." in shown(app)


async def test_a_long_scene_can_be_read_to_its_end_and_from_the_beginning_again() -> None:
    long = THE_EXAMPLE.read_text("utf-8").replace(
        "He turns the screen away a little.", "He turns. " * 80 + "At last."
    )
    app = MapApp(map_of(long))
    async with app.run_test(size=SMALL) as pilot:
        await until_screen(pilot, MapScreen)
        await press(pilot, "enter", "enter")
        assert "space Scene on" in shown(app).splitlines()[-1]
        assert "At last." not in shown(app)
        await press(pilot, "space", "space", "space")
        assert "At last." in shown(app)
        await press(pilot, "space")
        assert "At last." not in shown(app)


async def test_what_is_not_cut_off_has_no_key_to_read_on(example: StoryMap) -> None:
    app = MapApp(example)
    async with app.run_test(size=(100, 50)) as pilot:
        await until_screen(pilot, MapScreen)
        await press(pilot, "enter")
        assert "Scene on" not in shown(app).splitlines()[-1]


async def test_a_click_opens_a_state(example: StoryMap) -> None:
    app = MapApp(example)
    async with app.run_test(size=SMALL) as pilot:
        await until_shown(pilot, "marcus-admits")
        place = app.screen.query_one(OptionList)
        await pilot.click(place, offset=(6, 2))
        await at_rest(pilot)
        assert stands_in(app) == "marcus-admits"


async def test_words_from_the_file_are_shown_letter_by_letter() -> None:
    app = MapApp(map_of(HOSTILE))
    async with app.run_test(size=(120, 40)) as pilot:
        await until_shown(pilot, "alert(1)")
        assert HOSTILE_CAPTION[:30] in shown(app)
        await press(pilot, "enter")
        assert HOSTILE_CAPTION in shown(app)
        assert "Look at [/b] this [@click=app.quit]now[/]" in shown(app)
        assert 'He said "[/b] <script>" & left\\N --> n2 ]] | end' in shown(app)


async def test_a_small_window_is_asked_to_grow(example: StoryMap) -> None:
    app = MapApp(example)
    async with app.run_test(size=(40, 10)) as pilot:
        await until_screen(pilot, TooSmallScreen)
        await pilot.resize_terminal(80, 24)
        await until_screen(pilot, MapScreen)


async def test_the_keys_stand_in_the_last_line_and_in_the_palette(example: StoryMap) -> None:
    app = MapApp(example)
    async with app.run_test(size=SMALL) as pilot:
        await until_screen(pilot, MapScreen)
        await press(pilot, "enter")
        last = shown(app).splitlines()[-1]
        for key in ("esc Back", "b Best line", "m All states", "q Quit"):
            assert key in last
        assert {"Back", "Best line", "All states", "Quit"} <= {
            command.title for command in app.get_system_commands(app.screen)
        }


async def test_q_leaves_from_anywhere(example: StoryMap) -> None:
    app = MapApp(example)
    async with app.run_test(size=SMALL) as pilot:
        await until_screen(pilot, MapScreen)
        await press(pilot, "enter", "enter")
        await pilot.press("q")
        await pilot.pause()
    assert app.return_code == 0
