from __future__ import annotations

import csv
import os
import re
import shutil
import sqlite3
import subprocess
import sys
from contextlib import closing
from io import StringIO
from pathlib import Path

import pytest
from openpyxl import load_workbook

from sim.store.loading import Loaded, load
from tests.cli.program import PROJECT, program
from tests.store.foreign import BEST, WORST, everything_in, play

THE_EXAMPLE = PROJECT / "tests" / "scenario" / "data" / "customer-went-quiet.yaml"
DAY = r"\d{4}-\d\d-\d\d"


@pytest.fixture(scope="module")
def loaded() -> Loaded:
    return load(THE_EXAMPLE)


@pytest.fixture
def cohort(tmp_path: Path, loaded: Loaded) -> Path:
    """A folder with two learners' histories."""
    folder = tmp_path / "cohort"
    play(folder / "ann" / "history.sqlite3", loaded, WORST, BEST, again=True)
    play(folder / "bo.sqlite3", loaded, BEST, ("ask-her-voice",))
    return folder


@pytest.fixture
def home(tmp_path: Path) -> Path:
    """An empty folder to work in."""
    path = tmp_path / "home"
    path.mkdir()
    return path


def written(ended: subprocess.CompletedProcess[str]) -> list[Path]:
    return [Path(line.strip()) for line in ended.stdout.splitlines()[1:]]


def gradebook(path: Path) -> dict[str, dict[str, str]]:
    rows = csv.DictReader(StringIO(path.read_text("utf-8")))
    return {row["learner"]: row for row in rows}


def test_without_more_words_the_gradebook_comes_as_xlsx_and_csv_and_the_summary_as_html(
    home: Path, cohort: Path
) -> None:
    ended = program(home, "export", "cohort", cohort)
    assert (ended.returncode, ended.stderr) == (0, "")
    assert ended.stdout.splitlines()[0] == "2 histories, 3 whole runs. Written:"
    names = [path.name for path in written(ended)]
    assert [re.sub(DAY, "DAY", name) for name in names] == [
        "cohort DAY.xlsx",
        "cohort DAY.csv",
        "cohort DAY.html",
    ]
    assert all(path.parent.samefile(home) for path in written(ended))
    assert sorted(path.name for path in home.iterdir()) == sorted(names)


def test_the_gradebook_says_what_was_played(home: Path, cohort: Path) -> None:
    assert program(home, "export", "cohort", cohort, "--output", "book.csv").returncode == 0
    rows = gradebook(home / "book.csv")
    assert list(rows) == ["ann", "bo"]
    scenario = "customer-went-quiet"
    ann = {key.removeprefix(f"{scenario}: "): value for key, value in rows["ann"].items()}
    assert (ann["first conduct"], ann["latest conduct"], ann["best conduct"]) == ("0.0", "100.0", "100.0")
    assert (ann["runs"], ann["tries again"], ann["latest outcome"]) == ("2", "2", "success")
    assert rows["bo"][f"{scenario}: runs"] == "1"


def test_the_workbook_holds_every_finished_run(home: Path, cohort: Path) -> None:
    assert program(home, "export", "cohort", cohort, "--output", "book.xlsx").returncode == 0
    book = load_workbook(home / "book.xlsx")
    rows = list(book["Runs"].iter_rows(min_row=2, values_only=True))
    assert [(row[0], row[7], row[10]) for row in rows] == [
        ("ann", 0, 0),
        ("ann", pytest.approx(16), 1),
        ("ann", 100, 0),
        ("ann", 100, 1),
        ("bo", 100, 0),
    ]
    states = {row[2]: row[4] for row in book["Decisions"].iter_rows(min_row=2, values_only=True)}
    assert states == {"monday-review": 2, "marcus-admits": 2}


def test_the_summary_names_nobody_unless_it_is_asked_to(home: Path, cohort: Path) -> None:
    program(home, "export", "cohort", cohort, "--output", "a.html")
    program(home, "export", "cohort", cohort, "--output", "b.htm", "--names")
    without, named = ((home / name).read_text("utf-8") for name in ("a.html", "b.htm"))
    assert without.startswith("<!DOCTYPE html>")
    assert ">ann<" not in without
    assert ">ann<" in named


def test_titles_are_the_librarys_where_it_has_them(home: Path, cohort: Path, tmp_path: Path) -> None:
    library = tmp_path / "library"
    library.mkdir()
    shutil.copy(THE_EXAMPLE, library)
    program(home, "export", "cohort", cohort, "--output", "a.html")
    program(home, "export", "cohort", cohort, "--output", "b.html", "--library", library)
    assert "<h3>customer-went-quiet</h3>" in (home / "a.html").read_text("utf-8")
    assert "<h3>The customer who went quiet</h3>" in (home / "b.html").read_text("utf-8")


