"""The compiled scenario: what may be chosen in a configuration, and the one pure step."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import NamedTuple

from scoring.merit import merit, shortfall
from sim.engine.compilation import Change, Condition, Configuration, Layout
from sim.engine.error import ChoiceUnavailable
from sim.scenario.guard import Guard
from sim.scenario.model import Arm, Choice, Effect, Scenario, State, Way, WayKind


class Outcome(NamedTuple):
    """One configuration that a step may lead to.

    `weight` is this arm's share of the draw (1 where nothing is drawn), `arm` its number in the way on.
    """

    weight: int
    arm: int
    configuration: Configuration


class Offer(NamedTuple):
    """Choices that are available together, with what is the same wherever they are: merits and shortfalls."""

    choices: tuple[int, ...]
    merits: tuple[int, ...]
    shortfalls: tuple[int, ...]


Following = Callable[[Configuration], tuple[Outcome, ...]]


@dataclass(frozen=True, slots=True)
class CompiledArm:
    """An arm of a way on: its number in the way, and the index of the state that it leads to.

    `change` is None where it has no effects; `arrive` also enters the state.
    """

    arm: Arm
    number: int
    state: int
    condition: Condition | None
    change: Change | None
    arrive: Change


Arms = tuple[CompiledArm, ...]
Opening = Callable[[Configuration], Arms]


@dataclass(frozen=True, slots=True)
class CompiledWay:
    """A way on with its arms in file order.

    `open` gives the arms that may be taken: one of them, or all that are drawn from. `follow` gives what they lead to,
    and `shares` the probabilities of the arms if they are drawn from.
    """

    kind: WayKind
    arms: Arms
    open: Opening
    follow: Following
    shares: tuple[float, ...]

    @property
    def weights(self) -> tuple[int, ...]:
        """The weights of the arms."""
        return tuple(arm.arm.weight for arm in self.arms)


@dataclass(frozen=True, slots=True)
class CompiledChoice:
    """A choice with its condition and effects as functions (None: always available, no effects)."""

    choice: Choice
    merit: int
    condition: Condition | None
    change: Change | None
    way: CompiledWay


@dataclass(frozen=True, slots=True)
class CompiledState:
    """A state; `enter` moves a configuration to it and applies its effects."""

    state: State
    enter: Change
    choices: tuple[CompiledChoice, ...]
    way: CompiledWay | None


Move = tuple[int | None, Configuration, CompiledWay]
"""A choice (by its number), or passing on (None); the configuration after its effects; and the way on from there.

