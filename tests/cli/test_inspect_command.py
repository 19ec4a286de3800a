from __future__ import annotations

import re
from pathlib import Path

import pytest

from tests.cli.program import PROJECT, printed_json, program


def test_inspect_prints_the_exact_solution_as_the_contract_says(example: Path, tmp_path: Path) -> None:
    ended = program(tmp_path, "inspect", example, "--format", "json")
    assert ended.returncode == 0, ended.stderr
    found = printed_json(ended)
    assert found["scenario"] == "example"
    assert found["exact"] is True
    assert found["total"]["best"] == 8
    assert found["decisions"] == {"fewest": 1, "most": 2}
    assert list(found["policies"])[:6] == ["guesser", "first", "last", "longest", "shortest", "presence"]
    assert found["policies"]["guesser"] == 50
    assert [ending["id"] for ending in found["endings"]] == ["renewed", "lost"]
    assert sum(ending["guesser"] for ending in found["endings"]) == 1
    assert found["unreachable"] == []
    assert found["never_available"] == []
    assert found["best_line"] == ["ask-her-voice", "call-together"]
    assert found["sampled"] is None


def test_inspect_for_people_says_that_it_is_exact(example: Path, tmp_path: Path) -> None:
    ended = program(tmp_path, "inspect", example)
    assert ended.returncode == 0
    assert "Solved exactly" in ended.stdout
    assert f"emptychair run {example} --choose ask-her-voice,call-together" in ended.stdout


def test_the_json_also_holds_what_the_page_says(example: Path, tmp_path: Path) -> None:
    found = printed_json(program(tmp_path, "inspect", example, "--format", "json"))
    assert found["size"]["states"] == 5
    assert found["lines"]["least"]["choices"] == ["leave-it", "send-note"]
    assert found["lines"]["least"]["draws"] == [0]
    assert [decision["state"] for decision in found["stakes"]] == ["monday-review", "marcus-admits"]
    assert found["stakes"][1]["stake"]["highest"] == 20
    assert found["principles"]["presence"]["at_stake"] == 1.875
    assert found["insights"] == {"email-is-our-story": [["monday-review", "ask-her-voice"]]}


def test_the_command_on_the_page_replays_the_line(tmp_path: Path) -> None:
    page = program(tmp_path, "inspect", "silent-customer").stdout
    [command] = [line for line in page.splitlines() if line.startswith("  emptychair run ")]
    ended = program(tmp_path, *command.split()[1:], "--format", "json")
    assert printed_json(ended)["conduct"] == 100


def test_the_command_of_a_scenario_from_a_folder_named_for_once_names_its_file(
    example: Path, tmp_path: Path
) -> None:
    page = program(tmp_path, "inspect", "example", "--library", example.parent).stdout
    assert f"emptychair run {example} --choose ask-her-voice" in page


def test_an_output_of_few_characters_gets_plainer_ones(tmp_path: Path) -> None:
    ended = program(tmp_path, "inspect", "silent-customer", PYTHONIOENCODING="ascii:strict")
    assert ended.returncode == 0, ended.stderr
    assert re.search(r"^ +-8 failure +polar +[0-9.]+% #+$", ended.stdout, re.MULTILINE)
    assert re.search(r'^ +> "[A-Z]', ended.stdout, re.MULTILINE)


@pytest.mark.parametrize("alone", [[], ["--library"]])
def test_without_a_scenario_the_whole_library_is_inspected(tmp_path: Path, alone: list[str]) -> None:
    ended = program(tmp_path, "inspect", *alone, "--format", "json")
    assert ended.returncode == 0, ended.stderr
    found = printed_json(ended)
    shipped = {path.stem for path in (PROJECT / "scenarios").glob("*.yaml")}
    assert {one["scenario"] for one in found["scenarios"]} == shipped
    assert len(found["insights"]) == 41
    assert found["faulty"] == []


def test_a_library_named_is_inspected_with_the_rest_and_faults_do_not_stop_it(
    example: Path, tmp_path: Path
) -> None:
    (example.parent / "broken.yaml").write_text("format: 1\n", "utf-8")
    ended = program(tmp_path, "inspect", "--library", example.parent)
    assert ended.returncode == 1
    for name in ("example", "silent-customer"):
        assert any(line.startswith(f"{name} ") for line in ended.stdout.splitlines())
    assert f"emptychair check {example.parent / 'broken.yaml'}    (7 errors)" in ended.stdout


def test_a_library_that_is_not_there_is_said_and_the_rest_is_inspected(tmp_path: Path) -> None:
    ended = program(tmp_path, "inspect", "--library", "nowhere")
    assert ended.returncode == 1
    assert "There is no folder nowhere." in ended.stderr
    assert "silent-customer" in ended.stdout


def test_a_scenario_solved_with_errors_is_left_out_of_the_library(example: Path, tmp_path: Path) -> None:
    """Crossing the red line becomes a best choice once it is rated and leads as well as asking."""
    text = example.read_text("utf-8").replace(
        "red_line: You told", "insight: empty-chair\n        red_line: You told"
    )
    text = text.replace("because: You asked about", "red_line: Never ask.\n        because: You asked about")
    (example.parent / "crossing.yaml").write_text(text, "utf-8")
    found = printed_json(program(tmp_path, "inspect", "--library", example.parent, "--format", "json"))
    assert [(Path(one["path"]).name, one["errors"]) for one in found["faulty"]] == [("crossing.yaml", 1)]
    assert "crossing" not in found["insights"]["empty-chair"]


def test_a_scenario_over_the_budget_claims_no_number(tmp_path: Path) -> None:
    meters = "\n".join(f"  m{letter}: {{label: M, start: 0, max: 1000}}" for letter in "abcdef")
    choices = "\n".join(
        f"      - {{id: add-{letter}, text: Add {letter}, rates: {{value: 1}}, because: So., "
        f"effects: {{m{letter}: +1}}, when: m{letter} < 900, goto: go}}"
        for letter in "abcde"
    )
    path = tmp_path / "vast.yaml"
    path.write_text(
        "format: 1\ntitle: T\nsummary: S\ndifficulty: intro\nminutes: 5\nbriefing: B\n"
        f"meters:\n{meters}\nstart: go\nstates:\n"
        f"  go:\n    scene: S\n    effects: {{mf: +1}}\n    choices:\n{choices}\n"
        "      - {id: stop, text: Stop, rates: {value: 0}, because: So., goto: done}\n"
        "  done: {scene: S, ending: {kind: mixed, worth: 0}}\n",
        "utf-8",
    )
    found = printed_json(program(tmp_path, "inspect", path, "--format", "json"))
    assert found["exact"] is False
    assert set(found["total"].values()) == {None}
    assert set(found["policies"].values()) == {None}
    assert found["best_line"] is None
    assert found["sampled"]["ended"] > 0
    assert found["stakes"] is None
    assert found["lines"] == {"best": None, "least": None}


def test_an_unknown_id_gets_a_suggestion(tmp_path: Path) -> None:
    ended = program(tmp_path, "inspect", "silent-custoner")
    assert ended.returncode == 1
    assert "silent-customer" in ended.stderr
    assert "Traceback" not in ended.stderr


def test_an_id_that_is_a_file_of_this_folder_is_told_to_be_one(example: Path, tmp_path: Path) -> None:
    ended = program(tmp_path, "inspect", "example")
    assert ended.returncode == 1
    assert "There is a file example.yaml in this folder." in ended.stderr
