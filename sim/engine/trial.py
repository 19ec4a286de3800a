"""A scenario being tried out by its author: choices as in play, and jumps and changed values that no run could make."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from sim.engine.compilation import Configuration
from sim.engine.compiled import CompiledScenario
from sim.engine.draws import SeededDraws
from sim.engine.error import ChoiceUnavailable, NowhereToGo
from sim.engine.meters import MeterReading, read_meters
from sim.engine.walk import Hop, hop_on, pass_on
from sim.scenario.model import Choice, Meter, State


@dataclass(frozen=True, slots=True)
class Draw:
    """An arm that was drawn, and the state in which it was."""

    state: str
    arm: int


@dataclass(frozen=True, slots=True)
class Chosen:
    """A choice was made, in this state."""

    state: str
    choice: str
    draws: tuple[Draw, ...] = ()


@dataclass(frozen=True, slots=True)
class Jumped:
    """The author went to a state, wherever the run stood; its entering effects were applied to the values of then."""

    state: str
    draws: tuple[Draw, ...] = ()


@dataclass(frozen=True, slots=True)
class Changed:
    """The author gave meters and facts other values: names with what they were given; facts are 0 or 1."""

    values: tuple[tuple[str, int], ...]


Step = Chosen | Jumped | Changed


@dataclass(frozen=True, slots=True)
class Moment:
    """What one step brought, or the opening (no step).

    `arrived` is the configuration just after a jump, a change or the start; the hops lead on from there.
    """

    step: Step | None
    before: Configuration
    arrived: Configuration
    hops: tuple[Hop, ...]
    draws: tuple[Draw, ...] = ()

    @property
    def now(self) -> Configuration:
        """Where the step led."""
        return self.hops[-1].after if self.hops else self.arrived


@dataclass(frozen=True, slots=True)
class Value:
    """A meter or a fact with its value now; `meter` is None for a fact, whose value is 0 or 1."""

    name: str
    meter: Meter | None
    value: int

    @property
    def least(self) -> int:
        """The least value it can have."""
        return 0 if self.meter is None else self.meter.minimum

    @property
    def most(self) -> int:
        """The greatest value it can have."""
        return 1 if self.meter is None else self.meter.maximum


@dataclass(frozen=True, slots=True)
class Trial:
    """A tried-out way through a scenario. Every step gives a new one; make the first with `begin`.

    `seed` is that of the next draw. It moves on with every step and is not taken back, so that making a choice once
    more draws once more.
    """

    compiled: CompiledScenario
    seed: int
    moments: tuple[Moment, ...]

    @property
    def now(self) -> Configuration:
        """Where it stands."""
        return self.moments[-1].now

    @property
    def state(self) -> State:
        """The state in which it stands: a decision or an ending."""
        return self.compiled.state_of(self.now)

    @property
    def over(self) -> bool:
        """Whether it has come to an ending."""
        return self.state.ending is not None

    @property
    def choices(self) -> tuple[Choice, ...]:
        """What can be chosen, in file order. Where values were changed it may be nothing."""
        choices = self.state.choices
        return tuple(choices[number] for number in self.compiled.available(self.now))

    @property
    def steps(self) -> tuple[Step, ...]:
        """What was done, in order."""
        return tuple(moment.step for moment in self.moments if moment.step is not None)

    @property
    def taken(self) -> int:
        """How many choices have been made."""
        return sum(1 for step in self.steps if isinstance(step, Chosen))

    @property
    def played(self) -> bool:
        """Whether choices alone led here. After a jump or a change, perhaps no run can stand here."""
        return all(isinstance(step, Chosen) for step in self.steps)

    @property
    def values(self) -> tuple[Value, ...]:
        """All meters and then all facts, hidden ones too, in file order."""
        layout = self.compiled.layout
        return tuple(
            Value(name, layout.meters.get(name), int(self.now[position]))
            for name, position in layout.positions.items()
        )

    @property
    def meters(self) -> tuple[MeterReading, ...]:
        """The meters as a player sees them, with what the latest step changed."""
        return read_meters(self.compiled, self.now, self.moments[-1].before)

    def choose(self, choice: str, draws: Iterable[Draw] = ()) -> Trial:
        """Make a choice; arms are drawn as in `draws` where they fit, then anew.

        Raises:
            ChoiceUnavailable: it is not available here.
            NowhereToGo: it leads to interludes that never end.

        """
        state = self.state
        number = next(
            (number for number in self.compiled.available(self.now) if state.choices[number].id == choice),
            None,
        )
        if number is None:
            raise ChoiceUnavailable(state.id, choice, self.compiled.available_ids(self.now))
        source = _RememberedDraws(draws, self.seed)
        hop = hop_on(self.compiled, self.now, number, source)
        hops = (hop, *pass_on(self.compiled, hop.after, source))
        drawn = tuple(source.drawn)
        return self._after(Moment(Chosen(state.id, choice, drawn), self.now, self.now, hops, drawn))

    def jump(self, state: str, draws: Iterable[Draw] = ()) -> Trial:
        """Enter a state with the values of now; an interlude passes on.

        Raises:
            KeyError: there is no such state.
            NowhereToGo: it leads to interludes that never end.

        """
        indexes = {name: index for index, name in enumerate(self.compiled.scenario.states)}
        source = _RememberedDraws(draws, self.seed)
        arrived = self.compiled.states[indexes[state]].enter(self.now)
        hops = tuple(pass_on(self.compiled, arrived, source))
        drawn = tuple(source.drawn)
        return self._after(Moment(Jumped(state, drawn), self.now, arrived, hops, drawn))

    def change(self, values: Mapping[str, int]) -> Trial:
        """Give meters and facts other values: meters within their bounds, facts true unless 0.

        Raises:
            KeyError: there is no meter or fact of that name.

        """
        layout = self.compiled.layout
        configuration = list(self.now)
        given: list[tuple[str, int]] = []
        for name, value in values.items():
            position = layout.positions[name]
            meter = layout.meters.get(name)
            within = bool(value) if meter is None else min(max(value, meter.minimum), meter.maximum)
            configuration[position] = within
            given.append((name, int(within)))
        return self._after(Moment(Changed(tuple(given)), self.now, tuple(configuration), ()))

    def take_back(self) -> Trial:
        """Without the latest step; the beginning stays as it is."""
        return self if len(self.moments) == 1 else replace(self, moments=self.moments[:-1])

    def restart(self) -> Trial:
        """From the start, with draws of its own."""
        return begin(self.compiled, self.seed)

    def _after(self, moment: Moment) -> Trial:
        return replace(self, seed=self.seed + 1, moments=(*self.moments, moment))


class Reason(StrEnum):
    """Why a step cannot be made again in another version of the file."""

    CHOICE_GONE = "choice gone"
    CHOICE_CLOSED = "choice closed"
    ELSEWHERE = "elsewhere"
    OVER = "over"
    STATE_GONE = "state gone"
    NAME_GONE = "name gone"
    NOWHERE = "nowhere"


@dataclass(frozen=True, slots=True)
class Lost:
    """Where a replay stopped: at the step with this number, counted from 1, and why.

    `state` is where it stands now, `available` the choices there; `left_out` says how many steps are not made,
    this one among them.
    """

    number: int
    step: Step
    reason: Reason
    state: str
    available: tuple[str, ...]
    left_out: int


@dataclass(frozen=True, slots=True)
class Replayed:
    """A trial on another version of its file, as far as it goes; `lost` is None where it goes all the way."""

    trial: Trial
    lost: Lost | None


def begin(compiled: CompiledScenario, seed: int, draws: Iterable[Draw] = ()) -> Trial:
    """A trial at the start of a scenario.

    Raises:
        NowhereToGo: it begins with interludes that never end.

    """
    source = _RememberedDraws(draws, seed)
    start = compiled.start()
    hops = tuple(pass_on(compiled, start, source))
    return Trial(compiled, seed + 1, (Moment(None, start, start, hops, tuple(source.drawn)),))


def replay(compiled: CompiledScenario, wanted: Trial) -> Replayed:
    """Make the steps of a trial again in another version of its scenario, as far as that goes.

    Raises:
        NowhereToGo: the scenario begins with interludes that never end.

    """
    trial = begin(compiled, wanted.seed, wanted.moments[0].draws)
    steps = wanted.steps
    for number, step in enumerate(steps, start=1):
        reason = _hindrance(trial, step)
        if reason is None:
            try:
                trial = _made_again(trial, step)
                continue
            except NowhereToGo:
                reason = Reason.NOWHERE
        available = compiled.available_ids(trial.now)
        left_out = len(steps) - number + 1
        return Replayed(trial, Lost(number, step, reason, trial.state.id, available, left_out))
    return Replayed(trial, None)


def _hindrance(trial: Trial, step: Step) -> Reason | None:
    match step:
        case Jumped(state, _):
            return None if state in trial.compiled.scenario.states else Reason.STATE_GONE
        case Changed(values):
            known = trial.compiled.layout.positions
            return None if all(name in known for name, _ in values) else Reason.NAME_GONE
        case Chosen(state, choice, _):
            if any(offered.id == choice for offered in trial.choices):
                return None
            if trial.over:
                return Reason.OVER
            if trial.state.id != state:
                return Reason.ELSEWHERE
            exists = any(written.id == choice for written in trial.state.choices)
            return Reason.CHOICE_CLOSED if exists else Reason.CHOICE_GONE


def _made_again(trial: Trial, step: Step) -> Trial:
    match step:
        case Jumped(state, draws):
            return trial.jump(state, draws)
        case Changed(values):
            return trial.change(dict(values))
        case Chosen(_, choice, draws):
            return trial.choose(choice, draws)


class _RememberedDraws:
    """Arms as they were drawn before, as long as the same states draw and have such an arm; then from a seed."""

    def __init__(self, draws: Iterable[Draw], seed: int) -> None:
        self.drawn: list[Draw] = []
        self._remembered = deque(draws)
        self._seeded = SeededDraws(seed)

    def draw(self, weights: Sequence[int], state: str) -> int:
        """The number of the arm."""
        arm: int | None = None
        if self._remembered and self._remembered[0].state == state:
            arm = self._remembered.popleft().arm
        if arm is None or arm >= len(weights):
            arm = self._seeded.draw(weights, state)
        self.drawn.append(Draw(state, arm))
        return arm
