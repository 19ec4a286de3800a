"""Finding everything that is needed to look at a kept session again, or to go on with it."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from sim.room.log import LogError, RoomLog
from sim.room.rules.event import Event, Opened
from sim.room.rules.join_code import normal_code
from sim.room.rules.room import Room
from sim.scenario.error import EmptyChairError
from sim.scenario.library import Library
from sim.store.error import ScenarioChanged
from sim.store.loading import Loaded, load
from sim.store.played_file import NotAsPlayed, played_file


class SessionGone(EmptyChairError):
    """A session, or the file of its scenario, is not there any more."""

    title = "This session cannot be opened"


@dataclass(frozen=True, slots=True)
class OpenedSession:
    """A session as it was kept, with its scenario as it was played: its room, made of its events."""

    events: tuple[Event, ...]
    loaded: Loaded
    room: Room

    @property
    def opened(self) -> Opened:
        """How it began."""
        return self.room.opened


def kept_session(log: RoomLog, typed: str, library: Library) -> OpenedSession:
    """The session of a code, which may be typed as people do: in any case, with spaces or hyphens.

    Raises:
        LogError: what was kept of it cannot be read.
        SessionGone: it was forgotten, or never was, or its scenario's file is gone.
        ScenarioChanged: the scenario's file was edited since.
        ScenarioFaulty: the scenario cannot be solved any more.

    """
    events = kept_events(log, typed)
    opened = events[0]
    assert isinstance(opened, Opened)
    loaded = load(_file_of(opened, library))
    try:
        room = Room.replayed(events, loaded.machine)
    except (ValueError, EmptyChairError) as error:
        raise LogError(
            f"What was kept of the session {opened.code} does not fit together ({error}).",
            f"`emptychair sessions forget {opened.code}` removes it.",
        ) from error
    return OpenedSession(events, loaded, room)


def kept_events(log: RoomLog, typed: str) -> tuple[Event, ...]:
    """What happened in the session of a code, however it is typed; at least its opening.

    Raises:
        LogError: it cannot be read.
        SessionGone: there is no such session.

    """
    code = normal_code(typed)
    events = () if code is None else log.events(code)
    if not events:
        raise SessionGone(
            f"There is no session “{typed if code is None else code}”.",
            "`emptychair sessions` lists the sessions by their codes.",
        )
    return events


def _file_of(opened: Opened, library: Library) -> Path:
    path = played_file(opened.scenario, Path(opened.path), opened.hash, library)
    if path is NotAsPlayed.GONE:
        raise SessionGone(
            f"The scenario of the session {opened.code} is gone: there is no file {opened.path}, and no "
            f"{opened.scenario} in the library.",
            "Put the file back where it was, or name the folder it lies in now with --library.",
        )
    if isinstance(path, NotAsPlayed):
        raise ScenarioChanged(
            f"{opened.path} was edited since the session {opened.code} was opened, so nothing in it can be judged "
            "as it was played.",
            "Put the earlier text of the file back, or host the scenario anew.",
        )
    return path
