from __future__ import annotations

from pathlib import Path

import pytest

from sim.store.room_log import SqliteRoomLog
from tests.room.log_conformance import LogConformance, Opener, log

__all__ = ["log"]


class TestSqliteRoomLog(LogConformance):
    @pytest.fixture
    def opener(self, tmp_path: Path) -> Opener:
        return lambda: SqliteRoomLog.open(tmp_path / "rooms.sqlite3")
