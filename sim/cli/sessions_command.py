"""`emptychair sessions`: the group sessions that are kept, the latest first."""

from __future__ import annotations

import argparse
import json
import sys

from sim.cli.exit_code import DONE
from sim.cli.kept_sessions import kept_sessions
from sim.cli.terminal_width import terminal_width
from sim.report.session.session_rows import SessionRow, session_row, sessions_form, sessions_lines
from sim.report.words import visible
from sim.room.log import LogError
from sim.store.room_log import SqliteRoomLog


def run(arguments: argparse.Namespace) -> int:
    """Print the sessions kept.

    Raises:
        SessionsUnusable: the file of the sessions cannot be opened.

    """
    with kept_sessions() as log:
        rows = _rows(log)
        any_kept = bool(log.rooms() or log.left_out())
    if arguments.format == "json":
        json.dump(sessions_form(rows), sys.stdout, indent=2)
        print()
    elif rows:
        print("\n".join(sessions_lines(rows, terminal_width())))
    elif not any_kept:
        print("No session is kept yet. Host one: emptychair host silent-customer")
    return DONE


def _rows(log: SqliteRoomLog) -> list[SessionRow]:
    """The sessions that can be read; those that cannot are told on stderr, each in a line."""
    rows = []
    for kept in log.rooms():
        code = kept.opened.code
        try:
            rows.append(session_row(log.events(code)))
        except LogError:
            _tell_left_out(code)
    for code in log.left_out():
        _tell_left_out(code)
    return rows


def _tell_left_out(code: str) -> None:
    told = visible(code)
    print(
        f"Left out: the session {told} cannot be read any more. It stays until `emptychair sessions forget {told}`.",
        file=sys.stderr,
    )
