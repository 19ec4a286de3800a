"""A run as the hops it took: replayed from its choices and draws by the pure step."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

from sim.engine.compilation import Configuration
from sim.engine.compiled import CompiledScenario
from sim.engine.draws import DrawSource
from sim.engine.error import ChoiceUnavailable, NowhereToGo, RunOver, RunStopsShort

INTERLUDES_IN_A_ROW = 300_000
"""More interludes than this without a decision between them count as never ending.

It lies above the solver's budget: no configuration repeats, so whatever could be solved comes to rest sooner.
"""


class Hop(NamedTuple):
    """One step of a run: by a choice (its number), or past an interlude (None).

    `drawn` says whether the arm was drawn by chance.
    """

    before: Configuration
    choice: int | None
    arm: int
    drawn: bool
    after: Configuration


@dataclass(frozen=True, slots=True)
class Record:
    """A run as it is kept: the ids of the choices made and the arms drawn, both in order."""

    choices: tuple[str, ...] = ()
    draws: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Walk:
    """A run, finished or not: where it began and every hop since."""

    start: Configuration
    hops: tuple[Hop, ...]

    @property
    def now(self) -> Configuration:
        """Where the run stands."""
        return self.hops[-1].after if self.hops else self.start


def walk(compiled: CompiledScenario, choices: Sequence[str], draws: DrawSource) -> Walk:
    """Replay choices from the start; the run may still stand at a decision afterwards.

    Raises:
        ChoiceUnavailable: a choice is not available where it is named.
        RunOver: a choice is named after the ending.
        NowhereToGo: the scenario itself stops or loops.
        DrawMissing: fixed draws do not cover the run.

    """
    start = compiled.start()
    hops = list(pass_on(compiled, start, draws))
    for choice in choices:
        now = hops[-1].after if hops else start
        state = compiled.state_of(now)
        if state.ending is not None:
            raise RunOver(state.id, choice)
        available = compiled.available(now)
        if not available:
            raise NowhereToGo(state.id, f"No choice is available in the state “{state.id}”.")
        number = next((n for n in available if state.choices[n].id == choice), None)
        if number is None:
            raise ChoiceUnavailable(state.id, choice, compiled.available_ids(now))
        hop = hop_on(compiled, now, number, draws)
        hops.append(hop)
        hops.extend(pass_on(compiled, hop.after, draws))
    return Walk(start, tuple(hops))


def finished_walk(compiled: CompiledScenario, choices: Sequence[str], draws: DrawSource) -> Walk:
    """Replay a whole run.

    Raises:
        RunStopsShort: the choices end before the run does.
        RunError: as for `walk`.

    """
    walked = walk(compiled, choices, draws)
    state = compiled.state_of(walked.now)
    if state.ending is None:
        available = compiled.available_ids(walked.now)
        if not available:
            raise NowhereToGo(state.id, f"No choice is available in the state “{state.id}”.")
        raise RunStopsShort(state.id, len(choices), available)
    return walked


def record_of(compiled: CompiledScenario, walked: Walk) -> Record:
    """The choices and draws of a run, from which it can be replayed."""
    return Record(
        tuple(
            compiled.state_of(hop.before).choices[hop.choice].id
            for hop in walked.hops
            if hop.choice is not None
        ),
        tuple(hop.arm for hop in walked.hops if hop.drawn),
    )


def pass_on(compiled: CompiledScenario, configuration: Configuration, draws: DrawSource) -> list[Hop]:
    """Past the interludes that a configuration stands in, to a decision or an ending.

    Raises:
        NowhereToGo: the interludes pass on to each other without end.
        DrawMissing: fixed draws do not cover them.

    """
    hops: list[Hop] = []
    while compiled.states[configuration[0]].way is not None:
        if len(hops) == INTERLUDES_IN_A_ROW:
            state = compiled.state_of(configuration).id
            raise NowhereToGo(state, f"The interludes around “{state}” pass on to each other without end.")
        hop = hop_on(compiled, configuration, None, draws)
        hops.append(hop)
        configuration = hop.after
    return hops


def hop_on(
    compiled: CompiledScenario, configuration: Configuration, choice: int | None, draws: DrawSource
) -> Hop:
    """One step by an available choice (its number), or past an interlude (None).

    Raises:
        ChoiceUnavailable: the choice is not available.
        DrawMissing: fixed draws do not cover it.

    """
    outcomes = compiled.step(configuration, choice)
    drawn = len(outcomes) > 1
    position = 0
    if drawn:
        weights = [outcome.weight for outcome in outcomes]
        position = draws.draw(weights, compiled.state_of(configuration).id)
    outcome = outcomes[position]
    return Hop(configuration, choice, outcome.arm, drawn, outcome.configuration)
