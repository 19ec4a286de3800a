from __future__ import annotations

import sqlite3
from pathlib import Path
from typing import Any, cast

import pytest
from textual.binding import Binding
from textual.events import MouseScrollDown
from textual.screen import Screen

from sim.scenario.folders import shipped_scenarios
from sim.scenario.library import Library
from sim.store.loading import load
from sim.store.session import KEPT_AGAIN, NOT_KEPT_WHOLE, Session
from sim.store.settings import Coaching
from sim.store.store import Store
from sim.tui.choice_list import ChoiceList
from sim.tui.conversation import Conversation
from sim.tui.debrief_screen import DebriefScreen
from sim.tui.play_screen import PlayScreen
from sim.tui.quiet_rule import QuietRule
from sim.tui.sheet import Sheet
from tests.tui.run_stage import MARKUP, Stage, begin, flowing, page, rows
from tests.tui.watching import at_rest, press, until


def quiet(screen: Screen[Any]) -> QuietRule:
    return screen.query_one("#quiet", QuietRule)


def told(screen: Screen[Any]) -> str:
    """What can be seen of the conversation, without the bar of what is new and the scroll bar."""
    conversation = screen.query_one(Conversation)
    left, top, width, height = conversation.scrollable_content_region
    return " ".join(
        " ".join(row[left + 2 : left + width] for row in rows(screen)[top : top + height]).split()
    )


async def test_a_scene_is_told_with_its_people_meters_and_choices() -> None:
    app = Stage(begin())
    async with app.run_test(size=(100, 30)) as pilot:
        await at_rest(pilot)
        shown = page(app.screen)
        assert "The customer who went quiet" in rows(app.screen)[0]
        assert "Monday, 8:40" in rows(app.screen)[0]
        assert "decision 1 of 3" in rows(app.screen)[0]
        assert "Marcus Webb   They prefer email. Always have." in shown
        assert "guarded" in shown
        assert "3 of 3" in shown
        assert "COO, Harbor Foods" in shown
        assert " ❯ 1  When did you last hear Priya's voice?" in shown
        assert "Rumour" not in shown


async def test_a_digit_makes_its_choice_at_once_and_is_answered() -> None:
    app = Stage(begin())
    async with app.run_test(size=(100, 30)) as pilot:
        await press(pilot, "1")
        assert app.session.play.record.choices == ("ask-her-voice",)
        assert "You           When did you last hear Priya's voice?" in page(app.screen)
        assert "Marcus Webb   Honestly? Spring of last year." in page(app.screen)
        assert "▲ +5" in page(app.screen)
        assert "decision 2 of 3" in rows(app.screen)[0]


async def test_the_mark_of_a_change_is_gone_after_the_next_choice() -> None:
    app = Stage(begin())
    async with app.run_test(size=(100, 30)) as pilot:
        await press(pilot, "1")
        await press(pilot, "2")
        assert "▲ +5" not in page(app.screen)
        assert "▼ -1" in page(app.screen)


async def test_arrows_mark_and_enter_picks() -> None:
    app = Stage(begin())
    async with app.run_test(size=(80, 24)) as pilot:
        await press(pilot, "down", "enter")
        assert app.session.play.record.choices == ("whose-fault",)


async def test_the_mark_goes_round_the_ends() -> None:
    app = Stage(begin())
    async with app.run_test(size=(80, 24)) as pilot:
        await press(pilot, "up")
        assert app.screen.query_one(ChoiceList).cursor == 2
        await press(pilot, "down")
        assert app.screen.query_one(ChoiceList).cursor == 0


async def test_a_click_on_the_second_line_of_a_wrapped_choice_picks_it() -> None:
    app = Stage(begin())
    async with app.run_test(size=(80, 24)) as pilot:
        await at_rest(pilot)
        await pilot.click(ChoiceList, offset=(12, 3))
        await at_rest(pilot)
        assert app.session.play.record.choices == ("leave-it",)


