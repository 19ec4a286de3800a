from __future__ import annotations

import os
import signal
import sqlite3
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest

from sim.engine.error import ChoiceUnavailable
from sim.engine.walk import Record
from sim.store.error import ScenarioChanged
from sim.store.loading import Loaded, ScenarioFaulty, load
from sim.store.session import Session
from sim.store.settings import Coaching
from sim.store.store import Store

PROJECT = Path(__file__).parents[2]


def test_a_run_is_kept_from_its_first_choice_and_finished_with_its_result(
    loaded: Loaded, store: Store
) -> None:
    session = Session.begin(loaded, store, Coaching.AFTER, seed=1)
    assert store.under_way() == ()
    session.choose("ask-her-voice")
    (kept,) = store.under_way()
    assert kept.record.choices == ("ask-her-voice",)
    session.choose("call-together")
    assert session.over
    assert store.under_way() == ()
    (done,) = store.finished("customer-went-quiet")
    assert done.result is not None
    assert (done.result.ending, done.result.total, done.result.conduct) == ("renewed", 8, 100.0)
    assert store.best_conducts() == {"customer-went-quiet": 100.0}


def test_a_kept_run_goes_on_where_it_was_with_the_same_draws_ahead(loaded: Loaded, store: Store) -> None:
    whole = Session.begin(loaded, Store.in_memory(), Coaching.AFTER, seed=5)
    whole.choose("leave-it")
    told = list(whole.play.told)
    left = Session.begin(loaded, store, Coaching.AT_ONCE, seed=5)
    left.choose("leave-it")
    assert not left.over
    resumed = Session.resume(loaded, store, store.under_way()[0])
    assert resumed.play.told == told
    assert resumed.play.configuration == whole.play.configuration
    assert resumed.coaching is Coaching.AT_ONCE
    for session in (whole, resumed):
        session.choose("send-note")
    assert resumed.debrief() == whole.debrief()


def test_a_choice_that_is_not_available_changes_nothing(loaded: Loaded, store: Store) -> None:
    session = Session.begin(loaded, store, Coaching.AFTER, seed=1)
    before = session.play.configuration, len(session.play.told)
    with pytest.raises(ChoiceUnavailable) as raised:
        session.choose("call-together")
    assert raised.value.available == ("ask-her-voice", "leave-it")
    assert (session.play.configuration, len(session.play.told)) == before
    assert store.under_way() == ()


def test_an_edited_scenario_says_what_does_not_fit(loaded: Loaded, store: Store) -> None:
    Session.begin(loaded, store, Coaching.AFTER, seed=1).choose("ask-her-voice")
    (kept,) = store.under_way()
    with pytest.raises(ScenarioChanged, match="may lead elsewhere"):
        Session.resume(loaded, store, replace(kept, hash="other"))
    with pytest.raises(ScenarioChanged, match="“gone” is not available in the state “monday-review”"):
        Session.resume(loaded, store, replace(kept, hash="other", record=Record(("gone",))))


def test_trying_again_begins_a_run_of_its_own_at_that_decision(loaded: Loaded, store: Store) -> None:
    first = Session.begin(loaded, store, Coaching.AFTER, seed=1)
    first.choose("ask-her-voice")
    first.choose("send-note")
    before = first.debrief().decisions[1].before
    again = Session.begin(loaded, store, Coaching.AFTER, record=before)
    assert [choice.id for choice in again.play.choices] == ["call-together", "send-note"]
    again.choose("call-together")
    assert len(store.finished()) == 2
    assert store.finished()[0].record.choices == ("ask-her-voice", "call-together")


def test_play_goes_on_when_nothing_can_be_kept(loaded: Loaded, store: Store) -> None:
    session = Session.begin(loaded, store, Coaching.AFTER, seed=1)
    store.close()
    session.choose("ask-her-voice")
    assert session.not_kept is not None
    assert session.play.state.id == "marcus-admits"


def test_a_faulty_file_is_refused_with_its_findings(tmp_path: Path) -> None:
    path = tmp_path / "faulty.yaml"
    path.write_text("format: 2\n", "utf-8")
    with pytest.raises(ScenarioFaulty) as raised:
        load(path)
    assert "bad-value" in {finding.code.value for finding in raised.value.findings}


