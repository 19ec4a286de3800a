"""`emptychair sessions forget`: a group session, or all of them, gone for good."""

from __future__ import annotations

import argparse
from contextlib import suppress

from sim.cli.asking_to_forget import declined
from sim.cli.exit_code import DONE
from sim.cli.kept_sessions import kept_sessions
from sim.report.session.session_rows import session_row, session_row_words
from sim.report.words import counted, visible
from sim.room.log import LogError
from sim.room.rules.join_code import normal_code
from sim.room.server.kept_place import forget_places
from sim.store.opening_session import SessionGone
from sim.store.room_log import SqliteRoomLog


def run(arguments: argparse.Namespace) -> int:
    """Say what will be forgotten, ask, and forget it.

    Raises:
        SessionsUnusable: the file of the sessions cannot be opened.
        SessionGone: there is no such session.

    """
    with kept_sessions() as log:
        codes = _codes(log) if arguments.all else [_named(arguments.session, log)]
        if not codes:
            print("No session is kept, so there is nothing to forget.")
            return DONE
        print(f"This forgets {counted(len(codes), 'session')} for good, with everybody's votes and names:")
        for one in codes:
            print(f"  {_words(log, one)}")
        code = declined("sessions forget", arguments.yes)
        if code is not None:
            return code
        for one in codes:
            log.forget(one)
        forget_places(all_but=_codes(log))
    print(f"Forgotten: {counted(len(codes), 'session')}.")
    return DONE


def _codes(log: SqliteRoomLog) -> list[str]:
    return [*(kept.opened.code for kept in log.rooms()), *log.left_out()]


def _named(typed: str, log: SqliteRoomLog) -> str:
    code = normal_code(typed)
    if code is None or code not in _codes(log):
        raise SessionGone(
            f"There is no session “{visible(typed)}”.",
            "`emptychair sessions` lists the sessions by their codes.",
        )
    return code


def _words(log: SqliteRoomLog, code: str) -> str:
    with suppress(LogError):
        return session_row_words(session_row(log.events(code)))
    return f"{visible(code)}, which cannot be read"
