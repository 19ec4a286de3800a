from __future__ import annotations

import json
from pathlib import Path

import pytest

from sim.cli.new_command import SCHEMA_FILE, TEMPLATE
from sim.scenario.reader import read_scenario
from tests.cli.program import printed_json, program


def test_a_new_scenario_is_clean_by_the_strictest_check(tmp_path: Path) -> None:
    assert program(tmp_path, "new", "late-delivery").returncode == 0
    ended = program(tmp_path, "check", "late-delivery.yaml", "--strict", "--format", "json")
    assert printed_json(ended) == []
    assert ended.returncode == 0


def test_a_new_scenario_shows_what_the_format_has(tmp_path: Path) -> None:
    program(tmp_path, "new", "late-delivery")
    text = (tmp_path / "late-delivery.yaml").read_text("utf-8")
    for key in ("meters:", "facts:", "chance:", "route:", "when:", "insight:", "chair:", "bands:", "reply:"):
        assert key in text
    scenario = read_scenario(tmp_path / "late-delivery.yaml").scenario
    assert scenario is not None
    assert scenario.title == "Late delivery"
    assert sum(1 for state in scenario.states.values() if state.choices) == 3
    assert sum(1 for state in scenario.states.values() if state.ending) == 3


def test_no_simple_policy_games_a_new_scenario(tmp_path: Path) -> None:
    program(tmp_path, "new", "late-delivery")
    solved = printed_json(program(tmp_path, "inspect", "late-delivery.yaml", "--format", "json"))
    policies = solved["policies"]
    assert 40 <= policies.pop("guesser") <= 60
    for name in ("first", "last", "longest", "shortest"):
        assert policies.pop(name) < 65, name
    for name, conduct in policies.items():
        assert conduct <= 80, name
    assert all(ending["reachable"] and ending["guesser"] > 0 for ending in solved["endings"])


def test_a_new_scenario_is_played_to_its_end(tmp_path: Path) -> None:
    program(tmp_path, "new", "late-delivery")
    named = ["--choose", "what-for,show-oven,the-loan", "--draws", "0", "--format", "json"]
    played = printed_json(program(tmp_path, "run", "late-delivery.yaml", *named))
    assert played["ending"]["id"] == "warm-crates"
    assert played["conduct"] == 100


def test_the_first_line_names_a_schema_that_lies_beside_the_file(tmp_path: Path) -> None:
    program(tmp_path, "new", "late-delivery", "--folder", "stories")
    first = (tmp_path / "stories" / "late-delivery.yaml").read_text("utf-8").splitlines()[0]
    assert first == f"# yaml-language-server: $schema=./{SCHEMA_FILE}"
    assert json.loads((tmp_path / "stories" / SCHEMA_FILE).read_text("utf-8")) == printed_json(
        program(tmp_path, "schema")
    )


def test_what_to_do_next_is_said_in_commands_that_work(tmp_path: Path) -> None:
    ended = program(tmp_path, "new", "late-delivery", "--folder", "my stories")
    commands = [line for line in ended.stdout.splitlines() if line.startswith("  emptychair ")]
    assert len(commands) >= 3
    assert all('"my stories/late-delivery.yaml"' in command for command in commands)


def test_nothing_is_ever_overwritten(tmp_path: Path) -> None:
    for name in ("mine.yaml", "other.yml"):
        (tmp_path / name).write_text("my work")
    (tmp_path / "dangling.yaml").symlink_to(tmp_path / "nowhere")
    for name in ("mine", "other", "dangling"):
        ended = program(tmp_path, "new", name)
        assert ended.returncode == 1
        assert "there already" in ended.stderr
        assert "Traceback" not in ended.stderr
    assert (tmp_path / "mine.yaml").read_text() == "my work"
    assert not (tmp_path / "other.yaml").exists()
    assert not (tmp_path / "nowhere").exists()


def test_a_schema_of_somebody_elses_stays(tmp_path: Path) -> None:
    (tmp_path / SCHEMA_FILE).write_text("{}")
    ended = program(tmp_path, "new", "late-delivery")
    assert ended.returncode == 0
    assert "stays" in ended.stdout
    assert (tmp_path / SCHEMA_FILE).read_text() == "{}"


def test_an_older_schema_of_ours_is_brought_up_to_date(tmp_path: Path) -> None:
    program(tmp_path, "new", "one")
    newest = (tmp_path / SCHEMA_FILE).read_text("utf-8")
    older = {**json.loads(newest), "required": []}
    (tmp_path / SCHEMA_FILE).write_text(json.dumps(older), "utf-8")
    program(tmp_path, "new", "two")
    assert (tmp_path / SCHEMA_FILE).read_text("utf-8") == newest