def test_nothing_that_was_read_is_changed(home: Path, cohort: Path) -> None:
    before = everything_in(cohort)
    assert program(home, "export", "cohort", cohort, cohort / "bo.sqlite3").returncode == 0
    assert everything_in(cohort) == before


def test_a_second_export_overwrites_nothing_and_keeps_what_belongs_together_together(
    home: Path, cohort: Path
) -> None:
    first = written(program(home, "export", "cohort", cohort, "--format", "csv"))
    second = written(program(home, "export", "cohort", cohort, "--output", home))
    assert [re.sub(DAY, "DAY", path.name) for path in first] == ["cohort DAY.csv"]
    assert [re.sub(DAY, "DAY", path.name) for path in second] == [
        f"cohort DAY 2.{form}" for form in ("xlsx", "csv", "html")
    ]


def test_a_file_that_is_there_stays_as_it_is(home: Path, cohort: Path) -> None:
    (home / "mine.csv").write_text("mine", "utf-8")
    ended = program(home, "export", "cohort", cohort, "--output", "mine.csv")
    assert (ended.returncode, ended.stdout) == (1, "")
    assert "mine.csv is there already. Name another file" in ended.stderr.replace("\n", " ")
    assert (home / "mine.csv").read_text("utf-8") == "mine"


def test_a_name_that_says_no_format_is_wrong_usage(home: Path, cohort: Path) -> None:
    ended = program(home, "export", "cohort", cohort, "--output", "book.pdf")
    assert (ended.returncode, ended.stdout) == (2, "")
    assert "the ending of book.pdf says no format, and there is no such folder" in ended.stderr


def test_a_file_that_cannot_be_written_is_a_clear_error(home: Path, cohort: Path) -> None:
    ended = program(home, "export", "cohort", cohort, "--output", "no/such/book.csv")
    assert (ended.returncode, ended.stdout) == (1, "")
    assert "could not be written (No such file or directory)" in ended.stderr


def test_named_files_that_fail_are_told_in_a_line_each_and_the_rest_is_written(
    home: Path, cohort: Path, tmp_path: Path
) -> None:
    (tmp_path / "note.txt").write_text("Dear diary", "utf-8")
    ended = program(
        home, "export", "cohort", tmp_path / "note.txt", tmp_path / "gone.sqlite3", cohort, "--format", "csv"
    )
    assert ended.returncode == 1
    assert ended.stderr.splitlines() == [
        f"Left out: {tmp_path / 'note.txt'} is no history.",
        f"Left out: {tmp_path / 'gone.sqlite3'} cannot be read (No such file or directory).",
    ]
    assert len(gradebook(written(ended)[0])) == 2


def test_what_is_no_history_in_a_folder_is_told_and_no_fault(home: Path, cohort: Path) -> None:
    (cohort / "other.sqlite3").write_bytes(b"something else")
    ended = program(home, "export", "cohort", cohort, "--format", "csv")
    assert ended.returncode == 0
    assert ended.stderr == f"Left out: {cohort / 'other.sqlite3'} is no history.\n"


def test_a_history_in_a_folder_that_fails_is_a_fault(home: Path, cohort: Path) -> None:
    (cohort / "cy.sqlite3").write_bytes(b"")
    (cohort / "di.sqlite3").write_bytes((cohort / "bo.sqlite3").read_bytes()[:-4096])
    ended = program(home, "export", "cohort", cohort, "--format", "csv")
    assert ended.returncode == 1
    empty, damaged = ended.stderr.splitlines()
    assert empty.endswith("cy.sqlite3 is empty; it may not have been copied to its end.")
    assert "di.sqlite3" in damaged
    assert "damaged" in damaged
    assert len(gradebook(written(ended)[0])) == 2


def test_a_run_that_means_nothing_is_told_and_left_out_alone(home: Path, cohort: Path) -> None:
    with closing(sqlite3.connect(cohort / "bo.sqlite3")) as connection:
        connection.execute("UPDATE run SET kind = 'glory' WHERE ending IS NOT NULL")
        connection.commit()
    ended = program(home, "export", "cohort", cohort, "--format", "csv")
    assert ended.returncode == 1
    told = f"Left out: 1 run of {cohort / 'bo.sqlite3'} that cannot be read any more.\n"
    assert ended.stderr == told
    assert gradebook(written(ended)[0])["bo"]["runs"] == "0"


