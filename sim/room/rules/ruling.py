"""What may happen in a room: commands become events, or are refused."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

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
    Decided,
    Ended,
    Event,
    Finished,
    Joined,
    Locked,
    Moved,
    Removed,
    Renamed,
    Revealed,
    Taken,
    Voted,
    WentOn,
)
from sim.room.rules.person_name import normal_name, told_apart
from sim.room.rules.phase import Move, Phase, may
from sim.room.rules.question import Question, Vote
from sim.room.rules.refusal import Reason, Refused
from sim.room.rules.room import Participant, Room

LARGEST_ROOM: Final = 2_000
"""How many people may be in one room."""

LONGEST_TIMER: Final = 24 * 3600.0
"""The most seconds that a question can be given."""


def handle(room: Room, command: Command, at: float) -> tuple[Event, ...]:
    """Do what is asked at a moment, in seconds since 1970; the events it makes are applied already.

    Whoever keeps the events does so before telling anybody of them. None come of what was done before: the same
    submission again, somebody who is in already, a lock that is locked.

    Raises:
        Refused: it is not possible; nothing has changed.

    """
    events = _decide(room, command, at)
    for event in events:
        room.apply(event)
    return events


def _decide(room: Room, command: Command, at: float) -> tuple[Event, ...]:
    if room.phase == Phase.ENDED.value:
        raise Refused(Reason.OVER, "This session is over.", "Ask the facilitator for a new code.")
    match command:
        case Join():
            return _join(room, command, at)
        case CastVote():
            return _vote(room, command, at)
        case Settle():
            return _settle(room, command, at)
        case ChangeTeam():
            return _change_team(room, command)
        case Rename():
            person = _person(room, command.participant)
            return (Renamed(person.number, _free_name(room, command.name, besides=person.number)),)
        case Remove():
            return _remove(room, _person(room, command.participant), at)
        case Lock():
            return () if command.locked is room.locked else (Locked(command.locked),)
        case Ask():
            _check(room, Move.ASK)
            return (Asked(_asked(room).number, _deadline(command.seconds, at)),)
        case Extend():
            return (_extend(room, command, at),)
        case TimeUp():
            return _close_in_time(room, command, at)
        case Take():
            return (_take(room, command, at),)
        case TakeForTeam():
            return (_take_for_team(room, command, at),)
        case Step():
            return _step(room, command.move, at)


def _close_in_time(room: Room, command: TimeUp, at: float) -> tuple[Event, ...]:
    question, deadline = room.question, room.deadline
    if room.phase != Phase.OPEN.value or question is None or deadline is None:
        return ()
    # It may have been extended, or the room gone on, since the clock was set.
    if question.number != command.question or at < deadline:
        return ()
    return (Closed(question.number, by_time=True),)


def _step(room: Room, move: Move, at: float) -> tuple[Event, ...]:
    _check(room, move)
    match move:
        case Move.BEGIN:
            return (Begun(own_pace=False, at=at),)
        case Move.SET_OFF:
            return _set_off(room, at)
        case Move.CLOSE:
            return (Closed(_asked(room).number, by_time=False),)
        case Move.REVEAL:
            return (Revealed(_asked(room).number),)
        case Move.COACH:
            return (Coached(_asked(room).number),)
        case Move.GO_ON:
            return (WentOn(),)
        case Move.FINISH:
            return (Finished(),)
        case Move.END:
            return (Ended(at),)
        case Move.ASK | Move.TAKE:
            raise Refused(Reason.NOT_NOW, "This needs a command of its own.")


def _set_off(room: Room, at: float) -> tuple[Event, ...]:
    if not room.opened.teams:
        raise Refused(
            Reason.NO_TEAMS,
            "There are no teams.",
            "Host the scenario with --teams to play at their own pace.",
        )
    return (Begun(own_pace=True, at=at),)


def _join(room: Room, command: Join, at: float) -> tuple[Event, ...]:
    known = room.holder_of(command.secret)
    if known is not None:
        _person(room, known.number)
        return ()
    if room.locked:
        raise Refused(Reason.LOCKED, "The room is locked.", "Ask the facilitator to let you in.")
    if room.phase == Phase.DEBRIEF.value:
        raise Refused(Reason.OVER, "The story is over.", "Ask the facilitator for the next one.")
    if len(room.present) >= LARGEST_ROOM:
        raise Refused(Reason.FULL, f"The room is full: {LARGEST_ROOM:,} people are in it.")
    number = len(room.participants) + 1
    wanted = command.name if command.name.strip() else f"Guest {number}"
    return (Joined(number, command.secret, _free_name(room, wanted), _team(room, command.team), at),)


def _team(room: Room, wanted: str | None) -> str | None:
    """The team wanted; where none is named, the first of the smallest."""
    teams = room.opened.teams
    if not teams:
        return None
    if not wanted:
        return min(teams, key=lambda team: len(room.members(team)))
    if wanted not in teams:
        raise Refused(Reason.UNKNOWN_TEAM, "There is no such team here.", f"There are: {', '.join(teams)}.")
    return wanted


def _change_team(room: Room, command: ChangeTeam) -> tuple[Event, ...]:
    person = _person(room, command.participant)
    if not room.opened.teams:
        raise Refused(Reason.NO_TEAMS, "There are no teams in this room.")
    team = _team(room, command.team)
    assert team is not None
    if team == person.team:
        return ()
    if room.phase != Phase.LOBBY.value:
        raise Refused(Reason.NOT_NOW, "Teams stay as they are once the scenario has begun.")
    return (Moved(person.number, team),)


def _free_name(room: Room, wanted: str, besides: int | None = None) -> str:
    """The name in its normal form; with a number behind it where somebody else has it."""
    try:
        name = normal_name(wanted)
    except ValueError as error:
        raise Refused(Reason.BAD_NAME, str(error), "Take a shorter or plainer name.") from error
    return told_apart(name, (person.name for person in room.present if person.number != besides))


def _person(room: Room, number: int) -> Participant:
    person = room.participants.get(number)
    if person is None:
        raise Refused(Reason.UNKNOWN_PERSON, "Nobody here has this number.")
    if person.removed:
        raise Refused(Reason.REMOVED, f"{person.name} is not in the room any more.")
    return person


def _vote(room: Room, command: CastVote, at: float) -> tuple[Event, ...]:
    question = _open_question(room, command.participant, command.question)
    if (command.participant, command.submission) in question.submissions:
        return ()
    if not question.has(command.choice):
        raise Refused(Reason.UNKNOWN_CHOICE, "This question has no such choice.")
    voted = Voted(question.number, command.participant, command.choice, command.submission, at)
    return (voted, *_taken_when_all_voted(room, command.participant, voted))


def _open_question(room: Room, participant: int, number: int) -> Question:
    """The question that somebody may vote on now, if it is the one they mean."""
    _person(room, participant)
    course = room.course_of(participant)
    question = None if course is None else course.question
    if question is not None and number != question.number:
        raise Refused(Reason.OLD_QUESTION, "The room is at another question by now.")
    if question is None or room.phase not in (Phase.OPEN.value, Phase.OWN_PACE.value):
        raise Refused(Reason.NOT_OPEN, "Voting is not open.")
    return question


def _taken_when_all_voted(room: Room, participant: int, voted: Voted) -> tuple[Event, ...]:
    """At a team's own pace it goes on once everybody in it has voted and one choice leads."""
    team = room.participants[participant].team
    if not room.own_pace or team is None:
        return ()
    question = room.teams[team].question
    assert question is not None
    votes = question.votes | {participant: Vote(voted.choice, voted.submission)}
    if not all(member.number in votes for member in room.members(team)):
        return ()
    return _taken_by(room, team, votes, voted.at)


