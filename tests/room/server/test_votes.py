from __future__ import annotations

import asyncio
import json
import random
import secrets
from collections import Counter
from typing import Any

import pytest
from websockets.asyncio.client import ClientConnection, connect

from sim.room.rules.command import Ask, Join, Step, Take
from sim.room.rules.event import Voted
from sim.room.rules.phase import Move
from sim.room.server.requests import hashed_secret
from sim.store.loading import Loaded
from sim.store.room_log import SqliteRoomLog
from tests.room.server.served import OpenRoom, Served

CROWD = 1_000


@pytest.fixture
def asked(opened: OpenRoom) -> OpenRoom:
    """A room at its first question, open; nobody has joined."""
    opened.do(Step(Move.BEGIN), Ask())
    return opened


def choices_of(room: OpenRoom) -> list[str]:
    return [choice.id for choice in room.view().shared.choices]


def test_the_same_submission_again_changes_nothing(asked: OpenRoom, log: SqliteRoomLog) -> None:
    ann = asked.join()
    first, second = choices_of(asked)[:2]
    answers = [ann.vote(first, "one") for _ in range(3)]
    kept = log.events(asked.code)
    assert [answer.status for answer in answers] == [200, 200, 200]
    assert ann.vote(second, "one").json["view"]["you"]["vote"] == {"choice": first, "submission": "one"}
    line = ann.socket()
    line.send({"vote": {"question": 1, "choice": second, "submission": "one"}})
    assert line.until_submission("one")["view"]["you"]["vote"]["choice"] == first
    assert log.events(asked.code) == kept
    assert [event for event in kept if isinstance(event, Voted)] == [Voted(1, 1, first, "one", 1_000_000.0)]
    line.close()


def test_a_changed_vote_takes_the_place_of_the_one_before(asked: OpenRoom, log: SqliteRoomLog) -> None:
    ann, ben = asked.join(), asked.join()
    first, second = choices_of(asked)[:2]
    for place, choice in enumerate((first, second, first, second)):
        assert ann.vote(choice, f"try-{place}").status == 200
    assert ben.vote(first, "try-0").status == 200
    # An old one that comes late, by another way, does not undo the newer.
    assert ann.vote(first, "try-0").json["view"]["you"]["vote"]["choice"] == second
    rows = {number: vote.choice for number, vote in log.votes(asked.code, 1).items()}
    assert rows == {ann.number: second, ben.number: first}
    judged = asked.view().judged
    assert judged is not None
    assert {choice: count for choice, count in judged.split.people.items() if count} == {first: 1, second: 1}


def test_a_vote_outside_the_open_phase_is_refused(opened: OpenRoom, log: SqliteRoomLog) -> None:
    ann = opened.join()
    line = ann.socket()
    ways: list[tuple[str, list[Any]]] = [
        ("lobby", []),
        ("scene", [Step(Move.BEGIN)]),
        ("closed", [Ask(), Step(Move.CLOSE)]),
        ("split", [Step(Move.REVEAL)]),
        ("coaching", [Step(Move.COACH)]),
        ("next", [Take("ask-her-voice")]),
        ("debrief", [Step(Move.FINISH)]),
        ("ended", [Step(Move.END)]),
    ]
    for phase, commands in ways:
        opened.do(*commands)
        kept = log.events(opened.code)
        if phase != "ended":
            line.send({"vote": {"question": 1, "choice": "leave-it", "submission": phase}})
            refused = line.until(lambda frame: "refused" in frame)["refused"]
            assert refused["submission"] == phase
            assert refused["reason"] in ("not-open", "old-question")
        answer = ann.vote("leave-it", phase)
        assert (answer.status, answer.reason in ("not-open", "old-question", "over")) == (409, True)
        assert log.events(opened.code) == kept
    assert log.votes(opened.code, 1) == {}
    line.close()


def test_a_vote_on_another_question_than_the_open_one_is_refused(asked: OpenRoom, log: SqliteRoomLog) -> None:
    ann = asked.join()
    for question in (0, 2, -1, 10**30):
        assert ann.vote(choices_of(asked)[0], question=question).reason == "old-question"
    assert ann.vote("no such choice").reason == "unknown-choice"
    assert log.votes(asked.code, 1) == {}


