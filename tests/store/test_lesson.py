from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from sim.scenario.library import Library
from sim.store.error import StoreError
from sim.store.lesson import AT_A_TIME, Answer, Lesson, Outcome
from sim.store.loading import Loaded, load
from sim.store.played_file import NotAsPlayed
from sim.store.session import Session
from sim.store.settings import Coaching
from sim.store.store import Store

ASK, LEAVE = "ask-her-voice", "leave-it"
CALL, NOTE = "call-together", "send-note"
NOWHERE = Library([])


def play(loaded: Loaded, store: Store, *choices: str) -> None:
    session = Session.begin(loaded, store, Coaching.AFTER, seed=1)
    for choice in choices:
        session.choose(choice)
    assert session.over


def refuse_to_learn(path: Path) -> None:
    with closing(sqlite3.connect(path)) as connection:
        connection.execute(
            "CREATE TRIGGER refuse BEFORE INSERT ON learned BEGIN SELECT RAISE(ABORT, 'refused'); END"
        )


def test_positions_come_one_after_the_other_and_end(loaded: Loaded, store: Store) -> None:
    play(loaded, store, LEAVE, NOTE)
    lesson = Lesson.open(store, NOWHERE)
    asked = lesson.next()
    assert asked is not None
    assert (asked.place, lesson.positions, asked.exercise.number) == (1, 2, 1)
    assert asked.loaded.scenario.hash == loaded.scenario.hash
    lesson.skip()
    asked = lesson.next()
    assert asked is not None
    assert (asked.place, lesson.positions, asked.exercise.number) == (2, 2, 2)
    assert asked.exercise.before.choices == (LEAVE,)
    lesson.see()
    assert lesson.next() is None
    assert lesson.outcomes == {Outcome.SKIPPED: 1, Outcome.SEEN: 1}
    assert (lesson.positions, lesson.still_to_learn) == (2, 2)


def test_a_choice_that_costs_can_be_tried_once_and_the_best_is_learned(loaded: Loaded, store: Store) -> None:
    play(loaded, store, ASK, NOTE)
    lesson = Lesson.open(store, NOWHERE)
    lesson.next()
    assert lesson.attempt(NOTE) is Answer.COSTS
    assert lesson.attempt(NOTE) is Answer.TRIED_BEFORE
    assert lesson.tried == [NOTE]
    assert lesson.outcome is None
    assert store.mistakes().to_learn
    assert lesson.attempt(CALL) is Answer.ACCEPTED
    assert lesson.kept
    assert lesson.accepted is not None
    assert lesson.accepted.choice.id == CALL
    assert store.mistakes().to_learn == ()
    lesson.see()
    lesson.skip()
    assert lesson.outcomes == {Outcome.LEARNED: 1}
    assert lesson.next() is None
    assert lesson.still_to_learn == 0
    assert Lesson.open(store, NOWHERE).learned_before == 1


def test_what_was_seen_or_skipped_is_not_learned(loaded: Loaded, store: Store) -> None:
    play(loaded, store, LEAVE, NOTE)
    lesson = Lesson.open(store, NOWHERE)
    lesson.next()
    lesson.see()
    with pytest.raises(ValueError, match="no position waits"):
        lesson.attempt(ASK)
    lesson.next()
    lesson.skip()
    assert len(store.mistakes().to_learn) == 2


def test_a_choice_that_is_not_there_cannot_be_tried(loaded: Loaded, store: Store) -> None:
    play(loaded, store, ASK, NOTE)
    lesson = Lesson.open(store, NOWHERE)
    with pytest.raises(ValueError, match="no position waits"):
        lesson.attempt(CALL)
    lesson.next()
    with pytest.raises(ValueError, match="not available"):
        lesson.attempt(ASK)


def test_a_position_left_without_an_outcome_counts_as_skipped(loaded: Loaded, store: Store) -> None:
    play(loaded, store, LEAVE, NOTE)
    lesson = Lesson.open(store, NOWHERE)
    lesson.next()
    lesson.next()
    assert lesson.outcomes == {Outcome.SKIPPED: 1}


def test_positions_of_an_edited_file_and_of_a_missing_one_are_left_out(
    loaded: Loaded, store: Store, tmp_path: Path, example: Path
) -> None:
    edited, gone = tmp_path / "edited.yaml", tmp_path / "gone.yaml"
    for place, path in enumerate((edited, gone)):
        # Each has a text of its own, or one could stand in for the other.
        path.write_text(f"{example.read_text('utf-8')}# {place}\n", "utf-8")
        play(load(path), store, ASK, NOTE)
    play(load(gone), store, LEAVE, CALL)
    play(loaded, store, ASK, NOTE)
    edited.write_text(f"{edited.read_text('utf-8')}# changed\n", "utf-8")
    gone.unlink()
    lesson = Lesson.open(store, NOWHERE)
    assert lesson.left_out == {NotAsPlayed.EDITED: 1, NotAsPlayed.GONE: 2}
    assert lesson.positions == 1


