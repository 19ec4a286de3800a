from __future__ import annotations

import sqlite3
from dataclasses import replace
from pathlib import Path

import pytest

from sim.engine.walk import Record
from sim.store.error import StoreError
from sim.store.loading import Loaded
from sim.store.session import Session
from sim.store.settings import Coaching, Settings
from sim.store.store import Store


def begun(store: Store, scenario: str = "quiet", record: Record | None = None) -> int:
    return store.begin(
        scenario, "abc", Path("/quiet.yaml"), 7, Coaching.AFTER, record or Record(("one",), (2,))
    )


def test_a_run_comes_back_as_it_was_kept(store: Store) -> None:
    run = begun(store)
    store.add_choices(run, 1, ("two",), [])
    store.add_choices(run, 2, ("three",), [0, 1])
    kept = store.run(run)
    assert kept is not None
    assert kept.record == Record(("one", "two", "three"), (2, 0, 1))
    assert (kept.scenario, kept.hash, kept.seed, kept.coaching) == ("quiet", "abc", 7, Coaching.AFTER)
    assert kept.result is None


def test_a_choice_is_on_disk_before_the_call_returns(store: Store, tmp_path: Path) -> None:
    run = begun(store)
    store.add_choices(run, 1, ("two",), [])
    with sqlite3.connect(tmp_path / "history.sqlite3") as other:
        assert other.execute("SELECT choice FROM choice ORDER BY number").fetchall() == [("one",), ("two",)]


def test_two_programs_may_use_one_history(store: Store, tmp_path: Path) -> None:
    other = Store.open(tmp_path / "history.sqlite3")
    mine, theirs = begun(store, "mine"), begun(other, "theirs")
    store.add_choices(mine, 1, ("two",), [])
    other.add_choices(theirs, 1, ("two",), [])
    assert {run.scenario for run in store.under_way()} == {"mine", "theirs"}
    other.close()


def test_a_discarded_run_is_gone_with_its_choices(store: Store, tmp_path: Path) -> None:
    run = begun(store)
    store.discard(run)
    assert store.run(run) is None
    with sqlite3.connect(tmp_path / "history.sqlite3") as other:
        assert other.execute("SELECT COUNT(*) FROM choice").fetchone() == (0,)


def test_all_runs_come_the_latest_first(loaded: Loaded, store: Store) -> None:
    assert store.runs() == ()
    left = begun(store)
    session = Session.begin(loaded, store, Coaching.AFTER, seed=1)
    session.choose("ask-her-voice")
    session.choose("call-together")
    latest = begun(store, "other")
    store.add_choices(left, 1, ("two",), [])
    runs = store.runs()
    assert [run.scenario for run in runs] == ["quiet", "other", "customer-went-quiet"]
    assert [run.id for run in runs][:2] == [left, latest]
    assert [run.result is None for run in runs] == [True, True, False]


def test_a_forgotten_scenario_is_gone_with_its_choices_and_the_others_stay(
    store: Store, tmp_path: Path
) -> None:
    begun(store), begun(store)
    other = begun(store, "other")
    assert store.forget_scenario("quiet") == 2
    assert store.forget_scenario("quiet") == 0
    assert [run.id for run in store.runs()] == [other]
    with sqlite3.connect(tmp_path / "history.sqlite3") as connection:
        assert connection.execute("SELECT DISTINCT run FROM choice").fetchall() == [(other,)]


def test_forgetting_all_keeps_the_settings(store: Store, tmp_path: Path) -> None:
    wished = replace(Settings(), coaching=Coaching.AT_ONCE)
    store.keep_settings(wished)
    begun(store), begun(store, "other")
    assert store.forget_all() == 2
    assert store.forget_all() == 0
    assert store.runs() == ()
    assert store.settings() == wished
    with sqlite3.connect(tmp_path / "history.sqlite3") as connection:
        assert connection.execute("SELECT COUNT(*) FROM choice").fetchone() == (0,)


def test_what_was_forgotten_leaves_no_bytes_in_the_file(store: Store, tmp_path: Path) -> None:
    path = tmp_path / "history.sqlite3"
    for number in range(50):
        begun(store, "other" if number % 2 else "quiet", Record(("told-nobody",) * 20))
    store.close()
    assert b"told-nobody" in path.read_bytes()
    again = Store.open(path)
    assert again.forget_scenario("quiet") == again.forget_all() == 25
    again.close()
    assert [file.name for file in tmp_path.iterdir()] == ["history.sqlite3"]
    assert b"told-nobody" not in path.read_bytes()


def test_settings_are_kept_and_have_defaults(store: Store, tmp_path: Path) -> None:
    assert store.settings() == Settings()
    wished = replace(Settings(), theme="textual-light", coaching=Coaching.AT_ONCE, animation=False)
    store.keep_settings(wished)
    again = Store.open(tmp_path / "history.sqlite3")
    assert again.settings() == wished
    again.close()


def test_a_setting_that_no_version_knows_falls_back_to_its_default(store: Store, tmp_path: Path) -> None:
    store.keep_settings(Settings())
    with sqlite3.connect(tmp_path / "history.sqlite3") as other:
        other.execute("UPDATE setting SET value = 'shouting' WHERE name = 'coaching'")
    assert store.settings().coaching is Coaching.AFTER


def test_a_history_of_a_newer_version_is_refused_and_left_alone(tmp_path: Path) -> None:
    path = tmp_path / "history.sqlite3"
    Store.open(path).close()
    with sqlite3.connect(path) as other:
        other.execute("PRAGMA user_version = 99")
    with pytest.raises(StoreError, match="newer version"):
        Store.open(path)
    with sqlite3.connect(path) as other:
        assert other.execute("PRAGMA user_version").fetchone() == (99,)


def test_what_is_no_history_is_refused_and_left_alone(tmp_path: Path) -> None:
    path = tmp_path / "history.sqlite3"
    path.write_bytes(b"A diary, by hand.\n" * 100)
    with pytest.raises(StoreError) as raised:
        Store.open(path)
    assert "EMPTYCHAIR_HOME" in (raised.value.hint or "")
    assert path.read_bytes() == b"A diary, by hand.\n" * 100


def test_a_folder_that_cannot_be_made_is_a_clear_error(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("no folder")
    with pytest.raises(StoreError):
        Store.open(tmp_path / "file" / "history.sqlite3")


def test_a_failing_disk_is_an_error_and_loses_nothing_that_was_kept(store: Store, tmp_path: Path) -> None:
    run = begun(store)
    blocking = sqlite3.connect(tmp_path / "history.sqlite3", isolation_level=None)
    store._connection.execute("PRAGMA busy_timeout = 10")
    blocking.execute("BEGIN IMMEDIATE")
    with pytest.raises(StoreError, match="not kept"):
        store.add_choices(run, 1, ("two",), [])
    blocking.execute("ROLLBACK")
    blocking.close()
    store.add_choices(run, 1, ("two",), [])
    kept = store.run(run)
    assert kept is not None
    assert kept.record.choices == ("one", "two")
