"""Votes, and what follows from them where teams play at their own pace."""

from __future__ import annotations

from collections.abc import Mapping

from sim.room.rules.command import CastVote, Remove, Settle
from sim.room.rules.event import Decided, Event, Removed, Taken, Voted
from sim.room.rules.phase import Phase
from sim.room.rules.question import Question, Vote, split_of
from sim.room.rules.refusal import Reason, Refused
from sim.room.rules.room import Room
from sim.room.rules.standing import check_choice, person_in


def cast_vote(room: Room, command: CastVote, at: float) -> tuple[Event, ...]:
    """Count a vote; at a team's own pace it goes on once everybody in it has voted and one choice leads."""
    person = person_in(room, command.participant)
    course = room.course_of(person.number)
    meant = None if course is None else course.numbered(command.question)
    # Whoever did not hear that their vote was counted sends it again, however late.
    if meant is not None and (person.number, command.submission) in meant.submissions:
        return ()
    question = _open_question(room, person.number, command.question, at)
    check_choice(question, command.choice)
    voted = Voted(question.number, person.number, command.choice, command.submission, at)
    if not room.own_pace or person.team is None:
        return (voted,)
    others = len(question.votes) - (person.number in question.votes)
    if others + 1 < room.size_of(person.team):
        return (voted,)
    votes = question.votes | {person.number: Vote(command.choice, command.submission)}
    return (voted, *_taken(person.team, question, votes, at))


def settle(room: Room, command: Settle, at: float) -> tuple[Event, ...]:
    """Let a team go on with the votes there are; nothing comes of it where it has gone on already."""
    person = person_in(room, command.participant)
    if not room.own_pace or person.team is None:
        raise Refused(
            Reason.NOT_NOW, "The room plays together.", "The facilitator goes on when the room is ready."
        )
    meant = room.teams[person.team].numbered(command.question)
    if meant is not None and meant.taken is not None:
        return ()
    question = _open_question(room, person.number, command.question, at)
    if not question.votes:
        raise Refused(Reason.NO_VOTES, "Nobody in your team has voted yet.", "Vote first.")
    events = _taken(person.team, question, question.votes, at)
    if not events:
        raise Refused(Reason.TIED, "Your team is split.", "Talk it over; one changed vote decides.")
    return events


def remove(room: Room, command: Remove, at: float) -> tuple[Event, ...]:
    """Send somebody out. The others of their team may have been waiting for nobody else."""
    person = person_in(room, command.participant)
    removed = Removed(person.number)
    course = room.course_of(person.number)
    question = None if course is None else course.question
    if room.phase != Phase.OWN_PACE.value or person.team is None or question is None:
        return (removed,)
    votes = {number: vote for number, vote in question.votes.items() if number != person.number}
    if len(votes) < room.size_of(person.team) - 1:
        return (removed,)
    return (removed, *_taken(person.team, question, votes, at))


def _taken(team: str, question: Question, votes: Mapping[int, Vote], at: float) -> tuple[Event, ...]:
    """What a team goes on with, if one choice leads."""
    majority = split_of(question.choices, votes, {}).majority
    return () if majority is None else (Taken(question.number, majority, Decided.MAJORITY, team, at),)


def _open_question(room: Room, participant: int, number: int, at: float) -> Question:
    """The question that somebody may vote on now, if it is the one they mean."""
    course = room.course_of(participant)
    question = None if course is None else course.question
    if question is not None and number != question.number:
        raise Refused(
            Reason.OLD_QUESTION, "The room is at another question by now.", "Vote on the one that is shown."
        )
    match Phase(room.phase):
        case Phase.OPEN if question is not None and (room.deadline is None or at < room.deadline):
            return question
        case Phase.OPEN:
            raise Refused(Reason.NOT_OPEN, "The time for this vote is up.", "The split comes next.")
        case Phase.OWN_PACE if question is not None:
            return question
        case Phase.OWN_PACE | Phase.NEXT | Phase.DEBRIEF if question is None:
            raise Refused(Reason.NOT_OPEN, "The story is over.", "The debrief comes next.")
        case Phase.LOBBY | Phase.SCENE:
            raise Refused(
                Reason.NOT_OPEN, "Voting is not open yet.", "Wait until the facilitator puts the question."
            )
        case _:
            raise Refused(Reason.NOT_OPEN, "Voting is closed.", "Wait for the next question.")
