from __future__ import annotations

from collections.abc import Callable
from typing import get_args

import pytest

from sim.room.rules.command import FacilitatorCommand
from sim.store.loading import Loaded
from sim.store.room_log import SqliteRoomLog
from tests.room.server.served import Json, OpenRoom, Person, Served

COMMANDS: dict[str, Json] = {
    "begin": {"kind": "Step", "move": "begin"},
    "set-off": {"kind": "Step", "move": "set_off"},
    "close": {"kind": "Step", "move": "close"},
    "reveal": {"kind": "Step", "move": "reveal"},
    "coach": {"kind": "Step", "move": "coach"},
    "go-on": {"kind": "Step", "move": "go_on"},
    "finish": {"kind": "Step", "move": "finish"},
    "end": {"kind": "Step", "move": "end"},
    "ask": {"kind": "Ask", "seconds": 60},
    "extend": {"kind": "Extend", "seconds": 30},
    "take": {"kind": "Take", "choice": "leave-it"},
    "take-for-team": {"kind": "TakeForTeam", "team": "Red", "choice": "leave-it"},
    "lock": {"kind": "Lock", "locked": True},
    "remove": {"kind": "Remove", "participant": 1},
    "rename": {"kind": "Rename", "participant": 1, "name": "Zoe"},
    "change-team": {"kind": "ChangeTeam", "participant": 1, "team": "Blue"},
}
"""Every command of a facilitator, as it goes over the wire."""

AT: dict[str, list[str]] = {
    "close": ["begin", "ask"],
    "reveal": ["begin", "ask", "close"],
    "coach": ["begin", "ask", "close", "reveal"],
    "go-on": ["begin", "ask", "close", "reveal", "take"],
    "finish": ["begin"],
    "ask": ["begin"],
    "extend": ["begin", "ask"],
    "take": ["begin", "ask", "close", "reveal"],
    "take-for-team": ["set-off"],
}
"""What leads to where a command is possible; the lobby where nothing is named."""


def facilitate(room: OpenRoom, name: str, authorization: str | None) -> tuple[int, str]:
    headers = {} if authorization is None else {"Authorization": authorization}
    sent = {"code": room.code, "command": COMMANDS[name]}
    answer = room.served.post("/api/facilitate", sent, headers)
    return answer.status, "" if answer.status == 200 else answer.reason


def one_sign_off(token: str, place: int) -> str:
    other = "A" if token[place] != "A" else "B"
    return token[:place] + other + token[place + 1 :]


@pytest.fixture
def two_rooms(served: Served, loaded: Loaded) -> tuple[OpenRoom, OpenRoom, Person]:
    room, other = (served.open(loaded, ("Red", "Blue")) for _ in range(2))
    person = room.join("Ann", "Red")
    return room, other, person


Forge = Callable[[OpenRoom, OpenRoom, Person], str | None]
FORGED: dict[str, Forge] = {
    "no token": lambda room, other, person: None,
    "an empty token": lambda room, other, person: "Bearer ",
    "a participant's secret": lambda room, other, person: f"Bearer {person.secret}",
    "a participant's way to speak": lambda room, other, person: person.bearer["Authorization"],
    "another room's token": lambda room, other, person: f"Bearer {other.token}",
    "the first sign off": lambda room, other, person: f"Bearer {one_sign_off(room.token, 0)}",
    "a sign in the middle off": lambda room, other, person: f"Bearer {one_sign_off(room.token, 11)}",
    "one sign too few": lambda room, other, person: f"Bearer {room.token[:-1]}",
    "one sign too many": lambda room, other, person: f"Bearer {room.token}A",
    "the room's code": lambda room, other, person: f"Bearer {room.code}",
    "not the way a token is given": lambda room, other, person: f"Basic {room.token}",
}


def test_the_commands_tried_are_all_that_a_facilitator_has() -> None:
    tried = {sent["kind"] for sent in COMMANDS.values()}
    assert tried == {kind.__name__ for kind in get_args(FacilitatorCommand)}


@pytest.mark.parametrize("name", COMMANDS)
def test_a_facilitators_command_without_the_rooms_own_token_is_refused_and_changes_nothing(
    name: str, two_rooms: tuple[OpenRoom, OpenRoom, Person], log: SqliteRoomLog
) -> None:
    room, other, person = two_rooms
    for before in AT.get(name, []):
        assert facilitate(room, before, f"Bearer {room.token}")[0] == 200
    kept, seen = log.events(room.code), room.view()
    for forge in FORGED.values():
        assert facilitate(room, name, forge(room, other, person)) == (403, "not-allowed")
    assert facilitate(other, name, f"Bearer {room.token}") == (403, "not-allowed")
    assert log.events(room.code) == kept
    assert room.view() == seen
    # It was the token alone that was missing.
    assert facilitate(room, name, f"Bearer {room.token}")[0] == 200
    assert log.events(room.code)[: len(kept)] == kept
    assert len(log.events(room.code)) > len(kept)


@pytest.mark.parametrize("name", COMMANDS)
def test_a_participants_socket_knows_no_facilitators_command(
    name: str, two_rooms: tuple[OpenRoom, OpenRoom, Person], log: SqliteRoomLog
) -> None:
    room, _, person = two_rooms
    line = person.socket()
    line.next()
    kept = log.events(room.code)
    sent: list[Json] = [
        COMMANDS[name],
        {"command": COMMANDS[name]},
        {"facilitate": {"token": room.token, "command": COMMANDS[name]}},
        {COMMANDS[name]["kind"]: {key: value for key, value in COMMANDS[name].items() if key != "kind"}},
    ]
    for message in sent:
        line.send(message)
        assert line.next()["refused"]["reason"] == "bad-request"
    assert log.events(room.code) == kept
    line.close()


def test_an_unknown_room_is_refused_in_the_words_of_a_wrong_token(served: Served, loaded: Loaded) -> None:
    room = served.open(loaded)
    told = []
    for code, token in (("AAAAAA", room.token), (room.code, "wrong"), ("no code", room.token)):
        answer = served.post(
            "/api/facilitate",
            {"code": code, "command": COMMANDS["begin"]},
            {"Authorization": f"Bearer {token}"},
        )
        told.append((answer.status, answer.body))
    assert len(set(told)) == 1
    assert told[0][0] == 403


def test_a_token_has_128_bits_and_is_another_for_each_room_and_each_time(
    served: Served, loaded: Loaded, serve: Callable[..., Served], log: SqliteRoomLog
) -> None:
    room, other = served.open(loaded), served.open(loaded)
    again = serve(log).reopen(room.code, loaded)
    tokens = {room.token, other.token, again.token}
    assert len(tokens) == 3
    assert {len(token) for token in tokens} == {22}
    assert facilitate(again, "begin", f"Bearer {room.token}")[0] == 403
