from __future__ import annotations

import os
import re
import shutil
import sqlite3
import subprocess
import sys
from contextlib import closing
from datetime import datetime
from pathlib import Path

import pytest

from sim.store.store import Store
from tests.cli.conftest import THE_EXAMPLE
from tests.cli.played_home import copied
from tests.cli.program import PROJECT, program

TODAY = r"\d{4}-\d\d-\d\d"


@pytest.fixture(scope="module")
def failed_run(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A home whose history has a finished run, number 1."""
    home = tmp_path_factory.mktemp("failed-run")
    answers = ["leave-it", "send-note", "leave"]
    example = shutil.copy(THE_EXAMPLE, home / "example.yaml")
    ended = program(home, "play", example, "--plain", "--seed", "1", answers=answers)
    assert "Outcome: failure" in ended.stdout
    return home


@pytest.fixture
def played(failed_run: Path, example: Path, tmp_path: Path) -> Path:
    """The same home, for one test alone."""
    home = tmp_path / "home"
    home.mkdir()
    return copied(failed_run, home, example)


def written(said: str) -> Path:
    found = re.fullmatch(r"The report of run 1 is in (.+)\.\n", said)
    assert found is not None, said
    return Path(found[1])


def test_a_report_lies_in_the_current_folder_under_the_scenarios_name_and_the_runs_day(played: Path) -> None:
    ended = program(played, "export", "report", "1")
    assert (ended.returncode, ended.stderr) == (0, "")
    path = written(ended.stdout)
    [kept] = Store.open(played / "history.sqlite3").runs()
    assert path.parent.samefile(played)
    assert path.name == f"example {datetime.fromtimestamp(kept.changed):%Y-%m-%d}.html"
    page = path.read_text("utf-8")
    assert page.startswith("<!DOCTYPE html>")
    assert "You told Helen it was handled." in page


def test_a_second_report_overwrites_nothing(played: Path) -> None:
    paths = [written(program(played, "export", "report", "1").stdout) for _ in range(3)]
    assert [re.sub(TODAY, "DAY", path.name) for path in paths] == [
        "example DAY.html",
        "example DAY 2.html",
        "example DAY 3.html",
    ]


@pytest.mark.parametrize(
    ("arguments", "name", "opening"),
    [
        (["--output", "run.md"], "run.md", "# "),
        (["--output", "run.HTML"], "run.HTML", "<!DOCTYPE html>"),
        (["--output", "run.txt", "--format", "markdown"], "run.txt", "# "),
    ],
)
def test_the_format_is_the_one_asked_for_or_what_the_files_name_ends_in(
    played: Path, arguments: list[str], name: str, opening: str
) -> None:
    ended = program(played, "export", "report", "1", *arguments)
    assert ended.returncode == 0, ended.stderr
    assert (played / name).read_text("utf-8").startswith(opening)


def test_a_folder_named_as_output_holds_the_report(played: Path) -> None:
    (played / "reports").mkdir()
    ended = program(played, "export", "report", "1", "--format", "markdown", "--output", "reports")
    assert written(ended.stdout).parent.samefile(played / "reports")
    assert re.fullmatch(rf"example {TODAY}\.md", written(ended.stdout).name)


def test_a_file_that_is_there_stays_as_it_is(played: Path) -> None:
    (played / "mine.html").write_text("mine", "utf-8")
    ended = program(played, "export", "report", "1", "--output", "mine.html")
    assert (ended.returncode, ended.stdout) == (1, "")
    assert "mine.html is there already. Name another file" in ended.stderr.replace("\n", " ")
    assert (played / "mine.html").read_text("utf-8") == "mine"


def test_a_file_that_cannot_be_written_is_a_clear_error(played: Path) -> None:
    ended = program(played, "export", "report", "1", "--output", "no/such/folder/run.html")
    assert (ended.returncode, ended.stdout) == (1, "")
    assert "could not be written (No such file or directory)" in ended.stderr


def test_an_unknown_number_is_a_clear_error(played: Path) -> None:
    ended = program(played, "export", "report", "99")
    assert (ended.returncode, ended.stdout) == (1, "")
    assert "There is no run 99 in the history." in ended.stderr
    assert list(played.glob("*.html")) == []


def test_a_run_under_way_is_a_clear_error(example: Path, tmp_path: Path) -> None:
    home = tmp_path / "home"
    home.mkdir()
    program(home, "play", example, "--plain", "--seed", "1", answers=["leave-it", "leave"])
    ended = program(home, "export", "report", "1")
    assert (ended.returncode, ended.stdout) == (1, "")
    assert "Run 1, of example, has not come to an ending yet." in ended.stderr


@pytest.mark.parametrize(("old", "new"), [("goto: verdict", "goto: verdikt"), ("title:", "title: Now")])
def test_a_scenario_that_has_changed_since_is_a_clear_error(
    played: Path, example: Path, old: str, new: str
) -> None:
    text = example.read_text("utf-8")
    assert old in text
    example.write_text(text.replace(old, new), "utf-8")
    ended = program(played, "export", "report", "1")
    assert (ended.returncode, ended.stdout) == (1, "")
    assert "example.yaml was edited since run 1 was played" in ended.stderr


def test_a_path_in_the_history_is_never_obeyed_by_the_terminal(played: Path, example: Path) -> None:
    with closing(sqlite3.connect(played / "history.sqlite3")) as connection:
        connection.execute("UPDATE run SET path = ?", (f"{example}\x1b[2J",))
        connection.commit()
    ended = program(played, "export", "report", "1")
    assert ended.returncode == 1
    assert "\\u001b[2J" in ended.stderr
    assert "\x1b" not in ended.stderr


def test_a_scenario_that_is_gone_is_a_clear_error(played: Path, example: Path) -> None:
    example.unlink()
    ended = program(played, "export", "report", "1")
    assert (ended.returncode, ended.stdout) == (1, "")
    assert "The scenario of run 1 is gone" in ended.stderr
    assert "Traceback" not in ended.stderr


def test_a_scenario_that_has_moved_is_found_in_the_library(
    played: Path, example: Path, tmp_path: Path
) -> None:
    (tmp_path / "moved").mkdir()
    example.rename(tmp_path / "moved" / example.name)
    ended = program(played, "export", "report", "1", "--library", tmp_path / "moved")
    assert ended.returncode == 0, ended.stderr


@pytest.mark.parametrize(
    "arguments", [["export"], ["export", "report"], ["export", "report", "one"], ["export", "report", "0"]]
)
def test_wrong_usage_is_exit_2(tmp_path: Path, arguments: list[str]) -> None:
    ended = program(tmp_path, *arguments)
    assert (ended.returncode, ended.stdout) == (2, "")
    assert "usage: emptychair" in ended.stderr


def test_an_ending_that_says_no_format_is_wrong_usage(played: Path) -> None:
    ended = program(played, "export", "report", "1", "--output", "run.pdf")
    assert (ended.returncode, ended.stdout) == (2, "")
    assert "the ending of run.pdf says no format" in ended.stderr


def test_the_report_is_written_without_importing_textual(played: Path) -> None:
    script = (
        "import sys\n"
        "from sim.cli.main import main\n"
        "code = main(['export', 'report', '1', '--output', 'run.html'])\n"
        "print(code, 'textual' in sys.modules)"
    )
    ended = subprocess.run(
        [sys.executable, "-c", script],
        capture_output=True,
        text=True,
        cwd=played,
        timeout=60,
        check=True,
        env={**os.environ, "EMPTYCHAIR_HOME": str(played), "PYTHONPATH": str(PROJECT)},
    )
    assert ended.stdout.splitlines()[-1] == "0 False"
