from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scoring.practice import Rating, review
from sim.store.layout import prepare
from sim.store.loading import Loaded
from sim.store.practised import is_behind, kept_practice, practise, rebuild
from sim.store.schema import HISTORY
from sim.store.session import Session
from sim.store.settings import Coaching
from sim.store.store import Store

DAY = 86_400.0
SOME_NOON = 1_790_000_000.0


def played(loaded: Loaded, store: Store, *choices: str) -> int:
    session = Session.begin(loaded, store, Coaching.AFTER, seed=1)
    for choice in choices:
        session.choose(choice)
    return store.runs()[0].id


def table(path: Path) -> list[tuple[str, ...]]:
    with closing(sqlite3.connect(path)) as connection:
        return connection.execute("SELECT * FROM practice ORDER BY principle").fetchall()


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """The file of the history."""
    return tmp_path / "history.sqlite3"


# What a run leaves


def test_a_finished_run_reviews_each_principle_that_was_at_stake(loaded: Loaded, store: Store) -> None:
    run = played(loaded, store, "ask-her-voice", "send-note")
    practised, today = store.practised(), date.today()
    # The second decision is a blunder, and puts both principles at stake.
    assert store.decisions(run)[1].points > 15
    assert practised.cards == {
        name: review(name, None, Rating.AGAIN, today) for name in ("coaching", "presence")
    }
    assert set(practised.last_seen.values()) == {("customer-went-quiet", "marcus-admits")}
    assert practised.played == ("customer-went-quiet",)


def test_a_second_run_is_a_second_review(loaded: Loaded, store: Store) -> None:
    played(loaded, store, "ask-her-voice", "send-note")
    played(loaded, store, "ask-her-voice", "call-together")
    today = date.today()
    again = review("presence", None, Rating.AGAIN, today)
    assert store.practised().cards["presence"] == review("presence", again, Rating.GOOD, today)


def test_a_run_under_way_is_no_review(loaded: Loaded, store: Store) -> None:
    played(loaded, store, "ask-her-voice")
    assert store.practised().cards == {}
    assert store.practised().played == ("customer-went-quiet",)


def test_a_run_that_tries_again_is_no_review(loaded: Loaded, store: Store) -> None:
    session = Session.begin(loaded, store, Coaching.AFTER, seed=1)
    for choice in ("ask-her-voice", "send-note"):
        session.choose(choice)
    before = store.practised().cards
    again = Session.begin(loaded, store, Coaching.AFTER, seed=1, record=session.debrief().decisions[1].before)
    again.choose("call-together")
    assert again.over
    assert len(store.finished()) == 2
    assert store.practised().cards == before


def test_a_run_that_is_finished_twice_counts_once_and_on_its_first_day(
    loaded: Loaded, store: Store, file: Path
) -> None:
    session = Session.begin(loaded, store, Coaching.AFTER, seed=1)
    for choice in ("ask-her-voice", "send-note"):
        session.choose(choice)
    (kept,) = store.finished()
    before = table(file)
    store.finish(kept.id, session.debrief())
    assert table(file) == before
    assert store.finished()[0].changed == kept.changed


def test_a_result_is_kept_with_its_practice_or_not_at_all(loaded: Loaded, store: Store, file: Path) -> None:
    session = Session.begin(loaded, store, Coaching.AFTER, seed=1)
    session.choose("ask-her-voice")
    with closing(sqlite3.connect(file)) as other:
        other.execute(
            "CREATE TRIGGER refuse BEFORE INSERT ON practice WHEN NEW.principle = 'presence' "
            "BEGIN SELECT RAISE(ABORT, 'refused'); END"
        )
        session.choose("call-together")
        assert session.not_kept is not None
        (kept,) = store.under_way()
        assert table(file) == []
        assert store.decisions(kept.id) == ()
        other.execute("DROP TRIGGER refuse")
    assert Session.resume(loaded, store, kept).over
    assert [principle for principle, *_ in table(file)] == ["coaching", "presence"]


# What forgetting takes away


def test_a_run_that_is_forgotten_is_forgotten_by_the_practice(
    loaded: Loaded, store: Store, file: Path
) -> None:
    played(loaded, store, "ask-her-voice", "call-together")
    before = table(file)
    run = played(loaded, store, "ask-her-voice", "send-note")
    assert table(file) != before
    store.discard(run)
    assert table(file) == before


@pytest.mark.parametrize("everything", [True, False])
def test_nothing_is_left_of_the_practice_when_all_is_forgotten(
    loaded: Loaded, store: Store, file: Path, everything: bool
) -> None:
    played(loaded, store, "ask-her-voice", "call-together")
    if everything:
        store.forget_all()
    else:
        store.forget_scenario("customer-went-quiet")
    assert table(file) == []
    assert store.practised().cards == {}
    assert store.practised().played == ()