def test_killing_the_program_loses_no_choice_that_was_answered(loaded: Loaded, tmp_path: Path) -> None:
    path = tmp_path / "history.sqlite3"
    script = (
        "import sys, time\n"
        "from pathlib import Path\n"
        "from sim.store.loading import load\n"
        "from sim.store.session import Session\n"
        "from sim.store.settings import Coaching\n"
        "from sim.store.store import Store\n"
        f"loaded, store = load(Path({str(loaded.path)!r})), Store.open(Path({str(path)!r}))\n"
        "session = Session.begin(loaded, store, Coaching.AFTER, 1)\n"
        "session.choose('ask-her-voice')\n"
        "print('answered', flush=True)\n"
        "time.sleep(60)\n"
    )
    process = subprocess.Popen([sys.executable, "-c", script], stdout=subprocess.PIPE, text=True, cwd=PROJECT)
    assert process.stdout is not None
    assert process.stdout.readline() == "answered\n"
    os.kill(process.pid, signal.SIGKILL)
    process.wait()
    process.stdout.close()
    with_history = Store.open(path)
    (kept,) = with_history.under_way()
    assert kept.record.choices == ("ask-her-voice",)
    with_history.close()


def test_what_could_not_be_kept_is_kept_with_the_next_choice(
    loaded: Loaded, store: Store, tmp_path: Path
) -> None:
    session = Session.begin(loaded, store, Coaching.AFTER, seed=5)
    session.choose("leave-it")
    store._connection.execute("PRAGMA busy_timeout = 10")
    blocking = sqlite3.connect(tmp_path / "history.sqlite3", isolation_level=None)
    blocking.execute("BEGIN IMMEDIATE")
    longer = Session.begin(loaded, store, Coaching.AFTER, seed=1)
    longer.choose("ask-her-voice")
    session.choose("send-note")
    assert session.over
    assert None not in (session.not_kept, longer.not_kept)
    blocking.execute("ROLLBACK")
    blocking.close()
    longer.choose("call-together")
    (done,) = store.finished()
    assert done.record.choices == ("ask-her-voice", "call-together")
    (left,) = store.under_way()
    assert left.record == Record(("leave-it",), session.play.record.draws)


def test_a_choice_in_the_middle_that_could_not_be_kept_leaves_no_gap(store: Store, tmp_path: Path) -> None:
    loaded = load(PROJECT / "scenarios" / "first-call.yaml")
    session = Session.begin(loaded, store, Coaching.AFTER, seed=5)

    def choose() -> None:
        session.choose(session.play.choices[0].id)

    choose()
    store._connection.execute("PRAGMA busy_timeout = 10")
    blocking = sqlite3.connect(tmp_path / "history.sqlite3", isolation_level=None)
    blocking.execute("BEGIN IMMEDIATE")
    choose()
    choose()
    assert session.not_kept is not None
    blocking.execute("ROLLBACK")
    blocking.close()
    choose()
    (kept,) = store.under_way()
    assert kept.record == session.play.record
    assert len(kept.record.choices) == 4


def test_a_run_stopped_before_its_result_was_kept_gets_it_when_it_is_taken_up(
    loaded: Loaded, store: Store
) -> None:
    record = Record(("ask-her-voice", "call-together"))
    run = store.begin("customer-went-quiet", loaded.scenario.hash, loaded.path, 1, Coaching.AFTER, record)
    (kept,) = store.under_way()
    session = Session.resume(loaded, store, kept)
    assert session.over
    assert store.under_way() == ()
    (done,) = store.finished()
    assert done.id == run
    assert done.result is not None
    assert done.result.conduct == 100.0


def test_a_run_that_tries_again_says_how_many_choices_it_took_over(loaded: Loaded, store: Store) -> None:
    anew = Session.begin(loaded, store, Coaching.AFTER, seed=1)
    anew.choose("ask-her-voice")
    again = Session.begin(loaded, store, Coaching.AFTER, seed=1, record=anew.play.record)
    again.choose("call-together")
    assert {run.record.choices: run.taken_over for run in store.runs()} == {
        ("ask-her-voice",): 0,
        ("ask-her-voice", "call-together"): 1,
    }


def test_a_disk_that_fails_is_said_once_and_once_that_it_works_again(store: Store, tmp_path: Path) -> None:
    session = Session.begin(load(PROJECT / "scenarios" / "first-call.yaml"), store, Coaching.AFTER, seed=5)

    def choose() -> tuple[bool, bool]:
        session.choose(session.play.choices[0].id)
        return session.keeping_changed(), session.not_kept is not None

    assert choose() == (False, False)
    store._connection.execute("PRAGMA busy_timeout = 10")
    blocking = sqlite3.connect(tmp_path / "history.sqlite3", isolation_level=None)
    blocking.execute("BEGIN IMMEDIATE")
    assert choose() == (True, True)
    assert choose() == (False, True)
    blocking.execute("ROLLBACK")
    assert choose() == (True, False)
    assert choose() == (False, False)
    blocking.execute("BEGIN IMMEDIATE")
    assert choose() == (True, True)
    blocking.execute("ROLLBACK")
    blocking.close()
    session.keep()
    assert (session.keeping_changed(), session.not_kept) == (True, None)
    (kept,) = store.under_way()
    assert kept.record == session.play.record
