"""What the log of rooms does when its program, its file or its disk lets it down: with real ones."""

from __future__ import annotations

import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest

from sim.room.log import LogError, Overtaken
from sim.room.rules.event import Asked, Begun, Ended, Event, Joined, Opened, Removed, Voted
from sim.room.rules.question import Vote
from sim.store.room_log import FILE_NAME, SqliteRoomLog
from sim.store.store import Store
from tests.cli.program import PROJECT
from tests.store.test_damage import PAGE, needs_permissions, overwritten

CODE = "KWX47F"
APPENDER = """
import sys
from pathlib import Path
from sim.room.log import Overtaken
from sim.room.rules.event import Voted
from sim.store.room_log import SqliteRoomLog
path, participant, times = Path(sys.argv[1]), int(sys.argv[2]), int(sys.argv[3])
log = SqliteRoomLog.open(path)
sys.stdin.readline()
kept = overtaken = 0
after = len(log.events("KWX47F"))
while kept < times:
    votes = [Voted(1, participant, "call", f"{kept}-{half}", 3.0) for half in "ab"]
    try:
        after = log.append("KWX47F", after, votes)
    except Overtaken:
        overtaken += 1
        after = len(log.events("KWX47F"))
        continue
    print(kept, flush=True)
    kept += 1
print("overtaken", overtaken, flush=True)
log.close()
"""


def opening(people: int = 3) -> tuple[Event, ...]:
    joined = [
        Joined(number, f"{number:064}", f"Guest {number}", None, 1.0) for number in range(1, people + 1)
    ]
    return (
        Opened(CODE, "quiet", "hash", "/quiet.yaml", 7, (), 1.0),
        *joined,
        Begun(False, 2.0),
        Asked(1, None),
    )


def votes(number: int, people: int) -> tuple[Event, ...]:
    return tuple(Voted(1, participant, "call", f"{number}", 3.0) for participant in range(1, people + 1))


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """Where rooms are kept; there is one."""
    path = tmp_path / FILE_NAME
    with closing(SqliteRoomLog.open(path)) as log:
        log.append(CODE, 0, opening())
    return path


@pytest.fixture
def long(tmp_path: Path) -> Path:
    """A file of many pages with one room of 200 people."""
    path = tmp_path / FILE_NAME
    with closing(SqliteRoomLog.open(path)) as log:
        log.append(CODE, 0, (*opening(200), *votes(1, 200)))
    assert path.stat().st_size > 15 * PAGE
    return path


def appender(path: Path, participant: int, times: int) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "-c", APPENDER, path, str(participant), str(times)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        cwd=PROJECT,
    )


def let_go(process: subprocess.Popen[str]) -> None:
    assert process.stdin is not None
    process.stdin.write("go\n")
    process.stdin.flush()


def submissions(events: tuple[Event, ...], participant: int) -> list[str]:
    return [
        event.submission for event in events if isinstance(event, Voted) and event.participant == participant
    ]


