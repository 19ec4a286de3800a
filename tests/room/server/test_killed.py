from __future__ import annotations

import asyncio
import json
import secrets
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from websockets.asyncio.client import connect
from websockets.exceptions import ConnectionClosed

from sim.store.room_log import SqliteRoomLog
from tests.room.conftest import THE_EXAMPLE
from tests.room.server.conftest import PROJECT

PEOPLE = 40


class Hosted:
    """The process of a server."""

    def __init__(self, kept: Path, code: str = "", port: int = 0) -> None:
        asked = [sys.executable, "-m", "tests.room.server.hosted_apart", str(THE_EXAMPLE), str(kept), code]
        self.process = subprocess.Popen(
            [*asked, str(port)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, cwd=PROJECT
        )
        assert self.process.stdout is not None
        told = json.loads(self.process.stdout.readline())
        self.port: int = told["port"]
        self.code: str = told["code"]
        self.token: str = told["token"]

    def kill(self) -> None:
        self.process.kill()
        self.process.communicate()


@pytest.fixture
def host() -> Iterator[Callable[..., Hosted]]:
    hosted: list[Hosted] = []

    def begin(*given: Any) -> Hosted:
        hosted.append(Hosted(*given))
        return hosted[-1]

    yield begin
    for one in hosted:
        one.kill()


async def join(port: int, code: str, secret: str) -> int:
    body = json.dumps({"code": code, "name": "Ann", "secret": secret}).encode()
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    head = f"POST /api/join HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\nConnection: close\r\n"
    head += f"Content-Type: application/json\r\nContent-Length: {len(body)}\r\n\r\n"
    writer.write(head.encode() + body)
    answer = await reader.read()
    writer.close()
    number: int = json.loads(answer.partition(b"\r\n\r\n")[2])["participant"]
    return number


async def vote_until_it_dies(port: int, hello: str, confirmed: dict[int, int], number: int) -> None:
    """Change one's vote as often as it is confirmed; what was confirmed last stands in `confirmed`."""
    try:
        async with connect(f"ws://127.0.0.1:{port}/api/socket", compression=None, proxy=None) as line:
            await line.send(hello)
            for attempt in range(1_000_000):
                choice = ("leave-it", "ask-her-voice")[attempt % 2]
                vote = {"question": 1, "choice": choice, "submission": f"{attempt}"}
                await line.send(json.dumps({"vote": vote}))
                while True:
                    own = json.loads(await line.recv())["view"]["you"]["vote"]
                    if own is not None and own["submission"] == f"{attempt}":
                        break
                confirmed[number] = attempt
                await asyncio.sleep(0.06)
    except (ConnectionClosed, OSError):
        return


def test_a_killed_server_comes_back_in_the_same_phase_with_the_same_people_and_every_confirmed_vote(
    tmp_path: Path, host: Callable[..., Hosted]
) -> None:
    kept = tmp_path / "rooms.sqlite3"
    first = host(kept)
    own = [secrets.token_urlsafe(16) for _ in range(PEOPLE)]
    confirmed: dict[int, int] = {}

    async def until_killed() -> dict[int, str]:
        numbers = [await join(first.port, first.code, secret) for secret in own]
        hellos = {
            number: json.dumps(
                {"hello": {"code": first.code, "participant": number, "secret": secret}},
            )
            for number, secret in zip(numbers, own, strict=True)
        }
        voting = [
            asyncio.create_task(vote_until_it_dies(first.port, hello, confirmed, number))
            for number, hello in hellos.items()
        ]
        while len(confirmed) < PEOPLE or sum(confirmed.values()) < PEOPLE * 5:
            await asyncio.sleep(0.01)
        # In the midst of it.
        first.process.kill()
        await asyncio.gather(*voting)
        return hellos

    hellos = asyncio.run(until_killed())
    first.kill()
    again = host(kept, first.code, first.port)
    assert (again.code, again.port) == (first.code, first.port)
    assert again.token != first.token

    async def come_back(number: int, hello: str) -> dict[str, Any]:
        async with connect(f"ws://127.0.0.1:{again.port}/api/socket", compression=None, proxy=None) as line:
            await line.send(hello)
            view: dict[str, Any] = json.loads(await line.recv())["view"]
            return view

    async def all_come_back() -> dict[int, dict[str, Any]]:
        return {number: await come_back(number, hello) for number, hello in hellos.items()}

    views = asyncio.run(all_come_back())
    assert len(views) == PEOPLE
    log = SqliteRoomLog.open(kept)
    rows = log.votes(first.code, 1)
    log.close()
    for number, view in views.items():
        assert (view["shared"]["phase"], view["shared"]["people"]) == ("open", PEOPLE)
        vote = view["you"]["vote"]
        # The last that was confirmed, or the one that was on its way when it was killed.
        assert int(vote["submission"]) in (confirmed[number], confirmed[number] + 1)
        assert (rows[number].choice, rows[number].submission) == (vote["choice"], vote["submission"])
    assert {view["you"]["name"] for view in views.values()} == {"Ann"} | {
        f"Ann {n}" for n in range(2, PEOPLE + 1)
    }
