"""The findings of one file while it is being read."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from pathlib import Path

from sim.scenario.finding import Code, Finding, Mark

_LONGEST_QUOTATION = 40
_COMPARISONS = 20_000
_SHORT_LIST = 12


def quoted(text: str) -> str:
    """A text of the file as a message quotes it: on one line, and not too long."""
    line = " ".join(text.split())
    if len(line) > _LONGEST_QUOTATION:
        line = line[: _LONGEST_QUOTATION - 1].rstrip() + "…"
    return f"`{line}`"


def listed(names: Iterable[str], joint: str = "and") -> str:
    """Names as a sentence lists them: `a`, `b` and `c`."""
    marked = [quoted(name) for name in names]
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

    def closest(self, word: str, known: Collection[str]) -> str | None:
        """The known word that is most like `word`, or None where none is near.

        Comparing is slow, so a file of thousands of wrong names gets no more guesses after a while.
        """
        if len(word) > _LONGEST_QUOTATION or len(known) > self._comparisons_left:
            return None
        self._comparisons_left -= len(known)
        from difflib import get_close_matches  # only a file with mistakes needs it

        spellings: dict[str, str] = {}
        for name in known:
            if len(name) <= _LONGEST_QUOTATION:
                spellings.setdefault(_spelling(name), name)
        near = get_close_matches(_spelling(word), spellings, n=1, cutoff=0.6)
        return spellings[near[0]] if near else None

    def meant(self, word: str, known: Collection[str]) -> str | None:
        """A hint that names the known word most like `word`; without one, what there is, where that is short."""
        near = self.closest(word, known)
        if near is not None:
            return f"Did you mean `{near}`?"
        if 0 < len(known) <= _SHORT_LIST:
            return f"There {'is' if len(known) == 1 else 'are'} {listed(known)}."
        return None


def _spelling(name: str) -> str:
    """What is left of a name without capitals and signs, so that `Last Day` is near to `last-day`."""
    return name.lower().replace("_", "-").replace(" ", "-")
