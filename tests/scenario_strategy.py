"""Random scenarios for Hypothesis: plain data, the file it makes, and the scenario read from that file.

Scenarios of `scenario_data()` are sound by construction: a choice is always available, and whatever leads back
spends the meter `laps` or a fact that nothing gives back. `wild_scenario_data()` promises neither.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any, TypeVar

import yaml
from hypothesis import strategies as st

from scoring.catalogue import Catalogue
from sim.engine.compiled import CompiledScenario, compile_scenario
from sim.scenario.catalogue_file import shipped_catalogue
from sim.scenario.model import Scenario
from sim.scenario.reader import read_bytes

Data = dict[str, Any]
T = TypeVar("T")

PRINCIPLES = ("presence", "coaching", "evidence", "customer-first")
PATH = Path("random.yaml")

_STATE_IDS = (
    ("monday", "call", "visit", "lunch", "memo", "board", "after", "won", "held", "lost", "gone"),
    ("state", "trigger", "initial", "to-state", "is-state", "a", "events", "model", "save", "b2", "x-y2-z"),
)
_CHOICE_IDS = (
    ("ask", "wait", "call"),
    ("state", "trigger", "save"),
    ("is-state", "to-won", "may-ask"),
    ("initial", "add-model", "name"),
)
_TEXTS = ("Ask.", "Wait.", "Call her now.", "Leave it for another day.", "Ça va 🎈", "  Go.  ", "Go on.")
_WEIGHTS = (1, 1, 1, 2, 3, 7, 100, 10**17, 10**17 + 1)
_WORTHS = (-10, -3, 0, 1, 8, 10)
_RATES = (-2, -1, 0, 1, 2)
_AMOUNTS = (-40, -7, -2, -1, 1, 2, 3, 40)
_COMPARATORS = ("<", "<=", "==", "!=", ">=", ">")


class Signed(int):
    """An amount that a file writes with its sign."""


@dataclass(frozen=True)
class Story:
    """One random scenario in all its forms."""

    data: Data
    scenario: Scenario = field(repr=False)
    compiled: CompiledScenario = field(repr=False)


class _Dumper(yaml.CSafeDumper):
    def ignore_aliases(self, data: Any) -> bool:
        return True


_Dumper.add_representer(
    Signed, lambda dumper, amount: dumper.represent_scalar("tag:yaml.org,2002:int", f"{int(amount):+d}")
)


def yaml_of(data: Data) -> bytes:
    """The file that holds a scenario's data."""
    written = yaml.dump(data, Dumper=_Dumper, sort_keys=False, allow_unicode=True)
    return written.encode() if isinstance(written, str) else bytes(written)


def scenario_of(data: Data, path: Path = PATH) -> Scenario:
    """Read a scenario from its data, through its file."""
    reading = read_bytes(yaml_of(data), path, catalogue())
    assert reading.scenario is not None, reading.findings
    return reading.scenario


def story_of(data: Data) -> Story:
    """A scenario in all its forms."""
    scenario = scenario_of(data)
    return Story(data, scenario, compile_scenario(scenario))


@cache
def catalogue() -> Catalogue:
    """The shipped catalogue."""
    return shipped_catalogue()


@dataclass
class _Meter:
    name: str
    minimum: int
    maximum: int


