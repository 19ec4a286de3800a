"""A run as the turns of a conversation: what each choice brought to tell, with the coaching where it is wanted."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from sim.engine.compiled import CompiledScenario
from sim.engine.play import Play
from sim.engine.telling import Told, Voice, tell_hop, tell_scene
from sim.engine.walk import Hop
from sim.scenario.model import Choice, State


@dataclass(frozen=True, slots=True)
class Coached:
    """The coaching for the choice just told."""

    words: str


Entry = Told | Coached
"""One thing in the conversation."""


@dataclass(frozen=True, slots=True)
class Made:
    """A choice that was made: where, when that was in the story, and what was chosen."""

    state: State
    caption: str | None
    choice: Choice


def turns(play: Play, coaching: bool) -> tuple[tuple[Entry, ...], ...]:
    """Everything told so far: the opening, then one turn for each choice made."""
    compiled, walk = play.compiled, play.walk
    opening = walk.hops[: _first_choice(walk.hops)]
    told: list[tuple[Entry, ...]] = [
        (*tell_scene(compiled, walk.start), *(entry for hop in opening for entry in tell_hop(compiled, hop)))
    ]
    told.extend(_turn(compiled, hops, coaching) for hops in _by_choice(walk.hops))
    return tuple(told)


def latest_turn(play: Play, coaching: bool) -> tuple[Entry, ...]:
    """What the latest choice brought to tell; before the first choice, the opening."""
    parts = _by_choice(play.walk.hops)
    return _turn(play.compiled, parts[-1], coaching) if parts else turns(play, coaching)[0]


def choices_made(play: Play) -> tuple[Made, ...]:
    """The choices of a run so far, in order."""
    made: list[Made] = []
    caption = play.compiled.state_of(play.walk.start).caption
    for hop in play.walk.hops:
        state = play.compiled.state_of(hop.before)
        if hop.choice is not None:
            made.append(Made(state, caption, state.choices[hop.choice]))
        caption = play.compiled.state_of(hop.after).caption or caption
    return tuple(made)


def latest_caption(play: Play) -> str | None:
    """When and where the story is now, as last told."""
    return next((told.words for told in reversed(play.told) if told.voice is Voice.CAPTION), None)


def _turn(compiled: CompiledScenario, hops: Sequence[Hop], coaching: bool) -> tuple[Entry, ...]:
    """A choice and the interludes after it. The coaching stands after the reply, before the next scene."""
    first, *rest = hops
    told: list[Entry] = list(tell_hop(compiled, first))
    if coaching and first.choice is not None:
        because = compiled.state_of(first.before).choices[first.choice].because
        told.insert(len(told) - len(tell_scene(compiled, first.after)), Coached(because))
    for hop in rest:
        told.extend(tell_hop(compiled, hop))
    return tuple(told)


def _first_choice(hops: Sequence[Hop]) -> int:
    return next((number for number, hop in enumerate(hops) if hop.choice is not None), len(hops))


def _by_choice(hops: Sequence[Hop]) -> list[list[Hop]]:
    parts: list[list[Hop]] = []
    for hop in hops:
        if hop.choice is not None:
            parts.append([hop])
        elif parts:
            parts[-1].append(hop)
    return parts
