from __future__ import annotations

import csv
import os
import re
import sqlite3
import subprocess
import sys
from contextlib import closing
from datetime import datetime
from pathlib import Path

import pytest

from sim.engine.walk import Record
from sim.store.settings import Coaching, Settings
from sim.store.store import Store
from tests.cli.program import PROJECT, printed_json, program
from tests.cli.terminal import Terminal

needs_a_terminal = pytest.mark.skipif(sys.platform == "win32", reason="needs a pseudo-terminal")


def keep(home: Path, *scenarios: str) -> None:
    """Keep a run under way of each of these."""
    with closing(Store.open(home / "history.sqlite3")) as store:
        for scenario in scenarios:
            store.begin(scenario, "abc", home / "a.yaml", 7, Coaching.AFTER, Record(("one", "two"), (2, 0)))


def numbers_kept(home: Path) -> list[int]:
    return [run["run"] for run in printed_json(program(home, "history", "--format", "json"))]


def test_without_a_run_the_history_says_what_to_do(tmp_path: Path) -> None:
    ended = program(tmp_path, "history")
    assert (ended.returncode, ended.stderr) == (0, "")
    assert ended.stdout == "No run is kept yet. Play one: emptychair play\n"
    assert printed_json(program(tmp_path, "history", "--format", "json")) == []


def test_the_runs_stand_in_a_table_the_latest_first(played: Path) -> None:
    ended = program(played, "history")
    assert ended.returncode == 0, ended.stderr
    head, latest, first = ended.stdout.splitlines()
    assert head.split() == ["run", "when", "scenario", "ending", "outcome", "conduct", "luck"]
    moment = r"\d{4}-\d\d-\d\d \d\d:\d\d"
    assert re.fullmatch(rf" +2  {moment}  example +under way, decision 2", latest)
    assert re.fullmatch(rf" +1  {moment}  example +failure +-12 +51 +0", first)


def test_the_table_of_the_longest_words_fits_into_eighty_columns(tmp_path: Path) -> None:
    long = "a-scenario-whose-name-goes-on-and-on"
    keep(tmp_path, long, "quota-up-churn-up")
    with closing(sqlite3.connect(tmp_path / "history.sqlite3")) as history, history:
        history.execute(
            "UPDATE run SET ending = 'e', kind = 'triumph', worth = 1000, total = -1000, value = 1.0, "
            "conduct = 100, luck = -123.4 WHERE id = 1"
        )
    lines = program(tmp_path, "history").stdout.splitlines()
    assert max(map(len, lines)) <= 80
    assert "quota-up-churn-up" in lines[1]
    assert lines[2].endswith("triumph    -1000      100  -123.4")
    assert "a-scenario-whose" in lines[2]
    assert long not in lines[2]


@needs_a_terminal
@pytest.mark.parametrize("columns", [40, 60, 120])
def test_the_table_is_no_wider_than_the_terminal(tmp_path: Path, columns: int) -> None:
    long = "a-scenario-whose-name-goes-on-and-on"
    keep(tmp_path, long)
    terminal = Terminal(tmp_path, "history", COLUMNS=str(columns))
    assert terminal.end() == 0
    lines = terminal.output.splitlines()
    assert max(map(len, lines)) <= columns
    assert "under way, decision 3" in lines[-1]
    assert (long in terminal.output) == (columns > 40)


def test_the_runs_of_one_scenario_are_listed_by_its_id_or_its_file(played: Path, example: Path) -> None:
    keep(played, "another")
    assert numbers_kept(played) == [3, 2, 1]
    for scenario in ("example", example):
        listed = printed_json(program(played, "history", scenario, "--format", "json"))
        assert [run["run"] for run in listed] == [2, 1]
    assert "another" not in program(played, "history", "example").stdout


def test_a_scenario_that_was_never_played_is_told_from_one_that_is_not_there(tmp_path: Path) -> None:
    ended = program(tmp_path, "history", "silent-customer")
    assert ended.returncode == 0
    assert (
        ended.stdout == "No run of silent-customer is kept yet. Play one: emptychair play silent-customer\n"
    )
    ended = program(tmp_path, "history", "silent-custmer")
    assert (ended.returncode, ended.stdout) == (1, "")
    assert "Did you mean silent-customer or" in ended.stderr


def test_the_json_of_the_history_has_what_each_run_came_to(played: Path, example: Path) -> None:
    latest, first = printed_json(program(played, "history", "--format", "json"))
    assert first["ending"] == {"id": "lost", "kind": "failure", "worth": -8}
    assert (first["run"], first["scenario"], first["decisions"], first["seed"]) == (1, "example", 2, 5)
    assert (first["total"], first["coaching"], first["path"]) == (-12, "after", str(example))
    assert first["total"] - first["luck"] <= first["value"]
    assert (latest["run"], latest["ending"], latest["total"], latest["conduct"]) == (2, None, None, None)


