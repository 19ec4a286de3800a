from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from contextlib import closing
from pathlib import Path

import pytest

from sim.engine.walk import Record
from sim.store.error import StoreError
from sim.store.loading import Loaded
from sim.store.mistakes import COSTLY, Mistakes
from sim.store.session import Session
from sim.store.settings import Coaching
from sim.store.store import Store

ASK, LEAVE = "ask-her-voice", "leave-it"
CALL, NOTE = "call-together", "send-note"


def play(loaded: Loaded, store: Store, *choices: str, again_from: Sequence[str] = ()) -> int:
    session = Session.begin(loaded, store, Coaching.AFTER, seed=1, record=Record(tuple(again_from)))
    for choice in choices:
        session.choose(choice)
    assert session.over
    return max(run.id for run in store.finished())


def positions(found: Mistakes) -> list[tuple[int, int, tuple[int, ...]]]:
    return [(mistake.run, mistake.number, mistake.runs) for mistake in found.to_learn]


def change(path: Path, statement: str, *values: object) -> None:
    with closing(sqlite3.connect(path)) as connection, connection:
        connection.execute(statement, values)


def test_an_empty_history_has_no_mistakes_and_nothing_played(store: Store) -> None:
    assert store.mistakes() == Mistakes((), 0, played=False)


def test_a_run_without_mistakes_leaves_nothing_to_learn(loaded: Loaded, store: Store) -> None:
    play(loaded, store, ASK, CALL)
    assert store.mistakes() == Mistakes((), 0, played=True)


def test_a_costly_decision_is_to_be_learned_with_what_it_cost(loaded: Loaded, store: Store) -> None:
    run = play(loaded, store, ASK, NOTE)
    (mistake,) = store.mistakes().to_learn
    assert (mistake.run, mistake.number, mistake.runs) == (run, 2, (run,))
    assert (mistake.scenario, mistake.hash, mistake.path) == (
        loaded.scenario.id,
        loaded.scenario.hash,
        loaded.path.absolute(),
    )
    assert mistake.points == store.decisions(run)[1].points >= COSTLY


def test_the_costliest_comes_first(loaded: Loaded, store: Store) -> None:
    first = play(loaded, store, ASK, NOTE)
    second = play(loaded, store, LEAVE, NOTE)
    found = store.mistakes().to_learn
    assert [(mistake.run, mistake.number) for mistake in found] == [(second, 1), (first, 2), (second, 2)]
    points = [mistake.points for mistake in found]
    assert points == sorted(points, reverse=True)


@pytest.mark.parametrize(("points", "wanted"), [(4.99, False), (5 - 1e-12, True), (5.0, True)])
def test_five_points_are_enough(
    loaded: Loaded, store: Store, tmp_path: Path, points: float, wanted: bool
) -> None:
    play(loaded, store, ASK, NOTE)
    change(tmp_path / "history.sqlite3", "UPDATE decision SET points = ? WHERE number = 2", points)
    assert bool(store.mistakes().to_learn) is wanted


def test_a_position_met_in_several_runs_is_asked_once_and_the_latest_stands_for_all(
    loaded: Loaded, store: Store
) -> None:
    first = play(loaded, store, ASK, NOTE)
    play(loaded, store, ASK, CALL)
    latest = play(loaded, store, ASK, NOTE)
    assert positions(store.mistakes()) == [(latest, 2, (latest, first))]


def test_another_way_to_the_same_state_is_another_position(loaded: Loaded, store: Store) -> None:
    play(loaded, store, ASK, NOTE)
    play(loaded, store, LEAVE, NOTE)
    numbers = [mistake.number for mistake in store.mistakes().to_learn if mistake.number == 2]
    assert len(numbers) == 2


def test_other_draws_before_it_make_another_position_but_draws_after_it_do_not(
    loaded: Loaded, store: Store, tmp_path: Path
) -> None:
    first = play(loaded, store, ASK, NOTE)
    second = play(loaded, store, ASK, NOTE)
    change(
        tmp_path / "history.sqlite3", "UPDATE choice SET draws = '[1]' WHERE run = ? AND number = 1", second
    )
    assert len(store.mistakes().to_learn) == 1
    change(
        tmp_path / "history.sqlite3", "UPDATE choice SET draws = '[1]' WHERE run = ? AND number = 0", second
    )
    assert sorted(mistake.runs for mistake in store.mistakes().to_learn) == [(first,), (second,)]


