from __future__ import annotations

import os
import shutil
import sqlite3
import sys
from contextlib import closing
from pathlib import Path

import pytest

from sim.store.cohort import read_cohort, read_history
from sim.store.foreign_history import NotRead
from sim.store.loading import Loaded
from tests.store.foreign import BEST, WORST, everything_in, play

DATA = Path(__file__).parent / "data"


def changed(path: Path, *statements: str) -> Path:
    """The file as another program would have changed it."""
    with closing(sqlite3.connect(path)) as connection:
        for statement in statements:
            connection.execute(statement)
        connection.commit()
        connection.execute("PRAGMA journal_mode = DELETE")
    return path


@pytest.fixture
def ann(tmp_path: Path, loaded: Loaded) -> Path:
    return play(tmp_path / "ann" / "history.sqlite3", loaded, WORST, BEST)


def refused(path: Path) -> NotRead:
    with pytest.raises(NotRead) as raised:
        read_history(path)
    return raised.value


def test_a_history_is_read_with_its_decisions_the_first_run_first(ann: Path) -> None:
    history = read_history(ann)
    assert [run.kept.record.choices for run in history.runs] == [WORST, BEST]
    assert [run.kept.result.conduct for run in history.runs if run.kept.result] == [0.0, 100.0]
    assert [decision.state for decision in history.runs[0].decisions] == ["monday-review", "marcus-admits"]
    assert history.runs[1].decisions[0].best == ("ask-her-voice",)
    assert "email-is-our-story" in history.runs[1].decisions[0].at_stake.insights
    assert history.left_out == 0


def test_reading_changes_neither_the_file_nor_what_lies_beside_it(ann: Path) -> None:
    before, folder = everything_in(ann.parent), ann.parent.stat().st_mtime_ns
    read_history(ann)
    assert everything_in(ann.parent) == before
    assert list(before) == ["history.sqlite3"]
    assert ann.parent.stat().st_mtime_ns == folder


def test_what_stands_in_a_log_beside_the_file_is_read_too_and_left_there(
    tmp_path: Path, loaded: Loaded, ann: Path
) -> None:
    copies = tmp_path / "collected"
    copies.mkdir()
    with closing(sqlite3.connect(ann)) as writing:
        writing.execute("PRAGMA wal_autocheckpoint = 0")
        writing.execute("UPDATE run SET scenario = 'renamed' WHERE id = 1")
        writing.commit()
        for name in ("history.sqlite3", "history.sqlite3-wal"):
            shutil.copy(ann.with_name(name), copies)
    before = everything_in(copies)
    assert b"renamed" not in (before["history.sqlite3"] or b"")
    history = read_history(copies / "history.sqlite3")
    assert [run.kept.scenario for run in history.runs] == ["renamed", loaded.scenario.id]
    assert everything_in(copies) == before


def test_a_file_behind_a_link_is_read_with_the_log_that_lies_beside_the_file(
    tmp_path: Path, ann: Path
) -> None:
    link = tmp_path / "link.sqlite3"
    link.symlink_to(ann)
    with closing(sqlite3.connect(ann)) as writing:
        writing.execute("PRAGMA wal_autocheckpoint = 0")
        writing.execute("UPDATE run SET scenario = 'renamed' WHERE id = 1")
        writing.commit()
        assert read_history(link).runs[0].kept.scenario == "renamed"


@pytest.mark.parametrize(("version", "decisions"), [(1, 0), (2, 2)])
def test_an_older_history_is_read_and_stays_as_old_as_it_is(
    tmp_path: Path, version: int, decisions: int
) -> None:
    path = tmp_path / "old.sqlite3"
    with closing(sqlite3.connect(path)) as connection:
        connection.executescript((DATA / f"history-version-{version}.sql").read_text("utf-8"))
    before = path.read_bytes()
    finished, under_way = read_history(path).runs
    assert (finished.whole, len(finished.decisions)) == (True, decisions)
    assert (under_way.whole, under_way.kept.result) == (False, None)
    assert path.read_bytes() == before


@pytest.mark.skipif(sys.platform == "win32", reason="folders are protected in another way")
def test_a_history_in_a_folder_that_may_not_be_written_to_is_read(ann: Path) -> None:
    ann.chmod(0o400)
    ann.parent.chmod(0o500)
    try:
        assert len(read_history(ann).runs) == 2
        assert list(everything_in(ann.parent)) == ["history.sqlite3"]
    finally:
        ann.parent.chmod(0o700)


def test_a_name_with_signs_that_mean_something_in_an_address_is_read(tmp_path: Path, ann: Path) -> None:
    odd = Path(shutil.copy(ann, tmp_path / "a?mode=rwc&b#c%20d é.sqlite3"))
    assert len(read_history(odd).runs) == 2
    assert sorted(path.name for path in tmp_path.iterdir()) == [odd.name, "ann"]


