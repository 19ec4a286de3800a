"""A room under load: votes from a second process over real sockets, kept on a real disk before they are acknowledged.

`python -m benchmarks.room [rounds]`
"""

from __future__ import annotations

import json
import re
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from dataclasses import dataclass
from statistics import median
from types import TracebackType
from typing import Any, Final

from benchmarks.child_terminal import PATIENCE, PROJECT, ChildTerminal, NeverSeen
from benchmarks.room_server import QUESTIONS, SCENARIO, SEED
from benchmarks.table import Figure, table

ROUNDS: Final = 5
MOST: Final = 2_000
SOME: Final = 1_000
SECONDS: Final = 5.0


class Child:
    """A module of the benchmarks in a process of its own, which answers each line with a line of JSON."""

    def __init__(self, module: str, *arguments: str) -> None:
        self._process = subprocess.Popen(
            [sys.executable, "-m", f"benchmarks.{module}", *arguments],
            cwd=PROJECT,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )
        self.began: Any = self._answer()

    def __enter__(self) -> Child:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._process.communicate()

    def ask(self, line: object) -> Any:
        """What it answers to a line: a word, or a value as JSON."""
        assert self._process.stdin is not None
        self._process.stdin.write(f"{line if isinstance(line, str) else json.dumps(line)}\n")
        self._process.stdin.flush()
        return self._answer()

    def _answer(self) -> Any:
        assert self._process.stdout is not None
        line = self._process.stdout.readline()
        if not line:
            raise RuntimeError(f"a benchmark's process ended with {self._process.wait()}")
        return json.loads(line)


@dataclass(frozen=True, slots=True)
class Measured:
    """One question, voted on by all. Seconds; `whole` is from the first vote sent to the last acknowledged,
    `acknowledged` and `shown` are how long each vote took until it was. `behind` is how long the facilitator saw less
    than there was: from when each vote was kept, or where that is not known acknowledged.
    """

    whole: float
    acknowledged: Sequence[float]
    shown: Sequence[float]
    behind: Sequence[float]


def measure(
    rounds: int = ROUNDS, most: int = MOST, some: int = SOME, seconds: float = SECONDS
) -> list[Figure]:
    """Vote all at once, and evenly over some seconds; each round is the next question."""
    at_once, memory = _votes(rounds, most, 0.0)
    spread, _ = _votes(rounds, some, seconds)
    screen = _on_the_screen(rounds, some)
    slowly = f"{some:,} over {seconds:.0f} s"
    return [
        _figure(f"{most:,} votes at once, all acknowledged", median(each.whole for each in at_once), 180),
        _figure(f"{most:,} at once, acknowledged, p99", median(_p99(each.acknowledged) for each in at_once)),
        _figure(f"{most:,} at once, facilitator, p99", median(_p99(each.shown) for each in at_once), 179),
        _figure(f"{most:,} at once, facilitator behind", median(max(each.behind) for each in at_once)),
        Figure(f"{most:,} people connected, memory", memory["before"], "MB"),
        Figure(f"{most:,} at once, memory at its peak", memory["peak"], "MB", 83),
        _figure(f"{slowly}, acknowledged, median", median(median(each.acknowledged) for each in spread)),
        _figure(f"{slowly}, acknowledged, p99", median(_p99(each.acknowledged) for each in spread), 20),
        _figure(f"{slowly}, facilitator behind", median(max(each.behind) for each in spread)),
        _figure(f"{some:,} at once, screen behind", median(max(each.behind) for each in screen)),
        _figure(f"{some:,} at once, screen behind, worst", max(max(each.behind) for each in screen), 100),
    ]


def _figure(what: str, seconds: float, goal: float | None = None) -> Figure:
    return Figure(what, 1000 * seconds, "ms", goal)


