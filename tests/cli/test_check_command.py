from __future__ import annotations

import os
from pathlib import Path

from tests.cli.program import PROJECT, printed_json, program


def test_the_shipped_library_has_no_errors(tmp_path: Path) -> None:
    ended = program(tmp_path, "check", PROJECT / "scenarios", "--format", "json")
    assert ended.returncode == 0, ended.stdout
    assert [finding for finding in printed_json(ended) if finding["severity"] == "error"] == []


def test_a_finding_shows_its_line_with_a_caret_and_says_what_to_do(example: Path, tmp_path: Path) -> None:
    example.write_text(example.read_text("utf-8").replace("goto: verdict", "goto: verdikt"), "utf-8")
    line = next(
        number for number, text in enumerate(example.read_text("utf-8").splitlines(), 1) if "verdikt" in text
    )
    ended = program(tmp_path, "check", example)
    assert ended.returncode == 1
    assert f"{example}:{line}:" in ended.stdout
    assert "[unknown-state]" in ended.stdout
    shown = ended.stdout.splitlines()
    caret = next(number for number, text in enumerate(shown) if text.rstrip().endswith("^"))
    assert shown[caret - 1][shown[caret].index("^") :].startswith("verdikt")
    assert "verdict" in ended.stdout.split("hint:")[1].splitlines()[0]


def test_all_errors_of_a_file_come_at_once_sorted_by_place(example: Path, tmp_path: Path) -> None:
    text = example.read_text("utf-8")
    text = text.replace("minutes: 12", "minutes: 120").replace("goto: lost", "goto: loss")
    example.write_text(text.replace("kind: success", "kind: succes").replace("trust >= 60", "trusty >= 60"))
    findings = printed_json(program(tmp_path, "check", example, "--format", "json"))
    assert [finding["code"] for finding in findings] == [
        "bad-value",
        "unknown-name",
        "unknown-state",
        "bad-value",
    ]
    places = [(finding["line"], finding["column"]) for finding in findings]
    assert places == sorted(places)
    assert all(finding["severity"] == "error" for finding in findings)


def test_github_gets_one_annotation_a_finding(example: Path, tmp_path: Path) -> None:
    example.write_text(example.read_text("utf-8").replace("minutes: 12", "minutes: 120"), "utf-8")
    ended = program(tmp_path, "check", example, "--format", "github")
    assert ended.returncode == 1
    (line,) = ended.stdout.splitlines()
    assert line.startswith("::error file=")
    assert ",line=5," in line
    assert "title=bad-value::" in line


def test_what_cannot_be_read_is_a_finding_too(tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    os.mkfifo(tmp_path / "pipe.yaml")
    ended = program(tmp_path, "check", "missing.yaml", "empty", tmp_path / "pipe.yaml", "--format", "json")
    assert ended.returncode == 1
    findings = printed_json(ended)
    assert [finding["code"] for finding in findings] == ["unreadable"] * 3
    assert all(finding["line"] == 1 and finding["column"] == 1 for finding in findings)


def test_a_scenario_that_never_ends_and_a_red_line_that_pays_are_errors(tmp_path: Path) -> None:
    (tmp_path / "loop.yaml").write_text(
        """\
format: 1
title: T
summary: S
difficulty: intro
minutes: 5
briefing: B
start: ask
states:
  ask:
    scene: S
    choices:
      - {id: again, text: Again, rates: {value: 0}, because: So., goto: ask}
      - {id: stop, text: Stop, rates: {value: 0}, because: So., goto: done}
  done: {scene: S, ending: {kind: mixed, worth: 0}}
""",
        "utf-8",
    )
    (tmp_path / "line.yaml").write_text(
        """\
format: 1
title: T
summary: S
difficulty: intro
minutes: 5
briefing: B
start: ask
states:
  ask:
    scene: S
    choices:
      - {id: lie, text: Lie, rates: {value: 0}, because: So., red_line: A lie., goto: done}
      - {id: stop, text: Stop, rates: {value: -1}, because: So., goto: done}
  done: {scene: S, ending: {kind: mixed, worth: 0}}
""",
        "utf-8",
    )
    findings = printed_json(program(tmp_path, "check", tmp_path, "--format", "json"))
    line, loop = (finding for finding in findings if finding["severity"] == "error")
    assert (line["code"], line["line"], line["choices"]) == ("red-line-best", 12, [])
    assert (loop["code"], loop["line"], loop["choices"]) == ("endless-loop", 9, ["again"])


def test_warnings_are_told_and_count_where_the_check_is_strict(example: Path, tmp_path: Path) -> None:
    example.write_text(
        example.read_text("utf-8").replace("facts: [", "facts: [never_read, "),
        "utf-8",
    )
    plain = program(tmp_path, "check", example)
    assert "warning: " in plain.stdout
    assert "[unused-name]" in plain.stdout
    assert plain.returncode == 0
    strict = program(tmp_path, "check", example, "--strict")
    assert strict.stdout == plain.stdout
    assert strict.returncode == 1
