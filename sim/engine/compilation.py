"""Guards and effects turned into plain functions over a configuration tuple."""

from __future__ import annotations

import ast
from collections.abc import Callable, Iterable, Mapping, Sequence
from itertools import groupby, pairwise
from typing import cast

from sim.engine.distinctions import Cuts, CutsOfName
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

_LONG = 6
"""From so many values on, a slice is faster than one value after the other."""

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
        return _condition(self._tree(guard.expression))

    def change(self, effects: Sequence[Effect], state: int | None = None) -> Change:
        """Compile effects, each meter clamped; with `state`, the configuration also moves to that state."""
        parts: dict[int, str] = {} if state is None else {0: repr(state)}
        for effect in effects:
            position = self.positions[effect.name]
            parts[position] = self._changed(effect, position)
        # The text holds nothing but positions, whole numbers and truth values that the layout put there.
        return cast(Change, eval(f"lambda c: {self._rewritten(parts)}"))

    def projections(self, ahead: Iterable[Cuts]) -> list[Change]:
        """For each state, by the cuts ahead of it: a function that moves a configuration to it and forgets.

        It puts, for each value, the lowest one that the cuts do not tell from it. States that forget the same names
        share the text of their function, which takes longer to compile than all else.
        """
        by_text: dict[str, Callable[..., Change]] = {}
        found: list[Change] = []
        for state, cuts in enumerate(ahead):
            parts = {0: "s"}
            tables: list[Sequence[int]] = []
            for position, name in enumerate(self.names, start=1):
                minimum, maximum = self._bounds(name)
                of_name = cuts.get(name)
                if of_name is None:
                    parts[position] = repr(minimum)
                elif None not in of_name and len(of_name) < maximum - minimum:
                    parts[position] = f"t{len(tables)}[c[{position}] - ({minimum})]"
                    tables.append(_lowest(of_name, minimum, maximum))
            parameters = ["s", *(f"t{number}" for number in range(len(tables)))]
            text = f"lambda {', '.join(parameters)}: lambda c: {self._rewritten(parts)}"
            if text not in by_text:
                by_text[text] = eval(text)
            found.append(by_text[text](state, *tables))
        return found

    def _bounds(self, name: str) -> tuple[int, int]:
        meter = self.meters.get(name)
        return (0, 1) if meter is None else (meter.minimum, meter.maximum)

    def _rewritten(self, parts: Mapping[int, str]) -> str:
        """The text of a configuration `c` with these parts in their positions, and long stretches kept as slices."""
        pieces: list[str] = []
        single: list[str] = []
        for replaced, stretch in groupby(range(1 + len(self.names)), key=parts.__contains__):
            positions = list(stretch)
            if replaced or len(positions) < _LONG:
                single += [parts.get(position, f"c[{position}]") for position in positions]
                continue
            if single:
                pieces.append(_tuple(single))
                single = []
            pieces.append(f"c[{positions[0]}:{positions[-1] + 1}]")
        if single:
            pieces.append(_tuple(single))
        return " + ".join(pieces)

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

    def _changed(self, effect: Effect, position: int) -> str:
        match effect:
            case SetFact(_, value) | SetMeter(_, value):
                return repr(value)
            case Add(name, amount):
                meter = self.meters[name]
                total = f"c[{position}] + {amount}"
                if amount >= 0:
                    return f"{total} if {total} < {meter.maximum} else {meter.maximum}"
                return f"{total} if {total} > {meter.minimum} else {meter.minimum}"


def _lowest(cuts: CutsOfName, minimum: int, maximum: int) -> list[int]:
    """For each value between the bounds, the lowest one that no cut tells from it."""
    lowest = [minimum, *sorted(cut for cut in cuts if cut is not None)]
    table: list[int] = []
    for value, following in pairwise([*lowest, maximum + 1]):
        table += [value] * (following - value)
    return table


def _tuple(parts: Sequence[str]) -> str:
    return f"({', '.join(parts)},)"


def _value(position: int) -> ast.expr:
    return ast.Subscript(ast.Name("c", ast.Load()), ast.Constant(position), ast.Load())


def _condition(body: ast.expr) -> Condition:
    parameters = ast.arguments(
        posonlyargs=[], args=[ast.arg("c")], kwonlyargs=[], kw_defaults=[], defaults=[]
    )
    # A tree, because a guard may nest more parentheses than Python reads from a text.
    tree = ast.fix_missing_locations(ast.Expression(ast.Lambda(parameters, body)))
    return cast(Condition, eval(compile(tree, "<guard>", "eval"), {}))
