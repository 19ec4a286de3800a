from __future__ import annotations

import sys
from pathlib import Path

import pytest

from sim.store import cohort_files as module
from sim.store.cohort_files import cohort_files


def made(folder: Path, *names: str) -> None:
    for name in names:
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(b"")


def names_in(folder: Path, *places: Path) -> list[str]:
    return [path.relative_to(folder).as_posix() for path in cohort_files(places).paths]


def test_a_folder_is_searched_at_any_depth_in_order_and_hidden_ones_are_not(tmp_path: Path) -> None:
    made(tmp_path, "b.sqlite3", "a/x/history.SQLITE3", "a/notes.txt", ".hidden/c.sqlite3", "a/._b.sqlite3")
    assert names_in(tmp_path, tmp_path) == ["b.sqlite3", "a/x/history.SQLITE3"]


def test_a_file_counts_once_however_often_and_by_whatever_way_it_is_named(tmp_path: Path) -> None:
    made(tmp_path, "a/ann.sqlite3")
    file = tmp_path / "a" / "ann.sqlite3"
    assert names_in(
        tmp_path, file, tmp_path / "a", tmp_path / "a" / ".." / "a" / "ann.sqlite3", tmp_path
    ) == ["a/ann.sqlite3"]
    assert cohort_files([tmp_path, file]).named == {file}


def test_a_file_named_itself_may_end_in_anything_and_need_not_be_there(tmp_path: Path) -> None:
    made(tmp_path, "ann.db")
    places = [tmp_path / "ann.db", tmp_path / "gone"]
    assert cohort_files(places).paths == tuple(places)


@pytest.mark.skipif(sys.platform == "win32", reason="links need a permission there")
def test_links_that_lead_in_a_circle_are_harmless_and_a_linked_file_counts_once(tmp_path: Path) -> None:
    made(tmp_path, "a/ann.sqlite3")
    (tmp_path / "a" / "up").symlink_to(tmp_path, target_is_directory=True)
    (tmp_path / "a" / "self.sqlite3").symlink_to("self.sqlite3")
    (tmp_path / "b.sqlite3").symlink_to(tmp_path / "a" / "ann.sqlite3")
    assert names_in(tmp_path, tmp_path) == ["b.sqlite3", "a/self.sqlite3"]


def test_folders_too_deep_are_not_looked_into(tmp_path: Path) -> None:
    made(tmp_path, "/".join(["d"] * 16) + "/near.sqlite3", "/".join(["d"] * 17) + "/far.sqlite3")
    assert [path.name for path in cohort_files([tmp_path]).paths] == ["near.sqlite3"]


def test_more_files_than_a_cohort_has_are_left_with_a_word(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "MOST", 3)
    made(tmp_path, *(f"{number}.sqlite3" for number in range(5)))
    found = cohort_files([tmp_path])
    assert len(found.paths) == 3
    assert [one.reason for one in found.left_out] == ["holds over 3 files; the rest was left"]
