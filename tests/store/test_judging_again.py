from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path
from threading import Barrier, Thread

import pytest

from sim.scenario.library import Library
from sim.store import loading
from sim.store.judging_again import JudgedAgain, judge_again
from sim.store.loading import Loaded, load
from sim.store.session import Session
from sim.store.settings import Coaching
from sim.store.store import Store

TABLES = ("decision", "principle_at_stake", "insight_at_stake", "practice")
NOWHERE = Library(())


@pytest.fixture
def here(example: Path) -> Loaded:
    """The example in a folder of its own, to be edited and moved."""
    return load(example)


def play(loaded: Loaded, store: Store, *choices: str) -> None:
    session = Session.begin(loaded, store, Coaching.AFTER, seed=1)
    for choice in choices:
        session.choose(choice)
    assert session.over


def rows(folder: Path) -> dict[str, list[tuple[object, ...]]]:
    with closing(sqlite3.connect(folder / "history.sqlite3")) as connection:
        return {table: connection.execute(f"SELECT * FROM {table}").fetchall() for table in TABLES}


def lose_decisions(folder: Path) -> None:
    """Leave a history as version 1 of the tables would have left it."""
    with closing(sqlite3.connect(folder / "history.sqlite3")) as connection, connection:
        for table in TABLES:
            connection.execute(f"DELETE FROM {table}")


def test_what_is_judged_again_is_what_was_judged_at_the_end(
    here: Loaded, store: Store, tmp_path: Path
) -> None:
    play(here, store, "ask-her-voice", "send-note")
    play(here, store, "leave-it", "send-note")
    before, runs = rows(tmp_path), store.runs()
    assert all(before.values())
    lose_decisions(tmp_path)
    told: list[tuple[int, int]] = []
    assert judge_again(store, NOWHERE, lambda done, of: told.append((done, of))) == JudgedAgain(2, 0)
    assert told == [(1, 2), (2, 2)]
    assert rows(tmp_path) == before
    assert store.runs() == runs
    assert judge_again(store, NOWHERE) == JudgedAgain(0, 0)
    assert rows(tmp_path) == before


def test_a_scenario_that_was_edited_is_judged_once_it_is_back(
    here: Loaded, store: Store, tmp_path: Path
) -> None:
    play(here, store, "ask-her-voice", "send-note")
    before = rows(tmp_path)
    lose_decisions(tmp_path)
    as_played = here.path.read_bytes()
    here.path.write_bytes(as_played + b"# edited\n")
    assert judge_again(store, NOWHERE) == JudgedAgain(0, 1)
    here.path.unlink()
    assert judge_again(store, NOWHERE) == JudgedAgain(0, 1)
    elsewhere = tmp_path / "library"
    elsewhere.mkdir()
    (elsewhere / here.path.name).write_bytes(as_played)
    # The id is the file's name, so the library finds it wherever the folder lies.
    assert judge_again(store, Library((elsewhere,))) == JudgedAgain(1, 0)
    assert rows(tmp_path) == before


def test_a_run_that_cannot_be_read_or_does_not_fit_is_left_as_it_is(
    here: Loaded, store: Store, tmp_path: Path
) -> None:
    for _ in range(4):
        play(here, store, "ask-her-voice", "send-note")
    lose_decisions(tmp_path)
    with closing(sqlite3.connect(tmp_path / "history.sqlite3")) as connection, connection:
        connection.execute("UPDATE choice SET draws = '[' WHERE run = 1")
        connection.execute("UPDATE choice SET choice = 'gone' WHERE run = 2")
        connection.execute("UPDATE run SET ending = 'renewed' WHERE id = 3")
    assert judge_again(store, NOWHERE) == JudgedAgain(1, 2)
    assert [len(store.decisions(run)) for run in (1, 2, 3, 4)] == [0, 0, 0, 2]


def test_stopped_it_keeps_what_was_judged_and_goes_on_the_next_time(
    here: Loaded, store: Store, tmp_path: Path
) -> None:
    for _ in range(3):
        play(here, store, "ask-her-voice", "send-note")
    before = rows(tmp_path)
    lose_decisions(tmp_path)
    looked_at: list[int] = []
    stopped = judge_again(store, NOWHERE, lambda done, of: looked_at.append(done), lambda: bool(looked_at))
    assert stopped == JudgedAgain(1, 2)
    assert judge_again(store, NOWHERE, stopped=lambda: True) == JudgedAgain(0, 2)
    assert judge_again(store, NOWHERE) == JudgedAgain(2, 0)
    assert rows(tmp_path) == before


def test_each_scenario_is_loaded_once(
    here: Loaded, store: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for _ in range(3):
        play(here, store, "ask-her-voice", "send-note")
    lose_decisions(tmp_path)
    read: list[Path] = []

    def counted(path: Path) -> Loaded:
        read.append(path)
        return load(path)

    monkeypatch.setattr(loading, "load", counted)
    judge_again(store, NOWHERE)
    assert read == [here.path]


def test_two_programs_judge_each_run_once(here: Loaded, store: Store, tmp_path: Path) -> None:
    for _ in range(20):
        play(here, store, "ask-her-voice", "send-note")
    before = rows(tmp_path)
    lose_decisions(tmp_path)
    barrier, judged = Barrier(2), [0, 0]

    def work(place: int) -> None:
        other = Store.open(tmp_path / "history.sqlite3")
        barrier.wait()
        judged[place] = judge_again(other, NOWHERE).judged
        other.close()

    threads = [Thread(target=work, args=(place,)) for place in (0, 1)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sum(judged) == 20
    assert rows(tmp_path) == before


def test_a_run_forgotten_meanwhile_stays_forgotten(here: Loaded, store: Store, tmp_path: Path) -> None:
    for _ in range(2):
        play(here, store, "ask-her-voice", "send-note")
    lose_decisions(tmp_path)
    assert judge_again(store, NOWHERE, lambda done, of: store.discard(1)) == JudgedAgain(1, 0)
    assert [run.id for run in store.runs()] == [2]
    assert store.decisions(1) == ()
