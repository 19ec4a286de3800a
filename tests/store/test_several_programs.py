"""Programs that are killed, and programs that keep their runs at the same time."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from sim.store.loading import load
from sim.store.session import Session
from sim.store.store import Store
from tests.cli.program import PROJECT

SCENARIO = PROJECT / "scenarios" / "ops-failure.yaml"
WRITER = """
import sys
from pathlib import Path
from sim.engine.walk import Record
from sim.store.settings import Coaching
from sim.store.store import Store
store = Store.open(Path(sys.argv[1]))
sys.stdin.readline()
for number in range(20):
    run = store.begin(sys.argv[2], "abc", Path("/quiet.yaml"), number, Coaching.AFTER, Record(("0",)))
    for choice in range(1, 5):
        store.add_choices(run, choice, (str(choice),), [choice])
store.close()
"""


def playing(home: Path) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, PROJECT / "play.py", "play", SCENARIO, "--plain", "--seed", "3"],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        encoding="utf-8",
        cwd=home,
        env={**os.environ, "EMPTYCHAIR_HOME": str(home), "PYTHONUTF8": "1"},
    )


@pytest.mark.parametrize("decisions", [2, 4, 7, 9])
@pytest.mark.parametrize("at_once", [True, False], ids=["all answers at once", "one answer after the other"])
def test_a_killed_program_has_kept_every_choice_that_it_answered(
    tmp_path: Path, decisions: int, at_once: bool
) -> None:
    """The program is killed while it plays on, or while it waits for the next answer."""
    process = playing(tmp_path)
    assert process.stdin is not None
    assert process.stdout is not None
    if at_once:
        process.stdin.write("1\n" * 40)
        process.stdin.flush()
    told = ""
    while f"Decision {decisions} of" not in told:
        line = process.stdout.readline()
        assert line, told
        told += line
        if not at_once and line.startswith("Decision "):
            process.stdin.write("1\n")
            process.stdin.flush()
    process.kill()
    told += process.stdout.read()
    process.wait()
    process.stdin.close()
    process.stdout.close()
    answered = len(re.findall(r"^You: ", told, re.MULTILINE))
    assert answered >= decisions - 1

    store = Store.open(tmp_path / "history.sqlite3")
    (kept,) = store.runs()
    assert len(kept.record.choices) >= answered
    session = Session.resume(load(SCENARIO), store, kept)
    assert session.play.record == kept.record
    while not session.over:
        session.choose(session.play.choices[0].id)
    assert session.not_kept is None
    assert len(store.finished()) == 1
    store.close()


def test_two_programs_that_write_at_once_both_keep_everything(tmp_path: Path) -> None:
    path = tmp_path / "history.sqlite3"
    writers = [
        subprocess.Popen(
            [sys.executable, "-c", WRITER, path, name],
            stdin=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
            cwd=PROJECT,
        )
        for name in ("one", "two")
    ]
    for writer in writers:
        assert writer.stdin is not None
        writer.stdin.write("go\n")
        writer.stdin.flush()
    for writer in writers:
        _, faults = writer.communicate(timeout=60)
        assert (writer.returncode, faults) == (0, "")
    store = Store.open(path)
    runs = store.runs()
    store.close()
    for name in ("one", "two"):
        assert {run.seed for run in runs if run.scenario == name} == set(range(20))
    assert {run.record.choices for run in runs} == {("0", "1", "2", "3", "4")}
    assert {run.record.draws for run in runs} == {(1, 2, 3, 4)}
