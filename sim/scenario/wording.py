"""How messages name what was expected and what stands there instead."""

from __future__ import annotations

import re

from sim.scenario.core_schema import is_whole_number
from sim.scenario.node import Mapping, Node, Scalar, Sequence
from sim.scenario.report import listed, quoted
from sim.scenario.shape import (
    ByKind,
    Identifier,
    IdForm,
    ListOf,
    MapOf,
    OneOf,
    Record,
    Shape,
    SpokenLine,
    Text,
    Truth,
    Whole,
    WholeOrTruth,
)

EMPTY = "Write a value. A key that is not needed can be left out."
SENTENCE = "If this is a sentence, put it in quotes."
_TRUTH_HABITS = {
    "yes": "true",
    "on": "true",
    "y": "true",
    "no": "false",
    "off": "false",
    "n": "false",
    "true": "true",
    "false": "false",
}


def expected(shape: Shape) -> str:
    """What a shape asks for, in words."""
    match shape:
        case Text():
            return "text"
        case Identifier():
            return "an id"
        case OneOf(values):
            return listed(values, "or")
        case Whole():
            return "a whole number"
        case Truth():
            return "`true` or `false`"
        case WholeOrTruth():
            return "a whole number, `true` or `false`"
        case ListOf():
            return f"a list of {shape.noun}s"
        case MapOf() | SpokenLine():
            return "keys with values"
        case Record():
            return f"keys with values, such as `{shape.keys[0].name}: …`"
        case ByKind(scalar, sequence, mapping):
            return " or ".join(expected(part) for part in (scalar, sequence, mapping) if part is not None)


def kind_of(node: Node) -> str:
    """What a node is, in words."""
    match node:
        case Sequence():
            return "a list"
        case Mapping():
            return "keys with values"
        case Scalar() if not node.plain:
            return "text in quotes"
        case Scalar() if is_whole_number(node):
            return "a number"
        case Scalar():
            return f"the text {quoted(node.text)}"
        case _:
            return "this"


def type_hint(node: Node, shape: Shape) -> str | None:
    """What to do about a node of the wrong kind."""
    if isinstance(node, Mapping) and _takes(shape, Text):
        return f"A colon and a space make a key. {SENTENCE}"
    if isinstance(node, Sequence) and _takes(shape, Text):
        return f"Brackets, or lines that begin with `- `, make a list. {SENTENCE}"
    if isinstance(node, Scalar):
        if _takes(shape, Truth, WholeOrTruth) and node.text.lower() in _TRUTH_HABITS:
            return f"Write `{_TRUTH_HABITS[node.text.lower()]}`, without quotes."
        if _takes(shape, Whole, WholeOrTruth) and not node.plain and node.text.lstrip("+-").isdecimal():
            return "Take the quotes away."
    if _takes(shape, Whole):
        return "Write digits alone, such as `5`, `+5` or `-5`."
    if _takes(shape, ListOf):
        return "Begin each item with `- ` on a line of its own, below the key."
    if _takes(shape, Record, MapOf):
        return "Write its keys below it, further indented, each as `key: value`."
    return None


def _takes(shape: Shape, *kinds: type) -> bool:
    if isinstance(shape, ByKind):
        return any(isinstance(part, kinds) for part in (shape.scalar, shape.sequence, shape.mapping))
    return isinstance(shape, kinds)


def id_hint(text: str, form: IdForm) -> str:
    """How an id is written, with one that is near to the text."""
    rule = f"Use small letters and digits, in pieces that begin with a letter, joined by `{form.value}`"
    pieces = re.findall(r"[a-z0-9]+", text.lower())
    proposal = form.value.join(pieces)
    return f"{rule}, such as `{proposal}`." if form.fits(proposal) and len(proposal) <= 40 else f"{rule}."


def bounds(least: int | None, most: int | None) -> str:
    """A range of numbers, in words."""
    if least == most:
        return str(least)
    if most is None:
        return f"{least} or more"
    if least is None:
        return f"{most} or less"
    return f"from {least} to {most}"


def with_article(noun: str) -> str:
    """A noun with `a` or `an`."""
    return f"{'an' if noun[0] in 'aeiou' else 'a'} {noun}"
