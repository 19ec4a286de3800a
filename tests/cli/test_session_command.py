from __future__ import annotations

import csv
import json
import re
import sqlite3
import subprocess
from contextlib import closing
from dataclasses import replace
from io import StringIO
from pathlib import Path

import pytest

from sim.room.rules.command import Step
from sim.room.rules.event import Joined
from sim.room.rules.phase import Move
from sim.store.loading import Loaded, load
from sim.store.room_log import SqliteRoomLog
from tests.cli.program import printed_json, program
from tests.report.page.parsed_page import ParsedPage
from tests.report.session.made import CODE, HOSTILE, PEOPLE, THE_EXAMPLE, PlayedRoom, together

DAY = r"\d{4}-\d\d-\d\d"


@pytest.fixture(scope="module")
def loaded() -> Loaded:
    return load(THE_EXAMPLE)


@pytest.fixture
def home(tmp_path: Path) -> Path:
    """An empty folder to work in."""
    path = tmp_path / "home"
    path.mkdir()
    return path


def keep(home: Path, *rooms: PlayedRoom) -> None:
    """Put sessions into a home's log."""
    with closing(SqliteRoomLog.open(home / "rooms.sqlite3")) as log:
        for played in rooms:
            log.append(played.room.opened.code, 0, played.events)


@pytest.fixture
def kept(home: Path, loaded: Loaded) -> Path:
    """A home that has a session, played to its end."""
    played = together(loaded)
    played.do(Step(Move.END))
    keep(home, played)
    return home


def written(ended: subprocess.CompletedProcess[str]) -> list[Path]:
    assert ended.returncode == 0, ended.stderr
    return [Path(line.strip()) for line in ended.stdout.splitlines()[1:]]


def test_a_session_comes_as_a_page_a_table_and_json_and_names_nobody(kept: Path) -> None:
    ended = program(kept, "export", "session", CODE)
    paths = written(ended)
    told = f"Session {CODE}. 5 people took part, and all of them voted. Written:"
    assert ended.stdout.splitlines()[0] == told
    assert [re.sub(DAY, "DAY", path.name) for path in paths] == [
        f"session {CODE} DAY.{form}" for form in ("html", "csv", "json")
    ]
    assert all(path.parent.samefile(kept) for path in paths)
    for path in paths:
        text = path.read_text("utf-8")
        assert not re.search(rf"\b({'|'.join(PEOPLE)})\b", text)
        assert "Let us call her now" in text


def test_with_names_they_are_in_every_format_and_a_table_of_votes_comes_too(kept: Path) -> None:
    paths = written(program(kept, "export", "session", CODE, "--names"))
    assert [path.name.rsplit(" ", 1)[1] for path in paths][-1] == "votes.csv"
    page, table, form, votes = (path.read_text("utf-8") for path in paths)
    assert all(name in ParsedPage(page).text for name in PEOPLE)
    assert not any(name in table for name in PEOPLE)
    assert [one["name"] for one in json.loads(form)["participants"]] == list(PEOPLE)
    rows = list(csv.DictReader(StringIO(votes)))
    assert {row["name"] for row in rows} == set(PEOPLE)
    assert len(rows) == len(PEOPLE) * 3


def test_a_code_may_be_typed_as_people_do(kept: Path) -> None:
    ended = program(kept, "export", "session", "kwx-47f", "--format", "text")
    assert (ended.returncode, ended.stderr) == (0, "")
    assert ended.stdout.startswith("The customer who went quiet\n\n5 people took part")


@pytest.mark.parametrize(
    ("name", "opening"), [("s.html", "<!DOCTYPE html>"), ("s.csv", "session,"), ("s.JSON", "{")]
)
def test_a_named_file_says_its_format_and_stays_if_it_is_there(kept: Path, name: str, opening: str) -> None:
    assert program(kept, "export", "session", CODE, "--output", name).returncode == 0
    text = (kept / name).read_text("utf-8")
    assert text.startswith(opening)
    again = program(kept, "export", "session", CODE, "--output", name)
    assert (again.returncode, again.stdout) == (1, "")
    assert f"{name} is there already. Name another file" in again.stderr.replace("\n", " ")
    assert (kept / name).read_text("utf-8") == text


def test_where_the_table_of_votes_has_no_room_the_other_table_is_not_written_either(kept: Path) -> None:
    (kept / "s votes.csv").write_text("mine", "utf-8")
    ended = program(kept, "export", "session", CODE, "--output", "s.csv", "--names")
    assert (ended.returncode, ended.stdout) == (1, "")
    assert "s votes.csv is there already." in ended.stderr
    assert not (kept / "s.csv").exists()
    assert (kept / "s votes.csv").read_text("utf-8") == "mine"


def test_a_second_export_overwrites_nothing(kept: Path) -> None:
    first, second = (written(program(kept, "export", "session", CODE)) for _ in range(2))
    assert not set(first) & set(second)
    assert all(re.search(r" 2\.(html|csv|json)$", path.name) for path in second)


