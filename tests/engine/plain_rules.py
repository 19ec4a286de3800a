"""The rules of play once more, as plainly as they can be said: over the file's data, in fractions.

Written from the format's page alone, sharing nothing with the engine and forgetting nothing, to compare the two.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

Data = Mapping[str, Any]
Place = tuple[str, tuple[tuple[str, int], ...]]
"""A state's id, and every meter and fact by name."""

Pick = Callable[[Sequence[Data]], Sequence[int]]
"""From the available choices to the indexes of those taken, each equally likely."""


def settled(difference: Fraction) -> Fraction:
    """A regret or a stake: under 1e-9 it is 0."""
    return Fraction(0) if difference < Fraction(1, 10**9) else difference


@dataclass(frozen=True)
class Expectation:
    """What a policy may expect from a place on."""

    total: Fraction = Fraction(0)
    regrets: Fraction = Fraction(0)
    stakes: Fraction = Fraction(0)
    endings: Mapping[str, Fraction] | None = None

    @property
    def conduct(self) -> float | None:
        return None if self.stakes == 0 else float(100 * (1 - self.regrets / self.stakes))


class PlainRules:
    """One scenario's rules. Places reached are remembered by what was asked of them."""

    def __init__(self, data: Data) -> None:
        self.data = data
        self.states: Mapping[str, Data] = data["states"]
        facts = data.get("facts", ())
        self.facts = dict(facts) if isinstance(facts, dict) else dict.fromkeys(facts, False)
        self.meters: Mapping[str, Data] = data.get("meters", {})
        self._values: dict[Place, Fraction] = {}
        self._leasts: dict[Place, Fraction] = {}
        self._spans: dict[Place, tuple[int, int]] = {}
        self._paths: dict[Place, int] = {}

    def start(self) -> Place:
        values = {name: meter["start"] for name, meter in self.meters.items()} | self.facts
        return self._entered(self.data["start"], values)

    def available(self, place: Place) -> list[int]:
        values = dict(place[1])
        choices = self.states[place[0]].get("choices", ())
        return [
            number for number, choice in enumerate(choices) if self._holds(choice.get("when", "true"), values)
        ]

    def step(self, place: Place, choice: int | None) -> list[tuple[int, Place]]:
        """The weights and places that a choice (or an interlude) can lead to."""
        way, values = self.states[place[0]], dict(place[1])
        if choice is not None:
            way = way["choices"][choice]
            values = self._changed(values, way)
        if "goto" in way:
            return [(1, self._entered(way["goto"], values))]
        if "chance" in way:
            return [(arm["weight"], self._followed(arm, values)) for arm in way["chance"]]
        arm = next(arm for arm in way["route"] if self._holds(arm.get("when", "true"), values))
        return [(1, self._followed(arm, values))]

    def options(self, place: Place) -> list[int | None]:
        """What can be done in a place: choices, or None to pass on; nothing at an ending."""
        state = self.states[place[0]]
        if "ending" in state:
            return []
        return [*self.available(place)] if "choices" in state else [None]

    def places(self) -> Iterator[Place]:
        """Every place that can be reached."""
        seen = {self.start()}
        waiting = [*seen]
        while waiting:
            place = waiting.pop()
            yield place
            for option in self.options(place):
                for _, after in self.step(place, option):
                    if after not in seen:
                        seen.add(after)
                        waiting.append(after)

    def is_decision(self, place: Place) -> bool:
        return "choices" in self.states[place[0]]

    def stuck_states(self) -> set[str]:
        return {place[0] for place in self.places() if self.is_decision(place) and not self.available(place)}

    def never_ends(self) -> bool:
        """Whether some place can come back to itself: strike out places that lead nowhere until none is left."""
        ahead = {
            place: {after for option in self.options(place) for _, after in self.step(place, option)}
            for place in self.places()
        }
        behind: dict[Place, set[Place]] = {place: set() for place in ahead}
        for place, following in ahead.items():
            for after in following:
                behind[after].add(place)
        finished = [place for place, following in ahead.items() if not following]
        struck = 0
        while finished:
            place = finished.pop()
            struck += 1
            for before in behind[place]:
                ahead[before].discard(place)
                if not ahead[before]:
                    finished.append(before)
        return struck < len(behind)

    def shortfall(self, place: Place, choice: int) -> int:
        choices = self.states[place[0]]["choices"]
        merits = {number: sum(choices[number]["rates"].values()) for number in self.available(place)}
        return int(max(merits.values()) - merits[choice])

    def mean(self, place: Place, option: int | None, of: Callable[[Place], Fraction]) -> Fraction:
        outcomes = self.step(place, option)
        weights = sum(weight for weight, _ in outcomes)
        return sum((Fraction(weight, weights) * of(after) for weight, after in outcomes), Fraction(0))

    def worth(self, place: Place, choice: int) -> Fraction:
        """Q."""
        return self.mean(place, choice, self.value) - self.shortfall(place, choice)

    def worths(self, place: Place) -> dict[int, Fraction]:
        return {choice: self.worth(place, choice) for choice in self.available(place)}

    def regret(self, place: Place, choice: int) -> Fraction:
        worths = self.worths(place)
        return settled(max(worths.values()) - worths[choice])

    def stake(self, place: Place) -> Fraction:
        worths = self.worths(place).values()
        return settled(max(worths) - min(worths))

    def best(self, place: Place) -> list[int]:
        return [choice for choice in self.available(place) if self.regret(place, choice) == 0]

    def value(self, place: Place) -> Fraction:
        """V."""
        if place not in self._values:
            state = self.states[place[0]]
            if "ending" in state:
                found = Fraction(state["ending"]["worth"])
            elif "choices" in state:
                found = max(self.worths(place).values())
            else:
                found = self.mean(place, None, self.value)
            self._values[place] = found
        return self._values[place]

    def least(self, place: Place) -> Fraction:
        if place not in self._leasts:
            state = self.states[place[0]]
            if "ending" in state:
                found = Fraction(state["ending"]["worth"])
            elif "choices" in state:
                found = min(
                    self.mean(place, choice, self.least) - self.shortfall(place, choice)
                    for choice in self.available(place)
                )
            else:
                found = self.mean(place, None, self.least)
            self._leasts[place] = found
        return self._leasts[place]

    def span(self, place: Place) -> tuple[int, int]:
        """The fewest and the most choices still to come."""
        if place not in self._spans:
            here = 1 if self.is_decision(place) else 0
            spans = [
                self.span(after) for option in self.options(place) for _, after in self.step(place, option)
            ]
            self._spans[place] = (
                (here + min(low for low, _ in spans), here + max(high for _, high in spans))
                if spans
                else (0, 0)
            )
        return self._spans[place]

    def paths(self, place: Place) -> int:
        """How many runs there are from a place on, told apart by choices and arms."""
        if place not in self._paths:
            options = self.options(place)
            self._paths[place] = (
                sum(self.paths(after) for option in options for _, after in self.step(place, option))
                if options
                else 1
            )
        return self._paths[place]

    def expectation(self, pick: Pick) -> Expectation:
        """What a policy may expect from the start."""
        known: dict[Place, Expectation] = {}

        def of(place: Place) -> Expectation:
            if place not in known:
                known[place] = self._expectation(place, pick, of)
            return known[place]

        return of(self.start())

    def best_line(self) -> tuple[str, ...]:
        line: list[str] = []
        place = self.start()
        while options := self.options(place):
            option = options[0]
            if option is not None:
                option = self.best(place)[0]
                line.append(self.states[place[0]]["choices"][option]["id"])
            outcomes = self.step(place, option)
            heaviest = max(weight for weight, _ in outcomes)
            place = next(after for weight, after in outcomes if weight == heaviest)
        return tuple(line)

    def _expectation(self, place: Place, pick: Pick, of: Callable[[Place], Expectation]) -> Expectation:
        state = self.states[place[0]]
        if "ending" in state:
            return Expectation(total=Fraction(state["ending"]["worth"]), endings={place[0]: Fraction(1)})
        taken: list[int | None] = [None]
        total = regrets = stakes = Fraction(0)
        if "choices" in state:
            available = self.available(place)
            taken = [available[index] for index in pick([state["choices"][number] for number in available])]
            stakes = self.stake(place)
            for choice in taken:
                assert choice is not None
                total -= Fraction(self.shortfall(place, choice), len(taken))
                regrets += self.regret(place, choice) / len(taken)
        endings: dict[str, Fraction] = {}
        for option in taken:
            outcomes = self.step(place, option)
            weights = sum(weight for weight, _ in outcomes)
            for weight, after in outcomes:
                share = Fraction(weight, weights * len(taken))
                ahead = of(after)
                total += share * ahead.total
                regrets += share * ahead.regrets
                stakes += share * ahead.stakes
                for ending, chance in (ahead.endings or {}).items():
                    endings[ending] = endings.get(ending, Fraction(0)) + share * chance
        return Expectation(total, regrets, stakes, endings)

    def _followed(self, arm: Data, values: Mapping[str, int]) -> Place:
        return self._entered(arm["goto"], self._changed(values, arm))

    def _entered(self, state: str, values: Mapping[str, int]) -> Place:
        return state, tuple(self._changed(values, self.states[state]).items())

    def _changed(self, values: Mapping[str, int], holder: Data) -> dict[str, int]:
        changed = dict(values)
        for name, effect in holder.get("effects", {}).items():
            if isinstance(effect, bool):
                changed[name] = effect
            elif isinstance(effect, dict):
                changed[name] = effect["set"]
            else:
                meter = self.meters[name]
                moved = changed[name] + int(effect)
                changed[name] = max(meter.get("min", 0), min(meter.get("max", 100), moved))
        return changed

    def _holds(self, guard: str, values: Mapping[str, int]) -> bool:
        # A guard happens to be a Python expression with the same meaning, and the tests write their own guards.
        return bool(eval(guard, {"__builtins__": {}, "true": True, "false": False}, dict(values)))
