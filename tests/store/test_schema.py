from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path
from threading import Barrier, Thread

import pytest

from sim.engine.walk import Record
from sim.scenario.model import EndingKind
from sim.store.error import StoreError
from sim.store.schema import VERSIONS
from sim.store.settings import Coaching
from sim.store.store import Store

DATA = Path(__file__).parent / "data"


@pytest.fixture(params=range(1, len(VERSIONS)))
def old(request: pytest.FixtureRequest, tmp_path: Path) -> Path:
    """A history of each older version."""
    path = tmp_path / "history.sqlite3"
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("PRAGMA journal_mode = WAL")
        connection.executescript((DATA / f"history-version-{request.param}.sql").read_text("utf-8"))
    return path


def tables(path: Path) -> list[tuple[str, str, str | None]]:
    with closing(sqlite3.connect(path)) as connection:
        return connection.execute("SELECT type, name, sql FROM sqlite_master ORDER BY name").fetchall()


def version(path: Path) -> int:
    with closing(sqlite3.connect(path)) as connection:
        found: int = connection.execute("PRAGMA user_version").fetchone()[0]
        return found


def test_an_old_history_has_the_tables_of_a_new_one_once_it_was_opened(old: Path, tmp_path: Path) -> None:
    new = tmp_path / "new.sqlite3"
    Store.open(new).close()
    Store.open(old).close()
    assert tables(old) == tables(new)
    assert version(old) == version(new) == len(VERSIONS) == 3


def test_an_old_history_keeps_its_runs_and_settings(old: Path) -> None:
    store = Store.open(old)
    under_way, finished = store.runs()
    assert (under_way.scenario, under_way.record) == ("quiet", Record(("leave-it",), (1,)))
    assert (under_way.coaching, under_way.result) == (Coaching.ASSESSMENT, None)
    assert finished.record == Record(("ask-her-voice", "call-together"))
    assert finished.result is not None
    assert (finished.result.kind, finished.result.conduct) == (EndingKind.SUCCESS, 100.0)
    assert (under_way.taken_over, finished.taken_over) == (0, 0)
    assert store.settings().theme == "textual-light"
    store.add_choices(under_way.id, 1, ("send-note",), [])
    store.close()


def test_a_history_of_version_2_keeps_its_judged_decisions(tmp_path: Path) -> None:
    path = tmp_path / "history.sqlite3"
    with closing(sqlite3.connect(path)) as connection:
        connection.executescript((DATA / "history-version-2.sql").read_text("utf-8"))
    with closing(Store.open(path)) as store:
        first, second = store.decisions(1)
    assert (first.choice, second.choice) == ("ask-her-voice", "call-together")
    assert first.at_stake.insights == ("email-is-our-story",)


def test_an_upgrade_that_fails_half_way_leaves_the_old_history(old: Path) -> None:
    with closing(sqlite3.connect(old)) as connection:
        connection.execute("CREATE TABLE learned (mine TEXT)")
    before, numbered = tables(old), version(old)
    with pytest.raises(StoreError, match="already exists"):
        Store.open(old)
    assert tables(old) == before
    assert version(old) == numbered


def test_an_old_history_opened_by_several_at_once_is_upgraded_once(old: Path) -> None:
    start, opened, failed = Barrier(4), [], []

    def open_it() -> None:
        start.wait()
        try:
            opened.append(Store.open(old))
        except StoreError as error:
            failed.append(error)

    threads = [Thread(target=open_it) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert failed == []
    assert [len(store.runs()) for store in opened] == [2] * 4
    for store in opened:
        store.close()


@pytest.mark.parametrize("numbered", [0, 1, -1])
def test_the_database_of_another_program_is_refused_and_left_alone(tmp_path: Path, numbered: int) -> None:
    path = tmp_path / "history.sqlite3"
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("CREATE TABLE recipe (name TEXT)")
        connection.execute(f"PRAGMA user_version = {numbered}")
        connection.commit()
    before = path.read_bytes()
    with pytest.raises(StoreError, match="another program"):
        Store.open(path)
    assert path.read_bytes() == before
