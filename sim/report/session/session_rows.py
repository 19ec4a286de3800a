"""The sessions that are kept, told one by one: what can be said of each from its events alone."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from sim.report.history_text import moment
from sim.report.json_form import Json
from sim.report.paragraph import shortened
from sim.report.words import counted, visible
from sim.room.rules.event import Begun, Ended, Event, Joined, Opened, Removed, Taken

_GAP = "  "
_SHORTEST_SCENARIO = 12


class SessionState(StrEnum):
    """How far a session came."""

    NOT_BEGUN = "not-begun"
    UNDER_WAY = "under-way"
    OVER = "over"


@dataclass(frozen=True, slots=True)
class SessionRow:
    """A session in short. `people` joined and were not sent out; `decided` counts the choices taken, in all teams."""

    opened: Opened
    state: SessionState
    own_pace: bool
    people: int
    decided: int


def session_row(events: Sequence[Event]) -> SessionRow:
    """A session by its events, the first of which is its opening."""
    opened = events[0]
    assert isinstance(opened, Opened)
    begun = [event for event in events if isinstance(event, Begun)]
    state = SessionState.UNDER_WAY if begun else SessionState.NOT_BEGUN
    if any(isinstance(event, Ended) for event in events):
        state = SessionState.OVER
    joined = {event.participant for event in events if isinstance(event, Joined)}
    removed = {event.participant for event in events if isinstance(event, Removed)}
    return SessionRow(
        opened=opened,
        state=state,
        own_pace=any(event.own_pace for event in begun),
        people=len(joined - removed),
        decided=sum(isinstance(event, Taken) for event in events),
    )


def sessions_lines(rows: Sequence[SessionRow], width: int) -> Iterator[str]:
    """The lines of a table, a session a row, in the order given; `width` is in characters.

    Where there is less room, the scenario and how far the session came stand in lines below it.
    """
    scenarios = ["scenario", *(visible(row.opened.scenario) for row in rows)]
    codes = ["session", *(visible(row.opened.code) for row in rows)]
    states = ["state", *map(_state, rows)]
    moments = ["when", *(moment(row.opened.at) for row in rows)]
    people = ["people", *(f"{row.people:,}" for row in rows)]
    heads = [
        _GAP.join(cells)
        for cells in zip(_aligned(codes), _aligned(moments), _aligned(people, ">"), strict=True)
    ]
    room = width - len(heads[0]) - max(map(len, states)) - 2 * len(_GAP)
    narrow = room < _SHORTEST_SCENARIO
    room = width - len(_GAP) if narrow else room
    named = [shortened(scenario, room) for scenario in scenarios]
    between = f"\n{_GAP}" if narrow else _GAP
    for cells in zip(heads, named if narrow else _aligned(named), states, strict=True):
        yield from between.join(cells).split("\n")


def _aligned(cells: Sequence[str], side: str = "<") -> list[str]:
    """The cells of a column, all as wide as the widest."""
    widest = max(map(len, cells))
    return [f"{cell:{side}{widest}}" for cell in cells]


def session_row_words(row: SessionRow) -> str:
    """One session in a line."""
    people = "1 person" if row.people == 1 else f"{row.people:,} people"
    opened = row.opened
    return f"{visible(opened.code)}: {visible(opened.scenario)}, {moment(opened.at)}, {people}, {_state(row)}"


def sessions_form(rows: Sequence[SessionRow]) -> list[Json]:
    """The same for other programs. Moments are by ISO 8601; nobody is named."""
    return [
        {
            "session": row.opened.code,
            "scenario": row.opened.scenario,
            "opened": datetime.fromtimestamp(row.opened.at).astimezone().isoformat(timespec="seconds"),
            "state": row.state.value,
            "own_pace": row.own_pace,
            "teams": list(row.opened.teams),
            "people": row.people,
            "decided": row.decided,
            "path": row.opened.path,
            "hash": row.opened.hash,
        }
        for row in rows
    ]


def _state(row: SessionRow) -> str:
    decided = f"{counted(row.decided, 'choice')} taken"
    if row.own_pace:
        decided += f" by {counted(len(row.opened.teams), 'team')}"
    match row.state:
        case SessionState.NOT_BEGUN:
            return "not begun"
        case SessionState.UNDER_WAY:
            return f"under way, {decided}"
        case SessionState.OVER:
            return f"over, {decided}" if row.decided else "over"