def test_discarding_a_run_under_way_leaves_the_practice_as_it_was(
    loaded: Loaded, store: Store, file: Path
) -> None:
    played(loaded, store, "ask-her-voice", "call-together")
    run = played(loaded, store, "ask-her-voice")
    with closing(sqlite3.connect(file)) as other:
        other.execute("UPDATE practice SET card = 'as it was'")
        other.commit()
    store.discard(run)
    assert {card for _, card, _, _ in table(file)} == {"as it was"}


# Histories from before, damage, clocks


def test_runs_that_were_kept_before_there_was_practice_count(
    loaded: Loaded, store: Store, file: Path
) -> None:
    played(loaded, store, "ask-her-voice", "send-note")
    before = table(file)
    with closing(sqlite3.connect(file)) as other:
        other.execute("DELETE FROM practice")
        other.commit()
    assert store.practised().cards.keys() == {"coaching", "presence"}
    assert table(file) == before


def test_the_first_run_that_ends_after_that_counts_with_those_before(
    loaded: Loaded, store: Store, file: Path
) -> None:
    played(loaded, store, "ask-her-voice", "send-note")
    with closing(sqlite3.connect(file)) as other:
        other.execute("DELETE FROM practice")
        other.commit()
    played(loaded, store, "ask-her-voice", "call-together")
    again = review("presence", None, Rating.AGAIN, date.today())
    assert store.practised().cards["presence"] == review("presence", again, Rating.GOOD, date.today())


@pytest.mark.parametrize(
    "form",
    [
        "",
        "no json",
        "[" * 100_000,
        "[]",
        '{"version": 9}',
        b"\xff",
        '{"version": 1, "principle": "presence"}',
    ],
)
def test_a_card_that_cannot_be_read_begins_anew(
    loaded: Loaded, store: Store, file: Path, form: str | bytes
) -> None:
    played(loaded, store, "ask-her-voice", "send-note")
    with closing(sqlite3.connect(file)) as other:
        other.execute("UPDATE practice SET card = ? WHERE principle = 'presence'", (form,))
        other.commit()
    assert store.practised().cards.keys() == {"coaching"}
    played(loaded, store, "ask-her-voice", "call-together")
    assert store.practised().cards["presence"] == review("presence", None, Rating.GOOD, date.today())


def test_the_card_of_another_principle_is_none(loaded: Loaded, store: Store, file: Path) -> None:
    played(loaded, store, "ask-her-voice", "send-note")
    with closing(sqlite3.connect(file)) as other:
        (card,) = other.execute("SELECT card FROM practice WHERE principle = 'coaching'").fetchone()
        other.execute("UPDATE practice SET card = ? WHERE principle = 'presence'", (card,))
        other.commit()
    assert store.practised().cards.keys() == {"coaching"}


def test_practice_is_kept_in_memory_too(loaded: Loaded) -> None:
    store = Store.in_memory()
    played(loaded, store, "ask-her-voice", "send-note")
    assert store.practised().cards.keys() == {"coaching", "presence"}
    store.close()


@dataclass(frozen=True)
class Run:
    """A run as it may lie in a history; its decisions are (state, points, principles)."""

    scenario: str
    days: float
    decisions: Sequence[tuple[str, float, Sequence[str]]]
    taken_over: int = 0
    over: bool = True


def empty() -> sqlite3.Connection:
    connection = sqlite3.connect(":memory:", isolation_level=None)
    prepare(connection, HISTORY)
    return connection


def insert(connection: sqlite3.Connection, run: Run, changed: float) -> int:
    cursor = connection.execute(
        "INSERT INTO run (scenario, hash, path, seed, coaching, taken_over, begun, changed, ending) "
        "VALUES (?, '', '', 1, 'after', ?, 0, ?, ?)",
        (run.scenario, run.taken_over, changed, "end" if run.over else None),
    )
    assert cursor.lastrowid is not None
    for number, (state, points, principles) in enumerate(run.decisions, start=1):
        connection.execute(
            "INSERT INTO decision VALUES (?, ?, ?, 'choice', 1, 1, ?, 'sound', '[]')",
            (cursor.lastrowid, number, state, points),
        )
        connection.executemany(
            "INSERT INTO principle_at_stake VALUES (?, ?, ?, 0, 1)",
            [(cursor.lastrowid, number, principle) for principle in principles],
        )
    return cursor.lastrowid


@pytest.fixture
def history() -> Iterator[sqlite3.Connection]:
    """A history of which the rows are written by hand."""
    with closing(empty()) as connection:
        yield connection


def test_a_clock_that_was_set_back_dates_the_card_anew(history: sqlite3.Connection) -> None:
    once = [("call", 20.0, ["presence"])]
    for changed in (SOME_NOON, SOME_NOON - 90 * DAY):
        practise(history, insert(history, Run("quiet", 0, once), changed))
    card = kept_practice(history).cards["presence"]
    assert card.last_review == date.fromtimestamp(SOME_NOON - 90 * DAY)
    assert card.due > card.last_review


