"""A server on a real socket, and people who speak to it as browsers do."""

from __future__ import annotations

import http.client
import json
import secrets
import socket
from collections.abc import Callable, Coroutine, Mapping
from contextlib import closing
from dataclasses import dataclass
from typing import Any, TypeVar

from websockets.exceptions import ConnectionClosed
from websockets.sync.client import ClientConnection, connect

from sim.room.log import RoomLog
from sim.room.rules.command import CastVote, FacilitatorCommand
from sim.room.rules.facilitator_view import FacilitatorView
from sim.room.server.allowed_hosts import AllowedHosts
from sim.room.server.app import room_service
from sim.room.server.limits import Limits
from sim.room.server.room_host import RoomHost
from sim.room.server.rooms import Rooms
from sim.room.server.running import RunningServer
from sim.store.loading import Loaded

T = TypeVar("T")
Json = dict[str, Any]
QUICK = 10.0
"""Seconds after which a test gives up waiting for what comes at once."""


@dataclass(frozen=True, slots=True)
class Answer:
    """What the server answered to a request."""

    status: int
    headers: Mapping[str, str]
    body: bytes

    @property
    def json(self) -> Json:
        read = json.loads(self.body)
        assert isinstance(read, dict)
        return read

    @property
    def reason(self) -> str:
        told = self.json["error"]["reason"]
        assert isinstance(told, str)
        return told


class OpenRoom:
    """A room of a served server, with the power over it."""

    def __init__(self, served: Served, host: RoomHost, token: str) -> None:
        self.served = served
        self.host = host
        self.token = token
        self.code = host.code

    def do(self, *commands: FacilitatorCommand) -> None:
        for command in commands:
            self.served.call(self.served.rooms.facilitate(self.code, self.token, command))

    def view(self) -> FacilitatorView:
        return self.served.call(self.host.facilitator_view())

    def vote_often(self, participant: int, times: int) -> str:
        """Have somebody change their vote, each of which they are shown; returns the last submission."""
        choices = [choice.id for choice in self.view().shared.choices]
        for number in range(times):
            vote = CastVote(participant, 1, choices[number % 2], f"try-{number}")
            self.served.call(self.host.submit(vote))
        return f"try-{times - 1}"

    def join(self, name: str = "", team: str | None = None) -> Person:
        secret = secrets.token_urlsafe(16)
        answer = self.served.post(
            "/api/join", {"code": self.code, "name": name, "team": team, "secret": secret}
        )
        assert answer.status == 201, answer.body
        return Person(self, answer.json["participant"], secret, answer.json["view"])


@dataclass(slots=True)
class Person:
    """Somebody who joined a room."""

    room: OpenRoom
    number: int
    secret: str
    view: Json

    @property
    def bearer(self) -> dict[str, str]:
        return {"Authorization": f"Bearer {self.number}.{self.secret}"}

    @property
    def hello(self) -> Json:
        return {"hello": {"code": self.room.code, "participant": self.number, "secret": self.secret}}

    def vote(self, choice: str, submission: str = "one", question: int = 1) -> Answer:
        sent = {"code": self.room.code, "question": question, "choice": choice, "submission": submission}
        return self.room.served.post("/api/vote", sent, self.bearer)

    def look(self, after: int | None = None) -> Answer:
        since = "" if after is None else f"&after={after}"
        return self.room.served.get(f"/api/view?code={self.room.code}{since}", self.bearer)

    def socket(self) -> Line:
        line = Line(self.room.served.connect())
        line.send(self.hello)
        return line


