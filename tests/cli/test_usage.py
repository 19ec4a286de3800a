from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.cli.program import PROJECT, printed_json, program


@pytest.mark.parametrize(
    "arguments",
    [
        ["rnu"],
        ["run", "silent-customer"],
        ["run", "silent-customer", "--choose", "a", "--seed", "1", "--draws", "0"],
        ["run", "silent-customer", "--choose", "a", "--draws", "one"],
        ["play", "silent-customer", "--seed", "-1"],
        ["play", "silent-customer", "--coach", "--assess"],
        ["inspect", "silent-customer", "--format", "github"],
    ],
)
def test_wrong_usage_is_exit_2_with_one_clear_message(tmp_path: Path, arguments: list[str]) -> None:
    ended = program(tmp_path, *arguments)
    assert ended.returncode == 2
    assert ended.stdout == ""
    assert "usage: emptychair" in ended.stderr
    assert "Traceback" not in ended.stderr


@pytest.mark.parametrize("before", [True, False])
def test_a_library_may_be_named_before_or_after_the_command(
    example: Path, tmp_path: Path, before: bool
) -> None:
    named = ["--library", str(example.parent)]
    arguments = ["inspect", "example", "--format", "json"]
    ended = program(tmp_path, *(named + arguments if before else arguments + named))
    assert printed_json(ended)["scenario"] == "example"


def test_the_environment_may_name_a_library(example: Path, tmp_path: Path) -> None:
    ended = program(
        tmp_path, "inspect", "example", "--format", "json", EMPTYCHAIR_LIBRARY=str(example.parent)
    )
    assert printed_json(ended)["scenario"] == "example"


def test_the_schema_is_json(tmp_path: Path) -> None:
    schema = printed_json(program(tmp_path, "schema"))
    assert "states" in schema["required"]


@pytest.mark.parametrize(
    "arguments",
    [
        ["check"],
        ["inspect", "EXAMPLE"],
        ["run", "EXAMPLE", "--choose", "ask-her-voice,call-together"],
        ["progress"],
        ["history"],
        ["history", "export"],
        ["history", "forget", "--all", "--yes"],
        ["sessions"],
        ["sessions", "forget", "--all", "--yes"],
    ],
)
def test_the_commands_for_text_never_import_textual(
    example: Path, tmp_path: Path, arguments: list[str]
) -> None:
    assert imported(arguments, example, tmp_path).isdisjoint({"textual"})


@pytest.mark.parametrize(
    "arguments",
    [
        ["check"],
        ["inspect", "EXAMPLE"],
        ["run", "EXAMPLE", "--choose", "ask-her-voice,call-together"],
        ["play", "EXAMPLE", "--plain"],
        ["progress"],
        ["history"],
        ["sessions"],
        ["sessions", "forget", "--all", "--yes"],
    ],
)
def test_only_hosting_imports_the_server(example: Path, tmp_path: Path, arguments: list[str]) -> None:
    server = {"starlette", "uvicorn", "websockets", "anyio", "h11", "segno"}
    assert imported(arguments, example, tmp_path).isdisjoint(server)


def test_hosting_in_lines_imports_the_server_and_no_screen(example: Path, tmp_path: Path) -> None:
    modules = imported(["host", "EXAMPLE", "--plain", "--port", "0"], example, tmp_path)
    assert {"starlette", "uvicorn"} <= modules
    assert "textual" not in modules


def imported(arguments: list[str], example: Path, home: Path) -> set[str]:
    """The packages that a command has imported by its end, which must be a good one; its input is empty."""
    named = [str(example) if argument == "EXAMPLE" else argument for argument in arguments]
    script = (
        "import sys, json\n"
        "from sim.cli.main import main\n"
        f"code = main({named!r})\n"
        "print(json.dumps([code, sorted({name.split('.')[0] for name in sys.modules})]), file=sys.stderr)"
    )
    ended = subprocess.run(
        [sys.executable, "-c", script],
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        cwd=PROJECT,
        timeout=60,
        check=True,
        env={**os.environ, "EMPTYCHAIR_HOME": str(home)},
    )
    code, modules = json.loads(ended.stderr.splitlines()[-1])
    assert code == 0
    return set(modules)


@pytest.mark.parametrize(
    "arguments",
    [
        ["run", "EXAMPLE", "--choose", "leave-it,send-note", "--draws", "0"],
        ["inspect", "EXAMPLE"],
        ["run", "EXAMPLE", "--choose", "nonsense"],
        ["explain", "stuck"],
        ["map", "EXAMPLE"],
    ],
)
def test_an_output_that_knows_only_ascii_gets_plainer_characters(
    example: Path, tmp_path: Path, arguments: list[str]
) -> None:
    named = [str(example) if argument == "EXAMPLE" else argument for argument in arguments]
    ended = program(tmp_path, *named, PYTHONUTF8="0", PYTHONIOENCODING="ascii")
    assert (ended.stdout + ended.stderr).isascii()
    assert "Traceback" not in ended.stderr


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="there is no device that is always full")
@pytest.mark.parametrize(
    "arguments",
    [
        ("host", "first-call", "--plain", "--port", "0"),
        ("play", "--plain"),
        ("inspect", "first-call"),
        ("schema",),
    ],
    ids=lambda arguments: str(arguments[0]),
)
def test_an_output_that_takes_no_more_is_said_in_a_line(arguments: tuple[str, ...], tmp_path: Path) -> None:
    with Path("/dev/full").open("w") as full:
        ended = subprocess.run(
            [sys.executable, PROJECT / "play.py", *arguments],
            stdin=subprocess.DEVNULL,
            stdout=full,
            stderr=subprocess.PIPE,
            encoding="utf-8",
            cwd=tmp_path,
            timeout=60,
            check=False,
            env={**os.environ, "EMPTYCHAIR_HOME": str(tmp_path), "PYTHONUTF8": "1"},
        )
    assert ended.returncode == 1
    assert ended.stderr == "The output could not be written (No space left on device). See where it goes.\n"
