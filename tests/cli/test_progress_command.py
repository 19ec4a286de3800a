from __future__ import annotations

import sys
from pathlib import Path

import pytest

from tests.cli.program import printed_json, program
from tests.cli.terminal import Terminal
from tests.store.kept_history import WrittenRun, write_history

needs_a_terminal = pytest.mark.skipif(sys.platform == "win32", reason="needs a pseudo-terminal")


def test_without_a_finished_run_the_progress_says_what_to_do(tmp_path: Path) -> None:
    ended = program(tmp_path, "progress")
    assert (ended.returncode, ended.stderr) == (0, "")
    assert ended.stdout.startswith("No finished run yet.")
    assert ended.stdout.endswith("Play one: emptychair play\n")
    form = printed_json(program(tmp_path, "progress", "--format", "json"))
    assert (form["runs"], form["scenarios"], form["windows"]) == ([], [], [])
    assert len(form["principles"]) == 10
    assert {insight["state"] for insight in form["insights"]} == {"not met"}


def test_a_played_run_shows_in_the_text(played: Path) -> None:
    ended = program(played, "progress")
    assert (ended.returncode, ended.stderr) == (0, "")
    assert "1 run, conduct 51." in ended.stdout
    heads = ["Runs over time", "Scenarios: first and latest attempt", "Principles", "Insights"]
    assert [line for line in ended.stdout.splitlines() if line in heads] == heads
    assert "Not played yet: " in ended.stdout
    assert "The customer who went quiet" in ended.stdout
    assert max(map(len, ended.stdout.splitlines())) <= 80


def test_the_json_agrees_with_the_history(played: Path) -> None:
    form = printed_json(program(played, "progress", "--format", "json"))
    _, finished = printed_json(program(played, "history", "--format", "json"))
    (run,) = form["runs"]
    assert {key: run[key] for key in ("run", "total", "conduct", "luck")} == {
        key: finished[key] for key in ("run", "total", "conduct", "luck")
    }
    assert run["ended"] == finished["changed"]
    assert form["windows"] == [1]
    assert any(insight["met"] for insight in form["insights"])


def test_the_titles_of_the_library_named_are_used(tmp_path: Path) -> None:
    folder = tmp_path / "own"
    program(tmp_path, "new", "late-delivery", "--folder", folder, "--title", "A delivery, late")
    write_history(tmp_path / "history.sqlite3", [WrittenRun("late-delivery"), WrittenRun("[/b]")])
    titled = program(tmp_path, "progress", "--library", folder).stdout
    assert "A delivery, late" in titled
    assert "[/b]" in titled
    assert "A delivery, late" not in program(tmp_path, "progress").stdout


def test_a_history_that_is_none_is_one_clear_message(tmp_path: Path) -> None:
    (tmp_path / "history.sqlite3").write_text("no history at all, and long enough to be looked at", "utf-8")
    ended = program(tmp_path, "progress")
    assert (ended.returncode, ended.stdout) == (1, "")
    assert ended.stderr.startswith("The history cannot be used.")
    assert "Traceback" not in ended.stderr


@needs_a_terminal
def test_on_a_terminal_the_game_opens_at_the_progress(played: Path) -> None:
    terminal = Terminal(played, "progress", LINES="24")
    terminal.wait_for("Conduct")
    terminal.press("\x11")
    assert terminal.end() == 0


@needs_a_terminal
@pytest.mark.parametrize("option", [["--plain"], ["--format", "text"]])
def test_on_a_terminal_the_text_can_be_had_too(played: Path, option: list[str]) -> None:
    terminal = Terminal(played, "progress", *option)
    assert terminal.end() == 0
    assert "Scenarios: first and latest attempt" in terminal.output
    assert "\x1b" not in terminal.output


def test_in_the_line_mode_the_progress_is_one_word_away(played: Path) -> None:
    ended = program(played, "play", "--plain", answers=["progress", "leave"])
    assert (ended.returncode, ended.stderr) == (0, "")
    assert "1 run, conduct 51." in ended.stdout
    assert ended.stdout.count("Which one? A number or an id, progress, ") == 2
