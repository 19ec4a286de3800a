"""`check` reads and solves only what changed, on one core or several, and says the same every time."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from benchmarks.story import story
from sim.cli.check_workers import check_by_workers
from sim.store.checking import check_file
from sim.store.kept_checks import FILE_NAME
from tests.cli.program import PROJECT, printed_json, program
from tests.cli.terminal import Terminal
from tests.endless_file import CATALOGUE, ENDLESS

MANY = 40


@pytest.fixture
def library(tmp_path: Path) -> Path:
    """Files of every sort: fine, faulty for the reader, faulty for the solver, no scenario."""
    folder = tmp_path / "library"
    folder.mkdir()
    (folder / "endless.yaml").write_text(ENDLESS, "utf-8")
    (folder / "misspelt.yaml").write_text(ENDLESS.replace("goto: done", "goto: dome"), "utf-8")
    (folder / "candid.yaml").write_text(ENDLESS.replace("value: 0", "candour: 0"), "utf-8")
    (folder / "other.yaml").write_text("- no scenario\n", "utf-8")
    return folder


@pytest.fixture
def many(library: Path) -> Path:
    """So many files that several processes pay."""
    for number in range(MANY):
        (library / f"story-{number:02}.yaml").write_bytes(story(6, seed=number))
    return library


def test_what_did_not_change_is_not_checked_again_and_says_the_same(library: Path, tmp_path: Path) -> None:
    first = program(tmp_path, "check", library)
    again = program(tmp_path, "check", library)
    assert first.returncode == again.returncode == 1
    assert first.stdout == again.stdout
    assert "endless-loop" in first.stdout
    assert "4 scenarios checked: " in first.stderr
    assert "4 scenarios checked (4 unchanged since an earlier check): " in again.stderr


def test_a_file_that_was_edited_is_checked_again(library: Path, tmp_path: Path) -> None:
    program(tmp_path, "check", library)
    (library / "endless.yaml").write_text(ENDLESS.replace("goto: ask", "goto: done"), "utf-8")
    again = program(tmp_path, "check", library)
    assert "(3 unchanged since an earlier check)" in again.stderr
    assert "[endless-loop]" not in again.stdout


def test_all_files_beside_a_catalogue_that_changed_are_checked_again(library: Path, tmp_path: Path) -> None:
    assert "unknown-principle" in program(tmp_path, "check", library).stdout
    (library / "principles.yaml").write_text(CATALOGUE, "utf-8")
    again = program(tmp_path, "check", library)
    assert "unknown-principle" not in again.stdout
    assert "unchanged" not in again.stderr
    (library / "principles.yaml").write_text(CATALOGUE.replace("principles:", "principle:"), "utf-8")
    faulty = program(tmp_path, "check", library)
    assert faulty.stdout.count(f"{library / 'principles.yaml'}:2:1: error: ") == 1
    assert program(tmp_path, "check", library).stdout == faulty.stdout


def test_another_program_checks_everything_again(library: Path, tmp_path: Path) -> None:
    program(tmp_path, "check", library)
    copy = tmp_path / "copy"
    for folder in ("sim", "scoring", "scenarios"):
        shutil.copytree(PROJECT / folder, copy / folder)
    script = "import sys; from sim.cli.main import main; sys.exit(main(sys.argv[1:]))"
    source = copy / "sim" / "engine" / "verdict.py"
    source.write_text(
        source.read_text("utf-8").replace("a run might never end", "a run may go on for ever"), "utf-8"
    )
    ended = subprocess.run(
        [sys.executable, "-c", script, "check", library],
        capture_output=True,
        text=True,
        cwd=copy,
        timeout=60,
        check=False,
        env={**os.environ, "EMPTYCHAIR_HOME": str(tmp_path), "PYTHONPATH": str(copy)},
    )
    assert "a run may go on for ever" in ended.stdout
    assert "unchanged" not in ended.stderr


@pytest.mark.parametrize("harm", ["rubbish", "folder", "file instead of its folder"])
def test_a_cache_of_no_use_changes_nothing_that_is_said(library: Path, tmp_path: Path, harm: str) -> None:
    expected = program(tmp_path, "check", library)
    cache = tmp_path / "cache" / FILE_NAME
    for path in cache.parent.iterdir():
        path.unlink()
    if harm == "rubbish":
        cache.write_bytes(b"rubbish" * 1000)
    elif harm == "folder":
        cache.mkdir()
    else:
        cache.parent.rmdir()
        cache.parent.write_bytes(b"")
    ended = program(tmp_path, "check", library)
    assert (ended.returncode, ended.stdout, ended.stderr) == (1, expected.stdout, expected.stderr)


@pytest.mark.parametrize("form", ["text", "json", "github"])
def test_every_form_is_the_same_from_kept_results(library: Path, tmp_path: Path, form: str) -> None:
    cold = program(tmp_path, "check", library, "--format", form)
    assert cold.stdout
    assert program(tmp_path, "check", library, "--format", form).stdout == cold.stdout


def test_one_process_and_two_say_the_same(many: Path, tmp_path: Path) -> None:
    printed = set()
    for processes in ("1", "2"):
        home = tmp_path / processes
        home.mkdir()
        ended = program(home, "check", many, "--jobs", processes)
        assert f"{MANY + 4} scenarios checked: " in ended.stderr
        printed.add(ended.stdout)
        findings = printed_json(program(home, "check", many, "--format", "json"))
        places = [(finding["path"], finding["line"], finding["column"]) for finding in findings]
        assert places == sorted(places)
    assert len(printed) == 1


@pytest.mark.parametrize(("files", "workers"), [(1, 2), (4, 3), (9, 2)])
def test_processes_find_what_one_alone_finds(many: Path, files: int, workers: int) -> None:
    paths = sorted(many.iterdir())[:files]
    checked = [file for file in check_by_workers(paths, workers) if file is not None]
    assert sorted(checked, key=lambda file: file.path) == [check_file(path) for path in paths]


@pytest.mark.skipif(sys.platform != "linux", reason="finds processes as Linux lists them")
def test_a_file_whose_process_is_killed_is_checked_all_the_same(many: Path) -> None:
    paths = sorted(many.iterdir())
    checked: list[Path] = []
    for file in check_by_workers(paths, 2):
        if file is None:
            continue
        if len(checked) == 3:
            for process in _children(os.getpid()):
                os.kill(process, signal.SIGKILL)
        checked.append(file.path)
    assert sorted(checked) == paths


@pytest.mark.skipif(sys.platform != "linux", reason="finds processes as Linux lists them")
def test_an_interrupted_check_ends_at_once_and_leaves_no_process(many: Path, tmp_path: Path) -> None:
    terminal = Terminal(tmp_path, "check", many, "--jobs", "2")
    deadline = time.monotonic() + 60
    while len(children := _children(terminal.process)) < 2 and time.monotonic() < deadline:
        time.sleep(0.02)
    terminal.wait_for("scenarios checked:")
    terminal.press("\x03")
    assert terminal.end() == 130
    assert "Stopped." in terminal.output
    assert "Traceback" not in terminal.output
    assert len(children) >= 2
    assert [child for child in children if _lives(child)] == []
    # What was done by then is kept, and the next check goes on from there.
    again = program(tmp_path, "check", many)
    assert "unchanged since an earlier check" in again.stderr


def _children(process: int) -> list[int]:
    """The processes that a process has started to check files."""
    found = []
    for entry in Path("/proc").iterdir():
        if entry.name.isdigit():
            try:
                parent = int((entry / "stat").read_text().rpartition(")")[2].split()[1])
                command = (entry / "cmdline").read_bytes()
            except OSError:
                continue
            if parent == process and b"spawn_main" in command:
                found.append(int(entry.name))
    return found


def _lives(process: int) -> bool:
    try:
        return Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except OSError:
        return False
