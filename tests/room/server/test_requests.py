from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sim.room.rules.command import Ask, CastVote, ChangeTeam, Extend, Join, Remove, Settle, Step, Take
from sim.room.rules.phase import Move
from sim.room.server.fault import Fault
from sim.room.server.requests import (
    hashed_secret,
    read_bearer,
    read_facilitator_command,
    read_hello,
    read_join,
    read_message,
)
from sim.room.server.strict_json import read_object
from tests.room.server.served import Json, OpenRoom

SECRET = "s" * 22

BAD_JSON: dict[str, bytes] = {
    "nothing": b"",
    "no JSON": b"hello",
    "a list": b"[]",
    "a text": b'"code"',
    "not UTF-8": b'{"code": "\xff"}',
    "half a character": b'{"code": "\\ud800"}',
    "a key twice": b'{"code": "A", "code": "B"}',
    "no number": b'{"code": NaN}',
    "a number without end": b'{"code": 1e999}',
    "more behind it": b'{"code": "A"} {}',
    "nested deeply": b'{"a":' * 600 + b"1" + b"}" * 600,
    "nested a little too deeply": b'{"a":[[[[1]]]]}',
    "lists in thousands": b"[" * 4_000,
}

BAD_JOINS: dict[str, Json] = {
    "no secret": {"code": "CODE"},
    "no code": {"secret": SECRET},
    "a secret too short": {"code": "CODE", "secret": SECRET[:-1]},
    "a secret too long": {"code": "CODE", "secret": "s" * 65},
    "a secret with a space": {"code": "CODE", "secret": SECRET + " "},
    "a secret with a line's end": {"code": "CODE", "secret": SECRET + "\n"},
    "a secret that is a number": {"code": "CODE", "secret": 10**22},
    "a name that is a list": {"code": "CODE", "secret": SECRET, "name": []},
    "a code that is true": {"code": True, "secret": SECRET},
    "an unknown key": {"code": "CODE", "secret": SECRET, "token": "x"},
}

BAD_MESSAGES: dict[str, Json] = {
    "nothing": {},
    "two things": {"ping": 1, "team": {"team": "Red"}},
    "a ping that is true": {"ping": True},
    "a vote for a number": {"vote": {"question": 1, "choice": 1, "submission": "x"}},
    "a vote on true": {"vote": {"question": True, "choice": "a", "submission": "x"}},
    "a vote on a half": {"vote": {"question": 1.5, "choice": "a", "submission": "x"}},
    "a vote for somebody": {"vote": {"question": 1, "choice": "a", "submission": "x", "participant": 2}},
    "a vote without a name": {"vote": {"question": 1, "choice": "a", "submission": ""}},
    "a vote by a long name": {"vote": {"question": 1, "choice": "a", "submission": "x" * 65}},
    "a vote by a name with signs": {"vote": {"question": 1, "choice": "a", "submission": "<b>"}},
    "another's team": {"team": {"team": "Red", "participant": 2}},
    "a hello again": {"hello": {"code": "A", "participant": 1, "secret": SECRET}},
}

BAD_COMMANDS: dict[str, Json] = {
    "nothing": {},
    "no such command": {"kind": "Explode"},
    "the clock's": {"kind": "TimeUp", "question": 1},
    "a participant's": {
        "kind": "CastVote",
        "participant": 1,
        "question": 1,
        "choice": "a",
        "submission": "x",
    },
    "no such move": {"kind": "Step", "move": "jump"},
    "a move that is a list": {"kind": "Step", "move": ["begin"]},
    "a kind that is a list": {"kind": ["Step"]},
    "seconds in words": {"kind": "Ask", "seconds": "60"},
    "truth for seconds": {"kind": "Ask", "seconds": True},
    "no seconds": {"kind": "Extend"},
    "locked by a number": {"kind": "Lock", "locked": 1},
    "an unknown key": {"kind": "Remove", "participant": 1, "why": "rude"},
}


@pytest.mark.parametrize("name", BAD_JSON)
def test_what_is_no_plain_object_is_refused(name: str, opened: OpenRoom) -> None:
    with pytest.raises(Fault) as refused:
        read_object(BAD_JSON[name])
    assert refused.value.status == 400
    told = opened.served.request("POST", "/api/join", BAD_JSON[name], {"Content-Type": "application/json"})
    assert (told.status, told.reason) == (400, "bad-request")
    assert set(told.json["error"]) == {"reason", "message", "hint"}


@pytest.mark.parametrize("name", BAD_JOINS)
def test_a_join_that_is_not_as_it_should_be_is_refused(name: str, opened: OpenRoom) -> None:
    sent = {key: opened.code if value == "CODE" else value for key, value in BAD_JOINS[name].items()}
    told = opened.served.post("/api/join", sent)
    assert (told.status, told.reason) == (400, "bad-request")
    assert opened.view().shared.people == 0


