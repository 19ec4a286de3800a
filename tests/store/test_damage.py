"""What the history does when its file or its disk lets it down, with real files and real limits."""

from __future__ import annotations

import os
import shutil
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path
from threading import Thread

import pytest

from sim.engine.walk import Record
from sim.store.error import StoreError
from sim.store.settings import Coaching
from sim.store.store import Store
from tests.cli.program import PROJECT, program

PAGE = 4096
PLAY: list[str | Path] = [
    sys.executable,
    "-B",
    PROJECT / "play.py",
    "play",
    "first-call",
    "--plain",
    "--seed",
    "1",
]
AS_ROOT = hasattr(os, "geteuid") and os.geteuid() == 0
needs_permissions = pytest.mark.skipif(
    AS_ROOT or sys.platform == "win32", reason="permissions do not bind whoever runs this"
)


def begun(store: Store, length: int = 10) -> int:
    return store.begin(
        "quiet", "abc", Path("/quiet.yaml"), 7, Coaching.AFTER, Record(tuple("x" * 50 for _ in range(length)))
    )


@pytest.fixture
def full(tmp_path: Path) -> Path:
    """A history of many pages."""
    path = tmp_path / "history.sqlite3"
    store = Store.open(path)
    for _ in range(100):
        begun(store)
    store.close()
    assert path.stat().st_size > 15 * PAGE
    return path


def overwritten(path: Path, start: int, length: int) -> bytes:
    """Turn every bit of a part of a file; returns what the file is now."""
    content = bytearray(path.read_bytes())
    content[start : start + length] = bytes(255 - byte for byte in content[start : start + length])
    path.write_bytes(content)
    return bytes(content)


