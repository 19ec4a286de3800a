from __future__ import annotations

from pathlib import Path

import pytest

from sim.tui.change_screen import ChangeScreen
from sim.tui.conversation import Conversation
from sim.tui.finding_rows import FindingWhole
from sim.tui.jump_screen import JumpScreen
from sim.tui.preview_app import PreviewApp
from sim.tui.preview_screen import PreviewScreen
from sim.tui.preview_watch import Reading
from sim.tui.row_list import RowList
from sim.tui.sheet import Sheet
from sim.tui.too_small_screen import TooSmallScreen
from tests.tui.small_scenario import write_scenario
from tests.tui.test_markup_in_data import NASTY
from tests.tui.watching import press, shown, until, until_screen, until_shown

SMALL = (80, 24)
WIDE = (130, 40)

GUARDED = """\
format: 1
title: The guarded door
summary: A door opens to those who are trusted.
difficulty: intro
minutes: 5
briefing: You stand before it.
meters:
  trust: {label: Trust, start: 40, max: 60}
  doubt: {label: Doubt, start: 5, hidden: true}
facts: [knows]
start: door
states:
  door:
    caption: At eight
    scene: It is shut.
    effects: {trust: +1}
    choices:
      - {id: push, text: Push it., rates: {presence: 1}, because: It moved., when: trust >= 60 and knows, goto: inside}
      - {id: knock, text: Knock., rates: {presence: 2}, because: Heard., effects: {doubt: -1}, goto: hall}
      - {id: wait, text: Wait a while., rates: {presence: 0}, because: Time passed., effects: {knows: true}, goto: hall}
  hall:
    caption: At noon
    scene: It is a long hall.
    choices:
      - {id: walk, text: Walk on., rates: {curiosity: 1}, because: You went., goto: inside}
      - {id: back, text: Turn back., rates: {curiosity: 0}, because: You turned., when: doubt < 50, goto: outside}
  inside: {ending: {kind: success, worth: 5}, scene: You are in., chair: I saw you come.}
  outside: {ending: {kind: failure, worth: -4}, scene: You are out.}
"""


def guarded(folder: Path) -> Path:
    path = folder / "door.yaml"
    path.write_text(GUARDED, "utf-8")
    return path


def save(path: Path, *changes: tuple[str, str]) -> None:
    """Save the file anew as an editor does, with some texts in the place of others."""
    text = GUARDED
    for old, new in changes:
        assert old in text
        text = text.replace(old, new)
    path.write_text(text, "utf-8")


def preview(app: PreviewApp) -> PreviewScreen:
    [screen] = [screen for screen in app.screen_stack if isinstance(screen, PreviewScreen)]
    return screen


def stands_in(app: PreviewApp) -> str:
    trial = preview(app).trial
    assert trial is not None
    return trial.state.id


def value(app: PreviewApp, name: str) -> int:
    trial = preview(app).trial
    assert trial is not None
    return next(value.value for value in trial.values if value.name == name)


def words(app: PreviewApp) -> str:
    """What the screen says with single blanks, so that wrapped words can be found."""
    return " ".join(shown(app).replace("┃", " ").replace("│", " ").split())


@pytest.mark.parametrize("size", [SMALL, WIDE])
async def test_the_file_is_played_from_its_start(tmp_path: Path, size: tuple[int, int]) -> None:
    app = PreviewApp(guarded(tmp_path), 1)
    async with app.run_test(size=size) as pilot:
        await until_shown(pilot, "Read ")
        assert "The guarded door" in shown(app)
        assert "It is shut." in shown(app)
        await press(pilot, "1")
        await until_shown(pilot, "It is a long hall.")
        await press(pilot, "enter")
        await until_shown(pilot, "The end: success, worth +5")
        assert "I saw you come." in shown(app)


async def test_a_save_keeps_the_place_and_shows_the_new_words(tmp_path: Path) -> None:
    path = guarded(tmp_path)
    app = PreviewApp(path, 1)
    async with app.run_test(size=SMALL) as pilot:
        await until_shown(pilot, "Read ")
        await press(pilot, "1")
        await until_shown(pilot, "It is a long hall.")
        save(path, ("It is a long hall.", "It is a hall of mirrors."))
        await until_shown(pilot, "It is a hall of mirrors.")
        assert "Reloaded" in shown(app)
        assert stands_in(app) == "hall"