@pytest.mark.parametrize(
    "arguments", [["--output", "session.doc"], ["--format", "text", "--output", "session.txt"]]
)
def test_what_cannot_be_meant_is_wrong_usage(kept: Path, arguments: list[str]) -> None:
    ended = program(kept, "export", "session", CODE, *arguments)
    assert (ended.returncode, ended.stdout) == (2, "")
    assert ended.stderr.startswith("emptychair export session: ")


@pytest.mark.parametrize("code", ["AAAAAA", "nonsense", "\x1b[31m"])
def test_an_unknown_code_is_a_clear_error(kept: Path, code: str) -> None:
    ended = program(kept, "export", "session", code)
    assert (ended.returncode, ended.stdout) == (1, "")
    assert "`emptychair sessions` lists the sessions by their codes." in ended.stderr
    assert "\x1b" not in ended.stderr


def test_a_session_under_way_is_exported_as_far_as_it_went(home: Path, loaded: Loaded) -> None:
    played = PlayedRoom(loaded)
    played.do(Step(Move.BEGIN))
    played.decide("ask-her-voice", None, None, None, None)
    played.vote("call-together", "send-note")
    keep(home, played)
    ended = program(home, "export", "session", CODE)
    assert "The session is under way, at question 2. Written:" in ended.stdout
    form = json.loads(written(ended)[2].read_text("utf-8"))
    assert (form["phase"], form["ended"], form["courses"][0]["run"]) == ("open", False, None)
    assert [(one["votes"], one["taken"]) for one in form["courses"][0]["questions"]] == [
        (1, "ask-her-voice"),
        (2, None),
    ]


def test_a_session_that_never_began_says_so(home: Path, loaded: Loaded) -> None:
    keep(home, PlayedRoom(loaded, people=()))
    ended = program(home, "export", "session", CODE)
    assert ended.stdout.splitlines()[0] == f"Session {CODE}. Nobody joined. It has not begun. Written:"
    page = ParsedPage(written(ended)[0].read_text("utf-8"))
    assert page.faults == []
    assert "It has not begun." in page.text


@pytest.mark.parametrize(("edited", "told"), [(True, "was edited since the session"), (False, "is gone")])
def test_a_scenario_that_is_not_as_it_was_played_is_a_clear_error(
    home: Path, loaded: Loaded, edited: bool, told: str
) -> None:
    path = home / "mine.yaml"
    path.write_bytes(THE_EXAMPLE.read_bytes())
    keep(home, together(load(path)))
    if edited:
        path.write_text(path.read_text("utf-8").replace("title:", "title: Now"), "utf-8")
    else:
        path.unlink()
    ended = program(home, "export", "session", CODE)
    assert (ended.returncode, ended.stdout) == (1, "")
    assert told in ended.stderr
    assert list(home.glob("session*")) == []


def test_names_that_came_past_the_rules_are_inert_everywhere(home: Path, loaded: Loaded) -> None:
    played = together(loaded)
    place = next(n for n, event in enumerate(played.events) if isinstance(event, Joined))
    joined = played.events[place]
    assert isinstance(joined, Joined)
    played.events[place] = replace(joined, name=HOSTILE)
    keep(home, played)
    page, _, form, votes = written(program(home, "export", "session", CODE, "--names"))
    source = page.read_text("utf-8")
    parsed = ParsedPage(source)
    assert parsed.faults == []
    assert not {"script", "img"} & set(parsed.tags)
    assert "</script></style><img src=x onerror=alert(1)>" in parsed.text
    assert not {"\x1b", "\u202e"} & set(source)
    [name] = {row["name"] for row in csv.DictReader(StringIO(votes.read_text("utf-8")))} - set(PEOPLE)
    assert name.startswith("'=1+1")
    assert not {"\x1b", "\u202e"} & set(name)
    assert json.loads(form.read_text("utf-8"))["participants"][0]["name"] == HOSTILE
    printed = program(home, "export", "session", CODE, "--names", "--format", "text")
    assert printed.returncode == 0
    assert not {"\x1b", "\u202e"} & set(printed.stdout)


def test_the_sessions_are_listed_the_latest_first(home: Path, loaded: Loaded) -> None:
    assert "No session is kept yet." in program(home, "sessions").stdout
    later = PlayedRoom(loaded, code="ACDEFG")
    later.events[0] = replace(later.room.opened, at=later.room.opened.at + 86_400)
    played = together(loaded)
    played.do(Step(Move.END))
    keep(home, played, later)
    lines = program(home, "sessions").stdout.splitlines()
    assert [line.split()[0] for line in lines] == ["session", "ACDEFG", CODE]
    assert lines[1].endswith("5  quiet-customer  not begun")
    assert lines[2].endswith("5  quiet-customer  over, 3 choices taken")
    listed = printed_json(program(home, "sessions", "--format", "json"))
    assert [(one["session"], one["state"], one["people"], one["decided"]) for one in listed] == [
        ("ACDEFG", "not-begun", 5, 0),
        (CODE, "over", 5, 3),
    ]


