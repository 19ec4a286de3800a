"""The page for facilitators holds to the commands and keys that there are."""

from __future__ import annotations

import re
import shlex

import pytest
from textual.binding import Binding

from sim.cli.host_orders import HELP
from sim.cli.main import _parser, _two_words_joined
from sim.tui.facilitator_keys import FACILITATOR_KEYS
from sim.tui.people_screen import PeopleScreen
from tests.cli.program import PROJECT

PAGE = (PROJECT / "docs" / "facilitating.md").read_text("utf-8")
PIECES = [*re.findall(r"```sh\n(.*?)```", PAGE, re.DOTALL), *re.findall(r"`([^`\n]+)`", PAGE)]
COMMANDS = sorted({line for piece in PIECES for line in piece.splitlines() if line.startswith("emptychair ")})
TABLE = re.findall(r"^\| `(.)`(?: to `(.)`)? \|", PAGE.replace("`space`", "` `"), re.MULTILINE)


def keys_of(bindings: object) -> set[str]:
    assert isinstance(bindings, list)
    names = {key for one in bindings if isinstance(one, Binding) for key in one.key.split(",")}
    return {{"space": " ", "plus": "+"}.get(name, name) for name in names}


def test_the_page_names_commands() -> None:
    assert len(COMMANDS) >= 10
    assert {line.split()[1] for line in COMMANDS} == {"host", "join", "export", "sessions"}


@pytest.mark.parametrize("line", COMMANDS)
def test_every_command_on_the_page_is_one(line: str) -> None:
    parsed = _parser().parse_args(_two_words_joined(shlex.split(line)[1:]))
    assert parsed.command in line


def test_the_keys_on_the_page_are_those_of_the_screen() -> None:
    told = {key for first, last in TABLE for key in ([first] if not last else map(str, range(1, 7)))}
    there = {key for key in keys_of(FACILITATOR_KEYS) if len(key) == 1} | {" ", "+"}
    # Letters of steps that space makes too.
    assert there - told == {"b", "r", "c"}
    assert told <= there
    assert {"x", "e", "m"} <= keys_of(PeopleScreen.BINDINGS)


def test_the_words_of_the_line_mode_on_the_page_are_its_own() -> None:
    section = PAGE.split("## Without a screen")[1]
    words = {piece.split()[0] for piece in re.findall(r"`([^`]+)`", section)} - {"emptychair", "help"}
    known = {word for line in HELP.splitlines() for word in re.split(r"[ ,]+", line[:19])}
    assert len(words) >= 7
    assert words <= known