async def test_a_file_replaced_by_another_one_is_read_again(tmp_path: Path) -> None:
    path = guarded(tmp_path)
    app = PreviewApp(path, 1)
    async with app.run_test(size=SMALL) as pilot:
        await until_shown(pilot, "Read ")
        beside = tmp_path / ".door.yaml.swp"
        save(beside, ("It is shut.", "It stands ajar."))
        beside.replace(path)
        await until_shown(pilot, "It stands ajar.")


async def test_a_choice_that_is_gone_is_named_with_those_there_are_and_comes_back_with_the_file(
    tmp_path: Path,
) -> None:
    path = guarded(tmp_path)
    app = PreviewApp(path, 1)
    async with app.run_test(size=WIDE) as pilot:
        await until_shown(pilot, "Read ")
        await press(pilot, "1", "1")
        await until(pilot, lambda: stands_in(app) == "inside")
        save(path, ("id: walk", "id: stroll"))
        await until_shown(pilot, "Step 2: the choice “walk” is gone from “hall”. Now there: stroll, back.")
        assert stands_in(app) == "hall"
        save(path)
        await until(pilot, lambda: stands_in(app) == "inside")
        assert "is gone" not in shown(app)


async def test_what_the_author_does_after_a_loss_is_the_place_that_is_kept(tmp_path: Path) -> None:
    path = guarded(tmp_path)
    app = PreviewApp(path, 1)
    async with app.run_test(size=WIDE) as pilot:
        await until_shown(pilot, "Read ")
        await press(pilot, "1", "1")
        save(path, ("id: walk", "id: stroll"))
        await until_shown(pilot, "is gone from")
        await press(pilot, "2")
        await until(pilot, lambda: stands_in(app) == "outside")
        assert "is gone from" not in shown(app)
        save(path)
        await until(pilot, lambda: "Reloaded" in shown(app) and "stroll" not in words(app))
        assert stands_in(app) == "outside"


@pytest.mark.parametrize("size", [SMALL, WIDE])
async def test_a_broken_save_shows_line_and_code_and_the_last_good_version_stays_playable(
    tmp_path: Path, size: tuple[int, int]
) -> None:
    path = guarded(tmp_path)
    app = PreviewApp(path, 1)
    async with app.run_test(size=size) as pilot:
        await until_shown(pilot, "Read ")
        save(path, ("goto: hall}\n  hall", "goto: hell}\n  hall"))
        await until_shown(pilot, "1 error, playing the last good version")
        broken = path.read_text("utf-8").splitlines()
        line = next(number for number, text in enumerate(broken, start=1) if "hell}" in text)
        assert f"error line {line}: " in words(app)
        assert "[unknown-state]" in words(app)
        await press(pilot, "2")
        await until_shown(pilot, "It is a long hall.")
        save(path, ("It is a long hall.", "It is mended."))
        await until_shown(pilot, "It is mended.")
        assert "last good version" not in shown(app)
        assert stands_in(app) == "hall"


async def test_a_finding_is_shown_whole_with_its_line(tmp_path: Path) -> None:
    path = guarded(tmp_path)
    app = PreviewApp(path, 1)
    async with app.run_test(size=SMALL) as pilot:
        await until_shown(pilot, "Read ")
        save(path, ("start: door", "start: dor"))
        await until_shown(pilot, "playing the last good version")
        await press(pilot, "f", "enter")
        await until_screen(pilot, Sheet)
        assert "11 | start: dor" in words(app)
        assert "hint: Did you mean `door`?" in words(app)
        assert "emptychair explain unknown-state" in words(app)
        await press(pilot, "escape", "escape")
        assert "It is shut." in shown(app)


async def test_a_file_that_is_broken_from_the_first_can_be_mended(tmp_path: Path) -> None:
    path = tmp_path / "door.yaml"
    path.write_text("format: 1\n", "utf-8")
    app = PreviewApp(path, 1)
    async with app.run_test(size=WIDE) as pilot:
        await until_shown(pilot, "Nothing can be played yet.")
        assert "missing-key" in shown(app)
        await press(pilot, "1", "u", "r", "j", "v")
        assert isinstance(app.screen, PreviewScreen)
        save(path)
        await until_shown(pilot, "It is shut.")
        await press(pilot, "1")
        await until_shown(pilot, "It is a long hall.")


async def test_a_file_that_is_taken_away_and_comes_back(tmp_path: Path) -> None:
    path = guarded(tmp_path)
    app = PreviewApp(path, 1)
    async with app.run_test(size=WIDE) as pilot:
        await until_shown(pilot, "Read ")
        path.unlink()
        await until_shown(pilot, "1 error, playing the last good version")
        assert "[unreadable]" in words(app)
        save(path, ("It is shut.", "It is back."))
        await until_shown(pilot, "It is back.")


