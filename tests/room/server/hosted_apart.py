"""A server in a process of its own, to be killed: hosts a room of the example, anew or again, until its end."""

from __future__ import annotations

import json
import sys
import time
from pathlib import Path

from sim.room.rules.command import Ask, Step
from sim.room.rules.phase import Move
from sim.store.loading import load
from sim.store.room_log import SqliteRoomLog
from tests.room.server.served import OpenRoom, Served


def main(scenario: str, kept: str, code: str, port: int) -> None:
    """Serve, say by which port and code on one line, and go on until killed."""
    loaded = load(Path(scenario))
    served = Served(SqliteRoomLog.open(Path(kept)), time.time, time.monotonic, port)
    if code:
        room: OpenRoom = served.reopen(code, loaded)
    else:
        room = served.open(loaded)
        room.do(Step(Move.BEGIN), Ask(3600))
    sys.stdout.write(json.dumps({"port": served.port, "code": room.code, "token": room.token}) + "\n")
    sys.stdout.flush()
    sys.stdin.read()


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2], sys.argv[3], int(sys.argv[4]))
