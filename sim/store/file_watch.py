"""Noticing that a file was saved, whatever way an editor saves it."""

from __future__ import annotations

from pathlib import Path

from sim.scenario.folders import CATALOGUE_FILE

Stamp = tuple[int, int, int, int]
"""What of a file changes when it is saved: modified, changed, size, number on the disk."""

Stamps = tuple[Stamp | None, Stamp | None]
"""Those of a scenario's file and of the catalogue beside it; None where there is none."""

_STEADY = 2
"""A change counts once it looked the same so many times, so that no half-written file is read."""

_GONE = 5
"""A file counts as gone after so many looks: editors take it away for a moment and put a new one in its place."""

_UNSTEADY = 10
"""A file that never stays the same is read all the same after so many looks."""


class FileWatch:
    """Tells when a file is to be read again. Call `changed` a few times a second."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._taken: Stamps = self._look()
        self._last = self._taken
        self._same = 0
        self._looks = 0

    def changed(self) -> bool:
        """Look, and say whether the file has changed since it was last said, and has come to rest."""
        stamps = self._look()
        if stamps == self._taken:
            self._last, self._same, self._looks = stamps, 0, 0
            return False
        self._same = self._same + 1 if stamps == self._last else 1
        self._last = stamps
        self._looks += 1
        wanted = _GONE if stamps[0] is None else _STEADY
        if self._same < wanted and (stamps[0] is None or self._looks < _UNSTEADY):
            return False
        self._taken, self._same, self._looks = stamps, 0, 0
        return True

    def _look(self) -> Stamps:
        return _stamp(self._path), _stamp(self._path.parent / CATALOGUE_FILE)


def _stamp(path: Path) -> Stamp | None:
    try:
        stat = path.stat()
    except (OSError, ValueError):
        return None
    return stat.st_mtime_ns, stat.st_ctime_ns, stat.st_size, stat.st_ino
