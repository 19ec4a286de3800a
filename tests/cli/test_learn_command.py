from __future__ import annotations

import sqlite3
import sys
from contextlib import closing
from pathlib import Path

import pytest

from tests.cli.program import program
from tests.tui.small_scenario import write_scenario


@pytest.fixture
def scenario(tmp_path: Path) -> Path:
    return write_scenario(tmp_path)


def play(home: Path, scenario: Path, *choices: str) -> None:
    ended = program(home, "play", scenario, "--plain", answers=[*choices, "leave"])
    assert ended.returncode == 0, ended.stderr


def test_a_position_is_tried_until_it_is_found(tmp_path: Path, scenario: Path) -> None:
    play(tmp_path, scenario, "call", "talk")
    ended = program(tmp_path, "learn", "--plain", answers=["2", "talk", "listen"])
    assert ended.returncode == 0, ended.stderr
    before, _, after = ended.stdout.partition("That is the best choice here.")
    assert "1 of 1 · The morning call, decision 2 · you lost" in before
    assert "You: Call her." in before
    assert "It is noon." in before
    assert "That costs too. Try another one." in before
    assert "2. Talk. (tried, it costs)" in before
    assert "You have tried that one, and it costs." in before
    for verdict in ("best", "You heard.", "blunder"):
        assert verdict not in before
    assert "This is kept as learned." in after
    assert "● best: You heard." in after
    assert "Learned now: 1" in after
    assert "Learned in all: 1" in after
    again = program(tmp_path, "learn", "--plain")
    assert "You have learned from every mistake." in again.stdout


def test_without_a_terminal_it_is_in_lines_and_see_and_skip_leave_it_for_another_time(
    tmp_path: Path, scenario: Path
) -> None:
    play(tmp_path, scenario, "write", "talk")
    ended = program(tmp_path, "learn", answers=["see", "skip"])
    assert ended.returncode == 0, ended.stderr
    assert "\x1b" not in ended.stdout
    assert "✕ blunder, costs" in ended.stdout
    assert "You spoke." in ended.stdout
    assert "It comes again another time." in ended.stdout
    assert "Seen: 1" in ended.stdout
    assert "Skipped: 1" in ended.stdout
    assert "Still to learn: 2" in ended.stdout
    assert "1 of 2" in program(tmp_path, "learn", answers=["quit"]).stdout


def test_the_end_of_the_input_leaves_with_what_was_learned_kept(tmp_path: Path, scenario: Path) -> None:
    play(tmp_path, scenario, "write", "talk")
    ended = program(tmp_path, "learn", "--plain", answers=["1"])
    assert ended.returncode == 0, ended.stderr
    assert "The input has ended. What you learned is kept." in ended.stdout
    assert "Learned now: 1" in ended.stdout
    assert "1 of 1 · The morning call" in program(tmp_path, "learn", "--plain").stdout


def test_what_is_typed_wrongly_changes_nothing_and_is_answered(tmp_path: Path, scenario: Path) -> None:
    play(tmp_path, scenario, "call", "talk")
    ended = program(
        tmp_path, "learn", "--plain", answers=["7", "ring", "\x1b[2J", "help", "briefing", "again", "/quit"]
    )
    assert "“7” is not a choice here. Type a number from 1 to 2, or help." in ended.stdout
    assert "“ring” is not a choice here." in ended.stdout
    assert "\x1b" not in ended.stdout
    assert "skip      leave it for another time" in ended.stdout
    assert "Mo Adler, Account manager" in ended.stdout
    assert ended.stdout.count("It is noon.") == 2
    assert "Skipped: 1" in ended.stdout


def test_without_runs_it_says_what_to_do(tmp_path: Path) -> None:
    ended = program(tmp_path, "learn", "--plain")
    assert ended.returncode == 0
    assert "There is nothing to learn from yet." in ended.stdout
    assert "Play a scenario to its end." in ended.stdout