@pytest.mark.parametrize(
    ("written", "suggested"),
    [
        ("Late delivery!", "late-delivery"),
        ("late_delivery.yaml", "late-delivery"),
        ("stories/Über Café", "uber-cafe"),
        ("day-2", "day2"),
        ("2 days", "days"),
        ("Hal's oven", "hals-oven"),
        ("---", "my-first-scenario"),
        ("客户", "my-first-scenario"),
    ],
)
def test_a_bad_id_gets_the_rule_and_a_suggestion_that_works(
    tmp_path: Path, written: str, suggested: str
) -> None:
    ended = program(tmp_path, "new", "--", written)
    assert ended.returncode == 1
    assert "small letters and digits" in ended.stderr
    assert f"`emptychair new {suggested}`" in ended.stderr
    assert list(tmp_path.glob("*.yaml")) == []
    assert program(tmp_path, "new", suggested).returncode == 0


def test_a_catalogues_name_is_no_scenarios(tmp_path: Path) -> None:
    ended = program(tmp_path, "new", "principles")
    assert ended.returncode == 1
    assert "catalogue" in ended.stderr


def test_an_id_of_the_library_is_said(tmp_path: Path) -> None:
    ended = program(tmp_path, "new", "silent-customer")
    assert ended.returncode == 0
    assert "The library has a scenario silent-customer already" in ended.stdout


@pytest.mark.parametrize(
    "title", ['Say "no": it # works', "yes", "null", "- a list", "8:40", "Größe", "{x}", "it's"]
)
def test_any_words_may_be_the_title(tmp_path: Path, title: str) -> None:
    assert program(tmp_path, "new", "late-delivery", f"--title={title}").returncode == 0
    scenario = read_scenario(tmp_path / "late-delivery.yaml").scenario
    assert scenario is not None
    assert scenario.title == title


@pytest.mark.parametrize("title", ["", "  ", "a\tb", "a\u2028b"])
def test_what_is_no_title_is_refused_before_anything_is_written(tmp_path: Path, title: str) -> None:
    ended = program(tmp_path, "new", "late-delivery", "--title", title)
    assert ended.returncode == 1
    assert "is no title" in ended.stderr
    assert list(tmp_path.iterdir()) == []


def test_a_folder_that_cannot_be_made_is_one_clear_message(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    for arguments in (["one", "--folder", "file"], ["one", "--folder", "file/below"], ["a" * 300]):
        ended = program(tmp_path, "new", *arguments)
        assert ended.returncode == 1
        assert ended.stderr.startswith("No scenario was written.")
        assert "Traceback" not in ended.stderr


def test_a_trainers_own_principles_are_offered_by_the_schema(tmp_path: Path) -> None:
    (tmp_path / "principles.yaml").write_text(
        "catalogue: 1\nprinciples:\n  keep-word: {name: Keep it, question: Is it true?, about: You promise less.}\n"
    )
    program(tmp_path, "new", "late-delivery")
    assert '"keep-word"' in (tmp_path / SCHEMA_FILE).read_text("utf-8")
    assert '"keep-word"' in program(tmp_path, "schema").stdout
    (tmp_path / "elsewhere").mkdir()
    assert '"keep-word"' not in program(tmp_path / "elsewhere", "schema").stdout


def test_a_faulty_catalogue_is_said_beside_the_schema(tmp_path: Path) -> None:
    (tmp_path / "principles.yaml").write_text("catalogue: 2\n")
    ended = program(tmp_path, "schema")
    assert "states" in printed_json(ended)["required"]
    assert "has errors" in ended.stderr


def test_the_schema_of_a_catalogue_is_had_as_well(tmp_path: Path) -> None:
    assert "insights" in printed_json(program(tmp_path, "schema", "--catalogue"))["properties"]


def test_a_schema_is_written_where_it_is_wanted(tmp_path: Path) -> None:
    ended = program(tmp_path, "schema", "--output", "here.json")
    assert ended.stdout == "here.json is written.\n"
    assert json.loads((tmp_path / "here.json").read_text("utf-8")) == printed_json(
        program(tmp_path, "schema")
    )
    refused = program(tmp_path, "schema", "--output", "no/such/folder.json")
    assert refused.returncode == 1
    assert refused.stderr.startswith("No schema was written.")


def test_the_template_is_a_scenario_itself() -> None:
    assert read_scenario(TEMPLATE).findings == ()