def test_an_export_has_a_row_a_run(played: Path) -> None:
    ended = program(played, "history", "export", "--format", "csv")
    assert (ended.returncode, ended.stderr) == (0, "")
    latest, first = csv.DictReader(ended.stdout.splitlines())
    assert (first["run"], first["scenario"], first["ending"], first["kind"]) == (
        "1",
        "example",
        "lost",
        "failure",
    )
    assert (first["total"], first["worth"]) == ("-12", "-8")
    assert (latest["run"], latest["decisions"]) == ("2", "1")
    assert [latest[name] for name in ("ending", "kind", "worth", "total", "value", "conduct", "luck")] == [
        ""
    ] * 7
    for row in (first, latest):
        begun, changed = (datetime.fromisoformat(row[name]) for name in ("begun", "changed"))
        assert begun.tzinfo is not None
        assert begun <= changed


def test_an_export_in_json_has_the_choices_and_draws_by_which_a_run_is_played_again(
    played: Path, example: Path
) -> None:
    latest, first = printed_json(program(played, "history", "export", "--format", "json"))
    assert first["choices"] == ["ask-her-voice", "send-note"]
    assert latest["choices"] == ["ask-her-voice"]
    draws = ",".join(map(str, first["draws"]))
    again = program(
        played,
        *("run", example, "--choose", ",".join(first["choices"]), "--draws", draws, "--format", "json"),
    )
    form = printed_json(again)
    assert (form["total"], form["conduct"], form["ending"]) == (
        first["total"],
        first["conduct"],
        first["ending"],
    )


@pytest.mark.parametrize("sign", ["=", "+", "-", "@", "\t", "\r"])
def test_no_text_of_an_export_is_a_formula_to_a_spreadsheet(tmp_path: Path, sign: str) -> None:
    keep(tmp_path, f'{sign}HYPERLINK("x"),y')
    program(tmp_path, "history", "export", "--output", "runs.csv")
    with (tmp_path / "runs.csv").open(encoding="utf-8", newline="") as file:
        (row,) = csv.DictReader(file)
    assert row["scenario"] == f'\'{sign}HYPERLINK("x"),y'
    assert row["seed"] == "7"


def test_an_export_is_utf_8_whatever_the_system_writes(tmp_path: Path) -> None:
    keep(tmp_path, "größe")
    plain = {"PYTHONUTF8": "0", "PYTHONIOENCODING": "latin-1"}
    assert "größe" in program(tmp_path, "history", "export", **plain).stdout
    program(tmp_path, "history", "export", "--output", "runs.csv", **plain)
    assert "größe" in (tmp_path / "runs.csv").read_text("utf-8")


def test_the_name_of_the_file_says_the_format_where_nothing_else_does(played: Path) -> None:
    ended = program(played, "history", "export", "--output", "runs.json")
    assert ended.stdout == "Written to runs.json: 2 runs.\n"
    assert (played / "runs.json").read_text("utf-8").startswith("[")
    program(played, "history", "export", "--output", "runs.csv")
    assert (played / "runs.csv").read_text("utf-8").startswith("run,scenario,")


def test_an_export_overwrites_nothing(played: Path) -> None:
    (played / "runs.csv").write_text("mine", "utf-8")
    ended = program(played, "history", "export", "--output", "runs.csv")
    assert (ended.returncode, ended.stdout) == (1, "")
    assert ended.stderr.startswith("The history was not exported. runs.csv is there already.")
    assert (played / "runs.csv").read_text("utf-8") == "mine"


def test_an_export_to_nowhere_says_so(played: Path) -> None:
    ended = program(played, "history", "export", "--output", "nowhere/runs.csv")
    assert ended.returncode == 1
    assert "nowhere" in ended.stderr
    assert "Traceback" not in ended.stderr


@pytest.mark.skipif(sys.platform == "win32", reason="needs limits of a process")
def test_nothing_is_left_of_an_export_for_which_there_was_no_room(tmp_path: Path) -> None:
    keep(tmp_path, "x" * 300_000)
    script = (
        "import resource\n"
        "from sim.cli.main import main\n"
        "resource.setrlimit(resource.RLIMIT_FSIZE, (200_000, 200_000))\n"
        f"raise SystemExit(main(['history', 'export', '--output', {str(tmp_path / 'runs.csv')!r}]))"
    )
    ended = subprocess.run(
        [sys.executable, "-c", script],
        capture_output=True,
        text=True,
        cwd=PROJECT,
        timeout=60,
        check=False,
        env={**os.environ, "EMPTYCHAIR_HOME": str(tmp_path)},
    )
    assert ended.returncode == 1
    assert "runs.csv could not be written (File too large)" in ended.stderr
    assert not (tmp_path / "runs.csv").exists()


