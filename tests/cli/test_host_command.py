from __future__ import annotations

import json
import os
import shutil
import signal
import socket
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest
from websockets.exceptions import ConnectionClosed

from sim.room.wire import CloseCode
from tests.cli.hosted import Guest, Hosted, Talking
from tests.cli.program import PROJECT, program

ON_PORT = ("--port", "0")


def started(lines: list[str], start: str) -> list[str]:
    return [line for line in lines if line.startswith(start)]


def kept_votes(home: Path) -> list[tuple[int, int, str]]:
    with closing(sqlite3.connect(home / "rooms.sqlite3")) as connection:
        return sorted(connection.execute("SELECT question, participant, choice FROM vote").fetchall())


def test_a_session_is_led_to_its_debrief_by_lines(example: Path, tmp_path: Path) -> None:
    with Hosted(tmp_path, example, *ON_PORT, "--timer", "90") as hosted:
        people = [Guest(hosted.port, hosted.code, name) for name in ("Ann", "Bo", "Cy")]
        hosted.wait_for("People: 3 joined")
        assert hosted.do("begin")[-1] == "Done: begin"
        question = 0
        while True:
            question += 1
            asked = hosted.do("ask")
            assert f"Question: {question}" in asked
            assert "Timer: 90 seconds" in asked
            for person, choice in zip(people, (1, 1, 2), strict=True):
                person.vote(choice)
            hosted.wait_for("Voted: 3 of 3")
            assert started(hosted.do("close"), "Split") == []
            split = hosted.do("reveal")
            assert f"Split: question {question}, 3 votes" in split
            assert started(split, "  1. 2 (67%) █")
            assert people[0].view()["shared"]["worths"] is None
            assert len(started(hosted.do("coach"), "Worth: ")) >= 2
            assert ", by the majority: " in started(hosted.do("take"), "Taken: ")[0]
            after = hosted.do("next")
            if any("the story ended" in line for line in after):
                break
        assert "Debrief:" in after
        assert "3 people took part, and all of them voted." in after
        assert len(people[0].view()["shared"]["results"]) == question
        assert hosted.do("end")[-1] == "Done: end"
        code, said, error = hosted.ended()
    assert (code, error) == (0, "")
    assert said.count("Debrief:") == 1
    assert "Over: the session has ended." in said


def test_every_line_has_its_answer(example: Path, tmp_path: Path) -> None:
    with Hosted(tmp_path, example, *ON_PORT) as hosted:
        Guest(hosted.port, hosted.code, "Ann")
        hosted.wait_for("People: 1 joined")
        answers = [
            ("dance", "Not understood: There is no command “dance”. Type help to see them."),
            ("close", "Refused: not-now. "),
            ("remove Bo", "Not understood: Nobody here is called “Bo”. Type people to see who is here."),
            ("rename Ann", "Not understood: Say it so: rename NAME = NEW"),
            ("rename ann = Zoë \u202eX", "Done: rename"),
            ("people", "Done: people"),
            ("team Zoë X = Red", "Refused: no-teams. "),
            ("lock", "Done: lock"),
            ("begin", "Done: begin"),
            ("ask soon", "Not understood: “soon” is no number of seconds."),
            ("extend 30", "Refused: not-open. "),
            ("ask 60", "Done: ask"),
            ("extend", "Not understood: Say how many seconds more, such as extend 30, or extend off."),
            ("extend 30", "Done: extend"),
            ("extend off", "Done: extend"),
            ("split", "Done: split"),
            ("status", "Done: status"),
            ("remove Zoë X", "Done: remove"),
            ("close", "Done: close"),
            ("reveal", "Done: reveal"),
            ("take", "Refused: no-votes. "),
            ("take 9", "Refused: unknown-choice. "),
            ("take 2", "Done: take"),
            ("unlock", "Done: unlock"),
            ("finish", "Done: finish"),
        ]
        for line, start in answers:
            assert hosted.do(line)[-1].startswith(start), line
        assert "  #1 Zoë X, away, not voted" in hosted.told or "  #1 Zoë X, here, not voted" in hosted.told
        assert "Locked: yes" in hosted.told
        assert "Timer: off" in hosted.told


