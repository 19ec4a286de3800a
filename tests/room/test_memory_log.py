from __future__ import annotations

import pytest

from sim.room.memory_log import MemoryLog
from tests.room.log_conformance import LogConformance, Opener, log

__all__ = ["log"]


class TestMemoryLog(LogConformance):
    outlives = False

    @pytest.fixture
    def opener(self) -> Opener:
        kept = MemoryLog()
        return lambda: kept