@pytest.mark.parametrize(
    ("content", "reason", "foreign"),
    [
        (b"", "is empty; it may not have been copied to its end", False),
        (b"Dear diary", "is no history", True),
        (b"SQLite format 3\0" + b"\xff" * 5000, "cannot be read, it may be damaged", False),
    ],
)
def test_a_file_that_is_no_database_is_refused(
    tmp_path: Path, content: bytes, reason: str, foreign: bool
) -> None:
    path = tmp_path / "odd.sqlite3"
    path.write_bytes(content)
    error = refused(path)
    assert error.reason.startswith(reason)
    assert error.foreign is foreign
    assert everything_in(tmp_path) == {"odd.sqlite3": content}


def test_a_damaged_history_is_refused(ann: Path) -> None:
    content = bytearray(ann.read_bytes())
    content[4096:4196] = bytes(255 - byte for byte in content[4096:4196])
    ann.write_bytes(content)
    error = refused(ann)
    assert "damaged" in error.reason
    assert not error.foreign


def test_a_history_cut_short_is_refused(ann: Path) -> None:
    ann.write_bytes(ann.read_bytes()[:-8192])
    assert "damaged" in refused(ann).reason


def test_a_newer_history_is_refused(ann: Path) -> None:
    error = refused(changed(ann, "PRAGMA user_version = 99"))
    assert error.reason == "was written by a newer version of Empty Chair; update this one"
    assert not error.foreign


@pytest.mark.parametrize(
    "statements",
    [
        ["CREATE TABLE recipe (name TEXT)"],
        ["CREATE TABLE recipe (name TEXT)", "PRAGMA user_version = 3"],
        ["PRAGMA user_version = 3", "VACUUM"],
    ],
)
def test_the_database_of_another_program_is_told_from_a_history(
    tmp_path: Path, statements: list[str]
) -> None:
    assert refused(changed(tmp_path / "recipes.sqlite3", *statements)).foreign


@pytest.mark.parametrize(
    "statements",
    [
        [
            "DROP TABLE decision",
            "CREATE VIEW decision AS WITH RECURSIVE t (n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM t) "
            "SELECT n AS run, n AS number, '' AS state, '' AS choice, 0 AS regret, 0 AS stake, 0 AS points, "
            "'' AS label, '' AS best FROM t",
        ],
        ["CREATE TRIGGER made AFTER DELETE ON run BEGIN SELECT 1; END"],
        ["CREATE VIRTUAL TABLE odd USING fts5 (words)"],
    ],
)
def test_what_no_history_holds_is_refused_before_it_can_do_anything(ann: Path, statements: list[str]) -> None:
    assert refused(changed(ann, *statements)).reason == "belongs to another program"


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="there are no pipes with names")
def test_what_is_no_regular_file_is_refused_and_not_waited_for(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.sqlite3")
    assert refused(tmp_path / "pipe.sqlite3").reason == "is no file that could be read"


def test_a_file_that_is_not_there_is_refused(tmp_path: Path) -> None:
    assert refused(tmp_path / "gone.sqlite3").reason == "cannot be read (No such file or directory)"
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE run SET kind = 'glory' WHERE id = 1",
        "UPDATE run SET conduct = 1e300 WHERE id = 1",
        "UPDATE run SET conduct = -5 WHERE id = 1",
        "UPDATE run SET scenario = x'ff00' WHERE id = 1",
        "UPDATE run SET scenario = '' WHERE id = 1",
        "UPDATE run SET changed = 'soon' WHERE id = 1",
        f"UPDATE run SET scenario = '{'x' * 5000}' WHERE id = 1",
        "UPDATE decision SET points = -1 WHERE run = 1",
        "UPDATE decision SET label = 'fine' WHERE run = 1",
        "UPDATE decision SET best = '{' WHERE run = 1",
        f"UPDATE decision SET best = '{'[' * 100_000}' WHERE run = 1",
        "UPDATE principle_at_stake SET reachable = 0 WHERE run = 1",
        "UPDATE principle_at_stake SET reached = 9 WHERE run = 1",
        "UPDATE insight_at_stake SET insight = '' WHERE run = 1",
        "UPDATE choice SET draws = 'x' WHERE run = 1",
    ],
)
def test_a_row_that_means_nothing_leaves_out_its_run_alone(ann: Path, statement: str) -> None:
    history = read_history(changed(ann, statement))
    assert [run.kept.id for run in history.runs] == [2]
    assert history.left_out == 1


def test_a_file_that_fails_leaves_the_others(tmp_path: Path, ann: Path) -> None:
    (tmp_path / "odd.sqlite3").write_bytes(b"odd")
    heard: list[int] = []
    read = read_cohort([tmp_path / "odd.sqlite3", ann, tmp_path / "gone.sqlite3"], heard.append)
    assert [history.path for history in read.histories] == [ann]
    assert [one.path.name for one in read.left_out] == ["odd.sqlite3", "gone.sqlite3"]
    assert heard == [1, 2, 3]
