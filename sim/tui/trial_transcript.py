"""A trial as the turns of a conversation: what each step brought to tell, jumps and changes named as what they are."""

from __future__ import annotations

from sim.engine.telling import Told, Voice, tell_hop, tell_lines, tell_scene
from sim.engine.trial import Changed, Jumped, Moment, Trial
from sim.report.trial_words import changed_words
from sim.tui.transcript import Entry

EMPTY_CHAIR = "From the empty chair"


def trial_turns(trial: Trial) -> list[tuple[Entry, ...]]:
    """Everything told so far: the opening, then one turn for each step."""
    return [trial_turn(trial, moment) for moment in trial.moments]


def trial_turn(trial: Trial, moment: Moment) -> tuple[Entry, ...]:
    """What one step brought."""
    compiled = trial.compiled
    told: list[Entry] = []
    match moment.step:
        case None:
            told.extend(tell_scene(compiled, moment.arrived))
        case Jumped(goal, _):
            told.append(Told(Voice.CAPTION, f"Jumped to {goal}"))
            told.extend(tell_scene(compiled, moment.arrived))
        case Changed() as step:
            told.append(Told(Voice.CAPTION, changed_words(trial.values, step)))
    for hop in moment.hops:
        told.extend(tell_hop(compiled, hop))
    state = compiled.state_of(moment.now)
    if state.ending is not None and state.chair and not isinstance(moment.step, Changed):
        told.append(Told(Voice.CAPTION, EMPTY_CHAIR))
        told.extend(tell_lines(compiled, state.chair, moment.now))
    return tuple(told)
