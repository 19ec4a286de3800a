from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from queue import Empty, Queue
from threading import Thread

import pytest

from tests.cli.hosted import PATIENCE, Guest, Hosted
from tests.cli.program import PROJECT, program
from tests.cli.terminal import Terminal


class Joined:
    """`emptychair join --plain` as a process of its own; its lines come one by one."""

    def __init__(self, home: Path, *arguments: str) -> None:
        self.process = subprocess.Popen(
            [sys.executable, PROJECT / "play.py", "join", *arguments, "--plain"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
            encoding="utf-8",
            cwd=home,
            env={**os.environ, "EMPTYCHAIR_HOME": str(home), "PYTHONUTF8": "1"},
        )
        self.told: list[str] = []
        self._lines: Queue[str | None] = Queue()
        Thread(target=self._read, daemon=True).start()

    def wait_for(self, words: str) -> str:
        """The next line with these words."""
        while True:
            try:
                line = self._lines.get(timeout=PATIENCE)
            except Empty:
                line = None
            if line is None:
                self.process.kill()
                said = "\n".join(self.told)
                assert self.process.stderr is not None
                raise AssertionError(f"no “{words}” came after:\n{said}\n{self.process.stderr.read()}")
            self.told.append(line)
            if words in line:
                return line

    def type(self, line: str) -> None:
        assert self.process.stdin is not None
        self.process.stdin.write(f"{line}\n")
        self.process.stdin.flush()

    def ended(self) -> tuple[int, str, str]:
        """Wait for the end: the exit code, and everything that was said."""
        code = self.process.wait(PATIENCE)
        assert self.process.stderr is not None
        error = self.process.stderr.read()
        while (line := self._lines.get(timeout=PATIENCE)) is not None:
            self.told.append(line)
        return code, "\n".join(self.told), error

    def close(self) -> None:
        self.process.kill()
        self.process.wait(PATIENCE)
        for pipe in (self.process.stdin, self.process.stdout, self.process.stderr):
            if pipe is not None:
                pipe.close()

    def _read(self) -> None:
        assert self.process.stdout is not None
        for line in self.process.stdout:
            self._lines.put(line.rstrip("\n"))
        self._lines.put(None)


@contextmanager
def joined(home: Path, *arguments: str) -> Iterator[Joined]:
    home.mkdir(exist_ok=True)
    process = Joined(home, *arguments)
    try:
        yield process
    finally:
        process.close()


@pytest.fixture
def host(tmp_path: Path, example: Path) -> Iterator[Hosted]:
    home = tmp_path / "host"
    home.mkdir()
    with Hosted(home, example, "--port", "0") as hosted:
        yield hosted


def url_of(host: Hosted) -> str:
    return f"http://127.0.0.1:{host.port}/j/{host.code}"


def seats(home: Path) -> list[Path]:
    folder = home / "joined"
    return list(folder.iterdir()) if folder.exists() else []


def test_a_session_in_lines_from_the_door_to_its_end(host: Hosted, tmp_path: Path) -> None:
    home = tmp_path / "mo"
    with joined(home, url_of(host)) as mo:
        mo.wait_for("The room ")
        mo.wait_for("Your name")
        mo.type("Mo")
        mo.wait_for("You are in the room as Mo.")
        mo.wait_for("Waiting for the facilitator to begin. 1 person is here.")
        host.do("begin")
        mo.wait_for("Marcus Webb: They prefer email. Always have.")
        mo.type("1")
        mo.wait_for("There is nothing to vote on now.")
        host.do("ask 600")
        mo.wait_for("1. When did you last hear Priya's voice?")
        mo.wait_for("Voting closes in 600 seconds.")
        mo.type("7")
        mo.wait_for("There is no such choice. Type a number from 1 to 2.")
        mo.type("leave-it")
        mo.wait_for("Your vote is in: 2.")
        mo.type("1")
        mo.wait_for("Your vote is in: 1.")
        mo.type("\x1b[2Jnonsense")
        mo.wait_for("“\\u001b[2Jnonsense” is no word here.")
        host.do("extend 60")
        mo.wait_for("Voting closes in 6")
        host.do("close")
        mo.wait_for("Voting is closed. Your vote: 1.")
        host.do("reveal")
        mo.wait_for("1 vote, 100%, yours, leads")
        host.do("coach")
        mo.wait_for("✕ blunder, costs 88 points")
        host.do("take 2")
        mo.wait_for("The room goes on with 2, the facilitator's choice.")
        mo.wait_for("You: Leave it with Marcus until the renewal date.")
        mo.type("again")
        mo.wait_for("You: Leave it with Marcus until the renewal date.")
        host.do("finish")
        mo.wait_for("Your conduct: 100 of 100.")
        mo.wait_for("You: When did you last hear Priya's voice?")
        assert len(seats(home)) == 1
        host.do("end")
        mo.wait_for("The session is over.")
        code, said, error = mo.ended()
    assert (code, error) == (0, "")
    assert said.count("The debrief") == 1
    assert seats(home) == []


def test_the_same_address_comes_back_as_the_same_participant_after_a_crash(
    host: Hosted, tmp_path: Path
) -> None:
    home = tmp_path / "mo"
    with joined(home, url_of(host), "--name", "Mo") as mo:
        host.do("begin")
        host.do("ask")
        mo.wait_for("Voting is open")
        mo.type("2")
        mo.wait_for("Your vote is in: 2.")
        mo.process.kill()
        mo.process.wait()
    with joined(home, url_of(host)) as again:
        again.wait_for("You are in the room as Mo.")
        again.wait_for("Your vote is in: 2.")
        again.type("quit")
        code, said, error = again.ended()
    assert (code, error) == (0, "")
    assert f"To come back: emptychair join {url_of(host)}" in said
    assert "People: 1 joined" in host.do("status")


def test_a_server_killed_and_begun_again_is_found_by_its_people(
    host: Hosted, tmp_path: Path, example: Path
) -> None:
    port = host.port
    with joined(tmp_path / "mo", url_of(host), "--name", "Mo") as mo:
        host.do("begin")
        host.do("ask 600")
        mo.wait_for("Voting is open")
        mo.type("2")
        mo.wait_for("Your vote is in: 2.")
        host.kill()
        mo.wait_for("The connection is lost.")
        mo.type("1")
        mo.wait_for("Your vote, 1, is sent once the connection is back.")
        with Hosted(tmp_path / "host", "--resume", host.code, "--port", str(port)) as again:
            mo.wait_for("The connection is back.")
            mo.wait_for("Your vote is in: 1.")
            again.do("close")
            mo.wait_for("Voting is closed. Your vote: 1.")
            again.do("reveal")
            assert mo.wait_for("yours") == "   1 vote, 100%, yours, leads"
            mo.type("quit")
            assert mo.ended()[0] == 0


def test_end_of_input_leaves_once_the_vote_is_in(host: Hosted, tmp_path: Path) -> None:
    host.do("begin")
    host.do("ask")
    with joined(tmp_path / "mo", url_of(host), "--name", "") as mo:
        mo.wait_for("Voting is open")
        mo.type("2")
        assert mo.process.stdin is not None
        mo.process.stdin.close()
        code, said, error = mo.ended()
    assert (code, error) == (0, "")
    assert "You are in the room as Guest 1." in said
    assert "Your vote is in: 2." in said
    assert "Voted: 1 of 1" in "\n".join(host.do("status"))


def test_a_team_at_its_own_pace_goes_on_with_the_votes_it_has(tmp_path: Path, example: Path) -> None:
    home = tmp_path / "host"
    home.mkdir()
    with Hosted(home, example, "--port", "0", "--teams", "North,South") as host:
        Guest(host.port, host.code, "Ada", "North")
        with joined(tmp_path / "mo", url_of(host), "--name", "Mo") as mo:
            mo.wait_for("2. South")
            mo.type("1")
            mo.wait_for("You are in the room as Mo, in the team North.")
            host.do("set-off")
            mo.wait_for("Choose together")
            mo.type("1")
            mo.wait_for("Your vote is in: 1. You can change it while voting is open. 1 of 2")
            mo.type("settle")
            mo.wait_for("He turns the screen away a little.")
            mo.wait_for("Decision 2")
            mo.type("quit")
            assert mo.ended()[0] == 0


def test_somebody_sent_out_is_told_and_the_exit_code_says_so(host: Hosted, tmp_path: Path) -> None:
    with joined(tmp_path / "mo", url_of(host), "--name", "Mo") as mo:
        mo.wait_for("Waiting for the facilitator")
        host.do("remove Mo")
        code, said, error = mo.ended()
    assert code == 1
    assert "The facilitator has taken you out of the room." in said
    assert "Traceback" not in error
    assert seats(tmp_path / "mo") == []


def test_a_code_is_asked_for_where_the_address_has_none(host: Hosted, tmp_path: Path) -> None:
    with joined(tmp_path / "mo", f"127.0.0.1:{host.port}", "--name", "Mo") as mo:
        mo.wait_for("The code of the room?")
        mo.type("nonsense")
        mo.wait_for("is no code of a room")
        mo.type(host.code.lower())
        mo.wait_for("You are in the room as Mo.")
        mo.type("quit")
        assert mo.ended()[0] == 0


def test_a_locked_room_is_told_before_anything_is_asked(host: Hosted, tmp_path: Path) -> None:
    host.do("lock")
    ended = program(tmp_path, "join", url_of(host), "--plain")
    assert ended.returncode == 1
    assert ended.stderr == (
        "The room does not let you in. The room is locked.\nAsk the facilitator to let you in.\n"
    )
    assert "Your name" not in ended.stdout
    assert seats(tmp_path) == []


@pytest.mark.parametrize(("option", "told"), [("--name", "name"), ("--team", "team")])
def test_what_is_wrong_on_the_command_line_is_not_asked_again(
    tmp_path: Path, example: Path, option: str, told: str
) -> None:
    home = tmp_path / "host"
    home.mkdir()
    with Hosted(home, example, "--port", "0", "--teams", "2") as host:
        given = {"--name": "Mo", "--team": "Team 1"} | {option: "\u2066"}
        arguments = [part for pair in given.items() for part in pair]
        ended = program(tmp_path, "join", url_of(host), "--plain", *arguments)
    assert ended.returncode == 1
    assert told in ended.stderr
    assert "Traceback" not in ended.stderr
    assert seats(tmp_path) == []


@pytest.mark.parametrize(
    ("url", "code", "told"),
    [
        ("http://127.0.0.1:1/j/KWX47F", 1, "nothing answers at port 1"),
        ("no-such-machine.invalid/j/KWX47F", 1, "No machine is known by the name"),
        ("KWX47F", 2, "looks like a code"),
        ("ftp://127.0.0.1/j/KWX47F", 2, "Only http and https"),
        ("http://127.0.0.1/\x1b[2J", 2, "is none"),
    ],
)
def test_an_address_that_leads_to_no_room_is_one_clear_message(
    tmp_path: Path, url: str, code: int, told: str
) -> None:
    ended = program(tmp_path, "join", url, "--plain")
    assert ended.returncode == code
    assert told in ended.stderr
    assert "\x1b" not in ended.stderr
    assert "Traceback" not in ended.stderr


def test_a_wrong_code_is_one_clear_message(host: Hosted, tmp_path: Path) -> None:
    wrong = "AAAAAA" if host.code != "AAAAAA" else "CCCCCC"
    ended = program(tmp_path, "join", f"127.0.0.1:{host.port}/j/{wrong}", "--plain")
    assert ended.returncode == 1
    assert "No room has this code." in ended.stderr
    assert seats(tmp_path) == []


def test_ctrl_c_leaves_at_once_and_the_vote_stays(host: Hosted, tmp_path: Path) -> None:
    host.do("begin")
    host.do("ask")
    mo = Terminal(tmp_path, "join", url_of(host), "--name", "Mo", "--plain")
    mo.wait_for("Voting is open")
    mo.press("2\n")
    mo.wait_for("Your vote is in: 2.")
    mo.press("\x03")
    assert mo.end() == 130
    assert "Traceback" not in mo.output
    assert "Voted: 1 of 1" in "\n".join(host.do("status"))


def test_on_a_terminal_the_screen_opens(host: Hosted, tmp_path: Path) -> None:
    mo = Terminal(tmp_path, "join", url_of(host), "--name", "Mo", LINES="24")
    mo.wait_for("Waiting")
    mo.press("q")
    assert mo.end() == 0
    assert "To come back: emptychair join" in mo.output.replace("\r\n", " ")
    assert "Mo" in "\n".join(host.do("people"))


@pytest.mark.parametrize("arguments", [["inspect", "EXAMPLE"], ["check", "EXAMPLE"], ["explain"]])
def test_other_commands_import_neither_websockets_nor_the_guest(
    example: Path, tmp_path: Path, arguments: list[str]
) -> None:
    named = [str(example) if argument == "EXAMPLE" else argument for argument in arguments]
    script = (
        "import json, sys\n"
        "from sim.cli.main import main\n"
        f"code = main({named!r})\n"
        "found = [name for name in sys.modules if name.startswith(('websockets', 'sim.room'))]\n"
        "print(json.dumps([code, found]), file=sys.stderr)"
    )
    ended = subprocess.run(
        [sys.executable, "-c", script],
        capture_output=True,
        text=True,
        cwd=PROJECT,
        timeout=60,
        check=True,
        env={**os.environ, "EMPTYCHAIR_HOME": str(tmp_path)},
    )
    assert json.loads(ended.stderr.splitlines()[-1]) == [0, []]