def test_an_edited_file_is_left_out_and_said(tmp_path: Path, scenario: Path) -> None:
    other = write_scenario(tmp_path, "other", title="The other one")
    play(tmp_path, scenario, "call", "talk")
    play(tmp_path, other, "call", "talk")
    write_scenario(tmp_path, "other", title="Edited")
    ended = program(tmp_path, "learn", "--plain", answers=["quit"])
    assert "1 position is left out: the scenario was edited since." in ended.stdout
    assert "1 of 1 · The morning call" in ended.stdout
    scenario.unlink()
    ended = program(tmp_path, "learn", "--plain")
    assert "There is nothing that can be put to you now." in ended.stdout
    assert "in 1 the scenario was edited since, in 1 the scenario's file is gone." in ended.stdout


def test_a_file_that_moved_is_found_with_library(tmp_path: Path, scenario: Path) -> None:
    play(tmp_path, scenario, "call", "talk")
    folder = tmp_path / "moved"
    folder.mkdir()
    scenario.rename(folder / scenario.name)
    ended = program(tmp_path, "learn", "--plain", "--library", folder, answers=["listen"])
    assert "This is kept as learned." in ended.stdout


def test_what_cannot_be_kept_is_said_once_and_the_lesson_goes_on(tmp_path: Path, scenario: Path) -> None:
    play(tmp_path, scenario, "write", "talk")
    with closing(sqlite3.connect(tmp_path / "history.sqlite3")) as connection:
        connection.execute(
            "CREATE TRIGGER refuse BEFORE INSERT ON learned BEGIN SELECT RAISE(ABORT, 'refused'); END"
        )
    ended = program(tmp_path, "learn", "--plain", answers=["1", "1"])
    assert ended.returncode == 0, ended.stderr
    assert ended.stdout.count("refused") == 1
    assert ended.stdout.count("It could not be kept as learned, and comes again.") == 2
    assert "Still to learn: 2" in ended.stdout


def test_a_history_that_cannot_be_used_is_one_clear_message(tmp_path: Path) -> None:
    (tmp_path / "history.sqlite3").write_bytes(b"this is no database, and long enough to be told so" * 20)
    ended = program(tmp_path, "learn", "--plain")
    assert ended.returncode == 1
    assert "The history cannot be used." in ended.stderr
    assert "Traceback" not in ended.stderr


def test_what_a_terminal_would_read_as_markup_is_told_as_written(tmp_path: Path) -> None:
    path = write_scenario(tmp_path, title="T [/b] [@click=app.quit]x[/]")
    play(tmp_path, path, "call", "talk")
    ended = program(tmp_path, "learn", "--plain", answers=["quit"])
    assert "1 of 1 · T [/b] [@click=app.quit]x[/], decision 2" in ended.stdout


def test_the_home_screen_in_lines_leads_to_it_and_back(tmp_path: Path, scenario: Path) -> None:
    play(tmp_path, scenario, "call", "talk")
    ended = program(tmp_path, "play", "--plain", answers=["learn", "quit", "learn", "listen", "leave"])
    assert ended.returncode == 0, ended.stderr
    assert "Skipped: 1" in ended.stdout
    assert ended.stdout.index("Learned now: 1") < ended.stdout.rindex("(silent-customer)")
    ended = program(tmp_path, "play", "--plain", answers=["learn"])
    assert "You have learned from every mistake." in ended.stdout
    assert ended.stdout.count("The input has ended.") == 1


@pytest.mark.skipif(sys.platform == "win32", reason="needs a pseudo-terminal")
def test_in_a_terminal_the_game_opens_on_it_and_q_leads_home(tmp_path: Path, scenario: Path) -> None:
    from tests.cli.terminal import Terminal

    play(tmp_path, scenario, "call", "talk")
    terminal = Terminal(tmp_path, "learn", LINES="24")
    terminal.wait_for("It is noon.")
    terminal.press("q")
    terminal.wait_for("See what each decision was worth.")
    terminal.press("q")
    assert terminal.end() == 0