def _taken_by(room: Room, team: str, votes: Mapping[int, Vote], at: float) -> tuple[Event, ...]:
    question = room.teams[team].question
    assert question is not None
    counted = Question(question.number, question.state, question.choices, question.before, dict(votes))
    majority = counted.split({}).majority
    return () if majority is None else (Taken(question.number, majority, Decided.MAJORITY, team, at),)


def _settle(room: Room, command: Settle, at: float) -> tuple[Event, ...]:
    if not room.own_pace:
        raise Refused(Reason.NOT_NOW, "The facilitator goes on when the room is ready.")
    question = _open_question(room, command.participant, command.question)
    team = room.participants[command.participant].team
    assert team is not None
    if not question.votes:
        raise Refused(Reason.NO_VOTES, "Nobody in your team has voted yet.")
    events = _taken_by(room, team, question.votes, at)
    if not events:
        raise Refused(Reason.TIED, "Your team is split.", "Talk it over; one changed vote decides.")
    return events


def _remove(room: Room, person: Participant, at: float) -> tuple[Event, ...]:
    removed = Removed(person.number)
    course = room.course_of(person.number)
    question = None if course is None else course.question
    if not room.own_pace or person.team is None or question is None:
        return (removed,)
    # The others of the team may have been waiting for nobody else.
    votes = {number: vote for number, vote in question.votes.items() if number != person.number}
    rest = [member.number for member in room.members(person.team) if member is not person]
    waiting = not votes or any(number not in votes for number in rest)
    return (removed,) if waiting else (removed, *_taken_by(room, person.team, votes, at))


