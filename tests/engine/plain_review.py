"""What a review must find, told again by the plain rules: every place looked at, nothing forgotten."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from itertools import combinations

from sim.scenario.finding import START_OF_FILE, Code, Mark
from sim.scenario.model import Arm, Line, Scenario, Way, WayKind
from tests.engine.plain_rules import Data, Pick, Place, PlainRules
from tests.scenario_strategy import Story

Found = set[tuple[Code, Mark]]
Values = Mapping[str, int]
Step = tuple[Values, Data, Arm, Place]
"""The values before an arm, the arm as data and as a model, and the place that it leads to."""


class PlainReview:
    """Looks at every place that can be reached."""

    def __init__(self, story: Story) -> None:
        self.rules = PlainRules(story.data)
        self.scenario: Scenario = story.scenario
        self.places = list(self.rules.places())
        self.read: dict[Mark, bool] = {}
        self.taken: set[Mark] = set()
        self.arms: dict[Mark, None] = {}

    def of_guards(self) -> Found:
        """What follows from how guards come out: states, choices, arms and guards."""
        entered = {place[0] for place in self.places}
        offered: set[Mark] = set()
        for place in self.places:
            model, values = self.scenario.states[place[0]], dict(place[1])
            self._lines(model.scene + model.chair, values)
            for choice in model.choices:
                if choice.when is None or self._holds(choice.when.mark, choice.when.source, values):
                    offered.add(choice.mark)
            for option in self.rules.options(place):
                self._leave(place, option)
        states = [state for state in self.scenario.states.values() if state.id in entered]
        choices = [choice.mark for state in states for choice in state.choices]
        return (
            {
                (Code.UNREACHABLE_STATE, state.mark)
                for state in self.scenario.states.values()
                if state not in states
            }
            | {(Code.NEVER_AVAILABLE, mark) for mark in choices if mark not in offered}
            | {(Code.GUARD_ALWAYS_TRUE, mark) for mark, always in self.read.items() if always}
            | {(Code.NEVER_TAKEN, mark) for mark in self.arms if mark not in self.taken}
        )

    def of_stakes(self) -> Found:
        """The decisions that never have a stake."""
        weighty = {
            place[0] for place in self.places if self.rules.is_decision(place) and self.rules.stake(place)
        }
        return {
            (Code.NO_STAKE, self.scenario.states[place[0]].mark)
            for place in self.places
            if self.rules.is_decision(place) and place[0] not in weighty
        }

    def of_policies(self, policies: Mapping[str, tuple[Code, Pick, float]]) -> list[tuple[Code, Mark]]:
        """The policies, by name, whose conduct reaches their bound."""
        found = []
        for code, pick, bound in policies.values():
            conduct = self.rules.expectation(pick).conduct
            if conduct is not None and conduct >= bound - 1e-9:
                found.append((code, START_OF_FILE))
        return found

    def hidden_draws(self) -> set[tuple[str, int | None]]:
        """The chances that hide their draw, by state and choice."""
        found = set()
        for place in self.places:
            for option in self.rules.options(place):
                if (place[0], option) not in found and self._hides(place, option):
                    found.add((place[0], option))
        return found

    def _hides(self, place: Place, option: int | None) -> bool:
        if self._way(place, option).kind is not WayKind.CHANCE:
            return False
        return any(
            one[3] != other[3] and not self._told(one, other) and self._blind_guard(one[3], other[3])
            for one, other in combinations(self._steps(place, option), 2)
            if one[2].goto == other[2].goto
        )

    def _blind_guard(self, one: Place, other: Place) -> bool:
        waiting = [(one, other, False, False)]
        met = set(waiting)
        while waiting:
            one, other, blind, told = waiting.pop()
            if told and self.rules.is_decision(one):
                continue
            options, others = self.rules.options(one), self.rules.options(other)
            if options != others:
                if blind or self._texts(one) == self._texts(other):
                    return True
                continue
            for option in options:
                steps, other_steps = list(self._steps(one, option)), list(self._steps(other, option))
                blind_now, told_now = blind, told
                if option is not None:
                    reply = self.scenario.states[one[0]].choices[option].reply
                    blind_now = True
                    told_now = self._words(reply, steps[0][0]) != self._words(reply, other_steps[0][0])
                if blind_now and [step[2] for step in steps] != [step[2] for step in other_steps]:
                    return True
                for step, other_step in zip(steps, other_steps, strict=True):
                    tells = told_now or self._told(step, other_step)
                    following = (step[3], other_step[3], blind_now, tells)
                    if step[3] != other_step[3] and (blind_now or not tells) and following not in met:
                        met.add(following)
                        waiting.append(following)
        return False

    def _told(self, one: Step, other: Step) -> bool:
        """Whether two steps show something different, or lead to different states."""
        (values, data, arm, place), (other_values, other_data, other_arm, other_place) = one, other
        if place[0] != other_place[0]:
            return True
        if self._words(arm.reply, self.rules._changed(values, data)) != self._words(
            other_arm.reply, self.rules._changed(other_values, other_data)
        ):
            return True
        now, other_now = dict(place[1]), dict(other_place[1])
        state = self.scenario.states[place[0]]
        if self._words(state.scene, now) != self._words(state.scene, other_now):
            return True
        visible = [name for name, meter in self.scenario.meters.items() if not meter.hidden]
        return bool(state.choices) and any(now[name] != other_now[name] for name in visible)

    def _texts(self, place: Place) -> list[str]:
        choices = self.scenario.states[place[0]].choices
        return [choices[number].text for number in self.rules.available(place)]

    def _words(self, lines: Iterable[Line], values: Values) -> list[tuple[str | None, str]]:
        return [
            (line.speaker, line.words)
            for line in lines
            if line.when is None or self.rules._holds(line.when.source, values)
        ]

    def _way(self, place: Place, option: int | None) -> Way:
        state = self.scenario.states[place[0]]
        way = state.way if option is None else state.choices[option].way
        assert way is not None
        return way

    def _steps(self, place: Place, option: int | None) -> Iterator[Step]:
        """The arms that may be taken."""
        data, way = self.rules.states[place[0]], self._way(place, option)
        values: Values = dict(place[1])
        if option is not None:
            data = data["choices"][option]
            values = self.rules._changed(values, data)
        written = data.get("chance") or data.get("route") or [{"goto": data.get("goto")}]
        for arm, model in zip(written, way.arms, strict=True):
            if model.when is None or self.rules._holds(model.when.source, values):
                yield values, arm, model, self.rules._followed(arm, values)
                if way.kind is not WayKind.CHANCE:
                    return

    def _leave(self, place: Place, option: int | None) -> None:
        way, steps = self._way(place, option), list(self._steps(place, option))
        if option is not None:
            self._lines(self.scenario.states[place[0]].choices[option].reply, steps[0][0])
        for values, data, arm, _ in steps:
            self._lines(arm.reply, self.rules._changed(values, data))
        if way.kind is WayKind.ROUTE:
            self.arms |= dict.fromkeys(arm.mark for arm in way.arms)
            for arm in way.arms:
                if arm.when is None or self._holds(arm.when.mark, arm.when.source, steps[0][0]):
                    self.taken.add(arm.mark)
                    break

    def _lines(self, lines: Iterable[Line], values: Values) -> None:
        for line in lines:
            if line.when is not None:
                self._holds(line.when.mark, line.when.source, values)

    def _holds(self, mark: Mark, source: str, values: Values) -> bool:
        holds = self.rules._holds(source, values)
        self.read[mark] = self.read.get(mark, True) and holds
        return holds