def test_runs_whose_decisions_are_not_kept_are_judged_first(
    loaded: Loaded, store: Store, tmp_path: Path
) -> None:
    play(loaded, store, ASK, NOTE)
    with closing(sqlite3.connect(tmp_path / "history.sqlite3")) as connection, connection:
        connection.execute("DELETE FROM insight_at_stake")
        connection.execute("DELETE FROM principle_at_stake")
        connection.execute("DELETE FROM decision")
    assert store.mistakes().to_learn == ()
    lesson = Lesson.open(store, NOWHERE, stopped=lambda: True)
    assert lesson.positions == 0
    lesson = Lesson.open(store, NOWHERE)
    asked = lesson.next()
    assert asked is not None
    assert asked.exercise.number == 2


def test_a_file_that_moved_within_the_library_is_found(store: Store, tmp_path: Path, example: Path) -> None:
    folder = tmp_path / "moved"
    folder.mkdir()
    play(load(example), store, ASK, NOTE)
    example.rename(folder / example.name)
    assert Lesson.open(store, NOWHERE).positions == 0
    lesson = Lesson.open(store, Library([folder]))
    asked = lesson.next()
    assert asked is not None
    assert asked.loaded.path == folder / example.name


def test_a_file_edited_while_one_learns_is_left_out_too(store: Store, example: Path) -> None:
    play(load(example), store, ASK, NOTE)
    lesson = Lesson.open(store, NOWHERE)
    example.write_text(example.read_text("utf-8").replace("worth: 8", "worth: 7"), "utf-8")
    assert lesson.next() is None
    assert lesson.left_out == {NotAsPlayed.EDITED: 1}


def test_a_file_that_became_faulty_while_one_learns_is_left_out(store: Store, example: Path) -> None:
    play(load(example), store, ASK, NOTE)
    lesson = Lesson.open(store, NOWHERE)
    example.write_text("format: 1\n", "utf-8")
    assert lesson.next() is None
    assert lesson.left_out == {NotAsPlayed.EDITED: 1}


def test_a_run_that_does_not_fit_is_left_out(loaded: Loaded, store: Store, tmp_path: Path) -> None:
    play(loaded, store, ASK, NOTE)
    with closing(sqlite3.connect(tmp_path / "history.sqlite3")) as connection, connection:
        connection.execute("UPDATE choice SET choice = 'nonsense' WHERE number = 0")
    lesson = Lesson.open(store, NOWHERE)
    assert lesson.next() is None
    assert lesson.left_out == {NotAsPlayed.UNFIT: 1}


def test_a_run_forgotten_while_one_learns_is_left_out(loaded: Loaded, store: Store) -> None:
    play(loaded, store, ASK, NOTE)
    lesson = Lesson.open(store, NOWHERE)
    store.forget_all()
    assert lesson.next() is None
    assert lesson.left_out == {NotAsPlayed.UNFIT: 1}


def test_a_run_whose_draws_mean_nothing_is_left_out(loaded: Loaded, store: Store, tmp_path: Path) -> None:
    play(loaded, store, ASK, NOTE)
    with closing(sqlite3.connect(tmp_path / "history.sqlite3")) as connection, connection:
        connection.execute("UPDATE choice SET draws = 'nonsense' WHERE number = 1")
    lesson = Lesson.open(store, NOWHERE)
    assert lesson.next() is None
    assert lesson.left_out == {NotAsPlayed.UNFIT: 1}


def test_what_cannot_be_kept_as_learned_is_remembered_and_the_lesson_goes_on(
    loaded: Loaded, store: Store, tmp_path: Path
) -> None:
    play(loaded, store, LEAVE, NOTE)
    refuse_to_learn(tmp_path / "history.sqlite3")
    lesson = Lesson.open(store, NOWHERE)
    lesson.next()
    assert lesson.attempt(ASK) is Answer.ACCEPTED
    assert not lesson.kept
    first = lesson.not_kept
    assert isinstance(first, StoreError)
    lesson.next()
    assert lesson.attempt(CALL) is Answer.ACCEPTED
    assert lesson.not_kept is first
    assert lesson.unkept == 2
    assert lesson.still_to_learn == 2


def test_only_so_many_are_put_at_a_time_and_the_others_wait(
    loaded: Loaded, store: Store, tmp_path: Path
) -> None:
    for _ in range(AT_A_TIME + 3):
        play(loaded, store, ASK, NOTE)
    with closing(sqlite3.connect(tmp_path / "history.sqlite3")) as connection, connection:
        # Each run has drawn something else before the decision, so that all are different positions.
        connection.execute("UPDATE choice SET draws = '[' || run || ']' WHERE number = 0")
    lesson = Lesson.open(store, NOWHERE)
    assert (lesson.positions, lesson.waiting, lesson.still_to_learn) == (AT_A_TIME, 3, AT_A_TIME + 3)
    asked = 0
    while lesson.next() is not None:
        asked += 1
        assert lesson.attempt(CALL) is Answer.ACCEPTED
    assert asked == AT_A_TIME
    assert lesson.still_to_learn == 3


def test_without_runs_nothing_was_played(store: Store) -> None:
    lesson = Lesson.open(store, NOWHERE)
    assert (lesson.played, lesson.positions, lesson.next()) == (False, 0, None)