@pytest.mark.parametrize(
    ("named", "forgotten", "left"),
    [(["1"], 1, [3, 2]), (["--scenario", "example"], 2, [3]), (["--all"], 3, [])],
)
def test_what_is_named_is_forgotten_and_nothing_else(
    played: Path, named: list[str], forgotten: int, left: list[int]
) -> None:
    keep(played, "another")
    with closing(Store.open(played / "history.sqlite3")) as store:
        store.keep_settings(Settings(coaching=Coaching.AT_ONCE))
    ended = program(played, "history", "forget", "--yes", *named)
    assert ended.returncode == 0, ended.stderr
    runs = "1 run" if forgotten == 1 else f"{forgotten} runs"
    first, *listed, last = ended.stdout.splitlines()
    assert (first, last) == (f"This forgets {runs} for good:", f"Forgotten: {runs}.")
    assert len(listed) == forgotten
    assert numbers_kept(played) == left
    with closing(Store.open(played / "history.sqlite3")) as store:
        assert store.settings().coaching is Coaching.AT_ONCE


def test_what_will_be_forgotten_is_named_in_words(played: Path) -> None:
    moment = r"\d{4}-\d\d-\d\d \d\d:\d\d"
    lines = program(played, "history", "forget", "--all", "--yes").stdout.splitlines()
    assert re.fullmatch(rf"  run 2: example, {moment}, under way, 1 choice made", lines[1])
    assert re.fullmatch(rf"  run 1: example, {moment}, failure -12, conduct 51", lines[2])


def test_of_many_runs_the_latest_are_named_and_the_others_counted(tmp_path: Path) -> None:
    keep(tmp_path, *["example"] * 14)
    lines = program(tmp_path, "history", "forget", "--all", "--yes").stdout.splitlines()
    assert [line.split(":")[0].strip() for line in lines[1:11]] == [f"run {n}" for n in range(14, 4, -1)]
    assert lines[11:] == ["  and 4 more", "Forgotten: 14 runs."]


def test_without_a_terminal_nothing_is_forgotten_unasked(played: Path) -> None:
    ended = program(played, "history", "forget", "--all", answers=["y"])
    assert ended.returncode == 2
    assert "This forgets 2 runs for good:" in ended.stdout
    assert "Add --yes to forget without being asked." in ended.stderr
    assert numbers_kept(played) == [2, 1]


@needs_a_terminal
@pytest.mark.parametrize(
    ("answer", "said", "left"),
    [
        ("y\r", "Forgotten: 1 run.", [2]),
        ("YES\r", "Forgotten: 1 run.", [2]),
        ("n\r", "Nothing was forgotten.", [2, 1]),
        ("\r", "Nothing was forgotten.", [2, 1]),
        ("1\r", "Nothing was forgotten.", [2, 1]),
        ("\x04", "Nothing was forgotten.", [2, 1]),
    ],
)
def test_on_a_terminal_only_a_yes_forgets(played: Path, answer: str, said: str, left: list[int]) -> None:
    terminal = Terminal(played, "history", "forget", "1")
    terminal.wait_for("Forget? y/N ")
    assert "run 1: example" in terminal.output
    terminal.press(answer)
    assert terminal.end() == 0
    assert said in terminal.output
    assert numbers_kept(played) == left


@needs_a_terminal
def test_ctrl_c_at_the_question_forgets_nothing(played: Path) -> None:
    terminal = Terminal(played, "history", "forget", "--all")
    terminal.wait_for("Forget? y/N ")
    assert terminal.interrupt() == 130
    assert "Traceback" not in terminal.output
    assert numbers_kept(played) == [2, 1]


@pytest.mark.parametrize(
    ("named", "said"),
    [
        (["9"], "There is no run 9."),
        (["--scenario", "exmaple"], "Did you mean example?"),
        (["--scenario", "silent-customer"], "No run of “silent-customer” is kept."),
    ],
)
def test_what_is_not_kept_cannot_be_forgotten(played: Path, named: list[str], said: str) -> None:
    ended = program(played, "history", "forget", "--yes", *named)
    assert (ended.returncode, ended.stdout) == (1, "")
    assert ended.stderr.startswith("Nothing was forgotten. ")
    assert said in ended.stderr
    assert numbers_kept(played) == [2, 1]


def test_forgetting_all_of_nothing_is_no_fault(tmp_path: Path) -> None:
    ended = program(tmp_path, "history", "forget", "--all")
    assert ended.returncode == 0
    assert ended.stdout == "No run is kept, so there is nothing to forget.\n"


