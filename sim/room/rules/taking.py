"""Which choice the room, or a team that is stuck, goes on with."""

from __future__ import annotations

from sim.room.rules.command import Take, TakeForTeam
from sim.room.rules.event import Decided, Taken
from sim.room.rules.phase import Move, Phase
from sim.room.rules.question import Split
from sim.room.rules.refusal import Reason, Refused
from sim.room.rules.room import Room
from sim.room.rules.standing import asked, check, check_choice


def take(room: Room, command: Take, at: float) -> Taken:
    """Take the majority's choice, or the one that is named."""
    check(room, Move.TAKE)
    question = asked(room)
    split = question.split(room.team_of)
    choice = split.majority if command.choice is None else command.choice
    if choice is None and split.leading:
        raise Refused(Reason.TIED, "The room is split evenly.", "Name the choice to go on with.")
    if choice is None:
        raise Refused(Reason.NO_VOTES, "Nobody has voted.", "Name the choice to go on with.")
    check_choice(question, choice)
    return Taken(question.number, choice, _decided(choice, split), None, at)


def take_for_team(room: Room, command: TakeForTeam, at: float) -> Taken:
    """Take the choice that is named for a team at its own pace."""
    if room.phase != Phase.OWN_PACE.value:
        raise Refused(
            Reason.NOT_NOW,
            "No team is playing at its own pace now.",
            "Set the teams off from the lobby; a room that plays together takes a choice for all.",
        )
    course = room.teams.get(command.team)
    if course is None:
        raise Refused(
            Reason.UNKNOWN_TEAM, "There is no such team here.", f"There are: {', '.join(room.teams)}."
        )
    question = course.question
    if question is None:
        raise Refused(Reason.NOT_NOW, "This team's story is over.", "Finish, when the others are done too.")
    check_choice(question, command.choice)
    return Taken(
        question.number, command.choice, _decided(command.choice, question.split({})), command.team, at
    )


def _decided(choice: str, split: Split) -> Decided:
    if choice == split.majority:
        return Decided.MAJORITY
    return Decided.TIE_BROKEN if choice in split.leading else Decided.FACILITATOR
