"""Guards as checked expressions: the tree that the engine compiles and the solver reads."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from sim.scenario.finding import Mark


class Comparator(StrEnum):
    """The comparisons that a guard may make."""

    LESS = "<"
    LESS_OR_EQUAL = "<="
    EQUAL = "=="
    NOT_EQUAL = "!="
    GREATER_OR_EQUAL = ">="
    GREATER = ">"


@dataclass(frozen=True, slots=True)
class Name:
    """The value of a meter (a number) or of a fact (a truth value)."""

    name: str


@dataclass(frozen=True, slots=True)
class Number:
    """A whole number."""

    value: int


@dataclass(frozen=True, slots=True)
class Truth:
    """`true` or `false`."""

    value: bool


@dataclass(frozen=True, slots=True)
class Comparison:
    """A chain of comparisons: it holds when each neighbouring pair holds."""

    first: Expression
    rest: tuple[tuple[Comparator, Expression], ...]


@dataclass(frozen=True, slots=True)
class Negation:
    """`not`."""

    operand: Expression


@dataclass(frozen=True, slots=True)
class Conjunction:
    """Two or more operands joined by `and`."""

    operands: tuple[Expression, ...]


@dataclass(frozen=True, slots=True)
class Disjunction:
    """Two or more operands joined by `or`."""

    operands: tuple[Expression, ...]


Expression = Name | Number | Truth | Comparison | Negation | Conjunction | Disjunction


def operands(expression: Expression) -> tuple[Expression, ...]:
    """The direct parts of an expression."""
    match expression:
        case Comparison(first, rest):
            return (first, *(operand for _, operand in rest))
        case Negation(operand):
            return (operand,)
        case Conjunction(parts) | Disjunction(parts):
            return parts
        case _:
            return ()


def names_of(expression: Expression) -> Iterator[str]:
    """Every name that an expression reads, in the order written; a name read twice comes twice."""
    if isinstance(expression, Name):
        yield expression.name
    for operand in operands(expression):
        yield from names_of(operand)


@dataclass(frozen=True, slots=True)
class Guard:
    """A condition on meters and facts, type-checked: the whole of it is a truth value."""

    source: str
    expression: Expression
    mark: Mark

    @property
    def names(self) -> frozenset[str]:
        """The meters and facts that the guard reads."""
        return frozenset(names_of(self.expression))