async def test_one_can_jump_to_a_state_found_by_typing(tmp_path: Path) -> None:
    app = PreviewApp(guarded(tmp_path), 1)
    async with app.run_test(size=SMALL) as pilot:
        await until_shown(pilot, "Read ")
        await press(pilot, "j")
        await until(pilot, lambda: isinstance(app.screen, JumpScreen))
        await press(pilot, *"noon")
        states = app.screen.query_one(RowList)
        assert [option.id for option in states.options] == ["hall"]
        await press(pilot, "enter")
        await until_shown(pilot, "Jumped to hall")
        assert "perhaps no run can stand here" in shown(app)
        await press(pilot, "u")
        await until(pilot, lambda: stands_in(app) == "door")
        assert "perhaps no run" not in shown(app)


async def test_a_jump_applies_the_entering_effects(tmp_path: Path) -> None:
    app = PreviewApp(guarded(tmp_path), 1)
    async with app.run_test(size=SMALL) as pilot:
        await until_shown(pilot, "Read ")
        assert value(app, "trust") == 41
        await press(pilot, "j", *"shut", "enter")
        await until_shown(pilot, "Jumped to door")
        assert value(app, "trust") == 42


async def test_changed_values_open_a_guard_and_survive_a_save(tmp_path: Path) -> None:
    path = guarded(tmp_path)
    app = PreviewApp(path, 1)
    async with app.run_test(size=SMALL) as pilot:
        await until_shown(pilot, "Read ")
        assert "Push it." not in shown(app)
        await press(pilot, "v")
        await until(pilot, lambda: isinstance(app.screen, ChangeScreen))
        assert "doubt 5 0-100 hidden" in words(app)
        await press(pilot, "9", "9", "9", "enter")
        assert "trust stops at 60, its most." in words(app)
        await press(pilot, "down", "right", "down", "enter", "escape")
        await until_shown(pilot, "Push it.")
        assert (value(app, "trust"), value(app, "doubt"), value(app, "knows")) == (60, 6, 1)
        assert "Changed: trust 60, doubt 6, knows true" in words(app)
        save(path, ("Push it.", "Push it hard."))
        await until_shown(pilot, "Push it hard.")
        await press(pilot, "1")
        await until(pilot, lambda: stands_in(app) == "inside")


async def test_the_last_of_many_values_and_what_is_typed_are_both_in_sight(tmp_path: Path) -> None:
    path = tmp_path / "door.yaml"
    save(path, ("facts: [knows]", f"facts: [{', '.join(f'fact{n}' for n in range(40))}, knows]"))
    app = PreviewApp(path, 1)
    async with app.run_test(size=SMALL) as pilot:
        await until_shown(pilot, "Read ")
        await press(pilot, "v", "up", *"maybe", "enter")
        assert "knows  false" in shown(app)
        assert "maybe" in shown(app)
        assert "“maybe” does not fit." in shown(app)
        assert "Esc done" in shown(app)


async def test_what_is_no_number_is_refused_with_what_would_do(tmp_path: Path) -> None:
    app = PreviewApp(guarded(tmp_path), 1)
    async with app.run_test(size=SMALL) as pilot:
        await until_shown(pilot, "Read ")
        await press(pilot, "v", "x", "enter")
        assert "“x” does not fit. trust takes a whole number from 0 to 60." in words(app)
        await press(pilot, "escape")
        assert value(app, "trust") == 41


async def test_r_begins_from_the_start(tmp_path: Path) -> None:
    app = PreviewApp(guarded(tmp_path), 1)
    async with app.run_test(size=SMALL) as pilot:
        await until_shown(pilot, "Read ")
        await press(pilot, "1", "2")
        await until(pilot, lambda: stands_in(app) == "outside")
        await press(pilot, "r")
        await until(pilot, lambda: stands_in(app) == "door")
        assert "u Back" not in shown(app).splitlines()[-1]


async def test_no_choice_under_these_values_is_said_with_what_to_do(tmp_path: Path) -> None:
    path = tmp_path / "door.yaml"
    save(path, ("because: You went., goto", "because: You went., when: doubt < 50, goto"))
    app = PreviewApp(path, 1)
    async with app.run_test(size=WIDE) as pilot:
        await until_shown(pilot, "It is shut.")
        await press(pilot, "1")
        await press(pilot, "v", "down", "7", "0", "enter", "escape")
        await until_shown(pilot, "No choice is available here with these values.")
        await press(pilot, "u")
        await until_shown(pilot, "Walk on.")