def test_a_history_with_a_damaged_page_is_refused_and_left_alone(full: Path) -> None:
    size = full.stat().st_size
    for page in range(1, size // PAGE):
        whole = full.read_bytes()
        damaged = overwritten(full, page * PAGE, 200)
        with pytest.raises(StoreError) as raised:
            Store.open(full)
        assert str(full) in raised.value.message
        assert raised.value.hint is not None
        assert full.read_bytes() == damaged
        full.write_bytes(whole)
    store = Store.open(full)
    assert len(store.runs()) == 100
    store.close()


def test_damage_that_is_looked_for_later_is_found_before_anything_is_written(full: Path) -> None:
    size = full.stat().st_size
    whole = full.read_bytes()
    for page in range(1, size // PAGE):
        damaged = overwritten(full, page * PAGE, 200)
        try:
            store = Store.open(full, whole=False)
        except StoreError:  # the page is one that opening needs
            continue
        assert not store.checked
        with pytest.raises(StoreError, match="is damaged") as raised:
            begun(store)
        for attempt in (store.check, store.runs, lambda store=store: store.discard(1)):
            with pytest.raises(StoreError) as again:
                attempt()
            assert again.value is raised.value
        store.close()
        assert full.read_bytes() == damaged
        full.write_bytes(whole)
    store = Store.open(full, whole=False)
    assert not store.checked
    begun(store)
    assert store.checked
    assert len(store.runs()) == 101
    store.close()


def test_a_new_history_and_an_older_one_are_looked_through_before_their_tables_are_made(
    tmp_path: Path,
) -> None:
    path = tmp_path / "new.sqlite3"
    store = Store.open(path, whole=False)
    assert store.checked
    store.close()
    with closing(sqlite3.connect(path)) as other:
        other.execute("PRAGMA journal_mode = DELETE")
    store = Store.open(path, whole=False)
    assert store.checked
    store.close()


def test_others_read_and_write_while_a_history_is_looked_through(full: Path) -> None:
    first, second = Store.open(full, whole=False), Store.open(full, whole=False)
    begun(first)
    looking = Thread(target=second.check)
    looking.start()
    begun(first)
    assert len(second.runs()) in {101, 102}
    looking.join()
    begun(second)
    assert len(first.runs()) == 103
    first.close()
    second.close()


def test_a_history_cut_short_is_refused_and_left_alone(full: Path) -> None:
    whole = full.read_bytes()
    for length in (50, PAGE, 3 * PAGE, len(whole) // 2, len(whole) // 2 + 7, len(whole) - PAGE):
        full.write_bytes(whole[:length])
        with pytest.raises(StoreError, match="is damaged"):
            Store.open(full)
        assert full.read_bytes() == whole[:length]


def test_a_history_whose_tables_have_names_of_no_letters_is_refused(full: Path) -> None:
    damaged = full.read_bytes().replace(b"principle_at_stake", b"\xff\xfe" * 9)
    full.write_bytes(damaged)
    with pytest.raises(StoreError):
        Store.open(full)
    assert full.read_bytes() == damaged


def test_damage_met_while_reading_and_writing_is_an_error_and_the_rest_is_still_there(full: Path) -> None:
    store = Store.open(full)
    (page,) = store._connection.execute("SELECT rootpage FROM sqlite_master WHERE name = 'choice'").fetchone()
    damaged = overwritten(full, (page - 1) * PAGE, 200)
    store._connection.execute("PRAGMA shrink_memory")  # forget the pages that were read already
    with pytest.raises(StoreError, match="could not be read"):
        store.runs()
    with pytest.raises(StoreError, match="not kept"):
        begun(store)
    assert store.settings().theme
    assert store.best_conducts() == {}
    store.close()
    assert full.read_bytes() == damaged


@pytest.mark.parametrize(
    "damage",
    [
        "UPDATE choice SET draws = '[1, 2' WHERE run = 50 AND number = 3",
        "UPDATE choice SET draws = '7' WHERE run = 50 AND number = 3",
        "UPDATE choice SET draws = '[1.5]' WHERE run = 50 AND number = 3",
        "UPDATE choice SET choice = x'ff00' WHERE run = 50 AND number = 3",
        "DELETE FROM choice WHERE run = 50 AND number = 3",
        "UPDATE run SET coaching = 'shouting' WHERE id = 50",
        "UPDATE run SET path = x'ff00' WHERE id = 50",
        "UPDATE run SET scenario = CAST(x'ff00' AS TEXT) WHERE id = 50",
        "UPDATE run SET seed = 'seven' WHERE id = 50",
        "UPDATE run SET changed = 'today' WHERE id = 50",
        "UPDATE run SET begun = 1e300 WHERE id = 50",
        "UPDATE run SET ending = 'won', kind = 'unheard-of', worth = 1, total = 1 WHERE id = 50",
        "UPDATE run SET ending = 'won', kind = 'success' WHERE id = 50",
        "UPDATE run SET ending = 'won', kind = 'success', worth = 1, total = 1, luck = 'bad' WHERE id = 50",
        "UPDATE run SET ending = 'won', kind = 'success', worth = 1, total = 1, luck = 9e999 WHERE id = 50",
    ],
)
def test_a_run_of_which_nothing_can_be_made_is_left_out_and_the_rest_is_read(full: Path, damage: str) -> None:
    store = Store.open(full)
    with closing(sqlite3.connect(full)) as other:
        other.execute(damage)
        other.commit()
    runs = store.runs()
    assert {run.id for run in runs} == set(range(1, 101)) - {50}
    assert runs.left_out == (50,)
    assert {len(run.record.choices) for run in runs} == {10}
    assert store.under_way().left_out + store.finished().left_out == (50,)
    assert store.run(49) is not None
    with pytest.raises(StoreError, match="could not be read"):
        store.run(50)
    store.close()
    with closing(sqlite3.connect(full)) as other:
        assert other.execute("SELECT COUNT(*) FROM run").fetchone() == (100,)


def test_play_goes_on_beside_a_damaged_history(full: Path, example: Path, tmp_path: Path) -> None:
    damaged = overwritten(full, full.stat().st_size // 2, 3000)
    ended = program(tmp_path, "play", example, "--plain", answers=["1", "1", "leave"])
    assert ended.returncode == 0, ended.stderr
    assert f"{full} is damaged" in ended.stdout
    assert "Conduct: 100 (how you decided)" in ended.stdout
    assert full.read_bytes() == damaged


def test_a_full_disk_loses_nothing_that_was_kept_and_room_is_used_when_there_is_some(full: Path) -> None:
    store = Store.open(full)
    (pages,) = store._connection.execute("PRAGMA page_count").fetchone()
    store._connection.execute(f"PRAGMA max_page_count = {pages + 2}")
    before = len(store.runs())
    kept = 0
    with pytest.raises(StoreError, match="full"):
        while True:
            begun(store, length=100)
            kept += 1
    assert len(store.runs()) == before + kept
    assert {len(run.record.choices) for run in store.runs()} <= {10, 100}
    store._connection.execute("PRAGMA max_page_count = 100000")
    begun(store, length=100)
    store.close()
    again = Store.open(full)
    assert len(again.runs()) == before + kept + 1
    again.close()


@pytest.mark.skipif(sys.platform == "win32", reason="there is no such limit")
@pytest.mark.parametrize("kilobytes", [0, 33, 45, 60])
def test_play_goes_on_when_a_file_may_not_grow(full: Path, tmp_path: Path, kilobytes: int) -> None:
    ended = subprocess.run(
        ["bash", "-c", f'ulimit -f {kilobytes}; exec "$@"', "bash", *PLAY],
        input="1\n" * 20 + "leave\n",
        capture_output=True,
        text=True,
        encoding="utf-8",
        cwd=tmp_path,
        timeout=60,
        check=False,
        env={**os.environ, "EMPTYCHAIR_HOME": str(tmp_path), "PYTHONUTF8": "1"},
    )
    assert ended.returncode == 0, ended.stderr
    assert "Traceback" not in ended.stderr
    assert "The history cannot be used." in ended.stdout
    assert "Conduct: " in ended.stdout
    store = Store.open(full)
    assert len([run for run in store.runs() if run.scenario == "quiet"]) == 100
    store.close()


def test_play_goes_on_beside_a_run_that_cannot_be_read(full: Path, example: Path, tmp_path: Path) -> None:
    with closing(sqlite3.connect(full)) as other:
        other.execute("UPDATE choice SET draws = '[1, 2' WHERE run = 50 AND number = 3")
        other.commit()
    ended = program(tmp_path, "play", example, "--plain", answers=["1", "1", "leave"])
    assert ended.returncode == 0, ended.stderr
    assert "The history cannot be used" not in ended.stdout
    assert "Not every run can be read: 1 run is left out: 50." in ended.stdout
    assert "Conduct: 100 (how you decided)" in ended.stdout
    store = Store.open(full)
    assert len(store.finished("customer-went-quiet")) == 1
    store.close()


@needs_permissions
def test_a_history_that_may_only_be_read_is_refused_and_play_goes_on(
    full: Path, example: Path, tmp_path: Path
) -> None:
    before = full.read_bytes()
    full.chmod(0o444)
    with pytest.raises(StoreError, match="readonly"):
        Store.open(full)
    ended = program(tmp_path, "play", example, "--plain", answers=["1", "1", "leave"])
    assert ended.returncode == 0
    assert "The history cannot be used." in ended.stdout
    assert "Conduct: 100 (how you decided)" in ended.stdout
    assert full.read_bytes() == before


@needs_permissions
@pytest.mark.parametrize("there", [True, False])
def test_a_folder_that_may_only_be_read_is_refused_and_play_goes_on(
    full: Path, example: Path, tmp_path: Path, there: bool
) -> None:
    folder = tmp_path / "home"
    folder.mkdir()
    if there:
        shutil.copy(full, folder / "history.sqlite3")
    folder.chmod(0o555)
    try:
        ended = program(
            tmp_path, "play", example, "--plain", answers=["1", "1", "leave"], EMPTYCHAIR_HOME=str(folder)
        )
    finally:
        folder.chmod(0o755)
    assert ended.returncode == 0, ended.stderr
    assert "The history cannot be used." in ended.stdout
    assert "Conduct: 100 (how you decided)" in ended.stdout
