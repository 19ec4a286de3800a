"""`emptychair sessions forget`: a group session, or all of them, gone for good."""

from __future__ import annotations

import argparse
from collections.abc import Sequence

from sim.cli.asking_to_forget import declined
from sim.cli.exit_code import DONE
from sim.cli.kept_sessions import kept_sessions
from sim.report.session.session_rows import session_row, session_row_words
from sim.report.words import counted, visible
from sim.room.log import KeptRoom, LogError, RoomLog
from sim.room.rules.join_code import normal_code
from sim.room.server.kept_place import forget_places
from sim.store.opening_session import SessionGone


def run(arguments: argparse.Namespace) -> int:
    """Say what will be forgotten, ask, and forget it.

    Raises:
        SessionsUnusable: the file of the sessions cannot be opened.
        SessionGone: there is no such session.

    """
    with kept_sessions() as log:
        rooms = log.rooms()
        if not arguments.all:
            rooms = _named(arguments.session, rooms)
        if not rooms:
            print("No session is kept, so there is nothing to forget.")
            return DONE
        print(f"This forgets {counted(len(rooms), 'session')} for good, with everybody's votes and names:")
        for kept in rooms:
            print(f"  {_words(log, kept)}")
        code = declined("sessions forget", arguments.yes)
        if code is not None:
            return code
        for kept in rooms:
            log.forget(kept.opened.code)
        forget_places(all_but=[kept.opened.code for kept in log.rooms()])
    print(f"Forgotten: {counted(len(rooms), 'session')}.")
    return DONE


def _named(typed: str, rooms: Sequence[KeptRoom]) -> tuple[KeptRoom, ...]:
    code = normal_code(typed)
    found = tuple(kept for kept in rooms if kept.opened.code == code)
    if not found:
        raise SessionGone(
            f"There is no session “{visible(typed)}”.",
            "`emptychair sessions` lists the sessions by their codes.",
        )
    return found


def _words(log: RoomLog, kept: KeptRoom) -> str:
    try:
        return session_row_words(session_row(log.events(kept.opened.code)))
    except LogError:
        return f"{visible(kept.opened.code)}: {visible(kept.opened.scenario)}, which cannot be read"
