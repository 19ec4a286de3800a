"""Guards and effects turned into plain functions over a configuration tuple."""

from __future__ import annotations

import ast
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import cast

from sim.scenario.guard import (
    Comparator,
    Comparison,
    Conjunction,
    Disjunction,
    Expression,
    Guard,
    Name,
    Negation,
    Number,
    Truth,
)
from sim.scenario.model import Add, Effect, Meter, Scenario, SetFact, SetMeter

Configuration = tuple[int, ...]
"""The index of the state, then the value of every meter, then of every fact, all in file order."""

Condition = Callable[[Configuration], bool]
Change = Callable[[Configuration], Configuration]

_COMPARATORS: Mapping[Comparator, type[ast.cmpop]] = {
    Comparator.LESS: ast.Lt,
    Comparator.LESS_OR_EQUAL: ast.LtE,
    Comparator.EQUAL: ast.Eq,
    Comparator.NOT_EQUAL: ast.NotEq,
    Comparator.GREATER_OR_EQUAL: ast.GtE,
    Comparator.GREATER: ast.Gt,
}


class Layout:
    """Where each meter and fact of a scenario stands in a configuration."""

    def __init__(self, scenario: Scenario) -> None:
        self.meters: Mapping[str, Meter] = scenario.meters
        self.names: tuple[str, ...] = (*scenario.meters, *scenario.facts)
        self.positions: Mapping[str, int] = {name: index for index, name in enumerate(self.names, start=1)}
        self.starts: Configuration = (
            *(meter.start for meter in scenario.meters.values()),
            *scenario.facts.values(),
        )

    def condition(self, guard: Guard) -> Condition:
        """Compile a guard. The function returns a real bool."""
        return cast(Condition, _function(self._tree(guard.expression)))

    def change(self, effects: Sequence[Effect], state: int | None = None) -> Change:
        """Compile effects, each meter clamped; with `state`, the configuration also moves to that state."""
        parts: list[ast.expr] = [_value(0) if state is None else ast.Constant(state)]
        by_name = {effect.name: effect for effect in effects}
        for name, position in self.positions.items():
            effect = by_name.get(name)
            parts.append(_value(position) if effect is None else self._changed(effect, position))
        return cast(Change, _function(_tuple(parts)))

    def projection(self, kept: Iterable[str]) -> Change:
        """A function that keeps the state and the named values, and puts 0 for all others."""
        positions = {self.positions[name] for name in kept}
        parts = [_value(0)]
        parts += [_value(p) if p in positions else ast.Constant(0) for p in self.positions.values()]
        return cast(Change, _function(_tuple(parts)))

    def _tree(self, expression: Expression) -> ast.expr:
        match expression:
            case Name(name):
                return _value(self.positions[name])
            case Number(value):
                return ast.Constant(value)
            case Truth(value):
                return ast.Constant(value)
            case Comparison(first, rest):
                return ast.Compare(
                    left=self._tree(first),
                    ops=[_COMPARATORS[comparator]() for comparator, _ in rest],
                    comparators=[self._tree(operand) for _, operand in rest],
                )
            case Negation(operand):
                return ast.UnaryOp(ast.Not(), self._tree(operand))
            case Conjunction(operands):
                return ast.BoolOp(ast.And(), [self._tree(operand) for operand in operands])
            case Disjunction(operands):
                return ast.BoolOp(ast.Or(), [self._tree(operand) for operand in operands])

    def _changed(self, effect: Effect, position: int) -> ast.expr:
        match effect:
            case SetFact(_, value) | SetMeter(_, value):
                return ast.Constant(value)
            case Add(name, amount):
                meter = self.meters[name]
                total = ast.BinOp(_value(position), ast.Add(), ast.Constant(amount))
                if amount >= 0:
                    return _limited(total, ast.Lt, meter.maximum)
                return _limited(total, ast.Gt, meter.minimum)


def _value(position: int) -> ast.expr:
    return ast.Subscript(ast.Name("c", ast.Load()), ast.Constant(position), ast.Load())


def _tuple(parts: list[ast.expr]) -> ast.expr:
    return ast.Tuple(parts, ast.Load())


def _limited(total: ast.expr, within: type[ast.cmpop], limit: int) -> ast.expr:
    bound = ast.Constant(limit)
    return ast.IfExp(ast.Compare(total, [within()], [bound]), total, bound)


def _function(body: ast.expr) -> Callable[[Configuration], object]:
    parameters = ast.arguments(
        posonlyargs=[], args=[ast.arg("c")], kwonlyargs=[], kw_defaults=[], defaults=[]
    )
    tree = ast.fix_missing_locations(ast.Expression(ast.Lambda(parameters, body)))
    # The tree holds nothing but positions, whole numbers and truth values that the layout put there.
    return cast("Callable[[Configuration], object]", eval(compile(tree, "<scenario>", "eval"), {}))
