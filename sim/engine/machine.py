"""The state machine that plays a scenario, built with `transitions` over the compiled guards and effects.

One machine serves any number of runs. A choice is an event named by its id. A way on that is not a plain
goto passes through a state of its own, because a route is read, and an arm drawn, only after the choice's
effects: leaving that state, or an interlude, is the event `PASS_ON`.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from transitions import EventData, Machine, MachineError, State

from sim.engine.compilation import Change, Condition, Configuration
from sim.engine.compiled import CompiledChoice, CompiledScenario, CompiledState, CompiledWay
from sim.engine.draws import DrawSource
from sim.engine.error import ChoiceUnavailable, NowhereToGo, RunError
from sim.engine.walk import INTERLUDES_IN_A_ROW, Hop
from sim.scenario.model import WayKind

PASS_ON = "."
"""The event by which a run passes on by itself. No id of a choice can be the same."""

STANDING = "state_id"
"""Where a run keeps its state. The library lets no event be called so; with its underscore no id of a choice is."""

_Callback = Callable[[EventData], Any]


class LiveRun:
    """One run on the machine. `state_id` belongs to the machine; the rest is the run's own."""

    __slots__ = ("configuration", "drawn", "state_id", "taken")

    def __init__(self, state_id: str, configuration: Configuration) -> None:
        self.state_id = state_id
        self.configuration = configuration
        self.drawn = 0
        self.taken = 0


class ScenarioMachine:
    """The `transitions` machine of one scenario."""

    def __init__(self, compiled: CompiledScenario) -> None:
        self.compiled = compiled
        self._ways: dict[str, CompiledWay] = {}
        states: list[State] = []
        transitions: list[dict[str, Any]] = []
        for state in compiled.states:
            states.append(State(state.state.id, on_enter=[_changing(state.enter)]))
            if state.way is not None:
                self._ways[state.state.id] = state.way
                transitions.extend(self._passing(state.state.id, state.way))
            for choice in state.choices:
                transitions.extend(self._choosing(state, choice, states))
        self._machine = Machine(
            model=None,
            model_attribute=STANDING,
            states=states,
            transitions=transitions,
            initial=compiled.scenario.start,
            auto_transitions=False,
            send_event=True,
        )

    def begin(self, draws: DrawSource) -> tuple[LiveRun, tuple[Hop, ...]]:
        """Start a run, pass on to its first decision or ending, and tell the hops taken."""
        run = LiveRun(self.compiled.scenario.start, self.compiled.start())
        return run, tuple(self._pass_on(run, draws))

    def choose(self, run: LiveRun, choice: str, draws: DrawSource) -> tuple[Hop, ...]:
        """Make a choice, pass on to the next decision or ending, and tell the hops taken.

        Raises:
            ChoiceUnavailable: the choice is not available where the run stands.
            NowhereToGo: the interludes ahead never end.
            DrawMissing: fixed draws do not cover the way ahead.

        After any of these the run stands where it stood.

        """
        before, state = run.configuration, self.compiled.state_of(run.configuration)
        event = self._machine.events.get(choice)
        try:
            taken = event is not None and choice != PASS_ON and event.trigger(run)
        except MachineError:
            taken = False
        if not taken:
            raise ChoiceUnavailable(state.id, choice, self.compiled.available_ids(before))
        number = next(n for n, offered in enumerate(state.choices) if offered.id == choice)
        try:
            if run.state_id in self._ways and run.state_id not in self.compiled.scenario.states:
                first = self._leave(run, before, number, draws)
            else:
                first = Hop(before, number, 0, False, run.configuration)
            return (first, *self._pass_on(run, draws))
        except RunError:
            run.state_id, run.configuration = state.id, before
            raise

    def _pass_on(self, run: LiveRun, draws: DrawSource) -> list[Hop]:
        hops: list[Hop] = []
        while run.state_id in self._ways:
            if len(hops) == INTERLUDES_IN_A_ROW:
                raise NowhereToGo(
                    run.state_id, f"The interludes around “{run.state_id}” pass on to each other without end."
                )
            hops.append(self._leave(run, run.configuration, None, draws))
        return hops

    def _leave(self, run: LiveRun, before: Configuration, choice: int | None, draws: DrawSource) -> Hop:
        way = self._ways[run.state_id]
        drawn = way.kind is WayKind.CHANCE
        if drawn:
            run.drawn = draws.draw(way.weights, self.compiled.state_of(before).id)
        self._machine.events[PASS_ON].trigger(run)
        return Hop(before, choice, run.taken, drawn, run.configuration)

    def _choosing(
        self, state: CompiledState, choice: CompiledChoice, states: list[State]
    ) -> Sequence[dict[str, Any]]:
        source, name = state.state.id, choice.choice.id
        opening: dict[str, Any] = {
            "trigger": name,
            "source": source,
            "conditions": _conditions(choice.condition),
            "before": _changes(choice.change),
        }
        if choice.way.kind is WayKind.GOTO:
            return [opening | {"dest": choice.way.arms[0].arm.goto}]
        passage = f"{source}{PASS_ON}{name}"
        states.append(State(passage))
        self._ways[passage] = choice.way
        return [opening | {"dest": passage}, *self._passing(passage, choice.way)]

    def _passing(self, source: str, way: CompiledWay) -> Sequence[dict[str, Any]]:
        return [
            {
                "trigger": PASS_ON,
                "source": source,
                "dest": arm.arm.goto,
                "conditions": [_drawn(number)] if way.kind is WayKind.CHANCE else _conditions(arm.condition),
                "before": [_taking(number), *_changes(arm.change)],
            }
            for number, arm in enumerate(way.arms)
        ]


def _run(event: EventData) -> LiveRun:
    run = event.model
    assert isinstance(run, LiveRun)
    return run


def _conditions(condition: Condition | None) -> list[_Callback]:
    if condition is None:
        return []
    return [lambda event: condition(_run(event).configuration)]


def _changes(change: Change | None) -> list[_Callback]:
    return [] if change is None else [_changing(change)]


def _changing(change: Change) -> _Callback:
    def apply(event: EventData) -> None:
        run = _run(event)
        run.configuration = change(run.configuration)

    return apply


def _drawn(number: int) -> _Callback:
    return lambda event: _run(event).drawn == number


def _taking(number: int) -> _Callback:
    def take(event: EventData) -> None:
        _run(event).taken = number

    return take
