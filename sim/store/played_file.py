"""Finding the file of a scenario just as it was played."""

from __future__ import annotations

from enum import StrEnum
from hashlib import sha256
from pathlib import Path

from sim.scenario.library import Library


class NotAsPlayed(StrEnum):
    """Why a scenario is not to be had as it was played."""

    EDITED = "edited"
    GONE = "gone"
    UNFIT = "unfit"


def played_file(scenario: str, path: Path, file_hash: str, library: Library) -> Path | NotAsPlayed:
    """The file with this hash: where it lay when it was played, or where the library has it now.

    Where there is none, the reason: a file is there but with another text, or there is none at all.
    """
    found = _hash(path)
    if found == file_hash:
        return path
    edited = found is not None
    for entry in library.entries():
        if entry.id == scenario:
            found = _hash(entry.path)
            if found == file_hash:
                return entry.path
            edited = edited or found is not None
    return NotAsPlayed.EDITED if edited else NotAsPlayed.GONE


def _hash(path: Path) -> str | None:
    """The hash of a file; None where there is none that can be read."""
    try:
        return sha256(path.read_bytes()).hexdigest() if path.is_file() else None
    except (OSError, ValueError):
        return None
