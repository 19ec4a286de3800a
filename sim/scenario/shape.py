"""The small language in which a file format is declared once, for the checker and for editors."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import Enum, auto


class Role(Enum):
    """What a part of a file stands for, so that what shapes alone cannot tell is checked afterwards."""

    STATE = auto()
    """A text that names a state."""
    PRINCIPLE = auto()
    """A text that names a principle."""
    INSIGHT = auto()
    """A text that names an insight."""
    PROSE = auto()
    """A text that stands for nothing else: words that people read."""
    GUARD = auto()
    """A text that is a guard."""
    EFFECTS = auto()
    """A mapping of meters and facts to what is done with them."""
    LINE = auto()
    """A mapping that is a line of prose with a speaker or a guard."""
    METER = auto()
    """A mapping that declares a meter."""
    CHOICES = auto()
    """A list of choices."""
    ROUTE = auto()
    """A list of the arms of a route."""


class IdForm(Enum):
    """How ids are written. The value is the sign that joins their pieces."""

    ID = "-"
    NAME = "_"

    @property
    def pattern(self) -> str:
        """The form as a regular expression for a whole text."""
        return rf"[a-z][a-z0-9]*({self.value}[a-z][a-z0-9]*)*"

    def fits(self, text: str) -> bool:
        """Whether a text is an id of this form."""
        return re.fullmatch(self.pattern, text) is not None


@dataclass(frozen=True, slots=True)
class Text:
    """A text that is not empty. `longest` is in characters."""

    role: Role | None = None
    longest: int | None = None


@dataclass(frozen=True, slots=True)
class Identifier:
    """A text that is an id: pieces of small letters and digits, each beginning with a letter, joined by one sign."""

    form: IdForm = IdForm.ID
    reserved: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class OneOf:
    """One of a few words. `meanings` tell an author what each of them says."""

    values: tuple[str, ...]
    meanings: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Whole:
    """A whole number within bounds, both of them allowed. `meanings` tell an author what each of a few says."""

    least: int | None = None
    most: int | None = None
    meanings: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Truth:
    """`true` or `false`."""


@dataclass(frozen=True, slots=True)
class WholeOrTruth:
    """A whole number, or `true` or `false`."""


@dataclass(frozen=True, slots=True)
class ListOf:
    """A list. `noun` is what one item is called."""

    item: Shape
    noun: str
    least: int = 1
    most: int | None = None
    role: Role | None = None


@dataclass(frozen=True, slots=True)
class MapOf:
    """A mapping whose keys the author makes up. `noun` is what one entry is called."""

    key: Identifier | Text | Whole
    value: Shape
    noun: str
    role: Role | None = None


@dataclass(frozen=True, slots=True)
class Key:
    """One key of a record. `only_with` is another key without which it may not stand.

    `description` and `example`, the value as an author writes it behind the key, are for editors.
    """

    name: str
    shape: Shape
    description: str
    required: bool = False
    only_with: str | None = None
    example: str = ""


@dataclass(frozen=True, slots=True)
class Record:
    """A mapping with known keys. `exactly_one` are keys of which one must stand, and no more."""

    noun: str
    keys: tuple[Key, ...]
    exactly_one: tuple[str, ...] = ()
    role: Role | None = None


@dataclass(frozen=True, slots=True)
class SpokenLine:
    """A line with a speaker or a guard: `{speaker: words}`, `{when, speaker: words}` or `{when, say: words}`."""

    when: Key
    say: Key
    words: Text
    role: Role


@dataclass(frozen=True, slots=True)
class ByKind:
    """A choice of shapes by what stands in the file; None where that kind is not allowed."""

    scalar: Shape | None = None
    sequence: ListOf | None = None
    mapping: Record | MapOf | SpokenLine | None = None


Shape = (
    Text | Identifier | OneOf | Whole | Truth | WholeOrTruth | ListOf | MapOf | Record | SpokenLine | ByKind
)
