"""What the home screen shows of each scenario in the library."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sim.scenario.library import Library
    from sim.scenario.model import Difficulty
    from sim.store.next_to_practise import Playable


_MINUTES = re.compile("[0-9]{1,3}")


@dataclass(frozen=True, slots=True)
class Card:
    """One scenario of the library; all its texts are on one line.

    `fault` says what is wrong with its file where it cannot be read; then `title` is the file's stem and the rest
    is empty. `teaches` are names of principles. `playable` is what practice needs of a scenario that was read whole.
    """

    id: str
    path: Path
    title: str
    summary: str = ""
    difficulty: Difficulty | None = None
    minutes: int = 0
    teaches: tuple[str, ...] = ()
    fault: str | None = None
    playable: Playable | None = field(default=None, compare=False, repr=False)

    @property
    def rank(self) -> tuple[bool, int, int]:
        """Where it stands among others: the easiest first, of these the shortest; what cannot be played last."""
        return (self.difficulty is None, 0 if self.difficulty is None else self.difficulty.rank, self.minutes)

    def matches(self, words: str) -> bool:
        """Whether every one of these words stands somewhere on the card, in capitals or not."""
        difficulty = "" if self.difficulty is None else self.difficulty.value
        text = " ".join((self.id, self.title, self.summary, difficulty, *self.teaches)).casefold()
        return all(word in text for word in words.casefold().split())


class Shelf:
    """The cards of a library, in its order. Files that have not changed since are not read again."""

    def __init__(self, library: Library) -> None:
        self._library = library
        self._read: dict[Path, tuple[tuple[int, int], Card]] = {}

    def card(self, path: Path) -> Card | None:
        """The card of a file that was read before."""
        known = self._read.get(path)
        return None if known is None else known[1]

    def cards(self) -> Iterator[Card]:
        """Read the library, card by card."""
        for entry in self._library.entries():
            yield self.read(entry.id, entry.path)

    def glances(self) -> Iterator[Card]:
        """What a row needs of each file not read yet, read quickly; where its beginning does not tell, none."""
        for entry in self._library.entries():
            if entry.path not in self._read and (card := _glance(entry.id, entry.path)) is not None:
                yield card

    def read(self, scenario: str, path: Path) -> Card:
        """The card of one file."""
        stamp = _stamp(path)
        known = self._read.get(path)
        if known is not None and known[0] == stamp:
            return known[1]
        card = _card(scenario, path)
        self._read[path] = (stamp, card)
        return card


def _stamp(path: Path) -> tuple[int, int]:
    """What changes when a file does: its time and its size."""
    try:
        status = path.stat()
    except OSError:
        return (0, -1)
    return (status.st_mtime_ns, status.st_size)


def _glance(scenario_id: str, path: Path) -> Card | None:
    """A card of what stands in a file before its states; None where that is not all of a row, or not flawless.

    It comes through the same door as everything else, so nothing that a terminal would obey is in it. Whether the
    whole file can be played, and what it teaches, only reading it tells.
    """
    # A fraction of what reading a scenario needs, so that the first rows come soon.
    from sim.scenario.file_reading import read_file
    from sim.scenario.model import Difficulty
    from sim.scenario.node import Mapping, Scalar
    from sim.scenario.report import Report
    from sim.scenario.yaml_reading import LARGEST_FILE, read_document

    report = Report(path)
    data = read_file(path, LARGEST_FILE, report)
    root = None if data is None else read_document(data.partition(b"\nstates:")[0], report).root
    if not isinstance(root, Mapping) or report.findings():
        return None
    told = {key.text: node.text for key, node in root.entries if isinstance(node, Scalar)}
    title, minutes = _line(told.get("title", "")), told.get("minutes", "")
    difficulties = {difficulty.value: difficulty for difficulty in Difficulty}
    difficulty = difficulties.get(told.get("difficulty", ""))
    if not title or difficulty is None or not _MINUTES.fullmatch(minutes):
        return None
    return Card(scenario_id, path, title, _line(told.get("summary", "")), difficulty, int(minutes))


def _card(scenario_id: str, path: Path) -> Card:
    # Reading needs the parser, which the first frame does not.
    from sim.report.words import visible
    from sim.scenario.finding import Severity
    from sim.scenario.reader import read_scenario
    from sim.store.next_to_practise import playable
    from sim.tui.teaching import teaches

    reading = read_scenario(path)
    scenario = reading.scenario
    if scenario is None:
        errors = [finding for finding in reading.findings if finding.severity is Severity.ERROR]
        count = "1 error" if len(errors) == 1 else f"{len(errors)} errors"
        first = f" Line {errors[0].mark.line}: {errors[0].message}" if errors else ""
        return Card(
            scenario_id, path, visible(path.stem), fault=visible(_line(f"The file has {count}.{first}"))
        )
    return Card(
        id=scenario_id,
        path=path,
        title=_line(scenario.title),
        summary=_line(scenario.summary),
        difficulty=scenario.difficulty,
        minutes=scenario.minutes,
        teaches=tuple(_line(principle.name) for principle in teaches(scenario, reading.catalogue)),
        playable=playable(path, scenario, reading.catalogue),
    )


def _line(text: str) -> str:
    return " ".join(text.split())
