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

    Where there is less room, how far a session came stands in a line below it.
    """
    scenarios = [visible(row.opened.scenario) for row in rows]
    codes = [visible(row.opened.code) for row in rows]
    states = [_state(row) for row in rows]
    code_width = max(len("session"), *map(len, codes))
    when_width = len(moment(0.0))
    people_width = max(len("people"), *(len(f"{row.people:,}") for row in rows))
    room = width - code_width - when_width - people_width - 8 - max(map(len, states))
    narrow = room < _SHORTEST_SCENARIO
    if narrow:
        room = max(_SHORTEST_SCENARIO, width - code_width - when_width - people_width - 6)
    scenario_width = min(room, max(len("scenario"), *map(len, scenarios)))
    below = f"\n{' ' * code_width}  " if narrow else "  "
    head = f"{'session':<{code_width}}  {'when':<{when_width}}  {'people':>{people_width}}  "
    yield from f"{head}{'scenario':<{scenario_width}}{below}state".split("\n")
    for row, code, scenario, state in zip(rows, codes, scenarios, states, strict=True):
        cells = f"{code:<{code_width}}  {moment(row.opened.at)}  {row.people:>{people_width},}  "
        yield from f"{cells}{shortened(scenario, room):<{scenario_width}}{below}{state}".split("\n")


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
