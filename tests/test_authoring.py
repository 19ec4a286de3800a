"""The guide for authors, followed literally."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest
from jsonschema import Draft7Validator  # type: ignore[import-untyped]
from platformdirs.macos import MacOS
from platformdirs.unix import Unix

from sim.scenario.catalogue_file import shipped_catalogue
from sim.scenario.schema import catalogue_schema, scenario_schema
from tests.authoring_page import PAGE, Command, Edit, EditorView, Reader, WrittenFile, shows, steps
from tests.scenario.test_schema import loaded

TEXT = PAGE.read_text("utf-8")
STEPS = steps(TEXT)


@pytest.mark.skipif(sys.platform == "win32", reason="the commands are typed into sh")
def test_every_command_shows_what_the_page_says(tmp_path: Path) -> None:
    reader = Reader(tmp_path)
    for step in STEPS:
        match step:
            case WrittenFile():
                reader.write(step)
            case Edit():
                reader.edit(step)
            case Command(line, shown):
                output = reader.type(line)
                assert shows(shown, output), f"$ {line}\n{output}"


def test_the_page_uses_every_tool_it_speaks_of() -> None:
    typed = {
        step.line.split()[1] for step in STEPS if isinstance(step, Command) and "emptychair" in step.line
    }
    assert typed == {"new", "play", "check", "run", "inspect", "schema"}
    assert sum(isinstance(step, WrittenFile) for step in STEPS) == 3


def test_what_is_left_out_is_never_the_whole_output() -> None:
    for step in STEPS:
        if isinstance(step, Command) and step.shown.strip():
            assert step.shown.strip() != "…", step.line


def test_the_editor_takes_the_files_of_the_page() -> None:
    for step in STEPS:
        if isinstance(step, WrittenFile):
            own = step.name == "principles.yaml"
            schema = catalogue_schema() if own else scenario_schema(shipped_catalogue())
            assert list(Draft7Validator(schema).iter_errors(loaded(step.text))) == [], step.name


def test_the_editor_offers_what_the_page_shows() -> None:
    (view,) = [step.text for step in STEPS if isinstance(step, EditorView) and step.kind == "completion"]
    key, typed, *rows = view.splitlines()
    assert key == "rates:"
    choice = scenario_schema(shipped_catalogue())["properties"]["states"]["additionalProperties"][
        "properties"
    ]
    rates = choice["choices"]["items"]["properties"]["rates"]["properties"]
    offered = {name: rate["description"] for name, rate in rates.items() if name.startswith(typed.strip())}
    shown = dict(row.strip().removesuffix(" …").split(maxsplit=1) for row in rows)
    assert list(shown) == list(offered)
    for name, words in shown.items():
        assert offered[name].startswith(words)


def test_the_editor_underlines_what_the_page_shows() -> None:
    (view,) = [step.text for step in STEPS if isinstance(step, EditorView) and step.kind == "underlined"]
    first = next(step.text for step in STEPS if isinstance(step, WrittenFile))
    schema = scenario_schema(shipped_catalogue())
    words = ", ".join(f'"{word}"' for word in schema["properties"]["difficulty"]["enum"])
    assert f"Valid values: {words}." in view
    assert 'Missing property "goto"' in view
    for mistaken in (
        first.replace("difficulty: intro", "difficulty: easy"),
        first.replace("        goto: full-price\n", ""),
    ):
        assert not Draft7Validator(schema).is_valid(loaded(mistaken))


def test_the_users_own_folder_is_where_the_page_says() -> None:
    for platform in (Unix("emptychair", appauthor=False), MacOS("emptychair", appauthor=False)):
        inside = platform.user_data_path.relative_to(Path.home()) / "scenarios"
        assert f"`~/{inside.as_posix()}`" in TEXT


def test_a_block_that_nobody_would_try_is_refused() -> None:
    with pytest.raises(ValueError, match="not tried"):
        steps("```yaml\nformat: 1\n```\n")


def test_what_is_shown_must_be_what_came() -> None:
    assert shows("one\n…\nthree\n", "one\ntwo\ntoo\nthree\n")
    assert not shows("one\nthree\n", "one\ntwo\nthree\n")
    assert not shows("one\n…\nfour\n", "one\ntwo\nthree\n")
