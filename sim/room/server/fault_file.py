"""The file in which the server's faults are told to those who mend it."""

from __future__ import annotations

import logging
from contextlib import suppress
from pathlib import Path

from sim.scenario.folders import data_folder


class FaultFile:
    """Takes faults; `count` are those since it was made. The file is made with the first."""

    def __init__(self) -> None:
        self.path: Path = data_folder() / "rooms" / "faults.log"
        self.count = 0
        self._format = logging.Formatter("%(asctime)s %(name)s: %(message)s")

    def add(self, record: logging.LogRecord) -> None:
        """Write a fault down, if that can be."""
        self.count += 1
        with suppress(OSError):
            self.path.parent.mkdir(parents=True, exist_ok=True)
            with self.path.open("a", encoding="utf-8", errors="backslashreplace") as file:
                file.write(f"{self._format.format(record)}\n")