def test_a_run_of_an_edited_file_meets_another_position(loaded: Loaded, store: Store, tmp_path: Path) -> None:
    play(loaded, store, ASK, NOTE)
    second = play(loaded, store, ASK, NOTE)
    change(tmp_path / "history.sqlite3", "UPDATE run SET hash = 'other' WHERE id = ?", second)
    assert len(store.mistakes().to_learn) == 2


def test_runs_that_try_again_do_not_count(loaded: Loaded, store: Store) -> None:
    play(loaded, store, NOTE, again_from=[ASK])
    assert store.mistakes() == Mistakes((), 0, played=False)


def test_what_was_learned_is_gone_until_a_later_run_fails_there_again(loaded: Loaded, store: Store) -> None:
    first = play(loaded, store, ASK, NOTE)
    second = play(loaded, store, ASK, NOTE)
    (mistake,) = store.mistakes().to_learn
    store.learn(mistake)
    assert store.mistakes() == Mistakes((), 1, played=True)
    play(loaded, store, ASK, CALL)
    assert store.mistakes() == Mistakes((), 1, played=True)
    third = play(loaded, store, ASK, NOTE)
    assert positions(store.mistakes()) == [(third, 2, (third, second, first))]
    assert store.mistakes().learned == 0
    store.learn(store.mistakes().to_learn[0])
    assert store.mistakes() == Mistakes((), 1, played=True)


def test_learning_one_position_leaves_the_others(loaded: Loaded, store: Store) -> None:
    play(loaded, store, LEAVE, NOTE)
    found = store.mistakes().to_learn
    assert len(found) == 2
    store.learn(found[0])
    assert store.mistakes() == Mistakes((found[1],), 1, played=True)


def test_what_was_learned_outlasts_the_program(loaded: Loaded, store: Store, tmp_path: Path) -> None:
    play(loaded, store, ASK, NOTE)
    store.learn(store.mistakes().to_learn[0])
    other = Store.open(tmp_path / "history.sqlite3")
    assert other.mistakes() == Mistakes((), 1, played=True)
    other.close()


def test_a_run_forgotten_meanwhile_does_not_keep_the_others_from_being_learned(
    loaded: Loaded, store: Store, tmp_path: Path
) -> None:
    first = play(loaded, store, ASK, NOTE)
    second = play(loaded, store, ASK, NOTE)
    (mistake,) = store.mistakes().to_learn
    store.discard(second)
    store.learn(mistake)
    assert store.mistakes() == Mistakes((), 1, played=True)
    store.discard(first)
    with closing(sqlite3.connect(tmp_path / "history.sqlite3")) as connection:
        assert connection.execute("SELECT COUNT(*) FROM learned").fetchone() == (0,)


@pytest.mark.parametrize("column", ["stake", "state"])
def test_a_row_that_cannot_be_read_is_left_out(
    loaded: Loaded, store: Store, tmp_path: Path, column: str
) -> None:
    whole = play(loaded, store, ASK, NOTE)
    broken = play(loaded, store, LEAVE, NOTE)
    change(tmp_path / "history.sqlite3", f"UPDATE decision SET {column} = X'00ff' WHERE run = ?", broken)
    assert [mistake.runs for mistake in store.mistakes().to_learn] == [(whole,)]


def test_what_cannot_be_kept_is_an_error(loaded: Loaded, store: Store, tmp_path: Path) -> None:
    play(loaded, store, ASK, NOTE)
    (mistake,) = store.mistakes().to_learn
    change(
        tmp_path / "history.sqlite3",
        "CREATE TRIGGER refuse BEFORE INSERT ON learned BEGIN SELECT RAISE(ABORT, 'refused'); END",
    )
    with pytest.raises(StoreError, match="refused"):
        store.learn(mistake)
    assert store.mistakes().to_learn == (mistake,)
