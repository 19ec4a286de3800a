"""The shipped scenarios, read and solved once for all tests about them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Final

from sim.engine.compiled import compile_scenario
from sim.engine.inspection import Inspection, inspect
from sim.engine.verdict import Verdict, judge
from sim.scenario.catalogue_file import shipped_catalogue
from sim.scenario.model import Line, Scenario, State, Way
from sim.scenario.reader import read_scenario

FILES: Final = tuple(
    sorted(
        path for path in (Path(__file__).parents[2] / "scenarios").glob("*.yaml") if path.stem != "principles"
    )
)


@dataclass(frozen=True, slots=True)
class Text:
    """A piece of prose: what it is (`scene`, `choice`, `coaching`, …), where it stands, its words."""

    kind: str
    place: str
    words: str
    spoken: bool = False


@cache
def scenario(path: Path) -> Scenario:
    """The scenario of a file."""
    read = read_scenario(path).scenario
    assert read is not None, path
    return read


@cache
def verdict(path: Path) -> Verdict:
    """The scenario, solved."""
    return judge(compile_scenario(scenario(path)), path)


@cache
def inspection(path: Path) -> Inspection:
    """The exact report on it."""
    return inspect(verdict(path), shipped_catalogue().principles)


def texts(of: Scenario) -> Iterator[Text]:
    """Every piece of prose of a scenario, in file order."""
    for kind, words in (("title", of.title), ("summary", of.summary), ("briefing", of.briefing)):
        yield Text(kind, of.id, words)
    for person in of.cast.values():
        yield Text("name", f"{of.id}: {person.id}", person.name)
        yield Text("role", f"{of.id}: {person.id}", person.role)
    for meter in of.meters.values():
        yield Text("meter", f"{of.id}: {meter.name}", meter.label)
        for _, words in meter.bands:
            yield Text("band", f"{of.id}: {meter.name}", words)
    for state in of.states.values():
        yield from _of_state(f"{of.id}: {state.id}", state)


def _of_state(place: str, state: State) -> Iterator[Text]:
    if state.caption is not None:
        yield Text("caption", place, state.caption)
    yield from _lines("scene", place, state.scene)
    yield from (Text("discussion", place, words) for words in state.discuss)
    for choice in state.choices:
        here = f"{place}: {choice.id}"
        yield Text("choice", here, choice.text)
        yield Text("coaching", here, choice.because)
        if choice.red_line is not None:
            yield Text("red line", here, choice.red_line)
        yield from _lines("reply", here, choice.reply)
        yield from _arms(here, choice.way)
    if state.way is not None:
        yield from _arms(place, state.way)
    yield from _lines("chair", place, state.chair)


def _arms(place: str, way: Way) -> Iterator[Text]:
    for arm in way.arms:
        yield from _lines("reply", place, arm.reply)


def _lines(kind: str, place: str, lines: tuple[Line, ...]) -> Iterator[Text]:
    yield from (Text(kind, place, line.words, line.speaker is not None) for line in lines)
