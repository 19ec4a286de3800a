"""`emptychair export session`: what a room decided together, as files to keep and to hand on."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path
from typing import Final

from sim.cli.exit_code import DONE, WRONG_USAGE
from sim.cli.kept_sessions import kept_sessions
from sim.cli.terminal_width import reading_width
from sim.report.new_file import write_new_files, write_together
from sim.report.session.session_files import FORMATS, VOTES, session_files, session_stem
from sim.report.session.session_words import people_words, state_words
from sim.report.words import visible
from sim.room.rules.session_debrief import SessionDebrief, session_debrief
from sim.scenario.error import EmptyChairError
from sim.scenario.folders import expanded
from sim.scenario.library import Library
from sim.store.loading import Loaded
from sim.store.opening_session import kept_session

ENDINGS: Final = {".html": "html", ".htm": "html", ".csv": "csv", ".json": "json"}
"""What a file's ending says of its format."""


class SessionNotWritten(EmptyChairError):
    """A file could not be written, or must not be."""

    title = "The session was not exported"


def run(arguments: argparse.Namespace) -> int:
    """Judge the kept session, and write it as files, or print it as text.

    Raises:
        SessionGone: there is no such session, or its scenario is gone.
        ScenarioChanged: the scenario is not what it was when the session was opened.
        ScenarioFaulty: the scenario cannot be solved any more.
        SessionNotWritten: a file is there already, or cannot be written.
        SessionsUnusable: the file of the sessions cannot be opened.
        LogError: what was kept of this one cannot be read.

    """
    output: Path | None = None if arguments.output is None else expanded(str(arguments.output))
    named = None if output is None or output.is_dir() else output
    form: str | None = arguments.format
    if named is not None and form is None:
        form = ENDINGS.get(named.suffix.lower())
        if form is None:
            print(
                f"emptychair export session: the ending of {visible(output)} says no format, and there is no such "
                f"folder. End it in {', '.join(ENDINGS)}, or add --format.",
                file=sys.stderr,
            )
            return WRONG_USAGE
    if form == "text" and output is not None:
        print(
            "emptychair export session: text is printed, so --output does not go with it. "
            "Leave one of the two out.",
            file=sys.stderr,
        )
        return WRONG_USAGE
    with kept_sessions() as log:
        session = kept_session(log, arguments.session, Library.standard(arguments.library))
    loaded = session.loaded
    debrief = session_debrief(session.room, loaded.verdict.solution, loaded.catalogue.principles)
    if form == "text":
        _print_text(debrief, arguments.names)
        return DONE
    forms = FORMATS if form is None else (form,)
    paths = _written(debrief, loaded, forms, arguments.names, output)
    told = (f"Session {debrief.opened.code}.", people_words(debrief), state_words(debrief), "Written:")
    print(" ".join(filter(None, told)))
    for path in paths:
        print(f"  {visible(path.absolute())}")
    return DONE


def _print_text(debrief: SessionDebrief, names: bool) -> None:
    from sim.report.session.session_text import session_text

    print(visible(session_text(debrief, names, reading_width() if sys.stdout.isatty() else None)))


def _written(
    debrief: SessionDebrief, loaded: Loaded, forms: tuple[str, ...], names: bool, output: Path | None
) -> list[Path]:
    files = session_files(debrief, loaded.catalogue, forms, names)
    if output is None or output.is_dir():
        return write_together(output or Path(), session_stem(debrief), files, SessionNotWritten)
    paths = [output, *(output.with_name(f"{output.stem}{VOTES}") for _ in files[1:])]
    try:
        write_new_files(
            [(path, data) for path, (_, data) in zip(paths, files, strict=True)], SessionNotWritten
        )
    except FileExistsError as error:
        there = next(path for path in paths if path.exists() or path.is_symlink())
        raise SessionNotWritten(
            f"{visible(there)} is there already.", "Name another file, or take that one away first."
        ) from error
    return paths
