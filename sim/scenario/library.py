"""The library: which scenarios there are, and where."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from difflib import get_close_matches
from pathlib import Path

from sim.scenario.error import EmptyChairError
from sim.scenario.finding import START_OF_FILE, Code, Finding
from sim.scenario.folders import CATALOGUE_FILE, expanded, own_scenarios, shipped_scenarios

_SUFFIXES = (".yaml", ".yml")


class ScenarioNotFound(EmptyChairError):
    """No scenario of the library has that id.

    `close` are the ids most like the one asked for, `known` all there are; `here` is a file that may be meant.
    """

    title = "No such scenario"

    def __init__(
        self, name: str, close: tuple[str, ...], known: tuple[str, ...], here: Path | None = None
    ) -> None:
        if here is not None:
            hint = f"There is a file {here} in this folder. Name it as it is: {here}"
        elif close:
            hint = f"Did you mean {' or '.join(close)}?"
        elif known:
            hint = f"There {'is' if len(known) == 1 else 'are'} {', '.join(known)}."
        else:
            hint = "The library is empty. Name a file, or a folder with `--library`."
        super().__init__(f"There is no scenario “{name}” in the library.", hint)
        self.name = name
        self.close = close
        self.known = known
        self.here = here


@dataclass(frozen=True, slots=True)
class LibraryEntry:
    """One scenario of the library."""

    id: str
    path: Path


class Library:
    """Scenarios in folders. Of two with the same id, that of the earlier folder counts."""

    def __init__(self, folders: Iterable[Path]) -> None:
        self.folders = tuple(folders)

    @classmethod
    def standard(cls, extra: Sequence[Path] = ()) -> Library:
        """The shipped scenarios, then these folders, those of `EMPTYCHAIR_LIBRARY`, and the user's own."""
        named = [
            expanded(part) for part in os.environ.get("EMPTYCHAIR_LIBRARY", "").split(os.pathsep) if part
        ]
        return cls((shipped_scenarios(), *extra, *named, own_scenarios()))

    def entries(self) -> tuple[LibraryEntry, ...]:
        """All scenarios, folder by folder, each folder's by id. A folder that is not there holds none."""
        found: dict[str, LibraryEntry] = {}
        for folder in self.folders:
            for path in sorted(_files_in(folder, []), key=lambda path: (path.stem, path)):
                found.setdefault(path.stem, LibraryEntry(path.stem, path))
        return tuple(found.values())

    def find(self, name: str) -> Path:
        """The file of the scenario with that id, or the file of that path.

        A name with a separator or a scenario's ending is a path, whether or not there is such a file.

        Raises:
            ScenarioNotFound: It is no path, and no scenario has that id.

        """
        path = Path(name)
        separators = [separator for separator in (os.sep, os.altsep) if separator]
        if path.suffix in _SUFFIXES or any(separator in name for separator in separators):
            return expanded(name)
        entries = {entry.id: entry.path for entry in self.entries()}
        if name in entries:
            return entries[name]
        if _is(path.is_file):
            return path
        close = get_close_matches(name, entries, n=3, cutoff=0.5)
        here = next((file for suffix in _SUFFIXES if _is((file := Path(name + suffix)).is_file)), None)
        raise ScenarioNotFound(name, tuple(close), tuple(entries), here)


def scenario_files(path: Path) -> tuple[tuple[Path, ...], tuple[Finding, ...]]:
    """The scenario files that a path names, and what is wrong with it.

    A folder names the scenarios in it and in the folders under it. Whatever is no folder names itself, and reading
    it tells whether it can be read. A catalogue is no scenario: it comes with its own findings.
    """
    if not _is(path.is_dir):
        if path.name != CATALOGUE_FILE:
            return (path,), ()
        from sim.scenario.catalogue_file import (
            read_catalogue,
            shipped_catalogue,
        )  # reading YAML is not always wanted

        return (), read_catalogue(path, shipped_catalogue())[1]
    refusals: list[OSError] = []
    files = tuple(_files_in(path, refusals))
    findings = [
        _unreadable(Path(error.filename), "Reading this folder is not permitted.", "Change its permissions.")
        for error in refusals
    ]
    if not files and not findings:
        message = "There is no scenario in this folder."
        findings.append(_unreadable(path, message, "Scenarios are files that end in `.yaml`."))
    return files, tuple(findings)


def _is(question: Callable[[], bool]) -> bool:
    """The answer to a question about a path; no, where the system does not take the path."""
    try:
        return question()
    except OSError:
        return False


def _files_in(folder: Path, refusals: list[OSError]) -> Iterator[Path]:
    """The scenario files in a folder and those under it, sorted; hidden ones are left out."""
    for parent, folders, files in os.walk(folder, onerror=refusals.append):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        for name in sorted(files):
            if name.endswith(_SUFFIXES) and not name.startswith(".") and name != CATALOGUE_FILE:
                yield Path(parent, name)


def _unreadable(path: Path, message: str, hint: str) -> Finding:
    return Finding(path, START_OF_FILE, Code.UNREADABLE, message, hint)
