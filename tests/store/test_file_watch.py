from __future__ import annotations

import os
from pathlib import Path

import pytest

from sim.store.file_watch import FileWatch

MANY = 30


@pytest.fixture
def path(tmp_path: Path) -> Path:
    written = tmp_path / "story.yaml"
    written.write_text("one", "utf-8")
    return written


def looks_until_changed(watch: FileWatch) -> int | None:
    """How many looks it takes until the change is told; None where none is told."""
    return next((look for look in range(1, MANY) if watch.changed()), None)


def test_a_file_that_stays_as_it_is_is_never_told(path: Path) -> None:
    assert looks_until_changed(FileWatch(path)) is None


def test_a_save_is_told_once(path: Path) -> None:
    watch = FileWatch(path)
    path.write_text("another", "utf-8")
    assert looks_until_changed(watch) is not None
    assert looks_until_changed(watch) is None


def test_a_save_of_the_same_length_and_time_is_told(path: Path) -> None:
    if os.name == "nt":
        pytest.skip("Windows keeps no time of the change itself")
    watch = FileWatch(path)
    before = path.stat()
    path.write_text("two", "utf-8")
    os.utime(path, ns=(before.st_atime_ns, before.st_mtime_ns))
    assert looks_until_changed(watch) is not None


def test_a_file_put_in_its_place_is_told(path: Path) -> None:
    watch = FileWatch(path)
    new = path.with_suffix(".new")
    new.write_text("two", "utf-8")
    new.replace(path)
    assert looks_until_changed(watch) is not None


def test_a_file_gone_for_a_moment_is_not_told_as_gone(path: Path) -> None:
    watch = FileWatch(path)
    kept = path.rename(path.with_suffix(".bak"))
    assert not watch.changed()
    assert not watch.changed()
    kept.rename(path)
    while watch.changed():
        assert path.exists()


def test_a_file_that_stays_away_is_told_and_so_is_its_return(path: Path) -> None:
    watch = FileWatch(path)
    path.unlink()
    gone_after = looks_until_changed(watch)
    assert gone_after is not None
    path.write_text("back", "utf-8")
    back_after = looks_until_changed(watch)
    assert back_after is not None
    assert back_after < gone_after


def test_a_file_still_being_written_is_told_once_it_rests(path: Path) -> None:
    watch = FileWatch(path)
    for part in range(1, 4):
        path.write_text("x" * 100 * part, "utf-8")
        assert not watch.changed()
    assert looks_until_changed(watch) is not None


def test_a_file_that_never_rests_is_told_all_the_same(path: Path) -> None:
    watch = FileWatch(path)
    told = False
    for part in range(1, MANY):
        path.write_text("x" * 100 * part, "utf-8")
        told = told or watch.changed()
    assert told


def test_the_catalogue_beside_it_counts_too(path: Path) -> None:
    watch = FileWatch(path)
    (path.parent / "principles.yaml").write_text("format: 1\n", "utf-8")
    assert looks_until_changed(watch) is not None


def test_a_file_that_cannot_be_looked_at_counts_as_gone(tmp_path: Path) -> None:
    assert looks_until_changed(FileWatch(tmp_path / "no" / "such.yaml")) is None
    assert looks_until_changed(FileWatch(Path("a\0b"))) is None
