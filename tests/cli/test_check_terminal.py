"""What `check` shows in a real terminal: colours that say nothing alone, and a line that tells how far it is."""

from __future__ import annotations

import re
import sys
from pathlib import Path

import pytest

from benchmarks.story import story
from tests.cli.program import program
from tests.cli.terminal import Terminal
from tests.endless_file import ENDLESS

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="needs a pseudo-terminal")

_CODES = re.compile(r"\x1b\[[0-9;]*[mK]|\r(?!\n)")


@pytest.fixture
def endless(tmp_path: Path) -> Path:
    path = tmp_path / "endless.yaml"
    path.write_text(ENDLESS, "utf-8")
    return path


def in_terminal(home: Path, *arguments: str | Path, **environment: str) -> str:
    terminal = Terminal(home, *arguments, **environment)
    terminal.end()
    return terminal.output


def test_colours_add_no_words(endless: Path, tmp_path: Path) -> None:
    plain = program(tmp_path, "check", endless)
    shown = in_terminal(tmp_path, "check", endless)
    assert "\x1b[1;31merror:" in shown
    assert plain.stdout.splitlines()[0] in _CODES.sub("", shown)
    for line in plain.stdout.splitlines():
        assert line in _CODES.sub("", shown).splitlines()
    assert "\x1b" not in plain.stdout + plain.stderr


@pytest.mark.parametrize("environment", [{"NO_COLOR": "1"}, {"TERM": "dumb"}])
def test_nobody_gets_colours_who_does_not_want_them(
    endless: Path, tmp_path: Path, environment: dict[str, str]
) -> None:
    shown = in_terminal(tmp_path, "check", endless, **environment)
    assert "error: " in shown
    assert "\x1b" not in shown


@pytest.mark.parametrize("form", ["json", "github"])
def test_what_machines_read_is_never_coloured(endless: Path, tmp_path: Path, form: str) -> None:
    assert "\x1b" not in in_terminal(tmp_path, "check", endless, "--format", form)


def test_a_long_check_tells_how_far_it_is_and_takes_the_line_away(tmp_path: Path) -> None:
    folder = tmp_path / "stories"
    folder.mkdir()
    for number in range(30):
        (folder / f"story-{number}.yaml").write_bytes(story(6, seed=number))
    shown = in_terminal(tmp_path, "check", folder, "--jobs", "1")
    pictures = re.findall(r"\r([━·]{30})  scenarios checked: (\d+) of 30\x1b\[K", shown)
    assert len(pictures) >= 2
    assert [int(done) for _, done in pictures] == sorted(int(done) for _, done in pictures)
    assert all(bar.count("━") == int(done) for bar, done in pictures)
    assert shown.rindex("\r\x1b[K") > shown.rindex("of 30")
    assert "30 scenarios checked" in shown[shown.rindex("\r\x1b[K") :]


def test_no_line_is_shown_where_it_could_not_be_taken_away(tmp_path: Path) -> None:
    folder = tmp_path / "stories"
    folder.mkdir()
    for number in range(30):
        (folder / f"story-{number}.yaml").write_bytes(story(6, seed=number))
    assert " of 30" not in program(tmp_path, "check", folder, "--jobs", "1").stderr
    again = Terminal(tmp_path / "other-home", "check", folder, "--jobs", "1", TERM="dumb")
    again.end()
    assert " of 30" not in again.output