async def cast(url: str, code: str, number: int, secret: str, choices: list[str], dice: random.Random) -> str:
    """Vote as a phone on a bad network does; returns the last choice that was confirmed.

    Some change their mind, some send twice, some lose the connection after sending and send again from a new one.
    """
    hello = json.dumps({"hello": {"code": code, "participant": number, "secret": secret}})
    submission, choice = "first", dice.choice(choices)

    async def send(connection: ClientConnection) -> None:
        vote = {"question": 1, "choice": choice, "submission": submission}
        await connection.send(json.dumps({"vote": vote}))

    async def confirmed(connection: ClientConnection) -> None:
        while True:
            own = json.loads(await connection.recv())["view"]["you"]["vote"]
            if own is not None and own["submission"] == submission:
                assert own["choice"] == choice
                return

    fate = dice.choice(("steady", "twice", "lost", "changed"))
    async with connect(url, compression=None, proxy=None) as connection:
        await connection.send(hello)
        await send(connection)
        if fate == "lost":
            connection.transport.abort()
        else:
            if fate == "twice":
                await send(connection)
            await confirmed(connection)
    if fate in ("lost", "changed"):
        if fate == "changed":
            submission, choice = "second", dice.choice(choices)
        async with connect(url, compression=None, proxy=None) as connection:
            await connection.send(hello)
            await send(connection)
            await send(connection)
            await confirmed(connection)
    return choice


def test_a_thousand_votes_at_once_with_duplicates_and_reconnects_are_one_row_each_and_counted_right(
    asked: OpenRoom, log: SqliteRoomLog, served: Served
) -> None:
    own = [secrets.token_urlsafe(16) for _ in range(CROWD)]
    choices = choices_of(asked)

    async def everybody_joins() -> None:
        await asyncio.gather(*(asked.host.submit(Join(hashed_secret(secret))) for secret in own))

    async def everybody_votes() -> list[str]:
        url = f"ws://{served.host}/api/socket"
        at_once = asyncio.Semaphore(250)

        async def one(number: int, secret: str) -> str:
            async with at_once:
                return await cast(url, asked.code, number, secret, choices, random.Random(number))

        return await asyncio.gather(*(one(number, secret) for number, secret in enumerate(own, start=1)))

    served.call(everybody_joins())
    numbers = {hashed_secret(secret): number for number, secret in enumerate(own, start=1)}
    people = served.call(asked.host.look(lambda room: {p.number: p.secret for p in room.present}))
    assert {number: secret for secret, number in numbers.items()} == people
    confirmed = asyncio.run(everybody_votes())
    rows = log.votes(asked.code, 1)
    assert {number: vote.choice for number, vote in rows.items()} == dict(enumerate(confirmed, start=1))
    # Recounted by hand from the events: of each participant the last.
    last = {event.participant: event.choice for event in log.events(asked.code) if isinstance(event, Voted)}
    submissions = [
        (event.participant, event.submission) for event in log.events(asked.code) if isinstance(event, Voted)
    ]
    assert len(submissions) == len(set(submissions))
    view = asked.view()
    assert view.judged is not None
    assert view.voted == len(rows) == CROWD
    assert {c: n for c, n in view.judged.split.people.items() if n} == dict(Counter(last.values()))
    assert Counter(last.values()) == Counter(confirmed)


def test_teams_at_their_own_pace_see_only_their_own_votes(served: Served, loaded: Loaded) -> None:
    room = served.open(loaded, ("Red", "Blue"))
    ann, ben, cem = room.join("Ann", "Red"), room.join("Ben", "Red"), room.join("Cem", "Blue")
    lines = [person.socket() for person in (ann, ben, cem)]
    room.do(Step(Move.SET_OFF))
    for line in lines:
        line.until_phase("own-pace")
    assert ann.vote("leave-it").json["view"]["you"]["voted"] == 1
    told = lines[1].until(lambda frame: frame["view"]["you"]["voted"] == 1)["view"]
    assert (told["you"]["vote"], told["you"]["members"], told["shared"]["question"]) == (None, 2, 1)
    assert cem.look().json["view"]["you"]["voted"] == 0
    assert ben.vote("leave-it", "other").json["view"]["shared"]["question"] == 2
    assert (
        lines[0].until(lambda frame: frame["view"]["shared"]["question"] == 2)["view"]["you"]["vote"] is None
    )
    assert cem.look().json["view"]["shared"]["question"] == 1
    assert (
        room.served.post("/api/settle", {"code": room.code, "question": 1}, cem.bearer).reason == "no-votes"
    )
    for line in lines:
        line.close()