@pytest.mark.parametrize(
    "arguments",
    [
        ["forget"],
        ["forget", "--yes"],
        ["forget", "1", "--all"],
        ["forget", "--scenario", "example", "--all"],
        ["forget", "one"],
        ["forget", "0"],
        ["forget", "-3"],
        ["export", "--format", "text"],
        ["export", "example"],
        ["--format", "csv"],
        ["example", "forget"],
    ],
)
def test_a_wrong_usage_is_exit_2_and_forgets_nothing(played: Path, arguments: list[str]) -> None:
    ended = program(played, "history", *arguments)
    assert (ended.returncode, ended.stdout) == (2, "")
    assert "Traceback" not in ended.stderr
    assert numbers_kept(played) == [2, 1]


@pytest.mark.parametrize("option", [["--library", "."], ["--library=."], ["--lib", "."]])
def test_a_library_may_stand_before_a_command_of_two_words(played: Path, option: list[str]) -> None:
    ended = program(played, *option, "history", "export")
    assert ended.returncode == 0, ended.stderr
    assert ended.stdout.startswith("run,scenario,")


def test_the_commands_are_found_in_the_help(tmp_path: Path) -> None:
    told = program(tmp_path, "--help").stdout
    for command in ("history", "history export", "history forget"):
        assert re.search(rf"^ +{command}\b", told, re.MULTILINE), command
    assert "emptychair history forget" in program(tmp_path, "history", "--help").stdout
    assert program(tmp_path, "history", "forget", "--help").stdout.startswith(
        "usage: emptychair history forget"
    )


@pytest.mark.parametrize(
    "arguments", [["history"], ["history", "export"], ["history", "forget", "--all", "--yes"]]
)
def test_a_history_that_cannot_be_opened_is_a_message_and_stays_as_it_is(
    tmp_path: Path, arguments: list[str]
) -> None:
    path = tmp_path / "history.sqlite3"
    path.write_bytes(b"this is no database, and it is long enough to be told so" * 20)
    ended = program(tmp_path, *arguments)
    assert (ended.returncode, ended.stdout) == (1, "")
    assert ended.stderr.startswith("The history cannot be used.")
    assert str(path) in ended.stderr
    assert path.read_bytes().startswith(b"this is no database")


@pytest.fixture
def unreadable(played: Path) -> Path:
    """The same home, where nothing can be made of run 1 any more."""
    with closing(sqlite3.connect(played / "history.sqlite3")) as history, history:
        history.execute("UPDATE choice SET draws = '[1' WHERE run = 1 AND number = 0")
    return played


@pytest.mark.parametrize("command", [["--format", "json"], ["export", "--format", "json"]])
def test_a_run_that_cannot_be_read_is_left_out_and_that_is_said_in_one_line(
    unreadable: Path, command: list[str]
) -> None:
    ended = program(unreadable, "history", *command)
    assert ended.returncode == 0
    assert [run["run"] for run in printed_json(ended)] == [2]
    assert ended.stderr == (
        "Not every run can be read: 1 run is left out: 1. "
        "It stays in the history until `emptychair history forget 1`.\n"
    )


def test_of_many_runs_that_cannot_be_read_some_are_named(tmp_path: Path) -> None:
    keep(tmp_path, *["quiet"] * 7)
    with closing(sqlite3.connect(tmp_path / "history.sqlite3")) as history, history:
        history.execute("UPDATE run SET coaching = 'none'")
    ended = program(tmp_path, "history")
    assert ended.returncode == 0
    assert "7 runs are left out: 7, 6, 5, 4, 3 and 2 more." in ended.stderr
    assert ended.stderr.count("\n") == 1


@pytest.mark.parametrize("named", [["1"], ["--scenario", "example"], ["--all"]])
def test_a_run_that_cannot_be_read_can_be_forgotten(unreadable: Path, named: list[str]) -> None:
    ended = program(unreadable, "history", "forget", "--yes", *named)
    assert ended.returncode == 0, ended.stderr
    assert "  run 1, which cannot be read\n" in ended.stdout
    assert numbers_kept(unreadable) == ([2] if named == ["1"] else [])
    assert program(unreadable, "history").stderr == ""


def test_an_export_judges_the_runs_of_which_no_decisions_were_kept(played: Path) -> None:
    with closing(sqlite3.connect(played / "history.sqlite3")) as history, history:
        history.execute("DELETE FROM decision")
    ended = program(played, "history", "export", "--format", "json")
    assert [run["run"] for run in printed_json(ended)] == [2, 1]
    assert ended.stderr == "Judged once more, decision by decision: 1 run.\n"
    with closing(Store.open(played / "history.sqlite3")) as store:
        assert len(store.decisions(1)) == 2
    assert program(played, "history", "export").stderr == ""
