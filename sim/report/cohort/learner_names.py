"""What the learners of a cohort are called, going by their files."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import count
from pathlib import Path
from typing import Final

from sim.report.words import visible

LONGEST: Final = 80
"""The characters of the longest name that is shown whole."""

_NAMELESS: Final = "history"


def learner_names(paths: Sequence[Path]) -> tuple[str, ...]:
    """A name for each file, in their order, none twice.

    It is the file's name without its ending; that of its folder, where the file is called `history`. Files that share a
    name get as many of the folders above them as tell them apart, and a number where no folder does.
    """
    parts = [_parts(path) for path in paths]
    names = [_name(one, 1) for one in parts]
    deepest = max((len(one) for one in parts), default=0)
    for depth in range(2, deepest + 1):
        shared = {name for name, times in Counter(names).items() if times > 1}
        if not shared:
            break
        for place, name in enumerate(names):
            if name in shared:
                names[place] = _name(parts[place], depth)
    return tuple(_numbered(names))


def one_line(text: str, longest: int) -> str:
    """Text from outside on one line, without what a terminal or a page would obey, and not too long."""
    clean = " ".join(visible(text).split("\n"))
    return clean if len(clean) <= longest else f"{clean[: longest - 1]}…"


def _parts(path: Path) -> list[str]:
    """The file's own name, then the names of the folders above it, the nearest first."""
    folders = [folder for folder in reversed(path.absolute().parts[:-1]) if folder != path.absolute().anchor]
    if path.stem.lower() == _NAMELESS and folders:
        return folders
    return [path.stem, *folders]


def _name(parts: Sequence[str], depth: int) -> str:
    return one_line("/".join(reversed(parts[:depth])), LONGEST)


def _numbered(names: Sequence[str]) -> Iterator[str]:
    taken = set(names)
    seen: set[str] = set()
    for name in names:
        free = name
        if name in seen:
            free = next(told for number in count(2) if (told := f"{name} ({number})") not in taken)
        taken.add(free)
        seen.add(free)
        yield free