@pytest.mark.parametrize("name", BAD_MESSAGES)
def test_a_message_that_means_nothing_is_refused(name: str) -> None:
    with pytest.raises(Fault):
        read_message(1, BAD_MESSAGES[name])


@pytest.mark.parametrize("name", BAD_COMMANDS)
def test_a_command_that_means_nothing_is_refused(name: str) -> None:
    with pytest.raises(Fault):
        read_facilitator_command(BAD_COMMANDS[name])


def test_what_is_meant_is_understood() -> None:
    vote = {"question": 1, "choice": "a", "submission": "x"}
    assert read_message(4, {"vote": vote}) == CastVote(4, 1, "a", "x")
    assert read_message(4, {"settle": {"question": 2}}) == Settle(4, 2)
    assert read_message(4, {"team": {"team": "Red"}}) == ChangeTeam(4, "Red")
    assert read_message(4, {"ping": 9}) == 9
    code, join = read_join({"code": "K", "secret": SECRET, "name": None})
    assert (code, join) == ("K", Join(hashed_secret(SECRET), "", None))
    assert read_facilitator_command({"kind": "Step", "move": "go_on"}) == Step(Move.GO_ON)
    assert read_facilitator_command({"kind": "Ask"}) == Ask(None)
    assert read_facilitator_command({"kind": "Extend", "seconds": None}) == Extend(None)
    assert read_facilitator_command({"kind": "Take", "choice": "a"}) == Take("a")
    assert read_facilitator_command({"kind": "Remove", "participant": 3}) == Remove(3)


@pytest.mark.parametrize(
    "header",
    [
        *(
            None,
            "",
            "Bearer",
            "Bearer 1",
            f"Bearer .{SECRET}",
            f"Bearer 1.{SECRET[:-1]}",
            f"Bearer x.{SECRET}",
        ),
        *(f"Basic 1.{SECRET}", f"Bearer 1.{SECRET}\u00e9", f"Bearer \u0661.{SECRET}", f"Bearer -1.{SECRET}"),
    ],
)
def test_who_does_not_say_who_they_are_is_nobody(header: str | None) -> None:
    assert read_bearer("CODE", header) is None


def test_who_says_who_they_are_is_known_by_the_hash_of_their_secret() -> None:
    hello = read_bearer("CODE", f"bearer 12.{SECRET}")
    assert hello is not None
    assert (hello.participant, hello.secret) == (12, hashed_secret(SECRET))
    assert SECRET not in repr(hello)


json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner, max_size=3),
    max_leaves=6,
)
keys = st.sampled_from(
    ["vote", "settle", "team", "ping", "hello", "question", "choice", "submission", "code", "secret", "kind"]
)


@given(st.binary(max_size=200) | st.dictionaries(keys, json_values | st.dictionaries(keys, json_values)))
def test_whatever_is_sent_is_understood_or_refused_in_words(sent: bytes | Json) -> None:
    written = sent if isinstance(sent, bytes) else json.dumps(sent).encode()
    for read in (
        lambda given: read_message(1, given),
        read_join,
        read_hello,
        read_facilitator_command,
    ):
        try:
            read(read_object(written))
        except Fault as fault:
            assert fault.status == 400
            assert fault.message.endswith(".")


def test_a_form_of_a_page_elsewhere_is_no_request(opened: OpenRoom) -> None:
    join = json.dumps({"code": opened.code, "secret": SECRET}).encode()
    for kind in ("text/plain", "application/x-www-form-urlencoded", "multipart/form-data"):
        told = opened.served.request("POST", "/api/join", join, {"Content-Type": kind})
        assert (told.status, told.reason) == (415, "bad-request")


def test_other_addresses_and_ways_are_refused_in_words(opened: OpenRoom) -> None:
    served = opened.served
    for path in (
        "/nothing",
        "/api/room/",
        "/j/",
        "/api/join/",
        "/page/../app.py",
        "/%2e%2e/app.py",
        "/app.py",
    ):
        told = served.get(path)
        assert (told.status, told.reason) == (404, "not-found")
    told = served.get("/api/join")
    assert (told.status, told.headers["allow"]) == (405, "POST")
    for after in ("x", "-1", "\u0663", "9" * 13):
        path = f"/api/view?code={opened.code}&after={after.encode().hex() if not after.isascii() else after}"
        assert served.get(path, opened.join().bearer).status in (200, 400)


def test_the_page_and_its_files_are_served(opened: OpenRoom) -> None:
    served = opened.served
    page = served.get("/")
    assert (page.status, page.headers["content-type"]) == (200, "text/html; charset=utf-8")
    assert served.get(f"/j/{opened.code}").body == page.body
    script = served.get("/page.js")
    assert (script.status, script.headers["content-type"]) == (200, "text/javascript; charset=utf-8")
    assert served.get("/page.css").headers["content-type"] == "text/css; charset=utf-8"