async def test_the_findings_cover_the_choices_in_a_narrow_window_and_then_no_digit_chooses(
    tmp_path: Path,
) -> None:
    app = PreviewApp(guarded(tmp_path), 1)
    async with app.run_test(size=SMALL) as pilot:
        await until_shown(pilot, "Read ")
        await press(pilot, "f")
        assert "warning line" in shown(app)
        assert "knows false" in words(app)
        await press(pilot, "1")
        assert stands_in(app) == "door"
        await press(pilot, "f", "1")
        await until(pilot, lambda: stands_in(app) == "hall")


async def test_the_keys_stand_in_the_last_line_and_in_the_palette(tmp_path: Path) -> None:
    app = PreviewApp(guarded(tmp_path), 1)
    async with app.run_test(size=SMALL) as pilot:
        await until_shown(pilot, "Read ")
        await press(pilot, "1")
        last = shown(app).splitlines()[-1]
        for key in ("1-6 Choose", "u Back", "r Restart", "j Jump", "v Values", "f Findings", "q Quit"):
            assert key in last
        offered = {command.title for command in app.get_system_commands(app.screen)}
        assert {"Back", "Restart", "Jump", "Values", "Findings", "Quit"} <= offered


@pytest.mark.parametrize("nasty", NASTY)
async def test_markup_in_the_file_is_shown_as_written(tmp_path: Path, nasty: str) -> None:
    path = write_scenario(tmp_path, title=f"T {nasty}", name=f"N {nasty}")
    app = PreviewApp(path, 1)
    async with app.run_test(size=WIDE) as pilot:
        await until_shown(pilot, f"T {nasty}")
        text = path.read_text("utf-8")
        quoted = '"' + nasty.replace("\\", "\\\\") + '"'
        path.write_text(text.replace("It is eight in the morning.", quoted), "utf-8")
        await until(pilot, lambda: shown(app).count(nasty) >= 2)
        await press(pilot, "j")
        await until(pilot, lambda: isinstance(app.screen, JumpScreen))
        assert nasty in shown(app)
        await press(pilot, "escape")
        path.write_text(text.replace("goto: second", f"goto: {quoted}", 1), "utf-8")
        await until_shown(pilot, "playing the last good version")
        await press(pilot, "f", "enter")
        await until_screen(pilot, Sheet)
        assert nasty in " ".join(line.plain for line in app.screen.query_one(FindingWhole).lines(400))


async def test_a_long_check_is_said_and_the_story_goes_on_meanwhile(tmp_path: Path) -> None:
    app = PreviewApp(guarded(tmp_path), 1)
    async with app.run_test(size=SMALL) as pilot:
        await until_shown(pilot, "Read ")
        app.screen.post_message(Reading())
        await until_shown(pilot, "Checking …")
        await press(pilot, "1")
        await until_shown(pilot, "It is a long hall.")


async def test_people_who_join_the_story_with_a_save_speak_in_it(tmp_path: Path) -> None:
    path = guarded(tmp_path)
    app = PreviewApp(path, 1)
    async with app.run_test(size=WIDE) as pilot:
        await until_shown(pilot, "Read ")
        await press(pilot, "1")
        save(
            path,
            ("start: door", "cast:\n  mo: {name: Mo Adler, role: Guard}\nstart: door"),
            ("scene: It is a long hall.", "scene: [{mo: Mind the step.}]"),
        )
        await until_shown(pilot, "Mind the step.")
        line = next(line for line in shown(app).splitlines() if "Mind the step." in line)
        assert line.index("Mo Adler") < line.index("Mind the step.")
        assert len(app.screen.query(Conversation)) == 1
        await press(pilot, "1")
        await until_shown(pilot, "You are in.")


async def test_a_small_window_is_asked_to_grow_and_nothing_is_lost(tmp_path: Path) -> None:
    app = PreviewApp(guarded(tmp_path), 1)
    async with app.run_test(size=SMALL) as pilot:
        await until_shown(pilot, "Read ")
        await press(pilot, "1")
        await pilot.resize_terminal(40, 10)
        await until_screen(pilot, TooSmallScreen)
        await pilot.resize_terminal(80, 24)
        await until_shown(pilot, "It is a long hall.")


async def test_q_leaves(tmp_path: Path) -> None:
    app = PreviewApp(guarded(tmp_path), 1)
    async with app.run_test(size=SMALL) as pilot:
        await until_shown(pilot, "Read ")
        await pilot.press("q")
        await pilot.pause()
    assert app.return_code == 0
