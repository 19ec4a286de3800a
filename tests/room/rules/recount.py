"""Votes counted again, from nothing but what the log says."""

from __future__ import annotations

from sim.room.rules.event import Event, Joined, Moved, Removed, Taken, Voted


def recount(log: list[Event], number: int, team: str | None) -> dict[int, str]:
    """The votes on a question, counted from the log alone; `team` where it is a team's at its own pace."""
    teams: dict[int, str | None] = {}
    votes: dict[int, str] = {}
    decided = False
    for event in log:
        match event:
            case Joined() | Moved():
                teams[event.participant] = event.team
            case Voted() if event.question == number and team in (None, teams[event.participant]):
                votes[event.participant] = event.choice
            case Taken() if event.question == number and event.team == team:
                decided = True
            case Removed() if not decided:
                votes.pop(event.participant, None)
    return votes