def test_the_end_of_input_leaves_a_session_that_can_be_taken_up_again(example: Path, tmp_path: Path) -> None:
    with Hosted(tmp_path, example, *ON_PORT) as hosted:
        code, said, error = hosted.ended()
    assert (code, error) == (0, "")
    assert f"Again: emptychair host --resume {hosted.code}" in said


def test_after_kill_9_the_room_comes_back_with_its_people_and_votes(example: Path, tmp_path: Path) -> None:
    with Hosted(tmp_path, example, *ON_PORT, "--name", "Training.local") as hosted:
        people = [Guest(hosted.port, hosted.code, name) for name in ("Ann", "Bo", "Cy")]
        hosted.do("begin")
        hosted.do("ask")
        people[0].vote(1)
        people[1].vote(2)
        before = kept_votes(tmp_path)
        hosted.kill()
    with Hosted(tmp_path, "--resume", hosted.code.lower()) as again:
        assert (again.code, again.port) == (hosted.code, hosted.port)
        assert again.urls == hosted.urls
        assert again.urls[0].startswith("http://training.local:")
        assert again.told[-1] == "Phase: open, question 1"
        assert kept_votes(tmp_path) == before
        views = [person.view() for person in people]
        assert [view["you"]["name"] for view in views] == ["Ann", "Bo", "Cy"]
        assert [view["you"]["vote"] is not None for view in views] == [True, True, False]
        people[2].vote(1)
        again.wait_for("Voted: 3 of 3")
        again.do("close")
        assert "Split: question 1, 3 votes" in again.do("reveal")


@pytest.mark.parametrize(("number", "code"), [(signal.SIGTERM, 0), (signal.SIGINT, 130)])
def test_a_signal_ends_it_cleanly_with_people_connected(
    example: Path, tmp_path: Path, number: signal.Signals, code: int
) -> None:
    with Hosted(tmp_path, example, *ON_PORT) as hosted:
        guest = Guest(hosted.port, hosted.code, "Ann")
        with guest.socket() as line, guest.socket():
            json.loads(line.recv(timeout=10))
            ended, said, error = hosted.signal(number)
    assert (ended, error) == (code, "")
    assert f"Again: emptychair host --resume {hosted.code}" in said


def test_people_connected_are_told_whether_it_is_over_or_only_left(example: Path, tmp_path: Path) -> None:
    def closed_with(line: str) -> int:
        with (
            Hosted(tmp_path, example, *ON_PORT) as hosted,
            Guest(hosted.port, hosted.code).socket() as people,
        ):
            people.recv(timeout=10)
            hosted.do(line) if line == "end" else hosted.ended()
            with pytest.raises(ConnectionClosed) as closed:
                while True:
                    people.recv(timeout=10)
            assert closed.value.rcvd is not None
            return closed.value.rcvd.code

    assert closed_with("end") == CloseCode.OVER
    # “Service restart”: who hears it comes back.
    assert closed_with("quit") == 1012


def test_a_busy_port_is_one_message_with_what_to_do(example: Path, tmp_path: Path) -> None:
    with socket.create_server(("0.0.0.0", 0)) as busy:
        port = busy.getsockname()[1]
        ended = program(tmp_path, "host", example, "--plain", "--port", str(port))
    assert ended.returncode == 1
    assert ended.stdout == ""
    assert f"Port {port} is taken" in ended.stderr
    assert f"--port {port + 1}" in ended.stderr
    assert "Traceback" not in ended.stderr


def test_two_sessions_are_hosted_side_by_side(example: Path, tmp_path: Path) -> None:
    with Hosted(tmp_path, example) as first, Hosted(tmp_path, example) as second:
        assert first.port != second.port
        assert first.code != second.code
        Guest(first.port, first.code, "Ann")
        first.wait_for("People: 1 joined")
        assert second.do("people") == ["Done: people"]


def test_a_session_that_is_hosted_is_not_taken_up_a_second_time(example: Path, tmp_path: Path) -> None:
    with Hosted(tmp_path, example, *ON_PORT) as hosted:
        ended = program(tmp_path, "host", "--resume", hosted.code, "--plain")
    assert ended.returncode == 1
    assert f"The room {hosted.code} is hosted already" in ended.stderr


