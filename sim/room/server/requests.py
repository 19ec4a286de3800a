"""What people and facilitators send, made into commands."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Mapping
from dataclasses import dataclass
from types import NoneType
from typing import Any, Final

from sim.room.rules.command import (
    Ask,
    CastVote,
    ChangeTeam,
    Extend,
    FacilitatorCommand,
    Join,
    Lock,
    ParticipantCommand,
    Remove,
    Rename,
    Settle,
    Step,
    Take,
    TakeForTeam,
)
from sim.room.rules.phase import Move
from sim.room.server.fault import bad_request
from sim.room.server.strict_json import Kinds, check_keys
from sim.room.wire import SECRET_SIGNS, SUBMISSION_SIGNS

_SECRET: Final = re.compile(SECRET_SIGNS)
_SUBMISSION: Final = re.compile(SUBMISSION_SIGNS)
_TEXT: Final = (str,)
_TEXT_OR_NONE: Final = (str, NoneType)
_NUMBER: Final = (int,)
_SECONDS: Final = (int, float, NoneType)
_TRUTH: Final = (bool,)
_OBJECT: Final = (dict,)

_FACILITATOR: Final[Mapping[str, tuple[type[FacilitatorCommand], Kinds, Kinds]]] = {
    "Step": (Step, {"move": _TEXT}, {}),
    "Ask": (Ask, {}, {"seconds": _SECONDS}),
    "Extend": (Extend, {"seconds": _SECONDS}, {}),
    "Take": (Take, {}, {"choice": _TEXT_OR_NONE}),
    "TakeForTeam": (TakeForTeam, {"team": _TEXT, "choice": _TEXT}, {}),
    "Lock": (Lock, {"locked": _TRUTH}, {}),
    "Remove": (Remove, {"participant": _NUMBER}, {}),
    "Rename": (Rename, {"participant": _NUMBER, "name": _TEXT}, {}),
    "ChangeTeam": (ChangeTeam, {"participant": _NUMBER, "team": _TEXT}, {}),
}


@dataclass(frozen=True, slots=True)
class Hello:
    """Who somebody says they are. `secret` is theirs, hashed already."""

    code: str
    participant: int
    secret: str


def hashed_secret(secret: str) -> str:
    """What is kept of a participant's secret: its SHA-256, in hexadecimal.

    Raises:
        Fault: it is none, or too easy to guess.

    """
    if not _SECRET.fullmatch(secret):
        raise bad_request("A secret has 22 to 64 letters, digits, hyphens and underscores.")
    return hashlib.sha256(secret.encode("ascii")).hexdigest()


def read_join(given: Mapping[str, Any]) -> tuple[str, Join]:
    """The code and the command of somebody who joins."""
    check_keys(given, {"code": _TEXT, "secret": _TEXT}, {"name": _TEXT_OR_NONE, "team": _TEXT_OR_NONE})
    join = Join(hashed_secret(given["secret"]), given.get("name") or "", given.get("team"))
    return given["code"], join


def read_hello(given: Mapping[str, Any]) -> Hello:
    """Who speaks over a new WebSocket."""
    check_keys(given, {"hello": _OBJECT})
    hello = given["hello"]
    check_keys(hello, {"code": _TEXT, "participant": _NUMBER, "secret": _TEXT})
    return Hello(hello["code"], hello["participant"], hashed_secret(hello["secret"]))


def read_bearer(code: str, header: str | None) -> Hello | None:
    """Who speaks, by their `Authorization: Bearer PARTICIPANT.SECRET`; None where it says nothing of the kind."""
    scheme, _, told = (header or "").partition(" ")
    number, _, secret = told.strip().partition(".")
    if scheme.lower() != "bearer" or not re.fullmatch("[0-9]{1,9}", number) or not _SECRET.fullmatch(secret):
        return None
    return Hello(code, int(number), hashed_secret(secret))


def read_token(header: str | None) -> str:
    """The token of `Authorization: Bearer TOKEN`; empty where there is none."""
    scheme, _, token = (header or "").partition(" ")
    return token.strip() if scheme.lower() == "bearer" else ""


def read_vote(participant: int, given: Mapping[str, Any]) -> CastVote:
    """A vote."""
    check_keys(given, {"question": _NUMBER, "choice": _TEXT, "submission": _TEXT})
    if not _SUBMISSION.fullmatch(given["submission"]):
        raise bad_request("A submission has 1 to 64 letters, digits, hyphens and underscores.")
    return CastVote(participant, given["question"], given["choice"], given["submission"])


def read_settle(participant: int, given: Mapping[str, Any]) -> Settle:
    """A team's wish to go on with the votes there are."""
    check_keys(given, {"question": _NUMBER})
    return Settle(participant, given["question"])


def read_team(participant: int, given: Mapping[str, Any]) -> ChangeTeam:
    """A wish to be in another team."""
    check_keys(given, {"team": _TEXT})
    return ChangeTeam(participant, given["team"])


def read_message(participant: int, given: Mapping[str, Any]) -> ParticipantCommand | int:
    """What somebody sent over a WebSocket: a command, or the number of a ping."""
    check_keys(given, {}, {"vote": _OBJECT, "settle": _OBJECT, "team": _OBJECT, "ping": _NUMBER})
    if len(given) != 1:
        raise bad_request("One thing is sent at a time.")
    if "vote" in given:
        return read_vote(participant, given["vote"])
    if "settle" in given:
        return read_settle(participant, given["settle"])
    if "team" in given:
        return read_team(participant, given["team"])
    ping: int = given["ping"]
    return ping


def read_facilitator_command(given: Mapping[str, Any]) -> FacilitatorCommand:
    """What a facilitator asks."""
    kind = given.get("kind")
    if not isinstance(kind, str) or kind not in _FACILITATOR:
        raise bad_request(f"A command is one of {', '.join(_FACILITATOR)}.")
    command, needed, optional = _FACILITATOR[kind]
    values = {key: value for key, value in given.items() if key != "kind"}
    check_keys(values, needed, optional)
    if command is Step:
        if values["move"] not in list(Move):
            raise bad_request(f"A move is one of {', '.join(Move)}.")
        values["move"] = Move(values["move"])
    return command(**values)