async def test_long_choices_wrap_under_their_words_and_lose_none() -> None:
    app = Stage(begin())
    async with app.run_test(size=(80, 24)) as pilot:
        await at_rest(pilot)
        shown = rows(app.screen)
        first = next(
            number for number, row in enumerate(shown) if row.startswith("   3  Leave it with Marcus")
        )
        assert shown[first + 1].startswith("      ")
        assert "so that it is not forgotten." in flowing(app.screen)


@pytest.mark.parametrize("key", ["5", "9", "0"])
async def test_a_digit_without_a_choice_changes_nothing_and_says_so_quietly(key: str) -> None:
    app = Stage(begin())
    async with app.run_test(size=(80, 24)) as pilot:
        await press(pilot, key)
        assert app.session.play.taken == 0
        assert "There is no such choice here. Choose 1 to 3." in page(app.screen)
        await press(pilot, "1")
        assert "no such choice" not in page(app.screen)


async def test_a_key_that_comes_before_the_next_choices_are_painted_makes_no_choice() -> None:
    app = Stage(begin())
    async with app.run_test(size=(80, 24)) as pilot:
        await at_rest(pilot)
        screen = cast(PlayScreen, app.screen)
        screen.action_choose(1)
        screen.action_choose(1)  # before anything could be painted
        assert app.session.play.taken == 1
        await at_rest(pilot)
        assert "Press it again" in quiet(app.screen).notice
        await press(pilot, "1")
        assert app.session.play.taken == 2


async def test_new_text_that_is_longer_than_the_window_begins_at_its_first_line() -> None:
    app = Stage(begin())
    async with app.run_test(size=(60, 18)) as pilot:
        await press(pilot, "3")
        conversation = app.screen.query_one(Conversation)
        newest = conversation.turns[-1]
        assert conversation.virtual_size.height - newest.top > conversation.size.height
        assert round(conversation.scroll_y) == newest.top
        assert "Leave it with Marcus until" in page(app.screen)
        assert "more line, Space" in page(app.screen)
        await press(pilot, "space", "space", "space")
        assert "heard the last sentence." in flowing(app.screen)
        assert "more line" not in page(app.screen)


async def test_the_first_new_line_stays_in_view_however_the_window_changes() -> None:
    app = Stage(begin())
    async with app.run_test(size=(100, 30)) as pilot:
        await press(pilot, "3")
        for size in ((60, 18), (80, 18), (120, 20), (64, 18)):
            await pilot.resize_terminal(*size)
            await at_rest(pilot)
            assert any(row.lstrip().startswith("┃ You ") for row in rows(app.screen)), size
            assert "date, three weeks from now, and put it on the agenda" in told(app.screen)


async def test_who_has_scrolled_back_stays_there_until_the_next_choice() -> None:
    app = Stage(begin())
    async with app.run_test(size=(60, 18)) as pilot:
        await press(pilot, "3", "pageup", "pageup")
        conversation = app.screen.query_one(Conversation)
        assert conversation.scroll_y == 0
        await pilot.resize_terminal(60, 20)
        await at_rest(pilot)
        assert conversation.scroll_y == 0
        assert "Monday, 8:40" in page(app.screen)
        await press(pilot, "2")
        assert any("┃ You " in row for row in rows(app.screen))


async def test_the_wheel_of_the_mouse_scrolls_and_the_lines_below_are_counted() -> None:
    app = Stage(begin())
    async with app.run_test(size=(60, 18)) as pilot:
        await press(pilot, "3")
        conversation = app.screen.query_one(Conversation)
        await press(pilot, "pageup", "pageup")
        before = conversation.unread
        assert f"▼ {before} more lines, Space" in page(app.screen)
        conversation.post_message(
            MouseScrollDown(
                conversation, x=5, y=5, delta_x=0, delta_y=1, button=0, shift=False, meta=False, ctrl=False
            )
        )
        await until(pilot, lambda: conversation.unread < before)
        assert f"▼ {conversation.unread} more line" in page(app.screen)