def test_a_session_is_forgotten_with_all_that_was_in_it(kept: Path, loaded: Loaded) -> None:
    keep(kept, PlayedRoom(loaded, people=("Nobody else",), code="ACDEFG"))
    ended = program(kept, "sessions", "forget", "kwx 47f", "--yes")
    assert (ended.returncode, ended.stderr) == (0, "")
    assert ended.stdout.splitlines()[1].startswith(f"  {CODE}: quiet-customer, ")
    assert ended.stdout.splitlines()[-1] == "Forgotten: 1 session."
    assert [one["session"] for one in printed_json(program(kept, "sessions", "--format", "json"))] == [
        "ACDEFG"
    ]
    assert b"Cleo" not in (kept / "rooms.sqlite3").read_bytes()
    assert "Forgotten: 1 session." in program(kept, "sessions", "forget", "--all", "--yes").stdout
    assert "there is nothing to forget" in program(kept, "sessions", "forget", "--all").stdout


def test_nothing_is_forgotten_unasked(kept: Path) -> None:
    ended = program(kept, "sessions", "forget", CODE)
    assert ended.returncode == 2
    assert "there is no terminal to ask on, so nothing was forgotten" in ended.stderr
    assert len(printed_json(program(kept, "sessions", "--format", "json"))) == 1


def test_an_unknown_session_cannot_be_forgotten(kept: Path) -> None:
    ended = program(kept, "sessions", "forget", "AAAAAA", "--yes")
    assert (ended.returncode, ended.stdout) == (1, "")
    assert "There is no session “AAAAAA”." in ended.stderr
    assert len(printed_json(program(kept, "sessions", "--format", "json"))) == 1


@pytest.mark.parametrize(
    "arguments", [["sessions"], ["sessions", "forget", "--all", "--yes"], ["export", "session", CODE]]
)
def test_a_file_that_is_no_log_of_rooms_is_a_clear_error(home: Path, arguments: list[str]) -> None:
    path = home / "rooms.sqlite3"
    path.write_bytes(b"no database" * 100)
    ended = program(home, *arguments)
    assert (ended.returncode, ended.stdout) == (1, "")
    assert ended.stderr.startswith("The sessions cannot be read. ")
    assert "rooms.sqlite3" in ended.stderr
    assert "take it away, and a new one is made" in ended.stderr
    assert path.read_bytes() == b"no database" * 100


@pytest.mark.parametrize("number", [1, 3])
@pytest.mark.parametrize(("named", "forgotten"), [(CODE, "1 session"), ("--all", "2 sessions")])
def test_a_session_of_which_nothing_can_be_made_is_told_and_can_be_forgotten(
    kept: Path, loaded: Loaded, number: int, named: str, forgotten: str
) -> None:
    keep(kept, PlayedRoom(loaded, code="ACDEFG"))
    with closing(sqlite3.connect(kept / "rooms.sqlite3")) as connection, connection:
        connection.execute("UPDATE event SET form = 'x' WHERE room = ? AND number = ?", (CODE, number))
    listed = program(kept, "sessions")
    assert f"the session {CODE} cannot be read any more" in listed.stderr
    assert [line.split()[0] for line in listed.stdout.splitlines()] == ["session", "ACDEFG"]
    ended = program(kept, "export", "session", CODE)
    assert (ended.returncode, ended.stdout) == (1, "")
    assert "could not be read" in ended.stderr
    assert f"Forgotten: {forgotten}." in program(kept, "sessions", "forget", named, "--yes").stdout
    assert program(kept, "sessions").stderr == ""


def test_a_session_that_was_hosted_is_listed_exported_and_gone_when_forgotten(
    home: Path, example: Path
) -> None:
    orders = ["begin", "ask", "close", "reveal", "coach", "take ask-her-voice", "next", "quit"]
    hosted = program(home, "host", example, "--plain", "--port", "0", answers=orders)
    assert hosted.returncode == 0, hosted.stderr
    [code] = re.findall(r"^Code: (.{6})$", hosted.stdout, re.MULTILINE)
    [listed] = printed_json(program(home, "sessions", "--format", "json"))
    assert (listed["session"], listed["state"], listed["decided"]) == (code, "under-way", 1)
    printed = program(home, "export", "session", code, "--format", "text").stdout
    assert "Nobody joined.\nThe session is under way, at question 2." in printed
    assert "Nobody had voted, and the facilitator took it." in printed
    assert "To discuss: Who in your team has a customer like this?" in printed
    assert (home / "rooms" / f"{code}.json").exists()
    assert program(home, "sessions", "forget", code, "--yes").returncode == 0
    assert not (home / "rooms" / f"{code}.json").exists()
    assert printed_json(program(home, "sessions", "--format", "json")) == []