@pytest.mark.parametrize("changed", [1e300, -1e300, float("inf"), "no time", b"\x00"])
def test_a_run_that_ended_on_no_day_is_left_out(history: sqlite3.Connection, changed: float) -> None:
    once = [("call", 20.0, ["presence"])]
    practise(history, insert(history, Run("quiet", 0, once), changed))
    assert kept_practice(history).cards == {}
    practise(history, insert(history, Run("late", 0, once), SOME_NOON))
    assert kept_practice(history).last_seen == {"presence": ("late", "call")}


def test_the_last_decision_of_a_run_is_where_it_was_seen_last_and_its_worst_rates_it(
    history: sqlite3.Connection,
) -> None:
    decisions = [("call", 20.0, ["presence"]), ("visit", 0.0, ["presence", "value"]), ("end", 0.0, ["value"])]
    practise(history, insert(history, Run("quiet", 0, decisions), SOME_NOON))
    practised, day = kept_practice(history), date.fromtimestamp(SOME_NOON)
    assert practised.last_seen == {"presence": ("quiet", "visit"), "value": ("quiet", "end")}
    assert practised.cards["presence"] == review("presence", None, Rating.AGAIN, day)
    assert practised.cards["value"] == review("value", None, Rating.GOOD, day)


def test_the_scenario_played_latest_comes_first(history: sqlite3.Connection) -> None:
    for place, scenario in enumerate(("quiet", "late", "gate", "quiet")):
        insert(history, Run(scenario, 0, [], taken_over=place % 2, over=place != 2), SOME_NOON + place)
    assert kept_practice(history).played == ("quiet", "gate", "late")


def test_damaged_rows_are_no_harm(history: sqlite3.Connection) -> None:
    run = Run("quiet", 0, [("call", 3.0, ["", "presence"])])
    number = insert(history, run, SOME_NOON)
    history.execute("UPDATE decision SET points = 'many'")
    practise(history, number)
    assert kept_practice(history).cards.keys() == {"presence"}


# Laws

runs = st.lists(
    st.builds(
        Run,
        st.sampled_from(("quiet", "late", "gate")),
        st.floats(0, 40),
        st.lists(
            st.tuples(
                st.sampled_from(("call", "visit", "desk")),
                st.sampled_from((0.0, 4.0, 9.0, 40.0)),
                st.lists(st.sampled_from(("presence", "value", "candour")), unique=True),
            ),
            max_size=3,
        ),
        st.sampled_from((0, 0, 0, 2)),
        st.sampled_from((True, True, True, False)),
    ),
    max_size=6,
)


def one_by_one(connection: sqlite3.Connection, played: Sequence[tuple[Run, float]]) -> list[int]:
    numbers = []
    for run, changed in played:
        numbers.append(insert(connection, run, changed))
        if run.over:
            practise(connection, numbers[-1])
    return numbers


def dated(runs: Sequence[Run]) -> list[tuple[Run, float]]:
    moment, found = SOME_NOON, []
    for run in runs:
        moment += run.days * DAY
        found.append((run, moment))
    return found


def rows(connection: sqlite3.Connection) -> list[tuple[str, ...]]:
    return connection.execute("SELECT * FROM practice ORDER BY principle").fetchall()


@given(runs)
def test_reviews_one_by_one_come_to_the_same_as_all_at_once(played: list[Run]) -> None:
    with closing(empty()) as connection:
        one_by_one(connection, dated(played))
        before = rows(connection)
        assert not is_behind(connection)
        rebuild(connection)
        assert rows(connection) == before


@given(runs, st.data())
def test_a_history_that_forgets_is_as_if_those_runs_had_never_been(
    played: list[Run], data: st.DataObject
) -> None:
    with closing(empty()) as connection, closing(empty()) as other:
        numbers = one_by_one(connection, dated(played))
        forgotten = data.draw(st.sets(st.sampled_from(numbers))) if numbers else set()
        for number in forgotten:
            connection.execute("DELETE FROM run WHERE id = ?", (number,))
        rebuild(connection)
        one_by_one(
            other,
            [one for one, number in zip(dated(played), numbers, strict=True) if number not in forgotten],
        )
        assert rows(connection) == rows(other)


@given(runs)
def test_every_card_kept_can_be_read_and_is_due_after_the_last_run(played: list[Run]) -> None:
    with closing(empty()) as connection:
        one_by_one(connection, dated(played))
        practised = kept_practice(connection)
        at_stake = {
            principle
            for run in played
            if run.over and not run.taken_over
            for _, _, principles in run.decisions
            for principle in principles
        }
        assert practised.cards.keys() == practised.last_seen.keys() == at_stake
        assert all(card.due - card.last_review >= timedelta(1) for card in practised.cards.values())
        assert all(json.loads(form)["principle"] == name for name, form, *_ in rows(connection))