class Line:
    """An open WebSocket, and every frame that came over it."""

    def __init__(self, connection: ClientConnection) -> None:
        self.connection = connection
        self.frames: list[str] = []

    def send(self, message: Json) -> None:
        self.connection.send(json.dumps(message))

    def next(self) -> Json:
        frame = self.connection.recv(timeout=QUICK)
        assert isinstance(frame, str)
        self.frames.append(frame)
        read = json.loads(frame)
        assert isinstance(read, dict)
        return read

    def until(self, wanted: Callable[[Json], bool]) -> Json:
        """The first frame, from now on, of which that is true."""
        while not wanted(read := self.next()):
            pass
        return read

    def until_phase(self, phase: str) -> Json:
        return self.until(lambda frame: "view" in frame and frame["view"]["shared"]["phase"] == phase)

    def until_submission(self, submission: str) -> Json:
        return self.until(
            lambda frame: (
                "view" in frame and (frame["view"]["you"]["vote"] or {}).get("submission") == submission
            )
        )

    def ending(self) -> int:
        """The code with which the server closes the connection; frames that still come are kept."""
        try:
            while True:
                self.next()
        except ConnectionClosed:
            code = self.connection.close_code
            assert code is not None
            return code

    def close(self) -> None:
        self.connection.close()


class Served:
    """Rooms, served on a port of this machine: a free one where none is named."""

    def __init__(
        self,
        log: RoomLog,
        now: Callable[[], float],
        clock: Callable[[], float],
        port: int = 0,
        send_buffer: int | None = None,
    ) -> None:
        bound = socket.create_server(("127.0.0.1", port))
        if send_buffer is not None:
            bound.setsockopt(socket.SOL_SOCKET, socket.SO_SNDBUF, send_buffer)
        self.port = int(bound.getsockname()[1])
        self.host = f"127.0.0.1:{self.port}"
        self.rooms = Rooms(log, now)
        self.log = log
        service = room_service(self.rooms, AllowedHosts(["trainer.local"], self.port), Limits(clock))
        self._server = RunningServer(service.app, [bound], web_sockets=service.entrance.web_socket)
        self._server.start()

    def call(self, coroutine: Coroutine[Any, Any, T]) -> T:
        return self._server.call(coroutine, within=60.0)

    def open(self, loaded: Loaded, teams: tuple[str, ...] = ()) -> OpenRoom:
        return OpenRoom(self, *self.call(self.rooms.open(loaded, teams, seed=7)))

    def reopen(self, code: str, loaded: Loaded) -> OpenRoom:
        return OpenRoom(self, *self.call(self.rooms.reopen(code, loaded)))

    def request(
        self, method: str, path: str, body: bytes | None = None, headers: Mapping[str, str] | None = None
    ) -> Answer:
        with closing(http.client.HTTPConnection("127.0.0.1", self.port, timeout=QUICK)) as connection:
            return ask(connection, method, path, body, headers)

    def get(self, path: str, headers: Mapping[str, str] | None = None) -> Answer:
        return self.request("GET", path, None, headers)

    def post(self, path: str, sent: object, headers: Mapping[str, str] | None = None) -> Answer:
        told = {"Content-Type": "application/json", **(headers or {})}
        return self.request("POST", path, json.dumps(sent).encode(), told)

    def connect(self) -> ClientConnection:
        address = f"ws://{self.host}/api/socket"
        return connect(address, compression=None, proxy=None).__enter__()

    def upgrade(self, headers: Mapping[str, str]) -> Answer:
        """Ask for a WebSocket by hand."""
        key = {"Sec-WebSocket-Key": "AAAAAAAAAAAAAAAAAAAAAA==", "Sec-WebSocket-Version": "13"}
        told = {"Connection": "Upgrade", "Upgrade": "websocket", **key, **headers}
        return self.request("GET", "/api/socket", None, told)

    def stop(self) -> None:
        """Stop; a second time changes nothing."""
        if self._server.serving:
            self.call(self.rooms.close())
            self._server.stop()


def ask(
    connection: http.client.HTTPConnection,
    method: str,
    path: str,
    body: bytes | None = None,
    headers: Mapping[str, str] | None = None,
) -> Answer:
    """Ask over a connection that stays open."""
    connection.request(method, path, body, dict(headers or {}))
    response = connection.getresponse()
    return Answer(response.status, dict(response.getheaders()), response.read())
