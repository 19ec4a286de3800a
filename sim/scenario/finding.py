"""Findings: what is wrong with a file, where, and what to do about it."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path


@dataclass(frozen=True, slots=True, order=True)
class Mark:
    """A place in a text: line and column, both counted from 1, columns in characters."""

    line: int
    column: int


START_OF_FILE = Mark(1, 1)


class Severity(StrEnum):
    """How much a finding matters: an error keeps a scenario from being played, a warning does not."""

    ERROR = "error"
    WARNING = "warning"


class Code(StrEnum):
    """The kinds of finding. Each has one fixed severity."""

    YAML_SYNTAX = "yaml-syntax"
    YAML_FORBIDDEN = "yaml-forbidden"
    DUPLICATE_KEY = "duplicate-key"
    CONTROL_CHARACTER = "control-character"
    ENCODING = "encoding"
    TOO_LARGE = "too-large"
    MISSING_KEY = "missing-key"
    UNKNOWN_KEY = "unknown-key"
    WRONG_TYPE = "wrong-type"
    BAD_VALUE = "bad-value"
    BAD_ID = "bad-id"
    DUPLICATE_ID = "duplicate-id"
    UNKNOWN_STATE = "unknown-state"
    UNKNOWN_NAME = "unknown-name"
    BAD_GUARD = "bad-guard"
    UNKNOWN_SPEAKER = "unknown-speaker"
    UNKNOWN_PRINCIPLE = "unknown-principle"
    UNKNOWN_INSIGHT = "unknown-insight"
    AMBIGUOUS_WAY = "ambiguous-way"
    STUCK = "stuck"
    ENDLESS_LOOP = "endless-loop"
    RED_LINE_BEST = "red-line-best"
    UNREADABLE = "unreadable"

    UNREACHABLE_STATE = "unreachable-state"
    NEVER_AVAILABLE = "never-available"
    GUARD_ALWAYS_TRUE = "guard-always-true"
    NEVER_TAKEN = "never-taken"
    UNUSED_NAME = "unused-name"
    NO_STAKE = "no-stake"
    HIDDEN_DRAW = "hidden-draw"
    CUT_BY_COMMENT = "cut-by-comment"
    UNSIGNED_EFFECT = "unsigned-effect"
    LONGEST_WINS = "longest-wins"
    SHORTEST_WINS = "shortest-wins"
    FIRST_WINS = "first-wins"
    LAST_WINS = "last-wins"
    ONE_PRINCIPLE_WINS = "one-principle-wins"
    ONE_ENDING = "one-ending"
    TOO_BIG = "too-big"

    @property
    def severity(self) -> Severity:
        """How much findings of this kind matter."""
        return Severity.WARNING if self in _WARNINGS else Severity.ERROR


_WARNINGS = frozenset(list(Code)[list(Code).index(Code.UNREACHABLE_STATE) :])
"""The codes from `unreachable-state` on: what makes a scenario worse, but not unplayable."""


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing found in a scenario file.

    `choices` leads from the start to the place where the finding shows, `draws` are the arms
    drawn on that way, numbered from 0; both are None where the finding has no such way.
    """

    path: Path
    mark: Mark
    code: Code
    message: str
    hint: str | None = None
    choices: tuple[str, ...] | None = None
    draws: tuple[int, ...] | None = None

    @property
    def severity(self) -> Severity:
        """The severity of the finding's code."""
        return self.code.severity

    @property
    def sort_key(self) -> tuple[str, Mark, str, str]:
        """Findings are listed by path, line and column."""
        return (str(self.path), self.mark, self.code.value, self.message)
