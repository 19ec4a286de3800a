from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path
from xml.etree import ElementTree

import pytest

from tests.cli.program import PROJECT, program


def test_without_a_screen_the_map_is_an_outline(example: Path, tmp_path: Path) -> None:
    ended = program(tmp_path, "map", example)
    assert ended.returncode == 0, ended.stderr
    assert "monday-review (decision, start, best line)" in ended.stdout.splitlines()
    assert ended.stderr == ""


def test_dot_and_mermaid_go_to_stdout(example: Path, tmp_path: Path) -> None:
    assert program(tmp_path, "map", example, "--format", "dot").stdout.startswith('digraph "example" {')
    assert program(tmp_path, "map", example, "--format", "mermaid").stdout.startswith("flowchart TD\n")


def test_an_svg_goes_to_stdout_as_xml(example: Path, tmp_path: Path) -> None:
    ended = program(tmp_path, "map", example, "--format", "svg")
    assert ended.returncode == 0, ended.stderr
    assert ElementTree.fromstring(ended.stdout).tag == "{http://www.w3.org/2000/svg}svg"


@pytest.mark.parametrize(
    ("name", "begins"),
    [
        ("map.svg", b"<svg "),
        ("map.PNG", b"\x89PNG\r\n\x1a\n"),
        ("map.mmd", b"flowchart TD"),
        ("map.gv", b"digraph "),
        ("map.txt", b"The customer who went quiet"),
    ],
)
def test_the_ending_of_the_file_says_the_format(
    example: Path, tmp_path: Path, name: str, begins: bytes
) -> None:
    ended = program(tmp_path, "map", example, "--out", name)
    assert ended.returncode == 0, ended.stderr
    assert ended.stdout == f"The map is in {name}.\n"
    assert (tmp_path / name).read_bytes().startswith(begins)


def test_an_ending_that_says_nothing_is_wrong_usage(example: Path, tmp_path: Path) -> None:
    ended = program(tmp_path, "map", example, "--out", "map.jpeg")
    assert ended.returncode == 2
    assert ".svg, .png" in ended.stderr
    assert not (tmp_path / "map.jpeg").exists()


def test_the_format_named_counts_more_than_the_ending(example: Path, tmp_path: Path) -> None:
    assert program(tmp_path, "map", example, "--out", "map.svg", "--format", "dot").returncode == 0
    assert (tmp_path / "map.svg").read_bytes().startswith(b"digraph")


def test_the_map_never_replaces_the_scenario(example: Path, tmp_path: Path) -> None:
    before = example.read_bytes()
    ended = program(tmp_path, "map", example, "--format", "text", "--out", example)
    assert ended.returncode == 1
    assert "is the scenario itself" in ended.stderr
    assert example.read_bytes() == before


def test_a_folder_that_is_not_there_is_named(example: Path, tmp_path: Path) -> None:
    ended = program(tmp_path, "map", example, "--out", "nowhere/map.dot")
    assert ended.returncode == 1
    assert "could not be written" in ended.stderr
    assert "Traceback" not in ended.stderr


def test_a_scenario_with_errors_has_no_map_and_its_findings_go_to_stderr(tmp_path: Path) -> None:
    (tmp_path / "broken.yaml").write_text("format: 1\ntitle: T\n", "utf-8")
    ended = program(tmp_path, "map", "broken.yaml", "--format", "svg")
    assert ended.returncode == 1
    assert ended.stdout == ""
    assert "missing-key" in ended.stderr


def test_a_scenario_that_the_solver_faults_has_a_map_and_a_note(example: Path, tmp_path: Path) -> None:
    text = example.read_text("utf-8")
    spoiled = text.replace("patience >= 1 and not called_priya", "patience >= 3").replace(
        "text: Leave it with Marcus until the renewal date.",
        "text: Leave it with Marcus until the renewal date.\n        when: patience >= 3",
    )
    assert spoiled != text
    example.write_text(spoiled, "utf-8")
    ended = program(tmp_path, "map", example, "--format", "text")
    assert ended.returncode == 0
    assert "Never reached" in ended.stdout
    assert "so the map has no best line. See them with: emptychair check" in ended.stderr


def test_the_map_without_a_screen_never_imports_textual(example: Path, tmp_path: Path) -> None:
    code = (
        "import sys; from sim.cli.main import main; "
        f"code = main(['map', {str(example)!r}, '--out', 'map.png']); "
        "raise SystemExit(code or any(name.split('.')[0] == 'textual' for name in sys.modules))"
    )
    ended = subprocess.run(
        [sys.executable, "-c", code],
        cwd=tmp_path,
        env={**os.environ, "PYTHONPATH": str(PROJECT), "EMPTYCHAIR_HOME": str(tmp_path)},
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert ended.returncode == 0, ended.stderr


def test_the_picture_in_the_documents_is_what_the_command_draws(example: Path, tmp_path: Path) -> None:
    assert program(tmp_path, "map", example, "--out", "map.svg").returncode == 0
    assert (tmp_path / "map.svg").read_text("utf-8") == (PROJECT / "docs/pictures/map.svg").read_text("utf-8")
