"""What a facilitator may do now, and how the screen's keys become commands of the room."""

from __future__ import annotations

from typing import Final

from sim.room.rules.facilitator_view import FacilitatorView
from sim.room.rules.phase import Move, Phase

TIMERS: Final[tuple[float | None, ...]] = (None, 30.0, 60.0, 120.0)
"""The seconds that a question can be given before it is asked."""

MORE_TIME: Final = 30.0
"""The seconds that one key adds."""

MOVES: Final = {
    "begin": Move.BEGIN,
    "set_off": Move.SET_OFF,
    "close": Move.CLOSE,
    "reveal": Move.REVEAL,
    "coach": Move.COACH,
    "go_on": Move.GO_ON,
    "to_debrief": Move.GO_ON,
}
"""The actions that are one move of the room and need nothing more."""

_PHASES: Final = {
    "begin": {Phase.LOBBY},
    "ask": {Phase.SCENE},
    "ask_again": {Phase.CLOSED},
    "timer": {Phase.SCENE, Phase.CLOSED},
    "close": {Phase.OPEN},
    "more_time": {Phase.OPEN},
    "peek": {Phase.OPEN, Phase.CLOSED},
    "reveal": {Phase.CLOSED},
    "coach": {Phase.SPLIT},
    "take_choice": {Phase.SPLIT, Phase.COACHING},
    "turn": {Phase.DEBRIEF},
    "read_page": {Phase.DEBRIEF},
}
_NOT_OVER: Final = {phase for phase in Phase if phase not in (Phase.DEBRIEF, Phase.ENDED)}


def offered(view: FacilitatorView) -> frozenset[str]:
    """The actions of the screen that make sense where a room stands."""
    shared = view.shared
    phase = shared.phase
    found = {action for action, phases in _PHASES.items() if phase in phases}
    if phase is Phase.LOBBY and shared.teams:
        found.add("set_off")
    if phase is Phase.OPEN and shared.deadline is not None:
        found.add("no_time")
    if phase is Phase.COACHING:
        found.add("take" if majority(view) is not None else "name_one")
    if phase is Phase.NEXT:
        found.add("to_debrief" if view.story_over else "go_on")
    if phase is Phase.OWN_PACE:
        found.add("debrief" if done(view) else "decide")
    if phase in _NOT_OVER:
        found |= {"join_details", "who", "unlock" if shared.locked else "lock"}
        if phase not in (Phase.LOBBY, Phase.OPEN):
            found.add("finish")
    if phase is not Phase.ENDED:
        found.add("end")
    return frozenset(found)


def majority(view: FacilitatorView) -> str | None:
    """The choice that leads alone on the question that stands."""
    return None if view.judged is None else view.judged.split.majority


def done(view: FacilitatorView) -> bool:
    """Whether all teams at their own pace have come to an ending."""
    return all(row.question is None for row in view.teams)


def next_timer(timer: float | None, given: float | None) -> float | None:
    """The timer after this one, round the end; `given` stands among the usual ones."""
    timers = sorted({*TIMERS, given}, key=lambda seconds: seconds or 0)
    return timers[(timers.index(timer) + 1) % len(timers)]


def clock(seconds: float) -> str:
    """A time as it is shown: 1:05."""
    whole = max(int(seconds), 0)
    minutes, rest = divmod(whole, 60)
    return f"{minutes}:{rest:02}"
