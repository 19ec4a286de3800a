"""Reads guards: names, whole numbers, comparisons, `and`, `or`, `not` and parentheses, and nothing else.

The reader keeps its own stack, one frame for each open parenthesis, so that depth costs no recursion.
"""

from __future__ import annotations

from collections.abc import Callable, Collection
from dataclasses import dataclass, field
from enum import Enum

from sim.scenario.finding import Code
from sim.scenario.guard import (
    Comparator,
    Comparison,
    Conjunction,
    Disjunction,
    Expression,
    Name,
    Negation,
    Number,
    Truth,
)
from sim.scenario.guard_tokens import GuardError, Kind, Token, bad, tokens

__all__ = ["GuardError", "parse_guard"]

_NAME_HINTS = {
    "true": "Write `true`, in small letters.",
    "false": "Write `false`, in small letters.",
    "yes": "Write `true`, or the fact's name alone.",
    "no": "Write `not` and the fact's name.",
    "none": "There is no such value. A fact is true or false, a meter is a number.",
    "null": "There is no such value. A fact is true or false, a meter is a number.",
}
_ORDER = frozenset(
    {Comparator.LESS, Comparator.LESS_OR_EQUAL, Comparator.GREATER_OR_EQUAL, Comparator.GREATER}
)


def parse_guard(source: str, meters: Collection[str], facts: Collection[str]) -> Expression:
    """The expression that a guard's text stands for.

    Chains of `and` and of `or` are one conjunction or disjunction; parentheses keep what they hold apart.

    Raises:
        GuardError: The text is no guard, or reads a name that is neither a meter nor a fact (`unknown-name`),
            or mixes numbers and truth values. Of several faults the first of that order is told.

    """
    return _Parser(source, meters, facts).parse()


class _Type(Enum):
    NUMBER = "a number"
    TRUTH = "true or false"
    EITHER = "either"  # of an unknown name, or one that is a meter and a fact: told elsewhere


@dataclass(frozen=True, slots=True)
class _Typed:
    expression: Expression
    type: _Type
    offset: int


@dataclass(slots=True)
class _Frame:
    """What stands between two parentheses so far."""

    opening: int
    alternatives: list[_Typed] = field(default_factory=list)
    conditions: list[_Typed] = field(default_factory=list)
    negations: list[int] = field(default_factory=list)
    operands: list[_Typed] = field(default_factory=list)
    comparators: list[Comparator] = field(default_factory=list)


