"""Which files a cohort is made of."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from sim.store.cohort import LeftOutFile

SUFFIX: Final = ".sqlite3"
DEEPEST: Final = 16
"""How many folders below the one named are looked into."""
MOST: Final = 10_000
"""How many files are taken from one folder."""


@dataclass(frozen=True, slots=True)
class CohortFiles:
    """The files to read, each once, in the order of what was named; those of a folder by name.

    `named` are the ones that were named themselves. `left_out` are folders that could not be looked through.
    """

    paths: tuple[Path, ...]
    named: frozenset[Path]
    left_out: tuple[LeftOutFile, ...]


def cohort_files(places: Iterable[Path]) -> CohortFiles:
    """The files named, and those in the folders named that end in `.sqlite3`, at any depth; hidden ones are not.

    Links to folders are not followed, so a loop of them is harmless. A file named twice, or by two ways, counts once.
    """
    found: dict[str, Path] = {}
    named: set[Path] = set()
    left_out: list[LeftOutFile] = []
    for place in places:
        if _is_folder(place):
            for number, path in enumerate(_files_in(place, left_out)):
                if number == MOST:
                    left_out.append(
                        LeftOutFile(
                            place,
                            f"holds over {MOST:,} files; the rest was left",
                            False,
                        )
                    )
                    break
                found.setdefault(os.path.realpath(path), path)
        else:
            named.add(found.setdefault(_real(place), place))
    return CohortFiles(tuple(found.values()), frozenset(named), tuple(left_out))


def _files_in(folder: Path, left_out: list[LeftOutFile]) -> Iterator[Path]:
    def refused(error: OSError) -> None:
        path = Path(error.filename) if error.filename else folder
        left_out.append(LeftOutFile(path, f"cannot be looked through ({error.strerror or error})", False))

    top = len(folder.parts)
    for parent, folders, files in os.walk(folder, onerror=refused):
        deep = len(Path(parent).parts) - top >= DEEPEST
        folders[:] = [] if deep else sorted(name for name in folders if not name.startswith("."))
        for name in sorted(files):
            if name.lower().endswith(SUFFIX) and not name.startswith("."):
                yield Path(parent, name)


def _is_folder(path: Path) -> bool:
    try:
        return path.is_dir()
    except (OSError, ValueError):
        return False


def _real(path: Path) -> str:
    try:
        return os.path.realpath(path)
    except (OSError, ValueError):
        return str(path)