def _extend(room: Room, command: Extend, at: float) -> DeadlineSet:
    if room.phase != Phase.OPEN.value:
        raise Refused(Reason.NOT_OPEN, "Voting is not open.")
    if command.seconds is None:
        return DeadlineSet(_asked(room).number, None)
    # Without an end so far, the time given begins now.
    since = at if room.deadline is None else max(room.deadline, at)
    return DeadlineSet(_asked(room).number, _deadline(command.seconds, since))


def _take(room: Room, command: Take, at: float) -> Taken:
    _check(room, Move.TAKE)
    question = _asked(room)
    split = question.split(room.team_of)
    choice = command.choice or split.majority
    if choice is None and split.leading:
        raise Refused(Reason.TIED, "The room is split evenly.", "Name the choice to go on with.")
    if choice is None:
        raise Refused(Reason.NO_VOTES, "Nobody has voted.", "Name the choice to go on with, or ask again.")
    if not question.has(choice):
        raise Refused(Reason.UNKNOWN_CHOICE, "This question has no such choice.")
    return Taken(question.number, choice, _decided(choice, split.majority, split.leading), None, at)


def _take_for_team(room: Room, command: TakeForTeam, at: float) -> Taken:
    if command.team not in room.teams:
        raise Refused(Reason.UNKNOWN_TEAM, "No such team is playing.")
    question = room.teams[command.team].question
    if room.phase != Phase.OWN_PACE.value or question is None:
        raise Refused(Reason.NOT_NOW, "This team has nothing to decide now.")
    if not question.has(command.choice):
        raise Refused(Reason.UNKNOWN_CHOICE, "This question has no such choice.")
    split = question.split({})
    decided = _decided(command.choice, split.majority, split.leading)
    return Taken(question.number, command.choice, decided, command.team, at)


def _check(room: Room, move: Move) -> None:
    if not may(room, move):
        raise Refused(Reason.NOT_NOW, f"That is not possible now: the room is at “{room.phase}”.")


def _asked(room: Room) -> Question:
    if room.question is None:
        raise Refused(Reason.NOT_NOW, "There is no question to decide now.")
    return room.question


def _decided(choice: str, majority: str | None, leading: tuple[str, ...]) -> Decided:
    if choice == majority:
        return Decided.MAJORITY
    return Decided.TIE_BROKEN if majority is None and choice in leading else Decided.FACILITATOR


def _deadline(seconds: float | None, since: float) -> float | None:
    if seconds is None:
        return None
    if not 0 < seconds <= LONGEST_TIMER:
        raise Refused(Reason.NOT_NOW, "A timer runs for a second up to a day.")
    return since + seconds
