"""The phases of a room, and the machine that leads from one to the next."""

from __future__ import annotations

from enum import StrEnum
from typing import Any, Final, Protocol

from transitions import Machine, MachineError


class Phase(StrEnum):
    """Where a session stands. A room that plays together goes round from SCENE to NEXT until the story ends."""

    LOBBY = "lobby"
    SCENE = "scene"
    OPEN = "open"
    CLOSED = "closed"
    SPLIT = "split"
    COACHING = "coaching"
    NEXT = "next"
    OWN_PACE = "own-pace"
    DEBRIEF = "debrief"
    ENDED = "ended"


class Move(StrEnum):
    """What leads from phase to phase."""

    BEGIN = "begin"
    ASK = "ask"
    CLOSE = "close"
    REVEAL = "reveal"
    COACH = "coach"
    TAKE = "take"
    GO_ON = "go_on"
    FINISH = "finish"
    SET_OFF = "set_off"
    END = "end"


_PLAYING: Final = (
    Phase.SCENE,
    Phase.CLOSED,
    Phase.SPLIT,
    Phase.COACHING,
    Phase.NEXT,
    Phase.OWN_PACE,
)

MOVES: Final[tuple[tuple[Move, tuple[Phase, ...], Phase], ...]] = (
    (Move.BEGIN, (Phase.LOBBY,), Phase.SCENE),
    (Move.SET_OFF, (Phase.LOBBY,), Phase.OWN_PACE),
    # A vote that was closed too soon is asked again, with the votes it has.
    (Move.ASK, (Phase.SCENE, Phase.CLOSED), Phase.OPEN),
    (Move.CLOSE, (Phase.OPEN,), Phase.CLOSED),
    (Move.REVEAL, (Phase.CLOSED,), Phase.SPLIT),
    (Move.COACH, (Phase.SPLIT,), Phase.COACHING),
    (Move.TAKE, (Phase.SPLIT, Phase.COACHING), Phase.NEXT),
    (Move.GO_ON, (Phase.NEXT,), Phase.SCENE),
    # Also before the story is over, when there is no more time.
    (Move.FINISH, _PLAYING, Phase.DEBRIEF),
    (Move.END, tuple(phase for phase in Phase if phase is not Phase.ENDED), Phase.ENDED),
)
"""Every way from phase to phase: the move, the phases it is made from, the phase it leads to."""


class Phased(Protocol):
    """Something that stands in a phase."""

    phase: str


def _machine() -> Machine:
    return Machine(
        model=None,
        model_attribute="phase",
        states=[phase.value for phase in Phase],
        transitions=[
            {"trigger": move.value, "source": [phase.value for phase in sources], "dest": goal.value}
            for move, sources, goal in MOVES
        ],
        initial=Phase.LOBBY.value,
        auto_transitions=False,
        send_event=True,
    )


_MACHINE: Final = _machine()


def may(phased: Phased, move: Move) -> bool:
    """Whether the move can be made from where it stands."""
    return any(move is known and phased.phase in sources for known, sources, _ in MOVES)


def make(phased: Any, move: Move) -> None:
    """Make a move.

    Raises:
        ValueError: it cannot be made from this phase; nothing has changed.

    """
    try:
        _MACHINE.events[move.value].trigger(phased)
    except MachineError as error:
        raise ValueError(f"{move.value} is not possible from {phased.phase}") from error
