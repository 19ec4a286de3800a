"""Who comes into a room, under which name and in which team."""

from __future__ import annotations

from typing import Final

from sim.room.rules.command import ChangeTeam, Join, Rename
from sim.room.rules.event import Event, Joined, Moved, Renamed
from sim.room.rules.person_name import normal_name, told_apart
from sim.room.rules.phase import Phase
from sim.room.rules.refusal import Reason, Refused
from sim.room.rules.room import Room
from sim.room.rules.standing import person_in

LARGEST_ROOM: Final = 2_000
"""How many people may be in one room."""


def join(room: Room, command: Join, at: float) -> tuple[Event, ...]:
    """Let somebody in, who may be in already."""
    known = room.holder_of(command.secret)
    if known is not None:
        person_in(room, known.number)
        return ()
    if room.locked:
        raise Refused(Reason.LOCKED, "The room is locked.", "Ask the facilitator to let you in.")
    if room.phase == Phase.DEBRIEF.value:
        raise Refused(Reason.OVER, "The story is over.", "Ask the facilitator for the next one.")
    if room.people >= LARGEST_ROOM:
        raise Refused(
            Reason.FULL,
            f"The room is full: {LARGEST_ROOM:,} people are in it.",
            "Look on with somebody who is in.",
        )
    number = len(room.participants) + 1
    wanted = command.name if command.name.strip() else f"Guest {number}"
    team = _wanted_team(room, command.team) if command.team and room.opened.teams else _smallest_team(room)
    return (Joined(number, command.secret, _free_name(room, wanted, number), team, at),)


def rename(room: Room, command: Rename) -> tuple[Event, ...]:
    """Give somebody another name."""
    person = person_in(room, command.participant)
    name = _free_name(room, command.name, person.number)
    return () if name == person.name else (Renamed(person.number, name),)


def change_team(room: Room, command: ChangeTeam) -> tuple[Event, ...]:
    """Put somebody into another team, before the scenario begins."""
    person = person_in(room, command.participant)
    if not room.opened.teams:
        raise Refused(
            Reason.NO_TEAMS,
            "There are no teams in this room.",
            "Host the scenario with --teams to have some.",
        )
    team = _wanted_team(room, command.team)
    if team == person.team:
        return ()
    if room.phase != Phase.LOBBY.value:
        raise Refused(
            Reason.NOT_NOW,
            "Teams stay as they are once the scenario has begun.",
            "Change teams before the next scenario.",
        )
    return (Moved(person.number, team),)


def _wanted_team(room: Room, wanted: str) -> str:
    teams = room.opened.teams
    if wanted not in teams:
        raise Refused(Reason.UNKNOWN_TEAM, "There is no such team here.", f"There are: {', '.join(teams)}.")
    return wanted


def _smallest_team(room: Room) -> str | None:
    """The first of the smallest teams; None in a room without."""
    return min(room.opened.teams, key=room.size_of, default=None)


def _free_name(room: Room, wanted: str, number: int) -> str:
    """The name in its normal form; with a number behind it where somebody else has it."""
    try:
        name = normal_name(wanted)
    except ValueError as error:
        raise Refused(Reason.BAD_NAME, str(error), "Take one with letters or digits.") from error
    return told_apart(name, lambda other: room.bearer_of(other) not in (None, number))