@pytest.mark.parametrize("told", [1, 2, 3, 17, 40, 41, 200])
def test_of_a_killed_program_everything_is_there_that_it_had_told_of(path: Path, told: int) -> None:
    process = appender(path, 1, 1_000_000)
    let_go(process)
    assert process.stdout is not None
    acknowledged = -1
    while acknowledged + 1 < told:
        acknowledged = int(process.stdout.readline())
    process.kill()  # it goes on appending at this moment
    acknowledged = [acknowledged, *map(int, process.stdout.read().split())][-1]
    process.communicate()
    with closing(SqliteRoomLog.open(path)) as log:
        kept = submissions(log.events(CODE), 1)
        assert len(kept) >= 2 * (acknowledged + 1)
        # In order, and nothing by halves.
        assert kept == [f"{number}-{half}" for number in range(len(kept) // 2) for half in "ab"]
        assert log.votes(CODE, 1) == {1: Vote("call", kept[-1])}
        assert log.append(CODE, len(opening()) + len(kept), (Ended(9.0),)) == len(opening()) + len(kept) + 1


def test_two_programs_that_append_to_the_same_room_overtake_each_other_and_lose_nothing(path: Path) -> None:
    times = 60
    programs = [appender(path, participant, times) for participant in (1, 2)]
    for program in programs:
        let_go(program)
    for program in programs:
        told, faults = program.communicate(timeout=60)
        assert (program.returncode, faults) == (0, "")
        assert told.split()[:times] == [str(number) for number in range(times)]
    with closing(SqliteRoomLog.open(path)) as log:
        events = log.events(CODE)
        for participant in (1, 2):
            expected = [f"{number}-{half}" for number in range(times) for half in "ab"]
            assert submissions(events, participant) == expected
        last = f"{times - 1}-b"
        assert log.votes(CODE, 1) == {1: Vote("call", last), 2: Vote("call", last)}


def test_a_second_program_with_an_older_number_is_overtaken(path: Path) -> None:
    after = len(opening())
    first = appender(path, 1, 1)
    with closing(SqliteRoomLog.open(path)) as second:
        let_go(first)
        first.communicate(timeout=60)
        with pytest.raises(Overtaken, match="another program"):
            second.append(CODE, after, votes(1, 1))
        assert second.append(CODE, after + 2, votes(1, 1)) == after + 3


def test_a_full_disk_loses_nothing_that_was_kept_and_room_is_used_when_there_is_some(long: Path) -> None:
    with closing(SqliteRoomLog.open(long)) as log:
        (pages,) = log._connection.execute("PRAGMA page_count").fetchone()
        log._connection.execute(f"PRAGMA max_page_count = {pages + 3}")
        before = after = len(log.events(CODE))
        kept = 1
        with pytest.raises(LogError, match="full") as raised:
            while True:
                after = log.append(CODE, after, votes(kept + 1, 60))
                kept += 1
        assert raised.value.hint is not None
        events = log.events(CODE)
        assert len(events) == after == before + 60 * (kept - 1)
        assert {vote.submission for vote in log.votes(CODE, 1).values()} <= {"1", str(kept)}
        log._connection.execute("PRAGMA max_page_count = 100000")
        assert log.append(CODE, after, votes(kept + 1, 200)) == after + 200
    with closing(SqliteRoomLog.open(long)) as log:
        assert log.events(CODE)[:after] == events
        assert {vote.submission for vote in log.votes(CODE, 1).values()} == {str(kept + 1)}


@pytest.mark.skipif(sys.platform == "win32", reason="there is no such limit")
@pytest.mark.parametrize("kilobytes", [0, 33, 45, 90])
def test_where_a_file_may_not_grow_it_is_said_and_nothing_told_of_is_lost(path: Path, kilobytes: int) -> None:
    command = [sys.executable, "-B", "-c", APPENDER, str(path), "1", "1000000"]
    process = subprocess.run(
        ["bash", "-c", f'ulimit -f {kilobytes}; exec "$@"', "bash", *command],
        input="go\n",
        capture_output=True,
        text=True,
        cwd=PROJECT,
        timeout=60,
        check=False,
    )
    assert process.returncode == 1
    assert process.stderr.strip().splitlines()[-1].startswith("sim.room.log.LogError: ")
    acknowledged = [int(line) for line in process.stdout.split()]
    with closing(SqliteRoomLog.open(path)) as log:
        kept = submissions(log.events(CODE), 1)
        assert kept == [f"{number}-{half}" for number in range(len(kept) // 2) for half in "ab"]
        assert len(kept) >= 2 * len(acknowledged)


def test_a_file_with_a_damaged_page_is_refused_and_left_alone(long: Path) -> None:
    for page in range(1, long.stat().st_size // PAGE):
        whole = long.read_bytes()
        damaged = overwritten(long, page * PAGE, 200)
        with pytest.raises(LogError) as raised:
            SqliteRoomLog.open(long)
        assert str(long) in raised.value.message
        assert raised.value.hint is not None
        assert "is lost when the program ends" in raised.value.hint
        assert long.read_bytes() == damaged
        long.write_bytes(whole)
    with closing(SqliteRoomLog.open(long)) as log:
        assert len(log.votes(CODE, 1)) == 200


def test_a_file_cut_short_is_refused_and_left_alone(long: Path) -> None:
    whole = long.read_bytes()
    for length in (50, PAGE, 3 * PAGE, len(whole) // 2, len(whole) // 2 + 7, len(whole) - PAGE):
        long.write_bytes(whole[:length])
        with pytest.raises(LogError, match="is damaged"):
            SqliteRoomLog.open(long)
        assert long.read_bytes() == whole[:length]


def test_damage_met_while_the_session_goes_on_is_said_and_changes_nothing(long: Path) -> None:
    with closing(SqliteRoomLog.open(long)) as log:
        (page,) = log._connection.execute(
            "SELECT rootpage FROM sqlite_master WHERE name = 'event'"
        ).fetchone()
        damaged = overwritten(long, (page - 1) * PAGE, 200)
        log._connection.execute("PRAGMA shrink_memory")  # forget the pages that were read already
        with pytest.raises(LogError, match="could not be read"):
            log.events(CODE)
        with pytest.raises(LogError, match="not kept"):
            log.append(CODE, 403, votes(2, 3))
        assert {vote.submission for vote in log.votes(CODE, 1).values()} == {"1"}
    assert long.read_bytes() == damaged


@pytest.mark.parametrize(
    "damage",
    [
        "UPDATE event SET form = '{' WHERE number = 3",
        "UPDATE event SET form = '7' WHERE number = 3",
        'UPDATE event SET form = \'{"kind":"Unheard"}\' WHERE number = 3',
        'UPDATE event SET form = \'{"kind":"Locked"}\' WHERE number = 3',
        "UPDATE event SET form = x'ff00' WHERE number = 3",
        "UPDATE event SET form = CAST(x'ff00' AS TEXT) WHERE number = 3",
        "DELETE FROM event WHERE number = 3",
        "DELETE FROM event WHERE number = 6",
    ],
)
def test_a_room_of_which_nothing_can_be_made_is_an_error_and_the_others_are_read(
    path: Path, damage: str
) -> None:
    with closing(SqliteRoomLog.open(path)) as log:
        log.append("ACDEFG", 0, (Opened("ACDEFG", "quiet", "hash", "/quiet.yaml", 7, (), 2.0),))
        with closing(sqlite3.connect(path)) as other:
            other.execute(f"{damage} AND room = '{CODE}'")
            other.commit()
        with pytest.raises(LogError, match="could not be read"):
            log.events(CODE)
        assert len(log.events("ACDEFG")) == 1
        log.forget(CODE)
        assert [room.opened.code for room in log.rooms()] == ["ACDEFG"]


def test_where_an_event_cannot_be_read_nobody_is_sent_out(path: Path) -> None:
    with closing(SqliteRoomLog.open(path)) as log:
        after = log.append(CODE, len(opening()), votes(1, 3))
        with closing(sqlite3.connect(path)) as other:
            other.execute("UPDATE event SET form = '{' WHERE number = 3")
            other.commit()
        with pytest.raises(LogError, match="not kept"):
            log.append(CODE, after, (Removed(1),))
        assert set(log.votes(CODE, 1)) == {1, 2, 3}


@pytest.mark.parametrize(
    "form", ["{", '{"kind":"Locked","locked":true}', "[" * 100_000], ids=["cut", "another", "deep"]
)
def test_a_room_whose_opening_cannot_be_read_is_left_out(path: Path, form: str) -> None:
    with closing(SqliteRoomLog.open(path)) as log:
        log.append("ACDEFG", 0, (Opened("ACDEFG", "quiet", "hash", "/quiet.yaml", 7, (), 2.0),))
        with closing(sqlite3.connect(path)) as other:
            other.execute("UPDATE event SET form = ? WHERE number = 1 AND room = ?", (form, CODE))
            other.commit()
        assert [room.opened.code for room in log.rooms()] == ["ACDEFG"]
        with pytest.raises(LogError, match="could not be read"):
            log.events(CODE)


def test_another_programs_file_and_a_history_are_refused_and_left_alone(tmp_path: Path) -> None:
    foreign = tmp_path / FILE_NAME
    with closing(sqlite3.connect(foreign)) as other:
        other.execute("CREATE TABLE song (name TEXT)")
    history = tmp_path / "history.sqlite3"
    Store.open(history).close()
    text = tmp_path / "text"
    text.write_bytes(b"no database at all, but long enough to be taken for one" * 40)
    for path, said in (
        (foreign, "belongs to another program"),
        (history, "newer version|another program"),
        (text, "could not be opened"),
    ):
        before = path.read_bytes()
        with pytest.raises(LogError, match=said):
            SqliteRoomLog.open(path)
        assert path.read_bytes() == before


def test_a_file_of_a_newer_version_is_refused_and_left_alone(path: Path) -> None:
    with closing(sqlite3.connect(path)) as other:
        other.execute("PRAGMA user_version = 2")
    before = path.read_bytes()
    with pytest.raises(LogError, match="newer version") as raised:
        SqliteRoomLog.open(path)
    assert raised.value.hint is not None
    assert "Update Empty Chair" in raised.value.hint
    assert path.read_bytes() == before


def test_where_no_file_can_be_made_it_is_said(tmp_path: Path) -> None:
    (tmp_path / "file").write_bytes(b"")
    for impossible in (tmp_path / "file" / FILE_NAME, tmp_path):
        with pytest.raises(LogError, match="could not be opened"):
            SqliteRoomLog.open(impossible)


@needs_permissions
def test_a_file_that_may_only_be_read_is_refused(path: Path) -> None:
    before = path.read_bytes()
    path.chmod(0o444)
    with pytest.raises(LogError, match="readonly"):
        SqliteRoomLog.open(path)
    assert path.read_bytes() == before


@needs_permissions
def test_a_folder_that_may_only_be_read_is_refused(path: Path) -> None:
    path.parent.chmod(0o555)
    try:
        with pytest.raises(LogError, match="could not be opened"):
            SqliteRoomLog.open(path)
    finally:
        path.parent.chmod(0o755)


def test_a_program_that_writes_for_long_is_waited_for_and_then_named(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("sim.store.room_log._PATIENCE", 0.05)
    with (
        closing(SqliteRoomLog.open(path)) as log,
        closing(sqlite3.connect(path, isolation_level=None)) as other,
    ):
        other.execute("BEGIN IMMEDIATE")
        with pytest.raises(LogError, match="locked"):
            log.append(CODE, len(opening()), votes(1, 1))
        assert len(log.events(CODE)) == len(opening())
        other.execute("ROLLBACK")
        assert log.append(CODE, len(opening()), votes(1, 1)) == len(opening()) + 1


def test_every_commit_waits_for_the_disk(path: Path) -> None:
    with closing(SqliteRoomLog.open(path)) as log:
        assert log._connection.execute("PRAGMA journal_mode").fetchone() == ("wal",)
        assert log._connection.execute("PRAGMA synchronous").fetchone() == (2,)


def test_of_a_forgotten_room_no_byte_is_left(path: Path) -> None:
    def bytes_kept() -> bytes:
        return b"".join(file.read_bytes() for file in path.parent.glob(f"{FILE_NAME}*"))

    with closing(SqliteRoomLog.open(path)) as log:
        after = log.append(CODE, len(opening()), (Joined(4, "4" * 64, "Wilhelmine", None, 3.0),))
        log.append(CODE, after, votes(1, 4))
        assert b"Wilhelmine" in bytes_kept()
        log.forget(CODE)
        for trace in (b"Wilhelmine", b"4" * 64, b"quiet", b"Voted"):
            assert trace not in bytes_kept()


def test_without_a_path_the_file_is_in_the_users_folder(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("EMPTYCHAIR_HOME", str(tmp_path / "home"))
    SqliteRoomLog.open().close()
    assert [file.name for file in (tmp_path / "home").iterdir()] == [FILE_NAME]
