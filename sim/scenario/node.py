"""Data with marks: what a YAML file says, and where it says it."""

from __future__ import annotations

from dataclasses import dataclass

from sim.scenario.finding import Mark


@dataclass(frozen=True, slots=True, eq=False)
class Scalar:
    """One piece of text, quoted or not.

    `plain` is whether it stood without quotes, so that it may be read as a number or a truth value. `inset` is how
    many characters after the mark its text begins, where the text stands in the file letter by letter on one line;
    None where it does not (several lines, or escapes). `cut` is the place of the `#` where a comment ends a text
    without quotes after a single space.
    """

    text: str
    plain: bool
    mark: Mark
    inset: int | None
    cut: Mark | None = None

    def mark_at(self, offset: int) -> Mark:
        """The place of the character at `offset` of the text; where that is not known, the scalar's own."""
        if self.inset is None:
            return self.mark
        return Mark(self.mark.line, self.mark.column + self.inset + offset)


@dataclass(frozen=True, slots=True, eq=False)
class Sequence:
    """A list."""

    items: tuple[Node, ...]
    mark: Mark


@dataclass(frozen=True, slots=True, eq=False)
class Mapping:
    """Keys and values in the order of the file; a key that comes twice stands twice.

    `complete` is False where a key was refused, so that what is missing here may have been meant there.
    """

    entries: tuple[tuple[Scalar, Node], ...]
    mark: Mark
    complete: bool = True

    def get(self, key: str) -> Node | None:
        """The value of the first key of that text, or None."""
        for name, value in self.entries:
            if name.text == key:
                return value
        return None

    def key(self, key: str) -> Scalar | None:
        """The first key of that text, or None."""
        for name, _ in self.entries:
            if name.text == key:
                return name
        return None


@dataclass(frozen=True, slots=True, eq=False)
class Refused:
    """A value that is not let in. The finding that says why has been made."""

    mark: Mark


Node = Scalar | Sequence | Mapping | Refused
