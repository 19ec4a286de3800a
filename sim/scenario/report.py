"""The findings of one file while it is being read."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from sim.scenario.finding import Code, Finding, Mark

_LONGEST_QUOTATION = 40
_COMPARISONS = 20_000


def quoted(text: str) -> str:
    """A text of the file as a message quotes it: on one line, and not too long."""
    line = " ".join(text.split())
    if len(line) > _LONGEST_QUOTATION:
        line = line[: _LONGEST_QUOTATION - 1].rstrip() + "…"
    return f"`{line}`"


def listed(names: Iterable[str], joint: str = "and") -> str:
    """Names as a sentence lists them: `a`, `b` and `c`."""
    marked = [f"`{name}`" for name in names]
    if len(marked) < 2:
        return "".join(marked)
    return f"{', '.join(marked[:-1])} {joint} {marked[-1]}"


class Report:
    """Collects the findings of one file, and knows how to guess what was meant."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._findings: list[Finding] = []
        self._comparisons_left = _COMPARISONS

    def __len__(self) -> int:
        return len(self._findings)

    def add(self, mark: Mark, code: Code, message: str, hint: str | None = None) -> None:
        """Note one finding."""
        self._findings.append(Finding(self._path, mark, code, message, hint))

    def findings(self) -> tuple[Finding, ...]:
        """All findings so far, by line and column."""
        return tuple(sorted(self._findings, key=lambda finding: finding.sort_key))

    def closest(self, word: str, known: Iterable[str]) -> str | None:
        """The known word that is most like `word`, or None where none is near.

        Comparing is slow, so a file of thousands of wrong names gets no more guesses after a while.
        """
        candidates = [name for name in known if abs(len(name) - len(word)) <= max(3, len(word) // 2)]
        if len(word) > _LONGEST_QUOTATION or len(candidates) > self._comparisons_left:
            return None
        self._comparisons_left -= len(candidates)
        from difflib import get_close_matches  # only a file with mistakes needs it

        spellings = {_spelling(name): name for name in reversed(candidates)}
        near = get_close_matches(_spelling(word), spellings, n=1, cutoff=0.6)
        return spellings[near[0]] if near else None

    def meant(self, word: str, known: Iterable[str]) -> str | None:
        """A hint that names the known word most like `word`; without one, what there is, where that is short."""
        names = list(known)
        near = self.closest(word, names)
        if near is not None:
            return f"Did you mean `{near}`?"
        if 0 < len(names) <= 12:
            return f"There is {listed(names)}." if len(names) == 1 else f"There are {listed(names)}."
        return None


def _spelling(name: str) -> str:
    """What is left of a name without capitals and signs, so that `Last Day` is near to `last-day`."""
    return name.lower().replace("_", "-").replace(" ", "-")
