"""`emptychair host` as a process of its own, led by its stdin, and people who join it over the network."""

from __future__ import annotations

import http.client
import json
import os
import secrets
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from queue import Empty, Queue
from threading import Thread
from types import TracebackType
from typing import Any, Self
from urllib.parse import urlsplit

from websockets.sync.client import ClientConnection, connect

from tests.cli.program import PROJECT

Json = dict[str, Any]
PATIENCE = 30.0
"""Seconds after which a test gives up waiting for a line."""


class Talking:
    """The program as a process of its own, with which one talks in lines."""

    def __init__(
        self,
        home: Path,
        *arguments: str | Path,
        before: tuple[str, ...] = (),
        folder: Path | None = None,
    ) -> None:
        self.process = subprocess.Popen(
            [*before, sys.executable, PROJECT / "play.py", *arguments, "--plain"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
            encoding="utf-8",
            cwd=folder or home,
            env={**os.environ, "EMPTYCHAIR_HOME": str(home), "PYTHONUTF8": "1"},
        )
        self.told: list[str] = []
        self._lines: Queue[str | None] = Queue()
        Thread(target=self._read, daemon=True).start()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.kill()
        for pipe in (self.process.stdin, self.process.stdout, self.process.stderr):
            if pipe is not None:
                pipe.close()

    def wait_for(self, start: str) -> str:
        """The next line that starts so."""
        while True:
            try:
                line = self._lines.get(timeout=PATIENCE)
            except Empty:
                line = None
            if line is None:
                self.process.kill()
                said = "\n".join(self.told)
                assert self.process.stderr is not None
                raise AssertionError(f"no “{start}” came after:\n{said}\n{self.process.stderr.read()}")
            self.told.append(line)
            if line.startswith(start):
                return line

    def type_in(self, line: str) -> None:
        """Type a line."""
        assert self.process.stdin is not None
        self.process.stdin.write(f"{line}\n")
        self.process.stdin.flush()

    def kill(self) -> None:
        """End the process as a failing machine would."""
        self.process.kill()
        self.process.wait(PATIENCE)

    def _read(self) -> None:
        assert self.process.stdout is not None
        # Whoever has done with the process closes what is read here.
        with suppress(ValueError):
            for line in self.process.stdout:
                self._lines.put(line.rstrip("\n"))
        self._lines.put(None)


class Hosted(Talking):
    """A session hosted by a process."""

    def __init__(
        self,
        home: Path,
        *arguments: str | Path,
        before: tuple[str, ...] = (),
        folder: Path | None = None,
    ) -> None:
        super().__init__(home, "host", *arguments, before=before, folder=folder)
        self.code = self.wait_for("Code: ").removeprefix("Code: ")
        self.wait_for("Phase: ")
        self.urls = [line.removeprefix("Join: ") for line in self.told if line.startswith("Join: ")]

    @property
    def port(self) -> int:
        port = urlsplit(self.urls[0]).port
        assert port is not None
        return port

    def do(self, line: str) -> list[str]:
        """Type a line; the lines that came with its answer, that last."""
        first = len(self.told)
        self.type_in(line)
        while True:
            answer = self.wait_for("")
            if answer.startswith(("Done: ", "Refused: ", "Not understood: ")):
                return self.told[first:]

    def signal(self, number: signal.Signals) -> tuple[int, str, str]:
        """Send a signal, and wait for the end: the exit code and what was said."""
        self.process.send_signal(number)
        return self.ended()

    def ended(self) -> tuple[int, str, str]:
        """Let the input end, and wait for the end of the process."""
        assert self.process.stdin is not None
        assert self.process.stderr is not None
        self.process.stdin.close()
        code = self.process.wait(PATIENCE)
        error = self.process.stderr.read()
        while (line := self._lines.get(timeout=PATIENCE)) is not None:
            self.told.append(line)
        return code, "\n".join(self.told), error


class Guest:
    """Somebody who joins a room by plain requests, as a phone without WebSocket does."""

    def __init__(self, port: int, code: str, name: str = "", team: str | None = None) -> None:
        self.port = port
        self.code = code
        self.secret = secrets.token_urlsafe(16)
        given: Json = {"code": code, "name": name, "secret": self.secret}
        if team is not None:
            given["team"] = team
        status, answer = self.request("POST", "/api/join", given)
        assert status == 201, answer
        self.number: int = answer["participant"]

    def request(self, method: str, path: str, body: Json | None = None) -> tuple[int, Json]:
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=PATIENCE)
        headers = {"Content-Type": "application/json"}
        if hasattr(self, "number"):
            headers["Authorization"] = f"Bearer {self.number}.{self.secret}"
        try:
            connection.request(method, path, None if body is None else json.dumps(body), headers)
            answer = connection.getresponse()
            text = answer.read()
        finally:
            connection.close()
        return answer.status, json.loads(text) if text else {}

    def vote(self, choice: int, submission: str = "one") -> Json:
        """Vote for a choice by its number, from 1."""
        shared = self.view()["shared"]
        status, answer = self.request(
            "POST",
            "/api/vote",
            {
                "code": self.code,
                "question": shared["question"],
                "choice": shared["choices"][choice - 1]["id"],
                "submission": submission,
            },
        )
        assert status == 200, answer
        view: Json = answer["view"]
        return view

    def view(self) -> Json:
        status, answer = self.request("GET", f"/api/view?code={self.code}")
        assert status == 200, answer
        view: Json = answer["view"]
        return view

    @contextmanager
    def socket(self) -> Iterator[ClientConnection]:
        """A WebSocket that has said hello."""
        with connect(f"ws://127.0.0.1:{self.port}/api/socket", close_timeout=1) as connection:
            hello = {"code": self.code, "participant": self.number, "secret": self.secret}
            connection.send(json.dumps({"hello": hello}))
            yield connection
