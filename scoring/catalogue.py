"""The catalogue: the principles that choices are rated on, and the insights that coaching names."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType
from typing import Final, Protocol, TypeVar

SHIPPED_CATALOGUE: Final = Path(__file__).with_name("principles.yaml")
"""Where the catalogue that comes with the program lies. Reading it is the work of whoever reads scenarios."""


@dataclass(frozen=True, slots=True)
class Principle:
    """One of the things a choice is rated on.

    Attributes:
        id: The name that scenarios use.
        name: What the principle is called.
        question: What a manager asks before choosing.
        about: What living by it looks like, and where it stops being right.

    """

    id: str
    name: str
    question: str
    about: str


@dataclass(frozen=True, slots=True)
class Insight:
    """One lesson behind a principle.

    Attributes:
        id: The name that scenarios use.
        principle: The id of the principle it belongs to.
        title: The lesson in a few words.
        lesson: The lesson in a few sentences.

    """

    id: str
    principle: str
    title: str
    lesson: str


@dataclass(frozen=True, slots=True)
class Catalogue:
    """Principles and insights by id, in the order of their file.

    A catalogue may hold insights of principles it does not hold, since a trainer's own one is laid over
    another: see ``extended_by``, and ask ``unplaced`` of the outcome.

    Raises:
        ValueError: An entry stands under another id than its own.

    """

    principles: Mapping[str, Principle]
    insights: Mapping[str, Insight]

    def __post_init__(self) -> None:
        object.__setattr__(self, "principles", _sealed(self.principles))
        object.__setattr__(self, "insights", _sealed(self.insights))

    @classmethod
    def of(cls, principles: Iterable[Principle], insights: Iterable[Insight]) -> Catalogue:
        """Return the catalogue of these entries, in this order.

        Raises:
            ValueError: Two principles, or two insights, have the same id.

        """
        return cls(_by_id(principles), _by_id(insights))

    def insights_of(self, principle: str) -> tuple[Insight, ...]:
        """Return the insights that belong to the principle of this id, in order."""
        return tuple(insight for insight in self.insights.values() if insight.principle == principle)

    def unplaced(self) -> tuple[Insight, ...]:
        """Return the insights whose principle is not in this catalogue, in order."""
        return tuple(
            insight for insight in self.insights.values() if insight.principle not in self.principles
        )

    def extended_by(self, other: Catalogue) -> Catalogue:
        """Return this catalogue with another laid over it.

        An id that both hold keeps its place here and takes the other's wording. New ids come after, in the
        other's order.
        """
        return Catalogue({**self.principles, **other.principles}, {**self.insights, **other.insights})


class _Entry(Protocol):
    @property
    def id(self) -> str: ...


_SomeEntry = TypeVar("_SomeEntry", bound=_Entry)


def _by_id(entries: Iterable[_SomeEntry]) -> dict[str, _SomeEntry]:
    found: dict[str, _SomeEntry] = {}
    for entry in entries:
        if entry.id in found:
            raise ValueError(f"The id {entry.id!r} stands twice in the catalogue.")
        found[entry.id] = entry
    return found


def _sealed(entries: Mapping[str, _SomeEntry]) -> Mapping[str, _SomeEntry]:
    for key, entry in entries.items():
        if key != entry.id:
            raise ValueError(f"The entry {entry.id!r} stands under another id, {key!r}.")
    return MappingProxyType(dict(entries))
