"""Whatever lies in a folder, `check` says what is wrong with it and does no harm."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import pytest

from tests.cli.program import printed_json, program
from tests.endless_file import ENDLESS


def codes(home: Path, *paths: str | Path) -> list[tuple[str, str]]:
    """The names of the files and the codes, as the JSON has them."""
    ended = program(home, "check", *paths, "--format", "json")
    assert ended.stderr == ""
    return [(Path(finding["path"]).name, finding["code"]) for finding in printed_json(ended)]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    path = tmp_path / "folder"
    path.mkdir()
    return path


def test_a_file_of_4_mb_is_too_large(folder: Path, tmp_path: Path) -> None:
    (folder / "large.yaml").write_bytes(ENDLESS.encode() + b"# more\n" * 600_000)
    assert codes(tmp_path, folder) == [("large.yaml", "too-large")]


def test_thousands_of_files_that_are_no_scenarios(folder: Path, tmp_path: Path) -> None:
    for number in range(3000):
        (folder / f"{number:04}.yaml").write_text(f"- {number}\n", "utf-8")
    (folder / "1500.yaml").write_text(ENDLESS, "utf-8")
    found = codes(tmp_path, folder)
    assert [name for name, _ in found] == sorted(name for name, _ in found)
    assert {name for name, _ in found} == {f"{number:04}.yaml" for number in range(3000)}
    assert ("1500.yaml", "endless-loop") in found
    assert codes(tmp_path, folder) == found


def test_thousands_of_faults_in_one_file(folder: Path, tmp_path: Path) -> None:
    unknown = "".join(f"key-{number}: 1\n" for number in range(5000))
    (folder / "many.yaml").write_text(ENDLESS + unknown, "utf-8")
    ended = program(tmp_path, "check", folder)
    assert ended.returncode == 1
    assert ended.stdout.count("[unknown-key]") == 5000
    assert "5,000 errors" in ended.stderr


@pytest.mark.skipif(sys.platform == "win32", reason="needs links and pipes")
def test_links_that_go_round_pipes_and_folders_with_a_scenarios_name(folder: Path, tmp_path: Path) -> None:
    (folder / "round.yaml").symlink_to("round.yaml")
    (folder / "up").symlink_to(folder)
    (folder / "nowhere.yaml").symlink_to("no-such-file")
    (folder / "dir.yaml").mkdir()
    (folder / "dir.yaml" / "inside.yaml").write_text(ENDLESS, "utf-8")
    os.mkfifo(folder / "pipe.yaml")
    found = codes(tmp_path, folder)
    assert [entry for entry in found if entry[1] == "unreadable"] == [
        ("nowhere.yaml", "unreadable"),
        ("pipe.yaml", "unreadable"),
        ("round.yaml", "unreadable"),
    ]
    assert {name for name, code in found if code == "endless-loop"} == {"inside.yaml"}


@pytest.mark.skipif(sys.platform == "win32" or os.geteuid() == 0, reason="nothing is closed to this user")
def test_what_may_not_be_read_is_told_and_the_rest_is_checked(folder: Path, tmp_path: Path) -> None:
    (folder / "endless.yaml").write_text(ENDLESS, "utf-8")
    closed = folder / "closed"
    closed.mkdir()
    (folder / "mine.yaml").write_text(ENDLESS, "utf-8")
    closed.chmod(0)
    (folder / "mine.yaml").chmod(0)
    try:
        found = codes(tmp_path, folder)
    finally:
        closed.chmod(0o700)
    assert {("closed", "unreadable"), ("mine.yaml", "unreadable"), ("endless.yaml", "endless-loop")} <= set(
        found
    )


def test_a_file_named_in_several_ways_is_checked_once(folder: Path, tmp_path: Path) -> None:
    path = folder / "endless.yaml"
    path.write_text(ENDLESS, "utf-8")
    names = (path, folder, f"{folder}/../folder/endless.yaml", "folder/endless.yaml", "./folder/endless.yaml")
    ended = program(tmp_path, "check", *names)
    assert "1 scenario checked: " in ended.stderr
    assert ended.stdout.count("[endless-loop]") == 1
    assert ended.stdout.startswith(f"{path}:")


@pytest.mark.skipif(sys.platform == "win32", reason="such names cannot be given there")
@pytest.mark.parametrize("form", ["text", "json", "github"])
def test_names_that_a_terminal_would_obey_are_written_out(folder: Path, tmp_path: Path, form: str) -> None:
    names = [b"two\nlines.yaml", b"\x1b[2Jclear.yaml", b"latin-\xe9.yaml", b"a,b%:c.yaml", b"-x.yaml"]
    for name in names:
        Path(os.fsdecode(os.fsencode(folder) + b"/" + name)).write_text(ENDLESS, "utf-8")
    ended = program(tmp_path, "check", folder, "--format", form)
    assert ended.returncode == 1
    assert "Traceback" not in ended.stderr
    assert ended.stdout.count("endless-loop") == len(names)
    assert "\x1b" not in ended.stdout
    again = program(tmp_path, "check", folder, "--format", form)
    assert again.stdout == ended.stdout
    if form == "github":
        annotations = [line for line in ended.stdout.splitlines() if "title=endless-loop" in line]
        assert len(annotations) == len(names)
        assert all(line.startswith("::error file=") for line in annotations)


def test_a_terminal_of_few_characters_gets_what_it_can_show(folder: Path, tmp_path: Path) -> None:
    (folder / "endless.yaml").write_text(
        ENDLESS.replace("id: again, text: Again", "id: again, text: Ägäin…"), "utf-8"
    )
    ended = program(tmp_path, "check", folder, PYTHONUTF8="0", PYTHONIOENCODING="ascii")
    assert ended.returncode == 1
    assert "endless-loop" in ended.stdout
    assert "Traceback" not in ended.stderr


@pytest.mark.parametrize("jobs", ["0", "62", "-1", "two", "9" * 30])
def test_a_number_of_processes_that_cannot_be_is_wrong_usage(tmp_path: Path, jobs: str) -> None:
    ended = program(tmp_path, "check", "--jobs", jobs)
    assert ended.returncode == 2
    assert "--jobs" in ended.stderr


def test_an_empty_library_of_ones_own_is_no_fault(folder: Path, tmp_path: Path) -> None:
    assert program(tmp_path, "check", "--library", folder).returncode == 0
