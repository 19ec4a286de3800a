"""What may happen in a room: commands become events, or are refused."""

from __future__ import annotations

from typing import Final

from sim.engine.error import RunError
from sim.room.rules.admission import change_team, join, rename
from sim.room.rules.command import (
    Ask,
    CastVote,
    ChangeTeam,
    Command,
    Extend,
    Join,
    Lock,
    Remove,
    Rename,
    Settle,
    Step,
    Take,
    TakeForTeam,
    TimeUp,
)
from sim.room.rules.event import (
    Asked,
    Begun,
    Closed,
    Coached,
    DeadlineSet,
    Ended,
    Event,
    Finished,
    Locked,
    Revealed,
    WentOn,
)
from sim.room.rules.phase import Move, Phase
from sim.room.rules.refusal import Reason, Refused
from sim.room.rules.room import Room
from sim.room.rules.standing import asked, check
from sim.room.rules.taking import take, take_for_team
from sim.room.rules.voting import cast_vote, remove, settle

LONGEST_TIMER: Final = 24 * 3600.0
"""The most seconds that a question can be given."""


def handle(room: Room, command: Command, at: float) -> tuple[Event, ...]:
    """Do what is asked at a moment, in seconds since 1970; the events it makes are applied already.

    Whoever keeps the events does so before telling anybody of them. None come of what was done before: the same
    submission again, somebody who is in already, a lock that is locked.

    Raises:
        Refused: it is not possible; nothing has changed.

    """
    happened: list[Event] = []
    for event in _decide(room, command, at):
        try:
            room.apply(event)
        except RunError as error:
            # Only a scenario too big to be proven has such a way. The vote that was to take it counts all the same.
            if happened:
                break
            raise Refused(Reason.NOT_NOW, error.message, "Take another choice, or finish.") from error
        happened.append(event)
    return tuple(happened)


def _decide(room: Room, command: Command, at: float) -> tuple[Event, ...]:
    if room.phase == Phase.ENDED.value and not isinstance(command, TimeUp):
        raise Refused(Reason.OVER, "This session is over.", "Ask the facilitator for a new code.")
    match command:
        case Join():
            return join(room, command, at)
        case CastVote():
            return cast_vote(room, command, at)
        case Settle():
            return settle(room, command, at)
        case ChangeTeam():
            return change_team(room, command)
        case Rename():
            return rename(room, command)
        case Remove():
            return remove(room, command, at)
        case Lock():
            return () if command.locked is room.locked else (Locked(command.locked),)
        case Ask():
            check(room, Move.ASK)
            return (Asked(asked(room).number, _deadline(command.seconds, at)),)
        case Extend():
            return _extend(room, command, at)
        case TimeUp():
            return _close_in_time(room, command, at)
        case Take():
            return (take(room, command, at),)
        case TakeForTeam():
            return (take_for_team(room, command, at),)
        case Step():
            return (_step(room, command.move, at),)


def _step(room: Room, move: Move, at: float) -> Event:
    check(room, move)
    match move:
        case Move.BEGIN:
            return Begun(own_pace=False, at=at)
        case Move.SET_OFF:
            if not room.opened.teams:
                raise Refused(
                    Reason.NO_TEAMS,
                    "There are no teams in this room.",
                    "Host the scenario with --teams to play at their own pace, or begin together.",
                )
            return Begun(own_pace=True, at=at)
        case Move.CLOSE:
            return Closed(asked(room).number, by_time=False)
        case Move.REVEAL:
            return Revealed(asked(room).number)
        case Move.COACH:
            return Coached(asked(room).number)
        case Move.GO_ON:
            return WentOn()
        case Move.FINISH:
            return Finished()
        case Move.END:
            return Ended(at)
        case Move.ASK | Move.TAKE:
            raise Refused(Reason.NOT_NOW, "This is no step of its own.", f"Use the command to {move.value}.")


def _close_in_time(room: Room, command: TimeUp, at: float) -> tuple[Event, ...]:
    question, deadline = room.question, room.deadline
    if room.phase != Phase.OPEN.value or question is None or deadline is None:
        return ()
    # It may have been extended, or the room gone on, since the clock was set.
    if question.number != command.question or at < deadline:
        return ()
    return (Closed(question.number, by_time=True),)


def _extend(room: Room, command: Extend, at: float) -> tuple[Event, ...]:
    if room.phase != Phase.OPEN.value:
        raise Refused(Reason.NOT_OPEN, "Voting is not open.", "Put the question to the vote first.")
    if command.seconds is None and room.deadline is None:
        return ()
    # Without an end so far, or past it, the time given begins now.
    since = at if room.deadline is None else max(room.deadline, at)
    return (DeadlineSet(asked(room).number, _deadline(command.seconds, since)),)


def _deadline(seconds: float | None, since: float) -> float | None:
    if seconds is None:
        return None
    if not 0 < seconds <= LONGEST_TIMER:
        raise Refused(
            Reason.BAD_TIME,
            "A timer cannot run for that long.",
            "Give it more than 0 seconds, and a day at most.",
        )
    return since + seconds
