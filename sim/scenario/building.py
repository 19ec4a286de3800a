"""From checked nodes to the model. Nothing here can fail: whatever could was a finding before."""

from __future__ import annotations

from collections.abc import Mapping as MappingOf
from types import MappingProxyType

from sim.scenario.core_schema import truth_value, whole_number
from sim.scenario.guard import Guard
from sim.scenario.model import (
    Add,
    Arm,
    Choice,
    Difficulty,
    Effect,
    Ending,
    EndingKind,
    Line,
    Meter,
    Person,
    Scenario,
    SetFact,
    SetMeter,
    State,
    Way,
    WayKind,
)
from sim.scenario.node import Mapping, Node, Scalar, Sequence
from sim.scenario.references import Guards
from sim.scenario.rules import LEAST_BY_DEFAULT, MOST_BY_DEFAULT


def build_scenario(root: Mapping, guards: Guards, identifier: str, digest: str) -> Scenario:
    """The model of a file in which no error was found."""
    return _Builder(root, guards).scenario(identifier, digest)


class _Builder:
    def __init__(self, root: Mapping, guards: Guards) -> None:
        self._root = root
        self._guards = guards

    def scenario(self, identifier: str, digest: str) -> Scenario:
        root = self._root
        return Scenario(
            id=identifier,
            hash=digest,
            title=prose(root.get("title")),
            summary=prose(root.get("summary")),
            difficulty=Difficulty(_text(root.get("difficulty"))),
            minutes=_whole(root.get("minutes")),
            briefing=prose(root.get("briefing")),
            cast=MappingProxyType(
                {key.text: _person(key.text, value) for key, value in _entries(root.get("cast"))}
            ),
            meters=MappingProxyType(
                {key.text: _meter(key, value) for key, value in _entries(root.get("meters"))}
            ),
            facts=MappingProxyType(_facts(root.get("facts"))),
            start=_text(root.get("start")),
            states=MappingProxyType(
                {key.text: self._state(key, value) for key, value in _entries(root.get("states"))}
            ),
        )

    def _state(self, key: Scalar, node: Node) -> State:
        state = _mapping(node)
        ending = state.get("ending")
        return State(
            id=key.text,
            caption=_optional_prose(state.get("caption")),
            scene=self._lines(state.get("scene")),
            effects=self._effects(state.get("effects")),
            discuss=tuple(prose(item) for item in _one_or_many(state.get("discuss"))),
            choices=tuple(self._choice(_mapping(item)) for item in _items(state.get("choices"))),
            ending=None
            if ending is None
            else Ending(
                EndingKind(_text(_mapping(ending).get("kind"))), _whole(_mapping(ending).get("worth"))
            ),
            way=self._way(state),
            chair=self._lines(state.get("chair")),
            mark=key.mark,
        )

    def _choice(self, node: Mapping) -> Choice:
        way = self._way(node)
        assert way is not None
        return Choice(
            id=_text(node.get("id")),
            text=prose(node.get("text")),
            when=self._guard(node.get("when")),
            rates=MappingProxyType({key.text: _whole(value) for key, value in _entries(node.get("rates"))}),
            because=prose(node.get("because")),
            insights=tuple(_text(item) for item in _one_or_many(node.get("insight"))),
            red_line=_optional_prose(node.get("red_line")),
            effects=self._effects(node.get("effects")),
            reply=self._lines(node.get("reply")),
            way=way,
            mark=node.mark,
        )

    def _way(self, node: Mapping) -> Way | None:
        goto = node.get("goto")
        if goto is not None:
            return Way(WayKind.GOTO, (Arm(_text(goto), (), (), 1, None, goto.mark),))
        for kind in (WayKind.CHANCE, WayKind.ROUTE):
            arms = node.get(kind.value)
            if arms is not None:
                return Way(kind, tuple(self._arm(_mapping(arm)) for arm in _items(arms)))
        return None

    def _arm(self, node: Mapping) -> Arm:
        weight = node.get("weight")
        return Arm(
            goto=_text(node.get("goto")),
            effects=self._effects(node.get("effects")),
            reply=self._lines(node.get("reply")),
            weight=1 if weight is None else _whole(weight),
            when=self._guard(node.get("when")),
            mark=node.mark,
        )

    def _effects(self, node: Node | None) -> tuple[Effect, ...]:
        return tuple(self._effect(key.text, value) for key, value in _entries(node))

    def _effect(self, name: str, value: Node) -> Effect:
        if isinstance(value, Mapping):
            return SetMeter(name, _whole(value.get("set")))
        truth = truth_value(_scalar(value))
        return Add(name, _whole(value)) if truth is None else SetFact(name, truth)

    def _lines(self, node: Node | None) -> tuple[Line, ...]:
        return tuple(self._line(item) for item in _one_or_many(node))

    def _line(self, node: Node) -> Line:
        if isinstance(node, Scalar):
            return Line(prose(node), None, None)
        line = _mapping(node)
        key, words = next((key, value) for key, value in line.entries if key.text != "when")
        speaker = None if key.text == "say" else key.text
        return Line(prose(words), speaker, self._guard(line.get("when")))

    def _guard(self, node: Node | None) -> Guard | None:
        return None if node is None else self._guards[_scalar(node)]


def prose(node: Node | None) -> str:
    """The words of a text, without white space around them."""
    return _text(node).strip()


def _optional_prose(node: Node | None) -> str | None:
    return None if node is None else prose(node)


def _person(identifier: str, node: Node) -> Person:
    person = _mapping(node)
    return Person(identifier, prose(person.get("name")), prose(person.get("role")))


def _meter(key: Scalar, node: Node) -> Meter:
    meter = _mapping(node)
    least, most, hidden = meter.get("min"), meter.get("max"), meter.get("hidden")
    bands = sorted((_whole(number), prose(words)) for number, words in _entries(meter.get("bands")))
    return Meter(
        name=key.text,
        label=prose(meter.get("label")),
        start=_whole(meter.get("start")),
        minimum=LEAST_BY_DEFAULT if least is None else _whole(least),
        maximum=MOST_BY_DEFAULT if most is None else _whole(most),
        bands=tuple(bands),
        hidden=hidden is not None and truth_value(_scalar(hidden)) is True,
        mark=key.mark,
    )


def _facts(node: Node | None) -> MappingOf[str, bool]:
    if isinstance(node, Mapping):
        return {key.text: truth_value(_scalar(value)) is True for key, value in node.entries}
    return {_text(item): False for item in _items(node)}


def _text(node: Node | None) -> str:
    return _scalar(node).text


def _whole(node: Node | None) -> int:
    number = whole_number(_scalar(node))
    assert number is not None
    return number


def _scalar(node: Node | None) -> Scalar:
    assert isinstance(node, Scalar)
    return node


def _mapping(node: Node | None) -> Mapping:
    assert isinstance(node, Mapping)
    return node


def _entries(node: Node | None) -> tuple[tuple[Scalar, Node], ...]:
    return () if node is None else _mapping(node).entries


def _items(node: Node | None) -> tuple[Node, ...]:
    if node is None:
        return ()
    assert isinstance(node, Sequence)
    return node.items


def _one_or_many(node: Node | None) -> tuple[Node, ...]:
    return (node,) if isinstance(node, Scalar) else _items(node)
