from __future__ import annotations

from pathlib import Path

from tests.cli.program import printed_json, program


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
    assert "ask-her-voice, call-together" in ended.stdout


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


def test_an_unknown_id_gets_a_suggestion(tmp_path: Path) -> None:
    ended = program(tmp_path, "inspect", "silent-custoner")
    assert ended.returncode == 1
    assert "silent-customer" in ended.stderr
    assert "Traceback" not in ended.stderr
