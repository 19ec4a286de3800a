from __future__ import annotations

import pytest

from sim.room.rules.command import Ask, Command, Step, Take
from sim.room.rules.phase import MOVES, Move, Phase, make, may
from sim.room.rules.refusal import Reason
from sim.store.loading import Loaded
from tests.room.rules.session import Session, in_phase

TEAMS = ("Red", "Blue")


def asking(move: Move, session: Session) -> Command:
    """The command that asks for a move."""
    if move is Move.ASK:
        return Ask()
    return Take(session.choice(0)) if move is Move.TAKE and session.room.question is not None else Step(move)


@pytest.mark.parametrize("phase", Phase)
@pytest.mark.parametrize("move", Move)
def test_a_move_is_made_from_the_phases_it_is_made_from_and_no_others(
    loaded: Loaded, phase: Phase, move: Move
) -> None:
    session = in_phase(Session.of(loaded, TEAMS, people=2), phase)
    goals = {goal for known, sources, goal in MOVES if known is move and phase in sources}
    assert may(session.room, move) is bool(goals)
    if goals:
        session.do(asking(move, session))
        assert {session.room.phase} == goals
    else:
        refused = session.refused(asking(move, session))
        assert refused.reason is (Reason.OVER if phase is Phase.ENDED else Reason.NOT_NOW)
        with pytest.raises(ValueError, match="not possible from"):
            make(session.room, move)
        assert session.room.phase == phase


def test_the_moves_are_those_of_the_design() -> None:
    ways = {(move.value, source.value, goal.value) for move, sources, goal in MOVES for source in sources}
    round_of_a_question = {
        ("begin", "lobby", "scene"),
        ("ask", "scene", "open"),
        ("close", "open", "closed"),
        ("ask", "closed", "open"),
        ("reveal", "closed", "split"),
        ("coach", "split", "coaching"),
        ("take", "split", "next"),
        ("take", "coaching", "next"),
        ("go_on", "next", "scene"),
        ("set_off", "lobby", "own-pace"),
    }
    assert {way for way in ways if way[0] not in ("finish", "end")} == round_of_a_question
    assert {source for move, source, _ in ways if move == "finish"} == {
        "scene", "closed", "split", "coaching", "next", "own-pace",
    }  # fmt: skip
    assert {source for move, source, _ in ways if move == "end"} == set(Phase) - {"ended"}
    assert {goal for move, _, goal in ways if move in ("finish", "end")} == {"debrief", "ended"}


@pytest.mark.parametrize("phase", [phase for phase in Phase if phase is not Phase.ENDED])
@pytest.mark.parametrize("move", [Move.ASK, Move.TAKE])
def test_asking_and_taking_are_no_steps(loaded: Loaded, phase: Phase, move: Move) -> None:
    session = in_phase(Session.of(loaded, TEAMS, people=1), phase)
    assert session.refused(Step(move)).reason is Reason.NOT_NOW


def test_a_room_without_teams_cannot_set_them_off(loaded: Loaded) -> None:
    refused = Session.of(loaded).refused(Step(Move.SET_OFF))
    assert refused.reason is Reason.NO_TEAMS
    assert refused.hint is not None
    assert "--teams" in refused.hint
