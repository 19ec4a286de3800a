from __future__ import annotations

import sqlite3
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest

from sim.engine.at_stake import AtStake, at_stake
from sim.store.error import StoreError
from sim.store.loading import Loaded
from sim.store.session import Session
from sim.store.settings import Coaching
from sim.store.store import Store

PARTS = ("decision", "principle_at_stake", "insight_at_stake")


def finished(loaded: Loaded, store: Store, *choices: str) -> tuple[int, Session]:
    session = Session.begin(loaded, store, Coaching.AFTER, seed=1)
    for choice in choices:
        session.choose(choice)
    assert session.over
    return store.finished()[0].id, session


def rows(path: Path) -> list[int]:
    with closing(sqlite3.connect(path)) as connection:
        return [connection.execute(f"SELECT COUNT(*) FROM {part}").fetchone()[0] for part in PARTS]


def test_a_finished_run_is_kept_with_its_judged_decisions(loaded: Loaded, store: Store) -> None:
    run, session = finished(loaded, store, "ask-her-voice", "send-note")
    judged, kept = session.debrief().decisions, store.decisions(run)
    assert [(item.number, item.state, item.choice) for item in kept] == [
        (1, "monday-review", "ask-her-voice"),
        (2, "marcus-admits", "send-note"),
    ]
    for decision, item in zip(judged, kept, strict=True):
        judgement = decision.judgement
        assert judgement is not None
        assert (item.regret, item.stake, item.points) == (judgement.regret, judgement.stake, judgement.points)
        assert (item.label, item.best) == (judgement.label, tuple(choice.id for choice in judgement.best))
        found = at_stake(decision)
        assert item.at_stake == AtStake(
            tuple(sorted(found.principles, key=lambda principle: principle.principle)),
            tuple(sorted(found.insights)),
        )
    assert kept[0].at_stake.insights == ("email-is-our-story",)
    assert kept[1].best == ("call-together",)


def test_a_run_under_way_has_no_judged_decisions(loaded: Loaded, store: Store) -> None:
    session = Session.begin(loaded, store, Coaching.AFTER, seed=1)
    session.choose("ask-her-voice")
    assert store.decisions(store.under_way()[0].id) == ()


def test_decisions_that_could_not_be_judged_are_left_out(loaded: Loaded, store: Store) -> None:
    run, session = finished(loaded, store, "ask-her-voice", "call-together")
    judged = session.debrief()
    unjudged = tuple(replace(decision, judgement=None) for decision in judged.decisions)
    store.finish(run, replace(judged, conduct=None, decisions=unjudged))
    assert store.decisions(run) == ()


def test_a_run_finished_twice_has_its_decisions_once(loaded: Loaded, store: Store) -> None:
    run, session = finished(loaded, store, "ask-her-voice", "call-together")
    before = store.decisions(run)
    store.finish(run, session.debrief())
    assert store.decisions(run) == before


@pytest.mark.parametrize("forget", ["run", "scenario", "all"])
def test_forgetting_leaves_nothing_of_the_decisions(
    loaded: Loaded, store: Store, tmp_path: Path, forget: str
) -> None:
    run, _ = finished(loaded, store, "ask-her-voice", "call-together")
    assert all(rows(tmp_path / "history.sqlite3"))
    if forget == "run":
        store.discard(run)
    elif forget == "scenario":
        store.forget_scenario("customer-went-quiet")
    else:
        store.forget_all()
    assert rows(tmp_path / "history.sqlite3") == [0, 0, 0]


def test_a_result_is_kept_with_all_its_decisions_or_not_at_all(
    loaded: Loaded, store: Store, tmp_path: Path
) -> None:
    session = Session.begin(loaded, store, Coaching.AFTER, seed=1)
    session.choose("ask-her-voice")
    with closing(sqlite3.connect(tmp_path / "history.sqlite3")) as other:
        # The last of the rows that a finished run writes is refused.
        other.execute(
            "CREATE TRIGGER refuse BEFORE INSERT ON decision WHEN NEW.number = 2 "
            "BEGIN SELECT RAISE(ABORT, 'refused'); END"
        )
        session.choose("call-together")
        assert session.not_kept is not None
        assert "refused" in session.not_kept.message
        (kept,) = store.under_way()
        assert kept.record.choices == ("ask-her-voice", "call-together")
        assert rows(tmp_path / "history.sqlite3") == [0, 0, 0]
        other.execute("DROP TRIGGER refuse")
    assert Session.resume(loaded, store, kept).over
    assert store.under_way() == ()
    assert len(store.decisions(kept.id)) == 2


def test_a_decision_of_a_forgotten_run_is_an_error_and_leaves_nothing(
    loaded: Loaded, store: Store, tmp_path: Path
) -> None:
    run, session = finished(loaded, store, "ask-her-voice", "call-together")
    store.discard(run)
    with pytest.raises(StoreError):
        store.finish(run, session.debrief())
    assert rows(tmp_path / "history.sqlite3") == [0, 0, 0]