A plain tuple, because the solver asks for very many of them.
"""


class CompiledScenario:
    """A scenario ready to be stepped through. Guards of lines are compiled when first read."""

    def __init__(self, scenario: Scenario) -> None:
        self.scenario = scenario
        self.layout = Layout(scenario)
        self._conditions: dict[Guard, Condition] = {}
        self._offers: dict[tuple[int, tuple[int, ...]], Offer] = {}
        self._indexes = {name: index for index, name in enumerate(scenario.states)}
        self._enter = {
            name: self.layout.change(state.effects, state=self._indexes[name])
            for name, state in scenario.states.items()
        }
        self.states: tuple[CompiledState, ...] = tuple(
            self._state(state) for state in scenario.states.values()
        )

    def start(self) -> Configuration:
        """The configuration in which every run begins: the start state, entered."""
        return self._enter[self.scenario.start]((0, *self.layout.starts))

    def state_of(self, configuration: Configuration) -> State:
        """The state that a configuration is in."""
        return self.states[configuration[0]].state

    def available(self, configuration: Configuration) -> tuple[int, ...]:
        """The numbers of the choices whose guards hold, in file order; empty outside decisions."""
        return tuple(
            [
                number
                for number, choice in enumerate(self.states[configuration[0]].choices)
                if choice.condition is None or choice.condition(configuration)
            ]
        )

    def offer(self, state: int, choices: tuple[int, ...]) -> Offer:
        """What is offered where these choices of a state (by its index) are the available ones."""
        offer = self._offers.get((state, choices))
        if offer is None:
            merits = tuple(self.states[state].choices[choice].merit for choice in choices)
            offer = Offer(choices, merits, tuple(shortfall(merit, merits) for merit in merits))
            self._offers[state, choices] = offer
        return offer

    def moves(self, configuration: Configuration) -> list[Move]:
        """Everything that can be done: each available choice, or passing on; nothing in an ending."""
        state = self.states[configuration[0]]
        if state.way is not None:
            return [(None, configuration, state.way)]
        return [
            (number, configuration if choice.change is None else choice.change(configuration), choice.way)
            for number, choice in enumerate(state.choices)
            if choice.condition is None or choice.condition(configuration)
        ]

    def step(self, configuration: Configuration, choice: int | None = None) -> tuple[Outcome, ...]:
        """Everything that one choice can lead to; without a choice, where an interlude passes on to.

        More than one outcome means that one of them is drawn by weight. The configurations are those
        just entered: an interlude among them still has to be passed on.

        Raises:
            ChoiceUnavailable: the choice does not exist here or its guard does not hold.

        """
        state = self.states[configuration[0]]
        if choice is None:
            if state.way is None:
                raise ChoiceUnavailable(state.state.id, None, self.available_ids(configuration))
            return state.way.follow(configuration)
        if not 0 <= choice < len(state.choices):
            raise ChoiceUnavailable(state.state.id, str(choice), self.available_ids(configuration))
        chosen = state.choices[choice]
        if chosen.condition is not None and not chosen.condition(configuration):
            raise ChoiceUnavailable(state.state.id, chosen.choice.id, self.available_ids(configuration))
        return chosen.way.follow(configuration if chosen.change is None else chosen.change(configuration))

    def holds(self, guard: Guard | None, configuration: Configuration) -> bool:
        """Whether the guard of a line holds; no guard always does."""
        if guard is None:
            return True
        condition = self._conditions.get(guard)
        if condition is None:
            condition = self._conditions[guard] = self.layout.condition(guard)
        return condition(configuration)

    def available_ids(self, configuration: Configuration) -> tuple[str, ...]:
        """The ids of the available choices, in file order."""
        choices = self.states[configuration[0]].choices
        return tuple(choices[number].choice.id for number in self.available(configuration))

    def _state(self, state: State) -> CompiledState:
        return CompiledState(
            state=state,
            enter=self._enter[state.id],
            choices=tuple(self._choice(choice) for choice in state.choices),
            way=None if state.way is None else self._way(state.way),
        )

    def _choice(self, choice: Choice) -> CompiledChoice:
        return CompiledChoice(
            choice=choice,
            merit=merit(choice.rates),
            condition=None if choice.when is None else self.layout.condition(choice.when),
            change=self._change(choice.effects),
            way=self._way(choice.way),
        )

    def _way(self, way: Way) -> CompiledWay:
        arms = tuple(self._arm(number, arm) for number, arm in enumerate(way.arms))
        if way.kind is not WayKind.CHANCE:
            return CompiledWay(way.kind, arms, *_routing(arms), shares=(1.0,))
        total = sum(arm.weight for arm in way.arms)
        return CompiledWay(
            way.kind, arms, *_drawing(arms), shares=tuple(arm.weight / total for arm in way.arms)
        )

    def _arm(self, number: int, arm: Arm) -> CompiledArm:
        change, enter = self._change(arm.effects), self._enter[arm.goto]
        return CompiledArm(
            arm=arm,
            number=number,
            state=self._indexes[arm.goto],
            condition=None if arm.when is None else self.layout.condition(arm.when),
            change=change,
            arrive=enter if change is None else one_after_the_other(change, enter),
        )

    def _change(self, effects: tuple[Effect, ...]) -> Change | None:
        return self.layout.change(effects) if effects else None


def _drawing(arms: Arms) -> tuple[Opening, Following]:
    def follow(configuration: Configuration) -> tuple[Outcome, ...]:
        return tuple([Outcome(arm.arm.weight, arm.number, arm.arrive(configuration)) for arm in arms])

    return lambda _: arms, follow


def _routing(arms: Arms) -> tuple[Opening, Following]:
    """The first arm whose guard holds; a goto is an arm without one, and so is the last arm of a route."""
    first = arms[0]
    if first.condition is None:
        only, arrive = arms[:1], first.arrive
        return lambda _: only, lambda configuration: (Outcome(1, 0, arrive(configuration)),)

    def open_arms(configuration: Configuration) -> Arms:
        for arm in arms:
            if arm.condition is None or arm.condition(configuration):
                return (arm,)
        raise AssertionError("a valid route ends in an arm without a guard")

    def follow(configuration: Configuration) -> tuple[Outcome, ...]:
        [arm] = open_arms(configuration)
        return (Outcome(1, arm.number, arm.arrive(configuration)),)

    return open_arms, follow


def one_after_the_other(first: Change, second: Change) -> Change:
    """Two changes as one."""
    return lambda configuration: second(first(configuration))


def compile_scenario(scenario: Scenario) -> CompiledScenario:
    """Compile a valid scenario; a few milliseconds for forty states."""
    return CompiledScenario(scenario)