async def test_words_of_the_conversation_can_be_selected_with_the_mouse() -> None:
    app = Stage(begin())
    async with app.run_test(size=(100, 30)) as pilot:
        await press(pilot, "1")
        row = next(number for number, words in enumerate(rows(app.screen)) if "He turns the" in words)
        start = rows(app.screen)[row].index("turns")
        await pilot.mouse_down(offset=(start, row))
        await pilot.hover(offset=(start + 5, row))
        await pilot.mouse_up(offset=(start + 5, row))
        await at_rest(pilot)
        assert app.screen.get_selected_text() in {"turns", "turns "}


async def test_what_is_new_is_marked_and_what_is_old_is_not() -> None:
    app = Stage(begin())
    async with app.run_test(size=(100, 30)) as pilot:
        await press(pilot, "1")
        new = [row for row in rows(app.screen) if row.startswith(" ┃")]
        assert any("Honestly?" in row for row in new)
        assert not any("They prefer email" in row for row in new)
        assert "They prefer email" in page(app.screen)


async def test_a_choice_builds_only_what_is_new() -> None:
    app = Stage(begin())
    async with app.run_test(size=(100, 30)) as pilot:
        await press(pilot, "1")
        before = app.screen.query_one(Conversation).turns
        await press(pilot, "1")
        after = app.screen.query_one(Conversation).turns
        assert after[: len(before)] == before
        assert len(after) == len(before) + 1


async def test_coaching_at_once_follows_the_reply_and_names_no_number() -> None:
    app = Stage(begin(coaching=Coaching.AT_ONCE))
    async with app.run_test(size=(100, 30)) as pilot:
        await press(pilot, "1")
        shown = flowing(app.screen)
        reply = shown.index("He turns the screen away")
        coaching = shown.index("Coaching")
        assert reply < coaching < shown.index("What do you want me to do?")
        assert "You asked about the customer before the number" in " ".join(shown.replace("┆", "").split())
        assert "cost" not in shown
        assert "best" not in shown


@pytest.mark.parametrize("coaching", [Coaching.AFTER, Coaching.ASSESSMENT])
async def test_otherwise_nothing_is_said_about_a_choice_in_play(coaching: Coaching) -> None:
    app = Stage(begin(coaching=coaching))
    async with app.run_test(size=(100, 30)) as pilot:
        await press(pilot, "1")
        assert "before the number" not in flowing(app.screen)


async def test_the_ending_is_shown_whole_before_the_debrief() -> None:
    app = Stage(begin())
    async with app.run_test(size=(80, 24)) as pilot:
        await press(pilot, "3", "2", "2")
        assert app.session.over
        assert app.ways == []
        assert "The line is polite. That is all it is." in flowing(app.screen)
        assert "Enter  the debrief" in page(app.screen)
        assert "the end" in rows(app.screen)[0]
        await press(pilot, "1")
        assert app.ways == []
        await press(pilot, "enter")
        assert app.ways == ["show_debrief"]


async def test_leaving_goes_home_and_the_run_waits() -> None:
    session = begin()
    app = Stage(session)
    async with app.run_test(size=(80, 24)) as pilot:
        await press(pilot, "1", "q")
        assert app.ways == ["go_home"]
        assert any("The run is kept" in notice.message for notice in app._notifications)
    (kept,) = session.store.under_way()
    assert kept.record.choices == ("ask-her-voice",)


async def test_a_history_that_cannot_be_written_for_a_while_is_said_once_and_once_that_it_can(
    tmp_path: Path,
) -> None:
    store = Store.open(tmp_path / "history.sqlite3")
    store._connection.execute("PRAGMA busy_timeout = 10")
    other = sqlite3.connect(tmp_path / "history.sqlite3", isolation_level=None)
    first_call = shipped_scenarios() / "first-call.yaml"
    app = Stage(Session.begin(load(first_call), store, Coaching.AFTER, seed=5))
    async with app.run_test(size=(100, 30)) as pilot:
        other.execute("BEGIN IMMEDIATE")
        await press(pilot, "1", "1")
        assert [way.startswith("tell The last step was not kept") for way in app.ways] == [True]
        other.execute("ROLLBACK")
        await press(pilot, "1", "1")
        assert [notice.message for notice in app._notifications] == [KEPT_AGAIN]
        (kept,) = store.under_way()
        assert len(kept.record.choices) == 4
        other.execute("BEGIN IMMEDIATE")
        await press(pilot, "1", "q")
        assert NOT_KEPT_WHOLE in [notice.message for notice in app._notifications]
    other.close()
    store.close()