class _Parser:
    def __init__(self, source: str, meters: Collection[str], facts: Collection[str]) -> None:
        self._source = source
        self._meters = meters
        self._facts = facts
        self._frames = [_Frame(0)]
        self._unknown: GuardError | None = None
        self._mistyped: GuardError | None = None

    def parse(self) -> Expression:
        operand_next = True
        last: Token | None = None
        for token in tokens(self._source):
            operand_next = self._operand(token, last) if operand_next else self._operator(token)
            last = token
        if last is None:
            raise bad(0, "The guard is empty.", "Write a condition, or leave the key out.")
        if operand_next:
            raise bad(last.offset, f"After `{last.text}` something is missing.", "The guard ends too early.")
        if len(self._frames) > 1:
            raise bad(self._frames[-1].opening, "This parenthesis is not closed.", "Add `)` where it ends.")
        whole = self._closed(self._frames[0])
        self._expect(whole, _Type.TRUTH, "A guard must come out true or false; this is a number.")
        if self._unknown is not None:
            raise self._unknown
        if self._mistyped is not None:
            raise self._mistyped
        return whole.expression

    def _operand(self, token: Token, last: Token | None) -> bool:
        """Take a token where an operand must begin; return whether one must still come."""
        frame = self._frames[-1]
        match token:
            case Token(Kind.NAME, text, offset):
                frame.operands.append(_Typed(Name(text), self._type_of(token), offset))
            case Token(Kind.NUMBER, text, offset):
                frame.operands.append(_Typed(Number(int(text)), _Type.NUMBER, offset))
            case Token(Kind.WORD, "true" | "false" as text, offset):
                frame.operands.append(_Typed(Truth(text == "true"), _Type.TRUTH, offset))
            case Token(Kind.WORD, "not", offset) if not frame.comparators:
                frame.negations.append(offset)
                return True
            case Token(Kind.WORD, "not", offset):
                raise bad(
                    offset,
                    "`not` cannot stand after a comparison.",
                    "Put parentheses around it: `== (not …)`.",
                )
            case Token(Kind.OPENING, _, offset):
                self._frames.append(_Frame(offset))
                return True
            case _:
                after = f"After `{last.text}`" if last is not None else "At the beginning"
                raise bad(
                    token.offset,
                    f"{after} a name, a number or a parenthesis must come, not `{token.text}`.",
                    None,
                )
        return False

    def _operator(self, token: Token) -> bool:
        """Take a token where an operator may stand; return whether an operand must come after it."""
        frame = self._frames[-1]
        match token:
            case Token(Kind.COMPARATOR, text, _):
                frame.comparators.append(Comparator(text))
            case Token(Kind.WORD, "and", _):
                self._close_comparison(frame)
            case Token(Kind.WORD, "or", _):
                self._close_comparison(frame)
                self._close_conjunction(frame)
            case Token(Kind.CLOSING, _, offset):
                if len(self._frames) == 1:
                    raise bad(offset, "This parenthesis was never opened.", "Delete it, or add `(` before.")
                self._frames.pop()
                inner = self._closed(frame)
                self._frames[-1].operands.append(_Typed(inner.expression, inner.type, frame.opening))
                return False
            case _:
                raise bad(token.offset, *self._not_an_operator(token))
        return True

    def _not_an_operator(self, token: Token) -> tuple[str, str | None]:
        if token.kind is Kind.NUMBER and token.text.startswith("-"):
            return "A guard does not calculate.", "Compare the meter with a number."
        if token.kind is Kind.OPENING:
            return (
                "Nothing can be called in a guard.",
                "Before a parenthesis write `and`, `or` or a comparison.",
            )
        if token.text.lower() in {"and", "or", "is", "in"} and token.kind is Kind.NAME:
            wanted = {"is": "==", "in": ">= and <="}.get(token.text.lower(), token.text.lower())
            return f"`{token.text}` cannot join two conditions.", f"Write `{wanted}`."
        return (
            f"Before `{token.text}` a comparison, `and` or `or` is missing.",
            "Names of several words are joined by `_`.",
        )

    def _closed(self, frame: _Frame) -> _Typed:
        self._close_comparison(frame)
        self._close_conjunction(frame)
        return self._joined(frame.alternatives, "or", Disjunction)

    def _close_comparison(self, frame: _Frame) -> None:
        operands, comparators = frame.operands, frame.comparators
        typed = operands[0]
        if comparators:
            for comparator, left, right in zip(comparators, operands, operands[1:], strict=False):
                self._check_pair(comparator, left, right)
            rest = tuple(zip(comparators, (operand.expression for operand in operands[1:]), strict=True))
            typed = _Typed(Comparison(typed.expression, rest), _Type.TRUTH, typed.offset)
        while frame.negations:
            self._expect(typed, _Type.TRUTH, "`not` turns true and false around; this is a number.")
            typed = _Typed(Negation(typed.expression), _Type.TRUTH, frame.negations.pop())
        frame.conditions.append(typed)
        frame.operands, frame.comparators = [], []

    def _close_conjunction(self, frame: _Frame) -> None:
        frame.alternatives.append(self._joined(frame.conditions, "and", Conjunction))
        frame.conditions = []

    def _joined(
        self, parts: list[_Typed], word: str, join: Callable[[tuple[Expression, ...]], Expression]
    ) -> _Typed:
        if len(parts) == 1:
            return parts[0]
        for part in parts:
            self._expect(part, _Type.TRUTH, f"`{word}` joins what is true or false; this is a number.")
        return _Typed(join(tuple(part.expression for part in parts)), _Type.TRUTH, parts[0].offset)

    def _check_pair(self, comparator: Comparator, left: _Typed, right: _Typed) -> None:
        if comparator in _ORDER:
            for side in (left, right):
                self._expect(side, _Type.NUMBER, f"`{comparator}` compares numbers; this is true or false.")
        elif {left.type, right.type} == {_Type.NUMBER, _Type.TRUTH}:
            self._mistype(right.offset, f"`{comparator}` compares a number with what is true or false here.")

    def _expect(self, typed: _Typed, wanted: _Type, message: str) -> None:
        if typed.type not in (wanted, _Type.EITHER):
            self._mistype(typed.offset, message)

    def _mistype(self, offset: int, message: str) -> None:
        if self._mistyped is None:
            hint = (
                "A meter is a number: compare it, as in `trust >= 30`. A fact stands alone, as in `called`."
            )
            self._mistyped = bad(offset, message, hint)

    def _type_of(self, token: Token) -> _Type:
        is_meter, is_fact = token.text in self._meters, token.text in self._facts
        if is_meter != is_fact:
            return _Type.NUMBER if is_meter else _Type.TRUTH
        if not is_meter and self._unknown is None:
            self._unknown = GuardError(
                Code.UNKNOWN_NAME,
                token.offset,
                f"There is no meter and no fact `{token.text[:40]}`.",
                _NAME_HINTS.get(token.text.lower()),
                token.text,
            )
        return _Type.EITHER
