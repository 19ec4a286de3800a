from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sim.scenario.library import Library
from sim.store.error import StoreError
from sim.store.loading import Loaded, load
from sim.store.progress import read_progress
from sim.store.progress_values import InsightState, Progress, window_of, window_sizes
from sim.store.session import Session
from sim.store.settings import Coaching
from sim.store.store import Store
from sim.store.whole_progress import whole_progress
from tests.store.kept_history import WrittenDecision, WrittenRun, write_history, write_runs

PRINCIPLES = ("curiosity", "presence")
INSIGHTS = ("ask-twice", "come-early")


@st.composite
def decisions(draw: st.DrawFn) -> WrittenDecision:
    at_stake = draw(st.sets(st.sampled_from(PRINCIPLES)))
    return WrittenDecision(
        regret=draw(st.sampled_from([0.0, 1.5])),
        principles=[
            (name, draw(st.integers(0, reachable := draw(st.integers(1, 4)))), reachable) for name in at_stake
        ],
        insights=sorted(draw(st.sets(st.sampled_from(INSIGHTS)))),
    )


RUNS = st.lists(
    st.builds(
        WrittenRun,
        scenario=st.sampled_from(["one", "two"]),
        day=st.integers(0, 5),
        conduct=st.none() | st.floats(0, 100),
        taken_over=st.sampled_from([0, 0, 0, 2]),
        decisions=st.lists(decisions(), max_size=3),
    ),
    max_size=20,
)


def in_memory(runs: list[WrittenRun]) -> Store:
    store = Store.in_memory()
    write_runs(store._connection, runs)
    return store


@given(RUNS)
def test_progress_is_what_a_plain_recount_of_the_runs_gives(runs: list[WrittenRun]) -> None:
    with closing(in_memory(runs)) as store:
        progress = store.progress()
        kept = sorted(store.finished(), key=lambda run: (run.changed, run.id))
        judged = {run.id: store.decisions(run.id) for run in kept}
    assert [run.run for run in progress.runs] == [run.id for run in kept]
    whole = [run for run in kept if run.taken_over == 0]
    assert {one.scenario for one in progress.scenarios} == {run.scenario for run in whole}
    for one in progress.scenarios:
        played = [run for run in whole if run.scenario == one.scenario]
        conducts = [run.result.conduct for run in played if run.result and run.result.conduct is not None]
        assert (one.first.run, one.latest.run, one.runs) == (played[0].id, played[-1].id, len(played))
        assert one.best == (max(conducts) if conducts else None)
    counted = [run.id for run in whole if any(item.at_stake.principles for item in judged[run.id])]
    assert progress.windows == window_sizes(len(counted))
    followed: dict[str, list[list[int]]] = {}
    for place, run in enumerate(counted):
        for item in judged[run]:
            for principle in item.at_stake.principles:
                windows = followed.setdefault(principle.principle, [[0, 0] for _ in progress.windows])
                tally = windows[window_of(place, len(counted))]
                tally[0] += principle.reached
                tally[1] += principle.reachable
    assert {
        one.principle: [[0, 0] if part is None else [part.reached, part.reachable] for part in one.windows]
        for one in progress.principles
    } == followed
    met: dict[str, list[tuple[int, int, bool]]] = {}
    for finished in whole:
        for item in judged[finished.id]:
            for insight in item.at_stake.insights:
                met.setdefault(insight, []).append((finished.id, item.number, item.choice in item.best))
    assert {item.insight: (item.met, item.understood) for item in progress.insights} == {
        insight: (len(times), sum(best for *_, best in times)) for insight, times in met.items()
    }
    for standing in progress.insights:
        latest = standing.latest
        assert (latest.run, latest.number, latest.understood) == met[standing.insight][-1]


@given(RUNS)
def test_the_windows_add_up_to_the_whole_and_nothing_is_more_than_it_can_be(runs: list[WrittenRun]) -> None:
    with closing(in_memory(runs)) as store:
        progress = store.progress()
    for principle in progress.principles:
        parts = [window for window in principle.windows if window is not None]
        assert len(principle.windows) == len(progress.windows)
        assert sum(part.reached for part in parts) == principle.overall.reached
        assert sum(part.reachable for part in parts) == principle.overall.reachable
        assert all(0 <= value <= 100 for value in (*(part.value for part in parts), principle.overall.value))
        assert principle.latest is parts[-1]
        assert (principle.change is None) == (len(parts) == 1)
    for insight in progress.insights:
        assert 0 <= insight.understood <= insight.met
        assert (insight.state is InsightState.UNDERSTOOD) == insight.latest.understood
        assert (insight.state is InsightState.MISSED) == (insight.understood == 0)


@given(st.integers(1, 500), st.integers(1, 20))
def test_windows_are_of_like_many_runs_and_follow_one_another(runs: int, most: int) -> None:
    windows = [window_of(place, runs, most) for place in range(runs)]
    sizes = window_sizes(runs, most)
    assert windows == sorted(windows)
    assert tuple(windows.count(window) for window in range(len(sizes))) == sizes
    assert sum(sizes) == runs
    assert len(sizes) == min(runs, most)
    assert max(sizes) - min(sizes) <= 1