async def test_a_run_taken_up_again_shows_all_that_was_told_and_marks_the_last_turn() -> None:
    session = begin()
    session.choose("ask-her-voice")
    (kept,) = session.store.under_way()
    app = Stage(Session.resume(session.loaded, session.store, kept))
    async with app.run_test(size=(100, 30)) as pilot:
        await at_rest(pilot)
        assert "They prefer email." in page(app.screen)
        assert any(row.startswith(" ┃") and "Honestly?" in row for row in rows(app.screen))
        await press(pilot, "1")
        assert app.session.play.taken == 2


async def test_escape_does_nothing() -> None:
    app = Stage(begin())
    async with app.run_test(size=(80, 24)) as pilot:
        await press(pilot, "escape")
        assert isinstance(app.screen, PlayScreen)
        assert app.ways == []


@pytest.mark.parametrize(
    ("key", "words"),
    [
        ("question_mark", "make that choice"),
        ("b", "You took over the East team six weeks ago."),
        ("m", "You let this one go cold, Marcus. What happened?"),
    ],
)
async def test_what_can_be_looked_up_lies_over_the_scene_and_goes_away(key: str, words: str) -> None:
    app = Stage(begin())
    async with app.run_test(size=(80, 24)) as pilot:
        await press(pilot, "2")
        await press(pilot, key)
        assert isinstance(app.screen, Sheet)
        assert words in flowing(app.screen)
        await press(pilot, "escape")
        assert isinstance(app.screen, PlayScreen)
        assert app.session.play.taken == 1


async def test_the_way_so_far_says_when_there_is_none() -> None:
    app = Stage(begin())
    async with app.run_test(size=(80, 24)) as pilot:
        await press(pilot, "m")
        assert "You have not decided anything yet." in flowing(app.screen)


@pytest.mark.parametrize("size", [(80, 24), (100, 30), (120, 40)])
async def test_markup_in_a_scenario_is_shown_as_written(size: tuple[int, int]) -> None:
    app = Stage(begin(MARKUP, Coaching.AT_ONCE))
    async with app.run_test(size=size) as pilot:
        await at_rest(pilot)
        shown = flowing(app.screen)
        for words in (
            "Title [/b] [red]of it",
            "Caption [i]",
            "Narration [customer] says [/b]",
            "Ann [bold]",
            "Words [@click=app.quit]x[/] spoken",
            "Trust [b]",
            "band [low]",
            "Choice [one] [/]",
            "Choice [two] [@click=app.quit]",
        ):
            assert words in shown
        if size[0] > 80:
            assert "Role [@click=app.quit]x[/]" in shown
        await press(pilot, "b")
        assert "Briefing [@click=app.quit]press[/] here [/" in flowing(app.screen)
        await press(pilot, "escape", "1")
        after = " ".join(flowing(app.screen).replace("┆", "").split())
        for words in ("Reply [reply] [/]", "Because [one] [/b]", "Ending [won]", "band [/high]"):
            assert words in after


@pytest.mark.parametrize("screen", [PlayScreen, DebriefScreen, Sheet])
def test_every_key_has_an_id_and_a_description(screen: type[Screen[None]]) -> None:
    bindings = list(Binding.make_bindings(screen.BINDINGS))
    assert all(binding.system or binding.id for binding in bindings)
    assert all(binding.description for binding in bindings)


async def test_every_shipped_scenario_can_be_played_to_its_end_with_the_first_digit() -> None:
    for entry in Library.standard().entries():
        app = Stage(begin(entry.path))
        async with app.run_test(size=(80, 24)) as pilot:
            for _ in range(40):
                if app.session.over:
                    break
                await press(pilot, "1")
            assert app.session.over, entry.id
            await press(pilot, "enter")
            assert app.ways == ["show_debrief"]
            assert "how you decided" in page(app.screen)
