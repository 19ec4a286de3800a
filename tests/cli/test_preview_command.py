from __future__ import annotations

import sys
from pathlib import Path

import pytest

from tests.cli.program import program
from tests.tui.small_scenario import write_scenario


def test_without_a_terminal_it_names_what_works_without_one(tmp_path: Path) -> None:
    path = write_scenario(tmp_path)
    ended = program(tmp_path, "preview", path)
    assert ended.returncode == 1
    assert ended.stdout == ""
    assert f"emptychair check {path}" in ended.stderr
    assert f"emptychair play {path} --plain" in ended.stderr


def test_a_scenario_that_nobody_knows_is_one_clear_message(tmp_path: Path) -> None:
    ended = program(tmp_path, "preview", "no-such-story")
    assert ended.returncode == 1
    assert "no-such-story" in ended.stderr
    assert "Traceback" not in ended.stderr


@pytest.mark.skipif(sys.platform == "win32", reason="needs a pseudo-terminal")
def test_in_a_terminal_it_plays_the_file_and_q_leaves(tmp_path: Path) -> None:
    from tests.cli.terminal import Terminal

    terminal = Terminal(tmp_path, "preview", write_scenario(tmp_path), LINES="24")
    terminal.wait_for("It is eight in the morning.")
    terminal.press("q")
    assert terminal.end() == 0


@pytest.mark.skipif(sys.platform == "win32", reason="needs a pseudo-terminal")
def test_a_file_that_is_not_there_yet_is_waited_for(tmp_path: Path) -> None:
    from tests.cli.terminal import Terminal

    terminal = Terminal(tmp_path, "preview", tmp_path / "morning-call.yaml", LINES="24")
    terminal.wait_for("nothing to play yet")
    write_scenario(tmp_path)
    terminal.wait_for("It is eight in the morning.")
    terminal.press("q")
    assert terminal.end() == 0