def _on_the_screen(rounds: int, people: int) -> list[Measured]:
    """Vote all at once while the whole program hosts the room, with the facilitator's screen in a terminal."""
    with ExitStack() as stack:
        home = stack.enter_context(tempfile.TemporaryDirectory())
        port = _free_port()
        hosting = (PROJECT / "play.py", "host", SCENARIO, "--port", str(port), "--seed", str(SEED))
        screen = stack.enter_context(ChildTerminal(hosting, {"EMPTYCHAIR_HOME": home}))
        screen.wait_for(lambda text: "/j/" in text, "the lobby")
        found = re.search(r"/j/(\w{6})", screen.text)
        assert found is not None
        load = stack.enter_context(Child("room_load", str(port), found[1], str(people)))
        screen.wait_for(lambda text: f"{people:,} people are" in text, "all the people")
        measured = []
        for _ in range(min(rounds, QUESTIONS)):
            _open_the_next_question(screen)
            with ThreadPoolExecutor() as aside:
                voting = aside.submit(load.ask, 0.0)
                pieces = screen.record(voting.done)
                votes = voting.result()
            shown: list[tuple[float, int]] = []
            while not shown or shown[-1][1] < people:
                for moment, output in pieces:
                    screen.feed(output)
                    shown.append((moment, _voted(screen.text)))
                pieces = screen.record(_after(0.2))
            measured.append(_measured(votes, votes["acknowledged"], shown))
        return measured


def _after(seconds: float) -> Callable[[], bool]:
    end = time.monotonic() + seconds
    return lambda: time.monotonic() > end


def _open_the_next_question(screen: ChildTerminal) -> None:
    """Go on, with the natural next step each time."""
    deadline = time.monotonic() + PATIENCE
    screen.press(" ")
    screen.settle(0.5)
    while "voting is open" not in screen.text:
        if time.monotonic() > deadline:
            raise NeverSeen(f"The next question did not come. The screen shows:\n{screen.text}")
        screen.press(" ")
        screen.settle(0.5)


def _voted(text: str) -> int:
    found = re.search(r"([\d,]+) voted", text)
    return 0 if found is None else int(found[1].replace(",", ""))


def _free_port() -> int:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port: int = free.getsockname()[1]
        return port


def _votes(rounds: int, people: int, seconds: float) -> tuple[list[Measured], dict[str, float]]:
    with ExitStack() as stack:
        folder = stack.enter_context(tempfile.TemporaryDirectory())
        server = stack.enter_context(Child("room_server", folder))
        load = stack.enter_context(
            Child("room_load", str(server.began["port"]), server.began["code"], str(people))
        )
        server.ask("begin")
        # All are connected, but the view that says so may come a moment later.
        while (before := server.ask("report"))["people"] < people:
            time.sleep(0.1)
        measured = []
        for _ in range(min(rounds, QUESTIONS)):
            server.ask("ask")
            votes = load.ask(seconds)
            report = server.ask("report")
            kept = [moment for moment, count in report["kept"] for _ in range(count)]
            assert len(kept) == people, f"{len(kept)} votes of {people} were kept"
            measured.append(_measured(votes, kept, report["shown"]))
            server.ask("go on")
        return measured, {"before": before["now"], "peak": server.ask("report")["peak"]}


def _measured(
    votes: dict[str, list[float]], told: Sequence[float], shown: Sequence[tuple[float, int]]
) -> Measured:
    sent, acknowledged = votes["sent"], votes["acknowledged"]
    return Measured(
        max(acknowledged) - min(sent),
        [there - here for here, there in zip(sent, acknowledged, strict=True)],
        _until_shown(sorted(sent), shown),
        [max(0.0, late) for late in _until_shown(sorted(told), shown)],
    )


def _until_shown(moments: Sequence[float], shown: Sequence[tuple[float, int]]) -> list[float]:
    """How long after each moment that vote was counted: the first one in the first view that has one, and so on."""
    return [
        next(seen for seen, voted in shown if voted >= number) - moment
        for number, moment in enumerate(moments, start=1)
    ]


def _p99(values: Sequence[float]) -> float:
    return sorted(values)[int(len(values) * 0.99)]


if __name__ == "__main__":
    print(table("A room under load", measure(int(sys.argv[1]) if len(sys.argv) > 1 else ROUNDS)))