def test_a_session_left_is_offered_to_who_opens_another_of_its_scenario(
    example: Path, tmp_path: Path
) -> None:
    with Hosted(tmp_path, example, *ON_PORT) as left:
        Guest(left.port, left.code, "Ann")
        left.ended()
    with Hosted(tmp_path, example, *ON_PORT) as other:
        assert [line for line in other.told if line.startswith("Note: ") and f"--resume {left.code}" in line]
    with Hosted(tmp_path, "--resume", left.code) as again:
        assert started(again.told, "Note: ") == []


def test_a_session_whose_scenario_was_edited_is_not_taken_up(example: Path, tmp_path: Path) -> None:
    with Hosted(tmp_path, example, *ON_PORT) as left:
        left.ended()
    example.write_text(example.read_text("utf-8").replace("summary: ", "summary: More than "), "utf-8")
    ended = program(tmp_path, "host", "--resume", left.code, "--plain")
    assert ended.returncode == 1
    assert ended.stderr.startswith("The scenario has changed.")


def test_only_what_is_kept_and_not_over_is_taken_up(example: Path, tmp_path: Path) -> None:
    with Hosted(tmp_path, example, *ON_PORT) as over:
        over.do("end")
        over.ended()
    for code, said in ((over.code, "was ended"), ("AAAAAA", "No room AAAAAA is kept here")):
        ended = program(tmp_path, "host", "--resume", code, "--plain")
        assert ended.returncode == 1
        assert said in ended.stderr
    with Hosted(tmp_path, example, *ON_PORT) as left:
        left.ended()
    ended = program(tmp_path, "host", "silent-customer", "--resume", left.code, "--plain")
    assert ended.returncode == 1
    assert "not “silent-customer”" in ended.stderr


def test_without_a_log_the_session_goes_on_and_says_so(example: Path, tmp_path: Path) -> None:
    (tmp_path / "rooms.sqlite3").write_bytes(b"this is no database, whatever its name says" * 100)
    with Hosted(tmp_path, example, *ON_PORT) as hosted:
        assert "The session could not be kept" in started(hosted.told, "Note: ")[0]
        Guest(hosted.port, hosted.code, "Ann")
        hosted.do("begin")
        code, said, error = hosted.ended()
    assert (code, error) == (0, "")
    assert "Left: the session is gone" in said
    ended = program(tmp_path, "host", "--resume", hosted.code, "--plain")
    assert ended.returncode == 1


def test_teams_play_at_their_own_pace_and_one_is_decided_for(example: Path, tmp_path: Path) -> None:
    with Hosted(tmp_path, example, *ON_PORT, "--seed", "1", "--teams", " Red ,Blue team") as hosted:
        ann = Guest(hosted.port, hosted.code, "Ann", "Red")
        bo = Guest(hosted.port, hosted.code, "Bo", "Red")
        hosted.wait_for("People: 2 joined")
        assert hosted.do("team bo = blue team")[-1] == "Done: team"
        off = hosted.do("set-off")
        assert "Team: Red, question 1, 0 of 1 voted" in off
        ann.vote(1)
        hosted.wait_for("Team: Red, question 2")
        assert "Team: Blue team, question 2, 0 of 1 voted" in hosted.do("decide Blue team 2")
        assert bo.view()["shared"]["question"] == 2
        assert hosted.do("decide Green 2")[-1] == "Not understood: There is no team “Green”."
        assert "Debrief:" in hosted.do("finish")


@pytest.mark.parametrize(
    "arguments",
    [
        [],
        ["EXAMPLE", "--port", "70000"],
        ["EXAMPLE", "--port", "x"],
        ["EXAMPLE", "--timer", "0"],
        ["EXAMPLE", "--teams", "1"],
        ["EXAMPLE", "--teams", "21"],
        ["EXAMPLE", "--teams", "Red,red"],
        ["EXAMPLE", "--teams", "Red,\u202e"],
        ["EXAMPLE", "--name", "http://room.local"],
        ["EXAMPLE", "--name", "room.local:80"],
        ["EXAMPLE", "--resume", "KWX"],
        ["EXAMPLE", "--resume", "KWX47F", "--teams", "2"],
    ],
)
def test_what_cannot_be_meant_is_wrong_usage(example: Path, tmp_path: Path, arguments: list[str]) -> None:
    named = [str(example) if argument == "EXAMPLE" else argument for argument in arguments]
    ended = program(tmp_path, "host", *named, "--plain")
    assert (ended.returncode, ended.stdout) == (2, "")
    assert "emptychair host" in ended.stderr
    assert "Traceback" not in ended.stderr