class _Writer:
    """Writes one scenario: every decision that an author would take is a byte, and 0 when they run out."""

    def __init__(self, decisions: bytes, sound: bool) -> None:
        self.decisions = iter(decisions)
        self.sound = sound
        self.meters: list[_Meter] = []
        self.facts: list[str] = []

    def one_of(self, items: Sequence[T]) -> T:
        return items[next(self.decisions, 0) % len(items)]

    def chance(self, percent: int) -> bool:
        return next(self.decisions, 0) * 100 // 256 >= 100 - percent

    def number(self, lowest: int, highest: int) -> int:
        return lowest + next(self.decisions, 0) % (highest - lowest + 1)

    def scenario(self) -> Data:
        meters = {f"m{n}": self.meter(f"m{n}") for n in range(self.number(0, 3))}
        meters["laps"] = {"label": "Laps", "start": 2 - self.number(0, 2), "max": 2}
        self.facts = [f"f{n}" for n in range(self.number(0, 2))]
        facts: Any = {name: self.chance(50) for name in self.facts} if self.chance(40) else list(self.facts)
        inner = self.one_of((4, 5, 6, 7, 3, 2, 1))
        endings = self.number(2, 4)
        ids = self.one_of(_STATE_IDS)[: inner + endings]
        states: Data = {}
        for place, name in enumerate(ids):
            states[name] = self.state(place, ids, inner)
        order = sorted(ids, key=lambda _: next(self.decisions, 0)) if self.chance(30) else ids
        data: Data = {
            "format": 1,
            "title": "A random story",
            "summary": "Nobody wrote it.",
            "difficulty": "core",
            "minutes": 10,
            "briefing": "You are here.",
            "cast": {"kim": {"name": "Kim", "role": "A customer"}},
            "meters": meters,
            "facts": [*facts, "told"] if isinstance(facts, list) else facts | {"told": False},
            "start": ids[0] if self.chance(95) else self.one_of(ids),
            "states": {name: states[name] for name in order},
        }
        return data

    def meter(self, name: str) -> Data:
        minimum = self.one_of((0, 0, -3, 5))
        maximum = minimum + self.one_of((1, 3, 10, 100))
        self.meters.append(_Meter(name, minimum, maximum))
        written: Data = {"label": name.upper(), "start": self.number(minimum, maximum), "max": maximum}
        if minimum:
            written["min"] = minimum
        if self.chance(30):
            written["bands"] = {minimum: "low", minimum + 1: "high"}
        if self.chance(30):
            written["hidden"] = True
        return written

    def state(self, place: int, ids: Sequence[str], inner: int) -> Data:
        state: Data = {"scene": self.lines("Scene.")}
        if self.chance(25):
            self.put(state, "effects", self.effects())
        if self.chance(20):
            state["caption"] = "8:40"
        if place >= inner:
            kind = self.one_of(("triumph", "success", "mixed", "setback", "failure"))
            state["ending"] = {"kind": kind, "worth": self.one_of(_WORTHS)}
            if self.chance(30):
                state["chair"] = self.lines("From the chair.")
        elif self.chance(25):
            state |= self.way(place, ids, inner)
        else:
            state["choices"] = self.choices(place, ids, inner)
        return state

    def choices(self, place: int, ids: Sequence[str], inner: int) -> list[Data]:
        names = self.one_of(_CHOICE_IDS)
        count = self.one_of((3, 2))
        guard = self.guard()
        free = self.one_of(("either", "first", "last")) if self.sound else "none"
        choices = []
        for number in range(count):
            choice: Data = {
                "id": names[number],
                "text": self.one_of(_TEXTS),
                "rates": self.rates(),
                "because": "So it is.",
            }
            back: Data = {}
            if free == "either" and number == 0:
                choice["when"] = guard
            elif free == "either" and number == count - 1:
                choice["when"] = f"not ({guard})"
            elif not (free == "first" and number == 0) and not (free == "last" and number == count - 1):
                if self.chance(40):
                    back = self.spending()
                    choice["when"] = back.pop("when")
                elif self.chance(60):
                    choice["when"] = self.guard()
            effects = (self.effects() if self.chance(50) else {}) | back
            self.put(choice, "effects", effects)
            if self.chance(15):
                choice["red_line"] = "You crossed it."
            if self.chance(25):
                choice["reply"] = self.lines("Reply.")
            choice |= self.way(place, ids, inner, free_to_go=bool(back))
            choices.append(choice)
        return choices

    def spending(self) -> Data:
        """A guard, and the effects after which it holds once less often."""
        if self.chance(70):
            return {"when": f"laps >= 1 and ({self.guard()})", "laps": Signed(-1)}
        return {"when": "not told", "told": True}

    def way(self, place: int, ids: Sequence[str], inner: int, free_to_go: bool = False) -> Data:
        kind = self.one_of(("goto", "goto", "chance", "route"))
        if kind == "goto":
            return {"goto": self.target(place, ids, inner, free_to_go)}
        arms = []
        count = self.number(2, 3) if kind == "chance" else self.number(1, 3)
        for number in range(count):
            arm: Data = {}
            free = free_to_go
            effects = self.effects() if self.chance(40) else {}
            if kind == "chance":
                arm["weight"] = self.one_of(_WEIGHTS)
            elif number < count - 1:
                arm["when"] = self.guard()
                if self.chance(30):
                    spent = self.spending()
                    arm["when"] = spent.pop("when")
                    effects, free = effects | spent, True
            arm["goto"] = self.target(place, ids, inner, free)
            self.put(arm, "effects", effects)
            if self.chance(20):
                arm["reply"] = self.lines("So it came.")
            arms.append(arm)
        return {kind: arms}

    def target(self, place: int, ids: Sequence[str], inner: int, free_to_go: bool) -> str:
        if free_to_go or (not self.sound and self.chance(20)):
            return self.one_of(ids)
        return ids[place + self.one_of((1, 1, 1, 2))]

    def rates(self) -> dict[str, int]:
        first = self.one_of(PRINCIPLES)
        rates = {first: self.one_of(_RATES)}
        if self.chance(40):
            rates[self.one_of(PRINCIPLES)] = self.one_of(_RATES)
        return rates

    def effects(self) -> Data:
        effects: Data = {}
        for meter in self.meters:
            if self.chance(40):
                effects[meter.name] = (
                    {"set": self.number(meter.minimum, meter.maximum)}
                    if self.chance(25)
                    else Signed(self.one_of(_AMOUNTS))
                )
        for fact in self.facts:
            if self.chance(35):
                effects[fact] = self.chance(60)
        return effects

    def lines(self, words: str) -> Any:
        if self.chance(70):
            return words
        return [words, {"kim": "Well."}, {"when": self.guard(), "say": "If so."}]

    def guard(self, depth: int = 2) -> str:
        if depth and self.chance(35):
            joined = self.one_of(("and", "or", "not"))
            left = self.guard(depth - 1)
            return f"not ({left})" if joined == "not" else f"{left} {joined} ({self.guard(depth - 1)})"
        if self.facts and self.chance(40):
            fact = self.one_of(self.facts)
            form = self.one_of(("{0}", "not {0}", "{0} == true", "{0} != told", "({1}) == {0}"))
            return form.format(fact, self.comparison())
        return self.comparison()

    def comparison(self) -> str:
        names = [meter.name for meter in self.meters] + ["laps"]
        name = self.one_of(names)
        value = self.one_of((-2, 0, 1, 2, 5, 6, 7, 50))
        sign = self.one_of(_COMPARATORS)
        form = self.one_of(
            ("{0} {1} {2}", "{0} {1} {2}", "{2} {1} {0}", "0 <= {0} < {2}", "{0} {1} {3}", "{0} != {3} < 60")
        )
        return form.format(name, sign, value, self.one_of(names))

    def put(self, holder: Data, key: str, value: Data) -> None:
        if value:
            holder[key] = value


# One draw of many bytes, from which the writer takes its decisions, is ten times quicker than many small draws.
_DECISIONS = st.binary(min_size=400, max_size=400)


def scenario_data() -> st.SearchStrategy[Data]:
    """The data of scenarios in which something is always possible and every run ends."""
    return _DECISIONS.map(lambda decisions: _Writer(decisions, sound=True).scenario())


def wild_scenario_data() -> st.SearchStrategy[Data]:
    """The data of valid files in which a run may be stuck, or never end."""
    return _DECISIONS.map(lambda decisions: _Writer(decisions, sound=False).scenario())


def stories() -> st.SearchStrategy[Story]:
    """Sound scenarios, read and compiled."""
    return scenario_data().map(story_of)


def wild_stories() -> st.SearchStrategy[Story]:
    """Scenarios that may be stuck or endless, read and compiled."""
    return wild_scenario_data().map(story_of)
