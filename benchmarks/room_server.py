"""A server with one room in a process of its own, led by words on stdin. It notes what was kept and shown, and when.

`python -m benchmarks.room_server FOLDER`: the log of the room is in that folder, with every commit on the disk.
"""

from __future__ import annotations

import json
import sys
import time
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from sim.room.log import RoomLog
from sim.room.rules.command import Ask, FacilitatorCommand, Step, Take
from sim.room.rules.event import Event, Voted
from sim.room.rules.facilitator_view import FacilitatorView
from sim.room.rules.phase import Move
from sim.room.server.allowed_hosts import AllowedHosts
from sim.room.server.app import room_service
from sim.room.server.listening import listen
from sim.room.server.open_files import allow_many_connections
from sim.room.server.rooms import Rooms
from sim.room.server.running import RunningServer
from sim.scenario.folders import shipped_scenarios
from sim.store.loading import load
from sim.store.room_log import FILE_NAME, SqliteRoomLog

SCENARIO = "first-call"
SEED = 7
QUESTIONS = 9
"""So many come with this seed where the first choice is taken each time."""

Noted = list[tuple[float, int]]
"""Seconds of the machine's monotonic clock, and how many votes there were then."""

MOVES = (Move.CLOSE, Move.REVEAL, Move.COACH)


class _NotingLog:
    """The log, and when which votes were kept in it."""

    def __init__(self, log: RoomLog) -> None:
        self._log = log
        self.kept: Noted = []
        self.events = log.events

    def append(self, code: str, after: int, events: Sequence[Event]) -> int:
        kept = self._log.append(code, after, events)
        votes = sum(isinstance(event, Voted) for event in events)
        self.kept.append((time.monotonic(), votes))
        return kept

    def __getattr__(self, name: str) -> Any:
        return getattr(self._log, name)


def main() -> None:
    """Serve until stdin ends."""
    allow_many_connections()
    loaded = load(shipped_scenarios() / f"{SCENARIO}.yaml")
    log = _NotingLog(SqliteRoomLog.open(Path(sys.argv[1], FILE_NAME)))
    rooms = Rooms(log)
    sockets = listen(0)
    port: int = sockets[0].getsockname()[1]
    service = room_service(rooms, AllowedHosts((), port))
    server = RunningServer(service.app, sockets, web_sockets=service.entrance.web_socket)
    server.start()
    host, token = server.call(rooms.open(loaded, seed=SEED))
    shown: Noted = []
    people: list[int] = []

    def show(view: FacilitatorView) -> None:
        shown.append((time.monotonic(), view.voted))
        people[:] = [sum(person.here for person in view.people)]

    async def watch() -> None:
        host.watch(show)

    def lead(*commands: FacilitatorCommand) -> None:
        for command in commands:
            server.call(rooms.facilitate(host.code, token, command))

    server.call(watch())
    _tell({"port": port, "code": host.code})
    for line in sys.stdin:
        match line.strip():
            case "begin":
                lead(Step(Move.BEGIN))
            case "ask":
                lead(Ask())
                shown.clear()
                log.kept.clear()
            case "go on":
                first = server.call(host.facilitator_view()).shared.choices[0]
                lead(*map(Step, MOVES), Take(first.id), Step(Move.GO_ON))
        _tell(
            {
                "shown": shown,
                "kept": log.kept,
                "people": people[0],
                "processor": time.process_time(),
                **_memory(),
            }
        )
    server.call(rooms.close())
    server.stop()
    log.close()


def _memory() -> dict[str, float]:
    """What the process has in memory now, and had at its peak, in megabytes."""
    lines = Path("/proc/self/status").read_text("ascii").splitlines()
    told = dict(line.split(":", 1) for line in lines if ":" in line)
    return {name: int(told[key].split()[0]) / 1000 for name, key in (("now", "VmRSS"), ("peak", "VmHWM"))}


def _tell(what: dict[str, Any]) -> None:
    print(json.dumps(what), flush=True)


if __name__ == "__main__":
    main()