def test_without_a_run_there_is_no_progress(store: Store) -> None:
    assert store.progress() == Progress((), 0, (), (), (), ())
    assert window_sizes(0) == ()


def test_a_played_run_shows_in_the_progress(loaded: Loaded, store: Store) -> None:
    session = Session.begin(loaded, store, Coaching.AFTER, seed=1)
    session.choose("ask-her-voice")
    assert store.progress().runs == ()
    session.choose("send-note")
    progress = store.progress()
    (run,) = progress.runs
    assert (run.scenario, run.total, run.conduct) == ("customer-went-quiet", -12, session.debrief().conduct)
    assert progress.scenarios[0].first == progress.scenarios[0].latest == run
    assert progress.windows == (1,)
    state = {one.insight: one.state for one in progress.insights}
    assert state["email-is-our-story"] is InsightState.UNDERSTOOD
    for one in progress.principles:
        assert one.overall.value == pytest.approx(session.debrief().profile[one.principle])


def test_a_run_whose_decisions_were_never_kept_is_judged_first(example: Path, tmp_path: Path) -> None:
    path = tmp_path / "history.sqlite3"
    with closing(Store.open(path)) as store:
        session = Session.begin(load(example), store, Coaching.AFTER, seed=1)
        session.choose("ask-her-voice")
        session.choose("send-note")
        before = store.progress()
        with closing(sqlite3.connect(path)) as other, other:
            other.execute("PRAGMA foreign_keys = ON")
            other.execute("DELETE FROM decision")
        assert store.progress().principles == ()
        assert whole_progress(store, Library([])) == before


def test_a_run_that_tries_again_is_listed_and_counts_for_nothing_else(tmp_path: Path) -> None:
    decision = WrittenDecision(principles=[("curiosity", 1, 2)], insights=["ask-twice"])
    path = tmp_path / "history.sqlite3"
    write_history(path, [WrittenRun(conduct=90, taken_over=2, decisions=[decision])])
    with closing(Store.open(path)) as store:
        progress = store.progress()
    assert [(run.run, run.whole) for run in progress.runs] == [(1, False)]
    assert (progress.scenarios, progress.windows, progress.principles, progress.insights) == ((), (), (), ())


def test_what_could_not_be_judged_is_counted_without_a_conduct(tmp_path: Path) -> None:
    path = tmp_path / "history.sqlite3"
    runs = [
        WrittenRun(day=1, conduct=None, luck=None),
        WrittenRun(day=2, conduct=70),
        WrittenRun(day=3, conduct=60),
    ]
    write_history(path, runs)
    with closing(Store.open(path)) as store:
        (scenario,) = store.progress().scenarios
    assert (scenario.first.conduct, scenario.latest.conduct, scenario.best, scenario.runs) == (
        None,
        60,
        70,
        3,
    )
    assert scenario.change is None


@pytest.mark.parametrize(
    "damage",
    ["kind = 'glory'", "kind = NULL", "total = 'many'", "conduct = 'good'", "luck = 9e999", "changed = 1e99"],
)
def test_a_run_that_means_nothing_is_left_out_and_counted(tmp_path: Path, damage: str) -> None:
    path = tmp_path / "history.sqlite3"
    write_history(path, [WrittenRun(day=1), WrittenRun(day=2)])
    with closing(sqlite3.connect(path)) as connection, connection:
        connection.execute(f"UPDATE run SET {damage} WHERE id = 1")
    with closing(Store.open(path)) as store:
        progress = store.progress()
    assert [run.run for run in progress.runs] == [2]
    assert progress.unreadable == 1


def test_a_history_without_its_tables_is_told_and_can_be_used_on(tmp_path: Path) -> None:
    path = tmp_path / "history.sqlite3"
    with closing(Store.open(path)) as store:
        with closing(sqlite3.connect(path)) as other:
            other.execute("DROP TABLE insight_at_stake")
        with pytest.raises(StoreError, match="insight_at_stake"):
            store.progress()
        assert store.under_way() == ()
        assert not store._connection.in_transaction


def test_the_progress_is_that_of_one_moment(tmp_path: Path) -> None:
    path = tmp_path / "history.sqlite3"
    write_history(path, [WrittenRun()])
    with (
        closing(sqlite3.connect(path, isolation_level=None)) as reader,
        closing(sqlite3.connect(path, isolation_level=None)) as writer,
    ):
        seen: list[str] = []

        def forget(statement: str) -> None:
            seen.append(statement)
            if len(seen) == 3:  # after the runs were read
                writer.execute("DELETE FROM run")

        reader.set_trace_callback(forget)
        progress = read_progress(reader)
        assert len(seen) > 3
        assert len(progress.runs) == 1
        reader.set_trace_callback(None)
        assert read_progress(reader).runs == ()


def test_looking_at_a_finished_run_again_does_not_make_it_the_latest(loaded: Loaded, store: Store) -> None:
    for last in ("send-note", "call-together"):
        session = Session.begin(loaded, store, Coaching.AFTER, seed=1)
        session.choose("ask-her-voice")
        session.choose(last)
    before = store.progress()
    kept = store.run(before.runs[0].run)
    assert kept is not None
    assert Session.resume(loaded, store, kept).over
    assert store.progress() == before
