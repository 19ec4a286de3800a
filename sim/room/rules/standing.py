"""What stands in a room now, or why nothing does: the checks that several rulings share."""

from __future__ import annotations

from typing import Final

from sim.room.rules.phase import Move, Phase, may
from sim.room.rules.question import Question
from sim.room.rules.refusal import Reason, Refused
from sim.room.rules.room import Participant, Room

_WHERE: Final = {
    Phase.LOBBY: ("The scenario has not begun.", "Begin it first."),
    Phase.SCENE: ("The scene is being told.", "Put the question to the vote first, or finish."),
    Phase.OPEN: ("Voting is open.", "Close the vote first."),
    Phase.CLOSED: ("The vote is closed.", "Show the split, or put the question to the vote again."),
    Phase.SPLIT: ("The split is shown.", "Show the coaching, or take a choice."),
    Phase.COACHING: ("The coaching is shown.", "Take a choice."),
    Phase.NEXT: ("A choice was taken.", "Go on to what comes next."),
    Phase.OWN_PACE: ("The teams play at their own pace.", "Decide for a team that is stuck, or finish."),
    Phase.DEBRIEF: ("The story is over.", "End the session."),
}
"""Where a room stands, in words, and what its facilitator can do there."""


def check(room: Room, move: Move) -> None:
    """See whether a move can be made.

    Raises:
        Refused: it cannot, from the phase in which the room is.

    """
    if not may(room, move):
        where, hint = _WHERE[Phase(room.phase)]
        raise Refused(Reason.NOT_NOW, f"That is not possible now. {where}", hint)


def asked(room: Room) -> Question:
    """The question of a room that plays together.

    Raises:
        Refused: there is nothing to decide where the story stands.

    """
    question = room.question
    if question is None or not question.choices:
        raise Refused(Reason.NOT_NOW, "There is nothing to decide here.", "Finish, to show the debrief.")
    return question


def check_choice(question: Question, choice: str) -> None:
    """See whether a question has a choice.

    Raises:
        Refused: it does not.

    """
    if not question.has(choice):
        there_are = ", ".join(offered.id for offered in question.choices)
        raise Refused(Reason.UNKNOWN_CHOICE, "This question has no such choice.", f"There are: {there_are}.")


def person_in(room: Room, number: int) -> Participant:
    """Who has a number, and is still in the room.

    Raises:
        Refused: nobody has it, or they were sent out.

    """
    person = room.participants.get(number)
    if person is None:
        raise Refused(
            Reason.UNKNOWN_PERSON,
            "Nobody here has this number.",
            "The list of people has everybody's number.",
        )
    if person.removed:
        raise Refused(
            Reason.REMOVED,
            f"{person.name} is not in the room any more.",
            "Ask the facilitator, if that was a mistake.",
        )
    return person