def test_a_scenario_with_errors_is_not_hosted(example: Path, tmp_path: Path) -> None:
    example.write_text("id: broken\n")
    ended = program(tmp_path, "host", example, "--plain")
    assert ended.returncode == 1
    assert ended.stderr.startswith("This scenario cannot be played.")


def test_a_session_of_a_file_named_relatively_is_taken_up_from_elsewhere(
    example: Path, tmp_path: Path
) -> None:
    with Hosted(tmp_path, Path("example.yaml"), *ON_PORT) as left:
        left.ended()
    (tmp_path / "elsewhere").mkdir()
    moved = tmp_path / "library" / "example.yaml"
    moved.parent.mkdir()
    with Hosted(tmp_path, "--resume", left.code, folder=tmp_path / "elsewhere") as again:
        assert again.code == left.code
    example.rename(moved)
    with Hosted(tmp_path, "--resume", left.code, "--library", moved.parent) as again:
        assert again.code == left.code


def test_a_machine_on_no_network_is_told_so_and_hosts_all_the_same(example: Path, tmp_path: Path) -> None:
    alone = ("unshare", "--map-root-user", "--net")
    if shutil.which("unshare") is None or subprocess.run([*alone, "true"], check=False).returncode:
        pytest.skip("this system does not allow a network of its own")
    with Hosted(tmp_path, example, before=alone) as hosted:
        assert hosted.urls == []
        assert "This machine is on no network" in started(hosted.told, "Note: ")[0]
        assert hosted.do("begin")[-1] == "Done: begin"
        code, _, error = hosted.ended()
    assert (code, error) == (0, "")


def test_a_vote_is_closed_when_its_time_is_up(example: Path, tmp_path: Path) -> None:
    with Hosted(tmp_path, example, *ON_PORT, "--timer", "1") as hosted:
        hosted.do("begin")
        hosted.do("ask")
        assert hosted.wait_for("Phase: ") == "Phase: closed, question 1"


def test_people_come_back_by_themselves_and_can_change_their_votes(example: Path, tmp_path: Path) -> None:
    with Hosted(tmp_path, example, *ON_PORT) as hosted:
        url = f"http://127.0.0.1:{hosted.port}/j/{hosted.code}"
        homes = [tmp_path / name for name in ("Ann", "Bo")]
        for home in homes:
            home.mkdir()
        with (
            Talking(homes[0], "join", url, "--name", "Ann") as ann,
            Talking(homes[1], "join", url, "--name", "Bo") as bo,
        ):
            while hosted.wait_for("People: ") != "People: 2 joined, 2 here":
                pass
            hosted.do("begin")
            hosted.do("ask")
            for person in (ann, bo):
                person.wait_for("Voting is open")
                person.type_in("1")
            hosted.wait_for("Voted: 2 of 2")
            hosted.kill()
            with Hosted(tmp_path, "--resume", hosted.code) as again:
                while "People: 2 joined, 2 here" not in again.told:
                    again.wait_for("People: ")
                ann.type_in("2")
                ann.wait_for("Your vote is in: 2")
                again.do("close")
                split = again.do("reveal")
                assert [line[:11] for line in split if line.startswith("  ")] == [
                    "  1. 1 (50%",
                    "  2. 1 (50%",
                ]
                again.do("end")


def test_without_any_input_it_is_left_at_once(example: Path, tmp_path: Path) -> None:
    closed: list[str | Path] = ["sh", "-c", 'exec "$0" "$@" <&-', sys.executable, PROJECT / "play.py"]
    ended = subprocess.run(
        [*closed, "host", example, *ON_PORT],
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
        env={**os.environ, "EMPTYCHAIR_HOME": str(tmp_path), "PYTHONUTF8": "1"},
    )
    assert (ended.returncode, ended.stderr) == (0, "")
    assert "Again: emptychair host --resume" in ended.stdout