@pytest.mark.parametrize("content", [None, b"something else"])
def test_nothing_to_export_is_a_clear_error_and_writes_nothing(
    home: Path, tmp_path: Path, content: bytes | None
) -> None:
    (tmp_path / "folder").mkdir()
    if content is not None:
        (tmp_path / "folder" / "a.sqlite3").write_bytes(content)
    ended = program(home, "export", "cohort", tmp_path / "folder")
    assert (ended.returncode, ended.stdout) == (1, "")
    assert "There is no cohort." in ended.stderr
    assert "Histories are files that end in .sqlite3" in ended.stderr
    assert list(home.iterdir()) == []


def test_without_a_place_it_is_wrong_usage(home: Path) -> None:
    assert program(home, "export", "cohort").returncode == 2


@pytest.mark.skipif(sys.platform == "win32", reason="such names are not possible there")
def test_hostile_names_are_harmless_wherever_they_come_up(home: Path, cohort: Path) -> None:
    shutil.copy(cohort / "bo.sqlite3", cohort / "=cmd|x\x1b[31m\u202e<script>\n.sqlite3")
    (cohort / "\x1b[2J\n.sqlite3").write_bytes(b"")
    ended = program(home, "export", "cohort", cohort, "--names")
    assert ended.returncode == 1
    assert "\x1b" not in ended.stdout + ended.stderr
    assert len(ended.stderr.splitlines()) == 1
    workbook, table, page = written(ended)
    name = "'=cmd|x\\u001b[31m\\u202e<script> "
    assert name in gradebook(table)
    cells = load_workbook(workbook)["Gradebook"]["A"]
    assert name in [cell.value for cell in cells]
    assert {cell.data_type for cell in cells} == {"s"}
    text = page.read_text("utf-8")
    assert "<script" not in text
    assert "\u202e" not in text


@pytest.mark.skipif(sys.platform == "win32", reason="needs a pseudo-terminal")
def test_many_histories_are_read_and_a_terminal_sees_how_far_it_is(home: Path, cohort: Path) -> None:
    from tests.cli.terminal import Terminal

    for number in range(1000):
        shutil.copy(cohort / "bo.sqlite3", cohort / f"learner-{number:03}.sqlite3")
    terminal = Terminal(home, "export", "cohort", cohort, "--output", home / "book.csv")
    assert terminal.end() == 0
    told = [
        int(done.replace(",", ""))
        for done in re.findall(r"histories read: ([\d,]+) of 1,002", terminal.output)
    ]
    assert told == sorted(told)
    assert told
    assert "1,002 histories, 1,003 whole runs." in terminal.output
    assert len(gradebook(home / "book.csv")) == 1002


def test_the_cohort_is_exported_without_importing_textual_and_a_csv_without_xlsxwriter(
    home: Path, cohort: Path
) -> None:
    script = (
        "import sys\n"
        "from sim.cli.main import main\n"
        f"code = main(['export', 'cohort', {str(cohort)!r}, '--format', 'csv'])\n"
        "print(code, 'textual' in sys.modules, 'xlsxwriter' in sys.modules)"
    )
    ended = subprocess.run(
        [sys.executable, "-c", script],
        capture_output=True,
        text=True,
        cwd=home,
        timeout=60,
        check=True,
        env={**os.environ, "EMPTYCHAIR_HOME": str(home), "PYTHONPATH": str(PROJECT)},
    )
    assert ended.stdout.splitlines()[-1] == "0 False False"


@pytest.mark.skipif(sys.platform == "win32", reason="files cannot be limited there")
@pytest.mark.parametrize("largest", [2_000, 9_500])
def test_where_there_is_no_room_for_all_of_them_none_is_left(home: Path, cohort: Path, largest: int) -> None:
    script = (
        "import resource, signal, sys\n"
        "from sim.cli.main import main\n"
        "signal.signal(signal.SIGXFSZ, signal.SIG_IGN)\n"
        f"resource.setrlimit(resource.RLIMIT_FSIZE, ({largest}, {largest}))\n"
        f"sys.exit(main(['export', 'cohort', {str(cohort)!r}]))"
    )
    ended = subprocess.run(
        [sys.executable, "-B", "-c", script],
        capture_output=True,
        text=True,
        cwd=home,
        timeout=60,
        check=False,
        env={**os.environ, "EMPTYCHAIR_HOME": str(home), "PYTHONPATH": str(PROJECT)},
    )
    assert (ended.returncode, ended.stdout) == (1, "")
    assert "The cohort was not exported." in ended.stderr
    assert list(home.iterdir()) == []
