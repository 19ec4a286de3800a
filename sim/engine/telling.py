"""What a player is told: the words of a run in the order in which they are shown."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from sim.engine.compilation import Configuration
from sim.engine.compiled import CompiledScenario
from sim.engine.walk import Hop
from sim.scenario.model import Line, Person


class Voice(StrEnum):
    """Who speaks: a caption (when and where), the narrator, somebody of the cast, or the player."""

    CAPTION = "caption"
    NARRATION = "narration"
    PERSON = "person"
    PLAYER = "player"


@dataclass(frozen=True, slots=True)
class Told:
    """One thing said or shown; `person` is set where somebody of the cast speaks."""

    voice: Voice
    words: str
    person: Person | None = None


def tell_scene(compiled: CompiledScenario, configuration: Configuration) -> tuple[Told, ...]:
    """The caption and the scene of a state just entered."""
    state = compiled.state_of(configuration)
    caption = () if state.caption is None else (Told(Voice.CAPTION, state.caption),)
    return (*caption, *tell_lines(compiled, state.scene, configuration))


def tell_hop(compiled: CompiledScenario, hop: Hop) -> tuple[Told, ...]:
    """What one step shows: the player's words, the choice's reply, the arm's reply, the new scene.

    The guards of each part are read in the configuration of that moment.
    """
    state = compiled.states[hop.before[0]]
    told: list[Told] = []
    now = hop.before
    way = state.way
    if hop.choice is not None:
        chosen = state.choices[hop.choice]
        told.append(Told(Voice.PLAYER, chosen.choice.text))
        if chosen.change is not None:
            now = chosen.change(now)
        told.extend(tell_lines(compiled, chosen.choice.reply, now))
        way = chosen.way
    assert way is not None, "a hop leaves by a choice or from an interlude"
    arm = way.arms[hop.arm]
    if arm.change is not None:
        now = arm.change(now)
    told.extend(tell_lines(compiled, arm.arm.reply, now))
    told.extend(tell_scene(compiled, hop.after))
    return tuple(told)


def tell_lines(
    compiled: CompiledScenario, lines: Iterable[Line], configuration: Configuration
) -> tuple[Told, ...]:
    """The lines whose guards hold."""
    cast = compiled.scenario.cast
    return tuple(
        Told(Voice.NARRATION, line.words)
        if line.speaker is None
        else Told(Voice.PERSON, line.words, cast[line.speaker])
        for line in lines
        if compiled.holds(line.when, configuration)
    )
