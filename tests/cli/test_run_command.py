from __future__ import annotations

from pathlib import Path

import pytest

from tests.cli.program import printed_json, program


def test_a_run_prints_its_debrief_as_the_contract_says(example: Path, tmp_path: Path) -> None:
    ended = program(
        tmp_path, "run", example, "--choose", "leave-it,send-note", "--draws", "0", "--format", "json"
    )
    assert ended.returncode == 0, ended.stderr
    assert printed_json(ended) == {
        "scenario": "example",
        "seed": None,
        "ending": {"id": "lost", "kind": "failure", "worth": -8},
        "total": -17,
        "value": 8.0,
        "conduct": 0.0,
        "luck": 0.0,
        "red_lines": ["You told Helen it was handled."],
        "decisions": [
            {
                "state": "monday-review",
                "choice": "leave-it",
                "available": ["ask-her-voice", "leave-it"],
                "best": ["ask-her-voice"],
                "merit": -2,
                "regret": 21.0,
                "stake": 21.0,
                "label": "blunder",
            },
            {
                "state": "marcus-admits",
                "choice": "send-note",
                "available": ["call-together", "send-note"],
                "best": ["call-together"],
                "merit": -1,
                "regret": 4.0,
                "stake": 4.0,
                "label": "blunder",
            },
        ],
        "profile": {
            "presence": 0.0,
            "curiosity": None,
            "value": None,
            "ownership": None,
            "systems": None,
            "coaching": 0.0,
            "evidence": None,
            "breadth": None,
            "consistency": None,
            "customer-first": None,
        },
        "draws": [0],
    }


def test_the_text_tells_the_numbers_the_red_line_and_the_stronger_choice(
    example: Path, tmp_path: Path
) -> None:
    ended = program(tmp_path, "run", example, "--choose", "leave-it,send-note", "--draws", "0")
    assert ended.returncode == 0
    for words in (
        "Conduct: 0 (how you decided)",
        "failure",
        "You told Helen it was handled.",
        "Stronger: “When did you last hear",
    ):
        assert words in ended.stdout


def test_a_seed_repeats_its_draws_and_a_drawn_one_is_named(example: Path, tmp_path: Path) -> None:
    arguments = ("run", example, "--choose", "ask-her-voice,call-together", "--format", "json")
    drawn = printed_json(program(tmp_path, *arguments))
    assert isinstance(drawn["seed"], int)
    assert printed_json(program(tmp_path, *arguments, "--seed", str(drawn["seed"]))) == drawn


@pytest.mark.parametrize(
    ("choices", "said"),
    [
        ("ask-her-voice", ["marcus-admits", "call-together, send-note"]),
        ("", ["monday-review", "ask-her-voice, leave-it"]),
        ("ask-her-voice,leave-it", ["“leave-it” is not available", "call-together, send-note"]),
        ("ask-her-voice,call-together,send-note", ["renewed", "before “send-note”"]),
        ("nonsense", ["“nonsense” is not available", "ask-her-voice, leave-it"]),
        (".", ["“.” is not available"]),
    ],
)
def test_a_run_that_is_none_says_where_and_which_choices_there_were(
    example: Path, tmp_path: Path, choices: str, said: list[str]
) -> None:
    ended = program(tmp_path, "run", example, "--choose", choices, "--seed", "1")
    assert ended.returncode == 1
    assert ended.stdout == ""
    for words in said:
        assert words in ended.stderr


@pytest.mark.parametrize(
    ("draws", "said"), [("", "none is given"), ("2", "2 is given"), ("-1", "-1 is given")]
)
def test_draws_that_do_not_fit_are_refused(example: Path, tmp_path: Path, draws: str, said: str) -> None:
    ended = program(tmp_path, "run", example, "--choose", "leave-it,send-note", f"--draws={draws}")
    assert ended.returncode == 1
    assert said in ended.stderr


def test_the_way_of_a_stuck_finding_can_be_replayed_to_its_place(example: Path, tmp_path: Path) -> None:
    example.write_text(
        example.read_text("utf-8")
        .replace("- {id: call-together,", "- {id: call-together, when: trust > 90,")
        .replace("- {id: send-note,", "- {id: send-note, when: trust > 90,"),
        "utf-8",
    )
    findings = printed_json(program(tmp_path, "check", example, "--format", "json"))
    [finding] = [finding for finding in findings if finding["code"] == "stuck"]
    draws = ",".join(map(str, finding["draws"]))
    ended = program(tmp_path, "run", example, "--choose", ",".join(finding["choices"]), f"--draws={draws}")
    assert ended.returncode == 1
    assert "No choice is available in the state “marcus-admits”" in ended.stderr


def test_a_faulty_scenario_gives_its_findings_instead(example: Path, tmp_path: Path) -> None:
    example.write_text(example.read_text("utf-8").replace("goto: verdict", "goto: verdikt"), "utf-8")
    ended = program(tmp_path, "run", example, "--choose", "leave-it", "--format", "json")
    assert ended.returncode == 1
    assert {finding["code"] for finding in printed_json(ended)} == {"unknown-state"}
